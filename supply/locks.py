"""The lock files as values."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EVERYTHING, SERVICE = "requirements.lock", "requirements-service.lock"

_ENTRY = re.compile(r"^(?P<name>[a-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Pinned:
    """`hashes` are SHA-256 of the files that may be installed, one of each platform."""

    name: str
    version: str
    hashes: tuple[str, ...]


def read_lock(name: str) -> list[Pinned]:
    """In the order of the file. Raises ValueError for a line that pins nothing: a link, an option, a loose version."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    return [_pinned(line) for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _pinned(line: str) -> Pinned:
    found = _ENTRY.match(line)
    if found is None:
        raise ValueError(f"nothing is pinned by {line!r}")
    return Pinned(found["name"], found["version"], tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line)))
