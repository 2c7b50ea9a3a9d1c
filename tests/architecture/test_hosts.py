"""What must not stand anywhere in the tree: addresses of package registries and of workplaces."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

# In two halves, so that this file does not hold what it looks for.
REGISTRIES = [
    "".join(halves)
    for halves in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("npmjs", ".org"),
        ("npmjs", ".com"),
        ("deb.debian", ".org"),
        ("security.debian", ".org"),
        ("registry", ".npm"),
        ("crates", ".io"),
    )
]
WORKPLACES = [
    "".join(halves)
    for halves in (("/work/", "main"), ("/work/", "shared"), ("../", "shared"), (".libr", "ary/"))
]
# What tools and runs leave behind, and git itself.
OWN = {".venv", ".git", "var", "__pycache__"} | {
    f".{tool}_cache" for tool in ("pytest", "mypy", "ruff", "import_linter")
}
OUR_LOCK = "requirements.lock"


def tracked() -> list[Path]:
    """Files of the tree that git knows or would take; a bare machine has no git, and is walked."""
    git = shutil.which("git")
    command = [git or "", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False) if git else None
    if listed is None or listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and not OWN & set(path.parts)]
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def holding(wanted: list[str]) -> list[str]:
    looked_for = re.compile("|".join(re.escape(each) for each in wanted).encode())
    return [str(path.relative_to(ROOT)) for path in tracked() if looked_for.search(path.read_bytes())]


def test_no_file_names_a_package_registry() -> None:
    """Mutation: a lock file made without `--no-emit-index-url`."""
    assert holding(REGISTRIES) == []


def test_no_file_points_out_of_the_house() -> None:
    assert holding(WORKPLACES) == []


def test_a_machine_without_git_is_looked_through_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutation: a test that needs a program which README does not ask for."""
    known = set(tracked())
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert {path for path in known if ".hypothesis" not in path.parts} <= set(tracked())


def test_the_lock_holds_no_address_at_all() -> None:
    text = (ROOT / OUR_LOCK).read_text("utf-8")
    assert not re.search(r"https?://|--index-url|--find-links", text)


def test_every_pin_has_a_hash() -> None:
    """Mutation: a pin typed by hand, which pip would take from anybody."""
    pins = re.split(r"\n(?=[a-z0-9])", (ROOT / OUR_LOCK).read_text("utf-8").strip())
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
