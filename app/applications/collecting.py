"""手数料 at the desk: an officer of the section takes it, lets it off, or says what became of a doubtful payment."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications import auditing, notifying
from app.applications.models import Application
from app.applications.officers import actor_of, permitted
from app.auth.identity import StaffMember
from app.auth.permissions import Action as Permit
from app.errors import NotFound
from app.payments import counter
from app.payments.models import Handling, Payment
from app.payments.queries import get_payment


def receive_fee(
    session: Session, application: Application, note: str, *, by: StaffMember, now: datetime
) -> None:
    """Over the counter, all of it; the resident is told as by any other way of paying."""
    permitted(by, Permit.SETTLE_FEE, application)
    counter.receive(session, _payment(session, application), note, by=by.id, now=now)
    auditing.note(session, application, "receive_fee", actor_of(by), now=now)
    notifying.notify(session, application, "paid", now=now)


def waive_fee(
    session: Session, application: Application, reason: str, *, by: StaffMember, now: datetime
) -> None:
    """減免 is a decision about the town's money, so it takes somebody who decides."""
    permitted(by, Permit.WAIVE_FEE, application)
    counter.waive(session, _payment(session, application), reason, by=by.id, now=now)
    auditing.note(session, application, "waive_fee", actor_of(by), now=now)


def clear_flags(
    session: Session, application: Application, way: Handling, note: str, *, by: StaffMember, now: datetime
) -> None:
    permitted(by, Permit.SETTLE_FEE, application)
    payment = _payment(session, application)
    was_settled, flags = payment.is_settled, list(payment.flags)
    payment = counter.clear_flags(session, payment, way, note, by=by.id, now=now)
    auditing.note(session, application, "clear_flags", actor_of(by), now=now, fields=flags)
    if payment.is_settled and not was_settled:
        notifying.notify(session, application, "paid", now=now)


def _payment(session: Session, application: Application) -> Payment:
    if application.payment_id is None:
        raise NotFound
    return get_payment(session, application.payment_id)
