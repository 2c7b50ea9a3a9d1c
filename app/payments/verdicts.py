"""How one report of the provider is judged: whether to believe it, whether it is news, what follows.

Reports of one checkout form an order: paid is final, expired all but final, and among the rest the
provider's own time decides. Only a report that is later in this order changes anything, and so it does not
matter in which order, or how often, reports reach us.
"""

from datetime import datetime

from app.payments.gateway import CheckoutReport, CheckoutState
from app.payments.lifecycle import PaymentAction, PaymentState, possible_actions
from app.payments.models import AttemptState, CheckoutAttempt, Payment, PaymentFlag

# Within one instant of the provider's clock, the later word is the more final one.
_RANKS = {state: rank for rank, state in enumerate(AttemptState)}
_FINALITY = {AttemptState.EXPIRED: 1, AttemptState.PAID: 2}

_FOLLOWS = {
    AttemptState.OPEN: (PaymentAction.OPEN_CHECKOUT, PaymentState.CHECKOUT_OPEN),
    AttemptState.PROCESSING: (PaymentAction.AWAIT_OUTCOME, PaymentState.CONFIRMING),
    AttemptState.UNKNOWN: (PaymentAction.AWAIT_OUTCOME, PaymentState.CONFIRMING),
    AttemptState.DECLINED: (PaymentAction.DECLINE, PaymentState.DECLINED),
    AttemptState.EXPIRED: (PaymentAction.EXPIRE, PaymentState.EXPIRED),
}


def suspicions(payment: Payment, attempt: CheckoutAttempt, report: CheckoutReport) -> set[PaymentFlag]:
    """Why the report cannot be about what we asked for; empty for every honest one."""
    found = set()
    if report.reference != str(attempt.id):
        found.add(PaymentFlag.REFERENCE_DIFFERS)
    is_silent = report.amount_yen is None and report.state is not CheckoutState.PAID
    if report.amount_yen != payment.amount_yen and not is_silent:
        found.add(PaymentFlag.AMOUNT_DIFFERS)
    return found


def raise_doubts(payment: Payment, attempt: CheckoutAttempt, doubts: set[PaymentFlag]) -> None:
    """Each once for an attempt: what staff have seen to stays so, however often the provider repeats it."""
    for doubt in doubts - set(attempt.doubts):
        payment.flag(doubt)
    attempt.doubts = sorted({*attempt.doubts, *doubts})


def is_news(attempt: CheckoutAttempt, said: AttemptState, as_of: datetime) -> bool:
    """Whether this is not older than the last word that counted."""
    if attempt.reported_as_of is None:
        return True
    return _place(said, as_of) >= _place(attempt.state, attempt.reported_as_of)


def follow(payment: Payment, attempt: CheckoutAttempt, now: datetime) -> None:
    """Takes the payment where its latest attempt stands; what is paid or cancelled stays so."""
    action, target = _FOLLOWS[attempt.state]
    if payment.state is not target and action in possible_actions(payment.state):
        payment.perform(action, at=now, attempt_id=attempt.id)


def record_paid(payment: Payment, attempt: CheckoutAttempt, report: CheckoutReport, now: datetime) -> None:
    """The money counts once; money that came twice or too late is flagged, for it must go back."""
    if attempt.state is AttemptState.PAID:
        return
    attempt.state = AttemptState.PAID
    if payment.is_settled:
        payment.flag(PaymentFlag.PAID_TWICE)
    elif not payment.is_owed:
        payment.flag(PaymentFlag.PAID_AFTER_CANCELLING)
    else:
        payment.perform(PaymentAction.PAY, at=now, attempt_id=attempt.id)
        payment.paid_at, payment.method = report.paid_at or now, report.method


def _place(state: AttemptState, as_of: datetime) -> tuple[int, datetime, int]:
    return _FINALITY.get(state, 0), as_of, _RANKS[state]
