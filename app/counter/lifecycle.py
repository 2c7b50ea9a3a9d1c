"""The life of a visit as one table."""

from enum import StrEnum

from app.errors import Conflict


class VisitState(StrEnum):
    """`LEFT`: the person went, or somebody else came, before it was finished. What was begun can be gone on with."""

    OPEN = "open"
    FINISHED = "finished"
    LEFT = "left"


class VisitAction(StrEnum):
    """`DENY`: 「違います」 on the resident's screen; `CALL_NEXT`: 「次の方」 meanwhile; `RUN_OUT`: nobody was heard."""

    FINISH = "finish"
    LEAVE = "leave"
    CALL_NEXT = "call_next"
    DENY = "deny"
    RUN_OUT = "run_out"


S, A = VisitState, VisitAction
TRANSITIONS: dict[tuple[VisitState, VisitAction], VisitState] = {
    (S.OPEN, A.FINISH): S.FINISHED,
    (S.OPEN, A.LEAVE): S.LEFT,
    (S.OPEN, A.CALL_NEXT): S.LEFT,
    (S.OPEN, A.DENY): S.LEFT,
    (S.OPEN, A.RUN_OUT): S.LEFT,
}


class VisitOver(Conflict):
    message = "この方の窓口は、もう終わっています。「窓口」を開きなおしてください。"


def after(state: VisitState, action: VisitAction) -> VisitState:
    """The state that follows. Raises VisitOver for a pair that is not in the table."""
    try:
        return TRANSITIONS[state, action]
    except KeyError as unknown:
        raise VisitOver from unknown
