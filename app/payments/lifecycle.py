"""Where a payment can stand, and the only ways from one place to the next.

Whatever is not in the table is refused.
"""

from enum import StrEnum

from app.errors import Conflict


class PaymentState(StrEnum):
    """How far a payment (支払い) has come; independent of the state of the case it is for."""

    REQUESTED = "requested"
    # Waits for a joint payment, and stands where that one stands.
    TOGETHER = "together"
    CHECKOUT_OPEN = "checkout_open"
    # Somebody may have paid and nobody knows yet: the one state in which paying again is dangerous.
    CONFIRMING = "confirming"
    DECLINED = "declined"
    EXPIRED = "expired"
    PAID = "paid"
    CANCELLED = "cancelled"
    WAIVED = "waived"


class PaymentAction(StrEnum):
    """What happens to a payment; most of it is told by the provider, none of it by the browser."""

    OPEN_CHECKOUT = "open_checkout"
    AWAIT_OUTCOME = "await_outcome"
    DECLINE = "decline"
    EXPIRE = "expire"
    PAY = "pay"
    CANCEL = "cancel"
    # By staff: over the counter, and 減免. Neither while somebody may have paid and nobody knows.
    RECEIVE = "receive"
    WAIVE = "waive"
    # Into a joint payment, and out of it where it came to nothing.
    JOIN = "join"
    PART = "part"


class ActionNotPossible(Conflict):
    """The action is not in the table for this state."""

    message = "お支払いの状況が変わりました。最新の状況を確かめてください。"


_S, _A = PaymentState, PaymentAction
_UNPAID = (_S.REQUESTED, _S.CHECKOUT_OPEN, _S.DECLINED, _S.EXPIRED)

TRANSITIONS: dict[tuple[PaymentState, PaymentAction], PaymentState] = {
    (_S.REQUESTED, _A.OPEN_CHECKOUT): _S.CHECKOUT_OPEN,
    (_S.REQUESTED, _A.CANCEL): _S.CANCELLED,
    (_S.CHECKOUT_OPEN, _A.AWAIT_OUTCOME): _S.CONFIRMING,
    (_S.CHECKOUT_OPEN, _A.DECLINE): _S.DECLINED,
    (_S.CHECKOUT_OPEN, _A.EXPIRE): _S.EXPIRED,
    (_S.CHECKOUT_OPEN, _A.PAY): _S.PAID,
    (_S.CHECKOUT_OPEN, _A.CANCEL): _S.CANCELLED,
    (_S.CONFIRMING, _A.OPEN_CHECKOUT): _S.CHECKOUT_OPEN,
    (_S.CONFIRMING, _A.DECLINE): _S.DECLINED,
    (_S.CONFIRMING, _A.EXPIRE): _S.EXPIRED,
    (_S.CONFIRMING, _A.PAY): _S.PAID,
    (_S.DECLINED, _A.OPEN_CHECKOUT): _S.CHECKOUT_OPEN,
    (_S.DECLINED, _A.AWAIT_OUTCOME): _S.CONFIRMING,
    (_S.DECLINED, _A.EXPIRE): _S.EXPIRED,
    (_S.DECLINED, _A.PAY): _S.PAID,
    (_S.DECLINED, _A.CANCEL): _S.CANCELLED,
    (_S.EXPIRED, _A.OPEN_CHECKOUT): _S.CHECKOUT_OPEN,
    (_S.EXPIRED, _A.PAY): _S.PAID,
    (_S.EXPIRED, _A.CANCEL): _S.CANCELLED,
    (_S.REQUESTED, _A.JOIN): _S.TOGETHER,
    (_S.EXPIRED, _A.JOIN): _S.TOGETHER,
    (_S.TOGETHER, _A.PART): _S.REQUESTED,
    (_S.TOGETHER, _A.PAY): _S.PAID,
    **{(state, _A.RECEIVE): _S.PAID for state in _UNPAID},
    **{(state, _A.WAIVE): _S.WAIVED for state in _UNPAID},
}

OVER = frozenset({_S.PAID, _S.CANCELLED, _S.WAIVED})


def after(state: PaymentState, action: PaymentAction) -> PaymentState:
    """Raises ActionNotPossible for every pair that is not in the table."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise ActionNotPossible from None


def possible_actions(state: PaymentState) -> frozenset[PaymentAction]:
    return frozenset(action for start, action in TRANSITIONS if start is state)
