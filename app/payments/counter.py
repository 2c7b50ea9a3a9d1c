"""What staff do about a fee: money over the counter, a fee let off (減免), a payment that did not fit.

Each leaves a `PaymentHandling`: what was done, why, who and when.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.payments import joining
from app.payments.gateway import PaymentMethod
from app.payments.lifecycle import PaymentAction, possible_actions
from app.payments.models import SETTLING, UNDOING, AttemptState, Handling, Means, Payment, PaymentHandling
from app.payments.queries import find_latest_attempt, list_attempts, lock_payment
from app.payments.settlement import hasten_closing


class FlagsFirst(Conflict):
    message = "この支払いには、確かめてほしいところがあります。先に、その対応を記録してください。"


@dataclass(frozen=True)
class Taken:
    """How money came over the counter. `receipt_number` is that of the paper (領収書) staff gave for it."""

    note: str = ""
    means: Means | None = None
    receipt_number: str | None = None


def receive(session: Session, payment: Payment, taken: Taken, *, by: UUID, now: datetime) -> Payment:
    """The whole amount, over the counter; an open page of the provider is closed by the next check.

    Raises ActionNotPossible where it is paid or may be, and FlagsFirst.
    """
    joining.part(session, payment, by=by, now=now)
    payment = _unflagged(session, payment)
    payment.perform(PaymentAction.RECEIVE, at=now, by=by)
    payment.paid_at, payment.method = now, PaymentMethod.COUNTER
    handling = _keep(payment, Handling.RECEIVED, taken.note, by, now)
    handling.means, handling.receipt_number = taken.means, taken.receipt_number
    hasten_closing(session, payment, now)
    session.flush()
    return payment


def waive(session: Session, payment: Payment, reason: str, *, by: UUID, now: datetime) -> Payment:
    """減免. Raises Invalid without a reason, ActionNotPossible where it is paid or may be, and FlagsFirst."""
    if not reason.strip():
        raise Invalid("減免する理由を書いてください。")
    joining.part(session, payment, by=by, now=now)
    payment = _unflagged(session, payment)
    payment.perform(PaymentAction.WAIVE, at=now, by=by)
    _keep(payment, Handling.WAIVED, reason, by, now)
    hasten_closing(session, payment, now)
    session.flush()
    return payment


def ways_to_clear(payment: Payment) -> tuple[Handling, ...]:
    """Of what is over, only the surplus is left to be seen to; else it must be said whether it is paid."""
    if not payment.flags:
        return ()
    if PaymentAction.PAY in possible_actions(payment.state):
        return (*SETTLING, *UNDOING)
    return Handling.REFUNDED, Handling.NO_PROBLEM


def clear_flags(
    session: Session, payment: Payment, way: Handling, note: str, *, by: UUID, now: datetime
) -> list[Payment]:
    """What was paid, or was not, is written down; whoever may have to pay again can do so. Those of cases that are
    paid by it: this one, or what a joint one is made of.

    Raises Invalid for a way that does not fit and without a note.
    """
    payment = lock_payment(session, payment.id)
    was_settled = payment.is_settled
    if way not in ways_to_clear(payment):
        raise Invalid("どうしたかを選んでください。")
    if not note.strip():
        raise Invalid("どう確かめたか、短く書いてください。")
    possible = possible_actions(payment.state)
    if way in SETTLING and PaymentAction.PAY in possible:
        payment.perform(PaymentAction.PAY, at=now, by=by)
        payment.paid_at = now
    elif PaymentAction.EXPIRE in possible:
        payment.perform(PaymentAction.EXPIRE, at=now, by=by)
    _close_attempts(session, payment, forget=way is Handling.NOT_RECEIVED)
    _keep(payment, way, note, by, now)
    payment.flags = []
    session.flush()
    return joining.settled(session, payment, was_settled=was_settled, now=now)


def _close_attempts(session: Session, payment: Payment, *, forget: bool) -> None:
    """Nobody is asked about them any more. `forget`: should money come by them after all, it is flagged again."""
    latest = find_latest_attempt(session, payment.id)
    if latest is not None and latest.is_live:
        latest.state = AttemptState.EXPIRED
    for attempt in list_attempts(session, payment.id) if forget else ():
        attempt.doubts = []


def _unflagged(session: Session, payment: Payment) -> Payment:
    payment = lock_payment(session, payment.id)
    if payment.flags:
        raise FlagsFirst
    return payment


def _keep(payment: Payment, kind: Handling, note: str, by: UUID, now: datetime) -> PaymentHandling:
    handling = PaymentHandling(kind=kind, flags=list(payment.flags), note=note.strip(), by=by, at=now)
    payment.handlings.append(handling)
    return handling
