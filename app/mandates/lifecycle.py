"""The life of a mandate as one table."""

from enum import StrEnum

from app.errors import Conflict


class MandateState(StrEnum):
    """`OFFERED`: the person wants it, and the proxy has not taken it yet; `REQUESTED`: the other way round."""

    OFFERED = "offered"
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    REVOKED = "revoked"
    EXPIRED = "expired"


class MandateAction(StrEnum):
    ACCEPT = "accept"
    APPROVE = "approve"
    REFUSE = "refuse"
    REVOKE = "revoke"
    EXPIRE = "expire"


S, A = MandateState, MandateAction
TRANSITIONS: dict[tuple[MandateState, MandateAction], MandateState] = {
    (S.OFFERED, A.ACCEPT): S.APPROVED,
    (S.REQUESTED, A.APPROVE): S.APPROVED,
    (S.OFFERED, A.REFUSE): S.REFUSED,
    (S.REQUESTED, A.REFUSE): S.REFUSED,
    (S.OFFERED, A.REVOKE): S.REVOKED,
    (S.REQUESTED, A.REVOKE): S.REVOKED,
    (S.APPROVED, A.REVOKE): S.REVOKED,
    (S.OFFERED, A.EXPIRE): S.EXPIRED,
    (S.REQUESTED, A.EXPIRE): S.EXPIRED,
    (S.APPROVED, A.EXPIRE): S.EXPIRED,
}
WAITING = frozenset({S.OFFERED, S.REQUESTED})
# Nothing leads out of these: whoever wants it again asks again.
ENDED = frozenset({S.REFUSED, S.REVOKED, S.EXPIRED})


class MandateMovedOn(Conflict):
    message = "この代理は、もう変わっています。最新の画面を開いてください。"


def after(state: MandateState, action: MandateAction) -> MandateState:
    """The state that follows. Raises MandateMovedOn for a pair that is not in the table."""
    try:
        return TRANSITIONS[state, action]
    except KeyError as unknown:
        raise MandateMovedOn from unknown
