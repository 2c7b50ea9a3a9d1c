"""The end like the beginning (I-39): the same person once more, and for somebody else's account a second officer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.counter import noting
from app.counter.accounts import is_about_money, needs_second
from app.counter.conversation import Conversation
from app.counter.identities import ConfirmedBy
from app.counter.reading import Reading
from app.errors import Conflict, Forbidden


class SameOfficer(Forbidden):
    message = "窓口の職員とは別の職員が確かめてください。"


def confirm_again(
    session: Session, talk: Conversation, how: ConfirmedBy, by: noting.By, now: datetime
) -> None:
    """After all was read, and before it is signed. A second tap changes nothing. Raises Conflict before."""
    if talk.visit.confirmed_again_at is not None or not is_about_money(talk):
        return
    if not Reading(talk).is_done:
        raise Conflict
    talk.visit.confirmed_again_at = now
    noting.note(session, talk.visit, "visit_confirm_again", by, now, (f"by.{how}",))


def agree(session: Session, talk: Conversation, staff_id: UUID, now: datetime) -> None:
    """By somebody who does not serve this person. Raises SameOfficer, and Conflict where nothing is to be agreed to."""
    if talk.visit.staff_id == staff_id:
        raise SameOfficer
    if not Reading(talk).is_done or not needs_second(talk) or talk.visit.second_at is not None:
        raise Conflict
    talk.visit.second_at = now
    noting.note(session, talk.visit, "visit_agree", ("staff", staff_id), now)
