"""二重申請: one active application for a matter, whichever way it came in."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.applications.queries import find_by_matter
from app.documents.proof.canonical import digest
from app.errors import Conflict
from app.procedures.journey import Journey

# What becomes of a matter when it is decided well: another may follow, or it was the only one there can be.
AGAIN, ONCE = "again", "once"


class AlreadyFiled(Conflict):
    """Another application for the same matter is under way; `other` is that application."""

    message = "同じ手続を、すでに受け付けています。"

    def __init__(self, other: Application) -> None:
        super().__init__()
        self.other = other


def matter_key(application: Application, journey: Journey) -> str | None:
    """Procedure, person and the answers that tell one matter from another, digested.

    The person is whoever the procedure is for, by the register's key, so that a family's two telephones, the
    counter and a letter meet. Somebody the register does not list is known by the account alone. None where a
    procedure may be filed as often as one likes, for a guest, and while an answer that counts is missing.
    """
    rule = journey.procedure.single
    person = _person(application, journey)
    if rule is None or person is None:
        return None
    told = {key: journey.answers.get(key) for key in rule.by} | {
        name: journey.facts[name] for name in rule.facts
    }
    if None in told.values():
        return None
    what = {"procedure": journey.procedure.key, "person": person, "matter": told}
    return f"{ONCE if rule.for_good else AGAIN}:{digest(what)}"


def _person(application: Application, journey: Journey) -> str | None:
    subject = journey.procedure.subject
    if subject and journey.answers.get(subject.key):
        key = subject.picked(journey.answers, journey.context.known).get("key")
        return str(key) if key else None
    for member in journey.context.known.get("household.members") or ():
        if member.get("is_self"):
            return str(member["key"])
    return None if application.owner_kind == "guest" else str(application.owner_id)


def find_other(session: Session, application: Application, journey: Journey) -> Application | None:
    """The application that stands in the way of this one."""
    key = matter_key(application, journey)
    if key is None:
        return None
    return find_by_matter(session, key, other_than=application.id)


def claim(session: Session, application: Application, journey: Journey) -> None:
    """Takes the matter for this application until it is over. Raises AlreadyFiled, also for the later of two at once."""
    key = matter_key(application, journey)
    if key is None:
        return
    session.flush()
    try:
        with session.begin_nested():
            application.matter_key = key
    except IntegrityError:
        session.refresh(application)
        other = find_other(session, application, journey)
        if other is None:
            raise
        raise AlreadyFiled(other) from None
