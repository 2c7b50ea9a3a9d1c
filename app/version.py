"""Which program this is: one version, and the commit it was built from where that is known."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Build:
    """`commit` is empty where nobody knows it."""

    version: str
    commit: str


def this_build(told_commit: str = "") -> Build:
    """An image is told its commit when it is made; a working copy asks git."""
    return Build(VERSION, (told_commit or _commit_of_the_working_copy())[:12])


def _commit_of_the_working_copy() -> str:
    git = shutil.which("git")
    # Without a repository of our own, git would answer for the one that happens to lie around us.
    if git is None or not (ROOT / ".git").exists():
        return ""
    command = [git, "-C", str(ROOT), "rev-parse", "HEAD"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # a fixed command
    return asked.stdout.strip() if asked.returncode == 0 else ""
