"""What a payment means for the application it belongs to."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications import auditing, notifying, queries
from app.applications.fees import is_charged
from app.applications.lifecycle import FINAL
from app.applications.models import Actor, ActorKind, Application
from app.clock import japan_date
from app.errors import Invalid
from app.payments.joining import may_part, part
from app.payments.lifecycle import PaymentAction, possible_actions
from app.payments.models import Payment
from app.payments.settlement import cancel_payment
from app.procedures.context import Context
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure

SYSTEM = Actor(ActorKind.SYSTEM)


class FeeOwed(Invalid):
    message = "手数料がまだ支払われていません。支払いか減免が記録されると、認められます。"


class FeeNotAsked(Invalid):
    message = "手数料をまだ求めていません。手数料を求めて、支払いか減免が記録されると、認められます。"


def is_fee_unasked(session: Session, application: Application) -> bool:
    """The fee is fixed after review, and nobody has done so; False where these answers cost nothing."""
    procedure = get_procedure(session, application.revision_id)
    if application.payment_id or procedure.fee is None or not procedure.fee.after_review:
        return False
    day = japan_date(application.arrived_at or application.started_at)
    return is_charged(Journey(procedure, application.answers, Context(day)))


def is_fee_owed(session: Session, application: Application) -> bool:
    """Asked for and neither paid nor let off; also while the provider has not said whether it is paid."""
    payment = session.get(Payment, application.payment_id) if application.payment_id else None
    return payment is not None and payment.is_owed


def fee_settled(session: Session, payment: Payment, now: datetime) -> None:
    """Called once, in the transaction that makes the payment paid. The state of the case does not change by it."""
    application = queries.find_by_payment(session, payment.id)
    if application is not None:
        notifying.notify(session, application, "paid", now=now)
        auditing.note(session, application, "fee_settled", SYSTEM, now=now)


def stop_asking(session: Session, application: Application, by: Actor, now: datetime) -> None:
    """What has been paid, or may have been, is for staff to settle; what has not is cancelled."""
    payment = session.get(Payment, application.payment_id) if application.payment_id else None
    if payment and may_part(session, payment):
        part(session, payment, by=by.id, now=now)
    if payment and PaymentAction.CANCEL in possible_actions(payment.state):
        cancel_payment(session, payment, by=by.id, now=now)


def remind_unpaid(session: Session, unpaid: list[Payment], now: datetime) -> int:
    """A fee that is due is asked for again; the application stays as it is until staff decide."""
    reminded = 0
    for payment in unpaid:
        application = queries.find_by_payment(session, payment.id)
        if application is None or application.state in FINAL:
            continue
        notifying.notify(session, application, "payment_due", now=now)
        reminded += 1
    return reminded
