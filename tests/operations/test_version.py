"""One program, one version, and everybody can see which."""

import tomllib
from pathlib import Path

import pytest

from app import version
from app.version import VERSION, this_build

ROOT = Path(version.__file__).parents[1]


def test_the_version_is_the_one_that_is_declared() -> None:
    """I-66. Must catch: a release whose program still calls itself by the old name."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION


def test_an_image_says_the_commit_it_was_told() -> None:
    assert this_build("0123456789abcdef0123").commit == "0123456789ab"


def test_without_a_repository_nobody_guesses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """I-66. Must catch: the commit of whatever repository happens to lie around the folder."""
    git = tmp_path / "git"
    git.write_text("#!/bin/sh\necho 0123456789abcdef\n")
    git.chmod(0o755)
    monkeypatch.setattr(version.shutil, "which", lambda name: str(git))
    monkeypatch.setattr(version, "ROOT", tmp_path)
    assert this_build().commit == ""
    (tmp_path / ".git").touch()
    assert this_build().commit == "0123456789ab"


def test_without_git_nobody_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version.shutil, "which", lambda name: None)
    assert this_build().commit == ""
