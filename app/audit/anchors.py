"""The end of the chain, noted outside the database, so that a chain cut short or re-made is found out."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.audit.queries import find_last
from app.errors import Invalid


@dataclass(frozen=True)
class Anchor:
    """The newest entry at that instant."""

    sequence: int
    hash: str
    at: datetime


def write_anchor(session: Session, path: Path, *, now: datetime) -> Anchor | None:
    """Appends one line and waits for the disk; None while the chain is empty. To be run every hour."""
    last = find_last(session)
    if last is None:
        return None
    anchor = Anchor(*last, now)
    line = json.dumps({"sequence": anchor.sequence, "hash": anchor.hash, "at": now.isoformat()})
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor


def read_anchors(path: Path) -> list[Anchor]:
    """In the order they were written; none when the file is not there. Raises Invalid for a damaged line."""
    if not path.exists():
        return []
    return [_anchor_of(number, line) for number, line in enumerate(path.read_text("ascii").splitlines(), 1)]


def _anchor_of(number: int, line: str) -> Anchor:
    try:
        told = json.loads(line)
        return Anchor(told["sequence"], told["hash"], datetime.fromisoformat(told["at"]))
    except (ValueError, KeyError, TypeError) as cause:
        raise Invalid(f"操作の記録の控えの{number}行目が読めません。") from cause
