"""What leaves the house: a case for the authority that is competent, the paper for the resident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications import auditing, notifying, settling
from app.applications.lifecycle import Action, fulfilment_after
from app.applications.models import Application
from app.applications.officers import actor_of, permitted
from app.auth.identity import StaffMember
from app.auth.permissions import Action as Permit
from app.errors import Invalid


def transfer(
    session: Session, application: Application, where: str, *, by: StaffMember, now: datetime
) -> None:
    """移送, to the authority that is competent; `where` stands on the resident's page and in no mail."""
    permitted(by, Permit.TRANSFER, application)
    if not where.strip():
        raise Invalid("送り先の役所を書いてください。")
    application.perform(Action.TRANSFER, actor_of(by), now, where.strip())
    settling.stop_asking(session, application, actor_of(by), now)
    notifying.notify(session, application, "transferred", now=now)
    auditing.note(session, application, "transfer", actor_of(by), now=now)


def fulfil(session: Session, application: Application, step: str, *, by: StaffMember, now: datetime) -> None:
    """`step` is send, hand_over or came_back. Raises NotPossibleNow."""
    permitted(by, Permit.MARK_SENT, application)
    application.fulfilment = fulfilment_after(application.fulfilment, step)
    if step in {"send", "hand_over"}:
        notifying.notify(session, application, "handed_over", now=now)
    auditing.note(session, application, step, actor_of(by), now=now)
