"""What a resident answered in an application before → suggestions for the next one of the same resident.

Definitions say by `contact` which of their questions these are; nothing else of an old application is offered.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.models import Actor, ActorKind
from app.applications.queries import list_answered_by
from app.clock import japan_date
from app.prefill.facts import Fact, Facts
from app.prefill.sources import Source
from app.procedures.publication import get_procedure

ROLES = (
    "phone",
    "email",
    "contact_hours",
    "language",
    "submitter_office_name",
    "submitter_office_number",
)
MOST_LOOKED_THROUGH = 10


def with_previous(session: Session, facts: Facts, by: Actor) -> Facts:
    """`facts` of the register, and what the same resident wrote before; of each, what arrived last.

    Never for guests, whom nobody has identified, nor for somebody else, of whom it is not. Nothing under protection,
    nor while the register is silent and cannot say whether there is one.
    """
    if by.kind is not ActorKind.RESIDENT or by.id is None or by.mandate_id is not None:
        return facts
    if facts.unavailable or facts.value_of("is_protected") is True:
        return facts
    return facts.beside(_answered_by(session, by.id))


def _answered_by(session: Session, resident_id: UUID) -> Facts:
    known: dict[str, Fact] = {}
    for answers, submitted_at, revision_id in list_answered_by(session, resident_id, MOST_LOOKED_THROUGH):
        contact = get_procedure(session, revision_id).contact
        for role in ROLES:
            if answer := answers.get(contact.get(role, "")):
                fact = Fact(answer, Source.PREVIOUS_APPLICATION, japan_date(submitted_at))
                known.setdefault(f"previous.{role}", fact)
    return Facts(known)
