"""Reading the whole chain again: is every entry as it was sealed, in its place, and none missing?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from app.audit.anchors import Anchor
from app.audit.events import GENESIS, hash_of
from app.audit.queries import stream_plain


class Fault(StrEnum):
    """What does not fit; an entry that was moved or forged shows as changed or as not following."""

    CHANGED = "changed"
    MISSING = "missing"
    NOT_FOLLOWING = "not_following"
    CUT_SHORT = "cut_short"
    NOT_AS_ANCHORED = "not_as_anchored"


@dataclass(frozen=True)
class Verdict:
    """`checked` entries were read; the first that does not fit is number `sequence`."""

    checked: int
    fault: Fault | None = None
    sequence: int | None = None

    @property
    def ok(self) -> bool:
        return self.fault is None


def verify(session: Session, keys: Sequence[bytes], anchors: Sequence[Anchor] = ()) -> Verdict:
    """Reads every entry once, in memory that does not grow with them.

    Without anchors, entries cut from the end leave no trace.
    """
    expected, previous_hash = 1, GENESIS
    anchored = {anchor.sequence: anchor.hash for anchor in anchors}
    rows: Iterator[tuple[Any, ...]] = stream_plain(session)
    for row in rows:
        fault = _fault_of(row, expected, previous_hash, keys)
        previous_hash = row[-1]
        if fault is None and anchored.get(expected, previous_hash) != previous_hash:
            fault = Fault.NOT_AS_ANCHORED
        if fault is not None:
            return Verdict(expected - 1, fault, expected)
        expected += 1
    last = max(anchored, default=0)
    if last >= expected:
        return Verdict(expected - 1, Fault.CUT_SHORT, expected)
    return Verdict(expected - 1)


def _fault_of(row: tuple[Any, ...], expected: int, previous_hash: str, keys: Sequence[bytes]) -> Fault | None:
    if row[0] != expected:
        return Fault.MISSING
    sealed_part, told_hash = tuple(row[:-1]), row[-1]
    if not any(hash_of(sealed_part, key) == told_hash for key in keys):
        return Fault.CHANGED
    return None if row[-2] == previous_hash else Fault.NOT_FOLLOWING
