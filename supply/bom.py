"""`python3 dev.py sbom [FILE]`: what the service is made of, as CycloneDX 1.6.

Components are those of requirements-service.lock; dependencies and licences are what the installed libraries say.
"""

import argparse
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseAcknowledgement
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from supply.licences import licence_of
from supply.locks import ROOT, SERVICE, Pinned, read_lock


def make_bom() -> Bom:
    """Libraries of other platforms are in it, without a licence: they are not installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    root = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        purl=PackageURL("generic", None, project["name"], project["version"]),
    )
    parts = {pinned.name: _component(pinned) for pinned in read_lock(SERVICE)}
    bom = Bom(components=parts.values())
    bom.metadata.component = root
    bom.register_dependency(root, [parts[name] for name in _names(project["dependencies"]) if name in parts])
    for name, part in parts.items():
        bom.register_dependency(part, [parts[each] for each in _needed_by(name) if each in parts])
    return bom


def _component(pinned: Pinned) -> Component:
    purl = PackageURL("pypi", None, pinned.name, pinned.version)
    said = licence_of(pinned.name)
    declared = {"license_acknowledgement": LicenseAcknowledgement.DECLARED}
    licences = [LicenseFactory().make_from_string(said, **declared)] if said else []
    return Component(
        name=pinned.name,
        version=pinned.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=licences,
        properties=[Property(name="madoguchi:locked:sha256", value=each) for each in pinned.hashes],
    )


def _needed_by(name: str) -> set[str]:
    """Extras included, as far as the lock holds them: better one edge too many than a part that hangs in the air."""
    try:
        return _names(requires(name) or [])
    except PackageNotFoundError:
        return set()


def _names(requirements: list[str]) -> set[str]:
    return {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", each)[0]).lower() for each in requirements}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py sbom", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="instead of standard output")
    file = parser.parse_args().file
    text = JsonV1Dot6(make_bom()).output_as_string(indent=1)
    if file:
        file.write_text(text + "\n", "utf-8")
    else:
        sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
