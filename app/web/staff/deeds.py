"""What this officer may do with a case now: the forms of the page are drawn from it."""

from dataclasses import dataclass
from datetime import datetime

from app.applications.decision_words import appeal_of
from app.applications.labels import FULFILMENT_LABELS, STATE_LABELS
from app.applications.lifecycle import DECIDED, FULFILMENT, OUTCOMES, Action, State, possible_actions
from app.applications.models import Decision
from app.audit.queries import list_about
from app.auth.permissions import Action as Permit
from app.language import Message, noted
from app.web.staff.cases import StaffCase

OUTCOME_NAMES: dict[Action, Message] = {
    Action.GRANT: noted("認める"),
    Action.GRANT_PARTIALLY: noted("一部を認める"),
    Action.REFUSE: noted("認めない"),
    Action.ACKNOWLEDGE: noted("届出を受け付けて終える"),
}
STEP_NAMES: dict[str, Message] = {
    "send": noted("発送した"),
    "hand_over": noted("窓口で渡した"),
    "came_back": noted("郵便が戻ってきた"),
}
CHECK_ITEMS, CHECKED = "check_items", "review."
WAITING_FOR: dict[State, Message] = {
    State.CORRECTION_REQUESTED: noted("申請した方の補正を待っています。"),
    State.AWAITING_APPROVAL: noted("決裁を待っています。"),
    State.WITHDRAWN: noted("取り下げられたので、することはありません。"),
    State.TRANSFERRED: noted("別の役所へ送ったので、することはありません。"),
}


@dataclass(frozen=True)
class DecisionView:
    """`appeal` are the paragraphs that the document will carry (教示). `sent_back` is why it came back.

    `document_href` is None until the document has been made.
    """

    outcome: Message
    reasons: str
    message: str
    proposed_by: str
    proposed_at: datetime
    version: int
    appeal: tuple[str, ...]
    first_approved_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    document_number: str | None
    document_href: str | None
    sent_back: str


@dataclass(frozen=True)
class Deeds:
    """`waiting` says who acts when nothing can be done here. `decides`: no second person is needed."""

    may_start: bool
    may_correct: bool
    may_propose: bool
    decides: bool
    may_approve: bool
    may_send_back: bool
    may_transfer: bool
    is_own_proposal: bool
    steps: tuple[tuple[str, Message], ...]
    waiting: Message | None

    @property
    def any(self) -> bool:
        offered = (self.may_start, self.may_correct, self.may_propose, self.may_approve, self.may_send_back)
        return any(offered) or bool(self.steps)


def deeds_of(case: StaffCase) -> Deeds:
    """The table of the lifecycle, the permissions and the approval route, together."""
    possible = possible_actions(case.application.state) if case.is_latest else frozenset()
    decides = case.application.approval_route == "none"
    proposing = {Action.PROPOSE} if not decides else set(OUTCOMES)
    is_own = _is_own_proposal(case)
    waits = case.application.state is State.AWAITING_APPROVAL and case.is_latest
    return Deeds(
        may_start=Action.START_REVIEW in possible and case.may(Permit.START_REVIEW),
        may_correct=Action.REQUEST_CORRECTION in possible and case.may(Permit.REQUEST_CORRECTION),
        may_propose=bool(proposing & possible) and not waits and case.may(Permit.PROPOSE),
        decides=decides,
        may_approve=waits and not is_own and case.may(Permit.APPROVE),
        may_send_back=Action.SEND_BACK in possible and case.may(Permit.SEND_BACK),
        may_transfer=Action.TRANSFER in possible and case.may(Permit.TRANSFER),
        is_own_proposal=waits and is_own,
        steps=_steps(case),
        waiting=WAITING_FOR.get(case.application.state),
    )


def _is_own_proposal(case: StaffCase) -> bool:
    decisions = case.application.decisions
    return bool(decisions) and decisions[-1].proposed_by == case.visit.staff.id


def _steps(case: StaffCase) -> tuple[tuple[str, Message], ...]:
    if not case.may(Permit.MARK_SENT):
        return ()
    now = case.application.fulfilment
    return tuple((step, STEP_NAMES[step]) for state, step in FULFILMENT if state is now)


def decision_of(case: StaffCase) -> DecisionView | None:
    """The proposal that waits, the decision that was made, or what was sent back to the officer."""
    decisions = case.application.decisions
    return _view(case, decisions[-1]) if decisions else None


def _view(case: StaffCase, decision: Decision) -> DecisionView:
    names = case.staff_names
    return DecisionView(
        outcome=OUTCOME_NAMES[decision.outcome],
        reasons=decision.reasons,
        message=decision.message,
        proposed_by=names.get(decision.proposed_by, ""),
        proposed_at=decision.proposed_at,
        version=decision.version_number,
        appeal=appeal_of(case.procedure, case.visit.office.town, decision.outcome).paragraphs,
        first_approved_at=decision.first_approved_at,
        approved_by=names.get(decision.approved_by, "") if decision.approved_by else "",
        approved_at=decision.approved_at,
        document_number=decision.document_number,
        document_href=f"{case.href}/decision.pdf" if decision.document_key else None,
        sent_back=decision.sent_back_note,
    )


def checked_of(case: StaffCase) -> tuple[str, ...]:
    """What the proposer ticked of the checklist, as the audit trail has it."""
    decisions = case.application.decisions
    if not decisions or not case.procedure.review:
        return ()
    entries = list_about(case.session, "application", case.application.id)
    found = [each for each in entries if (each.action, each.at) == (CHECK_ITEMS, decisions[-1].proposed_at)]
    ticked = {name for entry in found for name in entry.fields}
    return tuple(item.text for item in case.procedure.review if f"{CHECKED}{item.key}" in ticked)


def result_of(case: StaffCase) -> tuple[Message, Message] | None:
    """Once decided: the result, and where the paper is."""
    if case.application.state not in DECIDED:
        return None
    return STATE_LABELS[case.application.state], FULFILMENT_LABELS[case.application.fulfilment]
