"""Whose hand wrote an answer, and when: kept beside the answers, question by question."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.applications.models import Actor, ActorKind
from app.language import Message, noted


class Hand(StrEnum):
    """入力した人. COUNTER: a clerk, told by the person in front of them; PAPER: a clerk, from a paper that came in."""

    SELF = "self"
    PROXY = "proxy"
    COUNTER = "counter"
    PAPER = "paper"


HAND_LABELS: dict[Hand, Message] = {
    Hand.SELF: noted("本人が入力しました"),
    Hand.PROXY: noted("代わりの方が入力しました"),
    Hand.COUNTER: noted("窓口で入力しました"),
    Hand.PAPER: noted("紙から写しました"),
}


@dataclass(frozen=True)
class Typed:
    hand: Hand
    at: datetime

    @property
    def label(self) -> Message:
        return HAND_LABELS[self.hand]


def hand_of(by: Actor) -> Hand:
    """Of whoever acts for themselves here; what staff send in their own name has come on paper."""
    if by.mandate_id:
        return Hand.PROXY
    return Hand.PAPER if by.kind is ActorKind.STAFF else Hand.SELF


TypedBy = Mapping[str, Any]  # question key → {"hand", "at"}, as it is stored


def typed_of(typed_by: TypedBy | None, key: str) -> Typed | None:
    """None for what the register filled in, and for answers older than these notes."""
    found = (typed_by or {}).get(key)
    return Typed(Hand(found["hand"]), datetime.fromisoformat(found["at"])) if found else None


def typed_by_others(typed_by: TypedBy | None, key: str, reader: Hand) -> Typed | None:
    """What a reader is told: nobody needs to hear that they typed it themselves."""
    found = typed_of(typed_by, key)
    return found if found and found.hand is not reader else None


def main_hand(typed_by: TypedBy | None) -> Hand:
    """Whose most of the answers are: what one hand wrote is said once, and what others did at each answer."""
    counted = Counter(note["hand"] for note in (typed_by or {}).values())
    return Hand(counted.most_common(1)[0][0]) if counted else Hand.SELF


def noted_hands(
    typed_by: TypedBy | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    hand: Hand | None,
    now: datetime,
) -> dict[str, Any]:
    """A page that is saved again unchanged stays with whoever wrote it. `hand` is None for the register."""
    kept = {key: note for key, note in (typed_by or {}).items() if key in after}
    changed = _changed(before, after)
    if hand is None:
        return {key: note for key, note in kept.items() if key not in changed}
    return kept | {key: {"hand": hand.value, "at": now.isoformat()} for key in changed}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Collection[str]:
    """What is passed by empty is written by nobody; what is emptied is."""
    return {key for key, answer in after.items() if before.get(key) != answer}
