"""From nobody to a person who has said 「私です」; and back to asking once more, after a silence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.identity_papers import BY_KEY, NEEDED
from app.counter import noting, talking
from app.counter.identities import ConfirmedBy, IdentifiedBy, Told
from app.counter.models import CounterVisit
from app.database import new_id
from app.errors import Conflict, Invalid


@dataclass(frozen=True)
class Shown:
    """How staff made sure, and by which papers; see `shown_by`."""

    by: IdentifiedBy
    papers: tuple[str, ...] = ()


def shown_by(papers: Collection[str], *, asked: bool = False) -> Shown | None:
    """One paper with a photo, or two others; `asked` where there are none and questions had to do. None: not enough."""
    known = tuple(sorted({each for each in papers if each in BY_KEY}))
    if any(BY_KEY[each].suffices for each in known):
        return Shown(IdentifiedBy.PHOTO, known)
    if len(known) >= NEEDED:
        return Shown(IdentifiedBy.TWO_PAPERS, known)
    return Shown(IdentifiedBy.ASKED, known) if asked else None


def choose(
    session: Session,
    visit: CounterVisit,
    told: Told,
    person_key: str | None,
    *,
    by: noting.By,
    now: datetime,
) -> None:
    """Whom staff mean, before any paper was looked at.

    Raises Conflict once somebody is identified: whoever else comes is 「次の方」.
    """
    if visit.identified_by is not None:
        raise Conflict
    visit.told_sealed, visit.person_key = told.as_json(), person_key
    noting.note(session, visit, "visit_choose", by, now, ("newcomer",) if told.is_newcomer else ())


def identify(session: Session, visit: CounterVisit, shown: Shown, *, by: noting.By, now: datetime) -> None:
    """Raises Conflict where nobody was chosen, or somebody is identified already."""
    if visit.told_sealed is None or visit.identified_by is not None:
        raise Conflict
    visit.identified_by, visit.papers = shown.by, list(shown.papers)
    noting.note(session, visit, "visit_identify", by, now, (f"by.{shown.by}", *shown.papers))


def confirm(session: Session, visit: CounterVisit, how: ConfirmedBy, *, by: noting.By, now: datetime) -> None:
    """「私です」. A second tap changes nothing. Raises Conflict before anybody is identified."""
    if visit.identified_by is None:
        raise Conflict
    if visit.confirmed_at is not None:
        return
    visit.confirmed_at, visit.confirmed_by = now, how
    noting.note(session, visit, "visit_confirm", by, now, (f"by.{how}",))


def is_resting(visit: CounterVisit, idle: timedelta, now: datetime) -> bool:
    """Nobody was heard for so long that whoever sits there now may be somebody else: the screen shows nobody."""
    return now - visit.last_seen_at >= idle


def wake(session: Session, visit: CounterVisit, staff_id: UUID, *, now: datetime) -> None:
    """By staff, who see who is there. A new epoch, nothing of what was said, and 「私です」 is asked once more."""
    visit.epoch, visit.last_seen_at = new_id(), now
    visit.confirmed_at = visit.confirmed_by = None
    talking.forget(session, visit)
    visit.confirmed_again_at = None
    noting.note(session, visit, "visit_wake", ("staff", staff_id), now)


def show_as(visit: CounterVisit, *, language: str | None, mode: str | None) -> None:
    """How the person likes to read, for this visit and not for the next."""
    if language is None and mode is None:
        raise Invalid
    visit.language = visit.language if language is None else language
    visit.mode = visit.mode if mode is None else mode
    visit.bump()
