"""A date to answer by → the words and the tone in which staff read it."""

from dataclasses import dataclass
from datetime import date

from app.applications.deadlines import days_left
from app.applications.lifecycle import FINAL, State
from app.language import Message, noted

SOON_DAYS = 3


@dataclass(frozen=True)
class Due:
    """`tone` repeats for the eye what the words say: neutral, warning or danger."""

    text: Message
    tone: str


def due_of(state: State, due_on: date | None, correction_due_on: date | None, today: date) -> Due | None:
    """While it is the resident's turn, theirs is the date that counts; nothing is due of what is over."""
    if state in FINAL:
        return None
    if state is State.CORRECTION_REQUESTED and correction_due_on:
        return _of_the_resident(correction_due_on, today)
    return _of_the_office(due_on, today) if due_on else Due(noted("期限なし"), "neutral")


def _of_the_office(due_on: date, today: date) -> Due:
    left = days_left(due_on, today)
    if left < 0:
        return Due(noted("期限超過{days}日", days=-left), "danger")
    if left == 0:
        return Due(noted("今日まで"), "danger")
    if left <= SOON_DAYS:
        return Due(noted("残り{days}日", days=left), "warning")
    return Due(noted("あと{days}日", days=left), "neutral")


def _of_the_resident(due_on: date, today: date) -> Due:
    left = days_left(due_on, today)
    if left < 0:
        return Due(noted("補正の期限超過{days}日", days=-left), "danger")
    return Due(noted("補正待ち（あと{days}日）", days=left), "neutral")
