"""I-88. What the program is made of: pinned by hash, under licences that may be used, and listed for whoever asks."""

import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from supply.licences import ACCEPTED, ACCEPTED_FOR_TOOLS, is_accepted, licence_of
from supply.locks import EVERYTHING, ROOT, SERVICE, read_lock

LOCKS = (EVERYTHING, SERVICE)
# Installed on other machines than those the tests run on; their licences were read where they are published.
ELSEWHERE = {"colorama", "httpx2-jsfetch"}


@cache
def bom_text() -> str:
    command = [sys.executable, "-m", "supply.bom"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_that_is_installed_is_pinned_by_its_hash(lock: str) -> None:
    """I-88. Must catch: a line without a hash, a link, an index or an option, from which anything may come."""
    pinned = read_lock(lock)
    assert len(pinned) > 50
    assert [each.name for each in pinned if not each.hashes] == []
    assert not re.search(r"://|^-", (ROOT / lock).read_text("utf-8"), re.MULTILINE)


def test_the_service_is_part_of_what_is_tested() -> None:
    """I-88. Must catch: a version in the image that no test has run with."""
    everything = {each.name: each for each in read_lock(EVERYTHING)}
    assert [each.name for each in read_lock(SERVICE) if everything.get(each.name) != each] == []


def test_hashes_are_asked_for_wherever_something_is_installed() -> None:
    """I-88. Must catch: an image or a developer's machine that takes whatever the index offers."""
    installs = [
        (file, line)
        for file in ("Dockerfile", "dev.py")
        for line in (ROOT / file).read_text("utf-8").replace("\\\n", " ").splitlines()
        if re.search(r"pip install|-r\", str\(LOCK\)", line)
    ]
    assert {file for file, _ in installs} == {"Dockerfile", "dev.py"}
    assert [line for _, line in installs if "--require-hashes" not in line] == []


@pytest.mark.parametrize(("lock", "accepted"), [(EVERYTHING, ACCEPTED_FOR_TOOLS), (SERVICE, ACCEPTED)])
def test_every_library_stands_under_a_licence_that_may_be_used(lock: str, accepted: frozenset[str]) -> None:
    """I-88. Must catch: a library whose licence nobody has looked at, or one that binds the town's own program."""
    licences = {each.name: licence_of(each.name) for each in read_lock(lock)}
    assert {name for name, licence in licences.items() if licence is None} <= ELSEWHERE
    refused = {name: said for name, said in licences.items() if said and not is_accepted(said, accepted)}
    assert refused == {}


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("AGPL-3.0-only OR MIT", True),
        ("AGPL-3.0-only AND MIT", False),
        ("Apache-2.0 AND BSD-2-Clause", True),
        ("AGPL-3.0-or-later", False),
        ("unknown", False),
    ],
)
def test_one_of_alternatives_is_enough_and_all_that_applies_together_counts(
    expression: str, fine: bool
) -> None:
    """I-88. Must catch: MIT somewhere in the words taken for leave to use it all."""
    assert is_accepted(expression, ACCEPTED) is fine


def test_the_bill_of_materials_is_what_is_locked() -> None:
    """I-88. Must catch: a bill that leaves out a library, its hashes or its licence, or that no program can read."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bom_text()) is None
    bom: dict[str, Any] = json.loads(bom_text())
    listed = {each["name"]: each for each in bom["components"]}
    locked = {each.name: each for each in read_lock(SERVICE)}
    assert {name: each["version"] for name, each in listed.items()} == {
        name: each.version for name, each in locked.items()
    }
    for name, each in listed.items():
        assert {kept["value"] for kept in each["properties"]} == set(locked[name].hashes)
        assert each.get("licenses") or name in ELSEWHERE, name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert bom["metadata"]["component"]["version"] == project["version"]
    assert "://" not in json.dumps([bom["components"], bom["dependencies"]])


def test_the_bill_of_materials_says_what_needs_what() -> None:
    """I-88. Must catch: a library nobody can tell the reason of when its fault is published."""
    graph = {each["ref"]: set(each.get("dependsOn", ())) for each in json.loads(bom_text())["dependencies"]}
    names = {ref: re.sub(r"pkg:pypi/([^@]+)@.*", r"\1", ref) for ref in graph}
    reached, ahead = set(), ["madoguchi"]
    while ahead:
        ref = ahead.pop()
        if ref not in reached:
            reached.add(ref)
            ahead += graph[ref]
    assert {names[ref] for ref in set(graph) - reached} == set()


def test_the_licences_read_by_hand_are_still_what_the_files_say() -> None:
    """I-88. Must catch: a licence that changed under a library whose own words we cannot read by program."""
    words = {"LGPL": "python-stdnum", "SIL Open Font": "pylopdf-fonts-jp"}
    for word, name in words.items():
        said = distribution(name).metadata
        assert word in f"{said.get('License')} {said.get_all('Classifier')}"


def test_operators_are_told_how_to_look_for_faults_and_how_soon_to_mend_them() -> None:
    """I-88. Must catch: days that stand nowhere."""
    text = Path(ROOT / "docs" / "operations.md").read_text("utf-8")
    assert "pip-audit" in text
    for days in ("critical | 3 days", "high | 14 days", "medium | 60 days"):
        assert days in text
