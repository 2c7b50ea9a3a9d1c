"""The life of an application as one table; who may do what is another (`app.auth.permissions`)."""

from enum import StrEnum

from app.errors import Conflict


class State(StrEnum):
    """状態. Payment and fulfilment are beside it, never in it: a late webhook cannot move a review."""

    DRAFT = "draft"
    ARRIVED = "arrived"
    IN_REVIEW = "in_review"
    CORRECTION_REQUESTED = "correction_requested"
    AWAITING_APPROVAL = "awaiting_approval"
    GRANTED = "granted"
    PARTIALLY_GRANTED = "partially_granted"
    REFUSED = "refused"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


class Action(StrEnum):
    SUBMIT = "submit"
    SUPPLEMENT = "supplement"
    START_REVIEW = "start_review"
    APPROVE_IN_ADVANCE = "approve_in_advance"
    REQUEST_CORRECTION = "request_correction"
    RESUBMIT = "resubmit"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    GRANT = "grant"
    GRANT_PARTIALLY = "grant_partially"
    REFUSE = "refuse"
    ACKNOWLEDGE = "acknowledge"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"


S, A = State, Action
OUTCOMES: dict[Action, State] = {
    A.GRANT: S.GRANTED,
    A.GRANT_PARTIALLY: S.PARTIALLY_GRANTED,
    A.REFUSE: S.REFUSED,
    A.ACKNOWLEDGE: S.ACKNOWLEDGED,
}
POSITIVE = frozenset({A.GRANT, A.GRANT_PARTIALLY})

TRANSITIONS: dict[tuple[State, Action], State] = {
    (S.DRAFT, A.SUBMIT): S.ARRIVED,
    (S.ARRIVED, A.SUPPLEMENT): S.ARRIVED,
    (S.IN_REVIEW, A.SUPPLEMENT): S.IN_REVIEW,
    (S.ARRIVED, A.START_REVIEW): S.IN_REVIEW,
    (S.IN_REVIEW, A.APPROVE_IN_ADVANCE): S.IN_REVIEW,
    (S.IN_REVIEW, A.REQUEST_CORRECTION): S.CORRECTION_REQUESTED,
    (S.CORRECTION_REQUESTED, A.RESUBMIT): S.IN_REVIEW,
    (S.IN_REVIEW, A.PROPOSE): S.AWAITING_APPROVAL,
    (S.AWAITING_APPROVAL, A.SEND_BACK): S.IN_REVIEW,
    (S.ARRIVED, A.WITHDRAW): S.WITHDRAWN,
    (S.IN_REVIEW, A.WITHDRAW): S.WITHDRAWN,
    (S.CORRECTION_REQUESTED, A.WITHDRAW): S.WITHDRAWN,
    (S.ARRIVED, A.TRANSFER): S.TRANSFERRED,
    (S.IN_REVIEW, A.TRANSFER): S.TRANSFERRED,
    **{(S.AWAITING_APPROVAL, action): state for action, state in OUTCOMES.items()},
    # Where no second person is needed the officer decides from the review itself (`approval_route`: none).
    **{(S.IN_REVIEW, action): state for action, state in OUTCOMES.items()},
}

FINAL = frozenset({S.GRANTED, S.PARTIALLY_GRANTED, S.REFUSED, S.ACKNOWLEDGED, S.WITHDRAWN, S.TRANSFERRED})
DECIDED = frozenset(OUTCOMES.values())
# After these the same may be filed anew.
OVER = frozenset({S.REFUSED, S.WITHDRAWN, S.TRANSFERRED})


class NotPossibleNow(Conflict):
    message = "いまの状態では、この操作はできません。最新の状態を確かめてください。"


def after(state: State, action: Action) -> State:
    """The state that follows. Raises NotPossibleNow for a pair that is not in the table."""
    try:
        return TRANSITIONS[state, action]
    except KeyError as unknown:
        raise NotPossibleNow from unknown


def possible_actions(state: State) -> frozenset[Action]:
    """What the table allows from here: the buttons are drawn from it, so page and rule cannot disagree."""
    return frozenset(action for (start, action) in TRANSITIONS if start == state)


class Fulfilment(StrEnum):
    """交付の状況: what happens to the paper, beside the decision."""

    NONE = "none"
    TO_SEND = "to_send"
    SENT = "sent"
    RETURNED = "returned"
    HANDED_OVER = "handed_over"


FULFILMENT: dict[tuple[Fulfilment, str], Fulfilment] = {
    (Fulfilment.TO_SEND, "send"): Fulfilment.SENT,
    (Fulfilment.TO_SEND, "hand_over"): Fulfilment.HANDED_OVER,
    (Fulfilment.SENT, "came_back"): Fulfilment.RETURNED,
    (Fulfilment.RETURNED, "send"): Fulfilment.SENT,
    (Fulfilment.RETURNED, "hand_over"): Fulfilment.HANDED_OVER,
}


def fulfilment_after(state: Fulfilment, step: str) -> Fulfilment:
    try:
        return FULFILMENT[state, step]
    except KeyError as unknown:
        raise NotPossibleNow from unknown
