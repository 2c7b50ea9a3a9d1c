"""Under which licence each library stands, as it says itself, in the words of SPDX."""

from importlib.metadata import PackageNotFoundError, metadata

# Libraries that say it in other words than SPDX, read by hand in their own files: name → expression.
READ_BY_HAND = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # axe-core is inside
    "grimp": "BSD-2-Clause",
    "import-linter": "BSD-2-Clause",
    "jinja2": "BSD-3-Clause",
    "pylopdf-fonts-jp": "OFL-1.1",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # PDFium and what it is built with, all as permissive
    "python-stdnum": "LGPL-2.1-or-later",
    "segno": "BSD-3-Clause",
    "sortedcontainers": "Apache-2.0",
    "uvloop": "MIT OR Apache-2.0",
}
_CLASSIFIERS = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_OTHER_WORDS = {"MIT License": "MIT", "PSFL": "PSF-2.0"}

# A service that is run and not handed on may use all of these; a library of the last three is used as it is, unchanged.
ACCEPTED = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0"),
        *("Unlicense", "CNRI-Python", "OFL-1.1"),
        *("MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-only"),
    }
)
# Tools of developers are in no image.
ACCEPTED_FOR_TOOLS = ACCEPTED | {"GPL-3.0-or-later"}


def licence_of(name: str) -> str | None:
    """An SPDX expression; None where the library is not installed here, as some are for other machines only."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    if expression := said.get("License-Expression") or said.get("License"):
        return _OTHER_WORDS.get(expression, str(expression))
    classified = [_CLASSIFIERS[each] for each in said.get_all("Classifier", []) if each in _CLASSIFIERS]
    return classified[0] if classified else "unknown"


def is_accepted(expression: str, accepted: frozenset[str]) -> bool:
    """Of alternatives one is enough; of what applies together, all."""
    parts = [part.strip("() ") for part in expression.split(" OR ")]
    return any(all(each in accepted for each in part.split(" AND ")) for part in parts)
