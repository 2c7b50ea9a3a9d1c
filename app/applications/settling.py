"""What a payment means for the application it belongs to."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications import auditing, notifying, queries
from app.applications.lifecycle import FINAL
from app.applications.models import Actor, ActorKind, Application
from app.errors import Invalid
from app.payments.lifecycle import PaymentAction, possible_actions
from app.payments.models import Payment
from app.payments.settlement import cancel_payment

SYSTEM = Actor(ActorKind.SYSTEM)


class FeeOwed(Invalid):
    message = "手数料がまだ支払われていません。支払いか減免が記録されると、認められます。"


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
