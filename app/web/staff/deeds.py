"""What this officer may do with a case now: the forms of the page are drawn from it."""

from dataclasses import dataclass

from app.applications import settling
from app.applications.advance import may_be_approved
from app.applications.identity import is_unchecked
from app.applications.lifecycle import (
    FULFILMENT,
    OUTCOMES,
    POSITIVE,
    Action,
    State,
    possible_actions,
)
from app.applications.officers import list_assignable
from app.applications.queries import OPEN_STATES
from app.applications.review import possible_outcomes
from app.auth.permissions import Action as Permit
from app.language import Message, noted
from app.web.staff.cases import StaffCase

STEP_NAMES: dict[str, Message] = {
    "send": noted("発送した"),
    "hand_over": noted("窓口で渡した"),
    "came_back": noted("郵便が戻ってきた"),
}
WAITING_FOR: dict[State, Message] = {
    State.CORRECTION_REQUESTED: noted("申請した方の補正を待っています。"),
    State.AWAITING_APPROVAL: noted("決裁を待っています。"),
    State.WITHDRAWN: noted("取り下げられたので、することはありません。"),
    State.TRANSFERRED: noted("別の役所へ送ったので、することはありません。"),
}


@dataclass(frozen=True)
class Colleague:
    value: str
    label: str


@dataclass(frozen=True)
class Deeds:
    """`waiting` says who acts when nothing can be done here. `decides`: no second person is needed.

    `assignees`: whom this officer may give the case to.
    `may_approve_in_advance`: 事前承認, before the decision itself can be prepared.
    `awaits_fee`: nothing is granted before it is paid or let off; whatever else may be done stays possible.
    """

    may_start: bool
    may_approve_in_advance: bool
    may_correct: bool
    may_propose: bool
    decides: bool
    may_approve: bool
    may_send_back: bool
    may_transfer: bool
    is_own_proposal: bool
    awaits_fee: bool
    may_take_over: bool
    assignees: tuple[Colleague, ...]
    steps: tuple[tuple[str, Message], ...]
    waiting: Message | None

    @property
    def any(self) -> bool:
        offered = (self.may_start, self.may_correct, self.may_propose, self.may_approve, self.may_send_back)
        return any(offered) or self.may_approve_in_advance or bool(self.steps)


def deeds_of(case: StaffCase) -> Deeds:
    """The table of the lifecycle, the permissions and the approval route, together."""
    possible = possible_actions(case.application.state) if case.is_latest else frozenset()
    decides = case.application.approval_route == "none"
    proposing = {Action.PROPOSE} if not decides else set(OUTCOMES)
    is_own = _is_own_proposal(case)
    waits = case.application.state is State.AWAITING_APPROVAL and case.is_latest
    is_owed = settling.is_fee_owed(case.session, case.application)
    is_owed = is_owed or settling.is_fee_unasked(case.session, case.application)
    is_known = not is_unchecked(case.session, case.application)
    return Deeds(
        may_start=Action.START_REVIEW in possible and case.may(Permit.START_REVIEW),
        may_approve_in_advance=is_known
        and Action.APPROVE_IN_ADVANCE in possible
        and case.may(Permit.APPROVE)
        and may_be_approved(case.application, case.procedure),
        may_correct=Action.REQUEST_CORRECTION in possible and case.may(Permit.REQUEST_CORRECTION),
        may_propose=is_known and bool(proposing & possible) and not waits and case.may(Permit.PROPOSE),
        decides=decides,
        may_approve=waits and not is_own and case.may(Permit.APPROVE) and not (is_owed and _grants(case)),
        may_send_back=Action.SEND_BACK in possible and case.may(Permit.SEND_BACK),
        may_transfer=Action.TRANSFER in possible and case.may(Permit.TRANSFER),
        is_own_proposal=waits and is_own,
        awaits_fee=is_owed
        and Action.GRANT in possible
        and Action.GRANT in possible_outcomes(case.application),
        may_take_over=_may_take_over(case),
        assignees=_assignees(case),
        steps=_steps(case),
        waiting=WAITING_FOR.get(case.application.state),
    )


def _may_take_over(case: StaffCase) -> bool:
    """What has just arrived and is nobody's is taken by starting the review."""
    application = case.application
    is_fresh = application.state is State.ARRIVED and application.assignee_id is None
    is_own = application.assignee_id == case.visit.staff.id
    return _is_open(case) and not is_fresh and not is_own and case.may(Permit.TAKE_OVER)


def _assignees(case: StaffCase) -> tuple[Colleague, ...]:
    if not _is_open(case) or not case.may(Permit.ASSIGN):
        return ()
    found = list_assignable(case.session, case.application.section)
    return tuple(Colleague(str(each.id), each.display_name) for each in found)


def _is_open(case: StaffCase) -> bool:
    return case.is_latest and case.application.state in OPEN_STATES


def _grants(case: StaffCase) -> bool:
    return case.application.decisions[-1].outcome in POSITIVE


def _is_own_proposal(case: StaffCase) -> bool:
    decisions = case.application.decisions
    return bool(decisions) and decisions[-1].proposed_by == case.visit.staff.id


def _steps(case: StaffCase) -> tuple[tuple[str, Message], ...]:
    if not case.may(Permit.MARK_SENT):
        return ()
    now = case.application.fulfilment
    return tuple((step, STEP_NAMES[step]) for state, step in FULFILMENT if state is now)
