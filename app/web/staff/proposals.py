"""Preparing the decision; where no second person is needed, deciding."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from app.applications import auditing, review
from app.applications.decision_words import appeal_of
from app.applications.desk.examined import Light, PreCheck
from app.applications.lifecycle import OUTCOMES, POSITIVE, Action
from app.applications.officers import actor_of
from app.applications.review import Proposal, ReasonsMissing
from app.auth.permissions import Action as Permit
from app.errors import Invalid
from app.language import Message, noted
from app.procedures.definition import ReviewItem
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.cases import StaffCase, open_case
from app.web.staff.checking import checks_of
from app.web.staff.decision_panel import (
    CHECK_ITEMS,
    CHECKED,
    OUTCOME_NAMES,
    DecisionView,
    decision_of,
)
from app.web.staff.deeds import deeds_of
from app.web.staff.frame import CaseFrame, frame_of
from app.web.staff.staleness import answered_before
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}/proposal")
PROPOSE = staff_who_may(Permit.PROPOSE)

HINTS: dict[Action, Message] = {
    Action.GRANT_PARTIALLY: noted("認めない部分の理由が必要です。"),
    Action.REFUSE: noted("理由が必要です。"),
}
OWED = noted("手数料がまだ支払われていないので、いまは選べません。")


@dataclass(frozen=True)
class OutcomeChoice:
    value: str
    label: Message
    hint: Message | None


@dataclass(frozen=True)
class ProposalPage:
    """`doubts`: lights that are not green. `appeal`: the paragraphs (教示) that go with the document.

    `appeal_waiting`: whom they name is not confirmed. `before`: a proposal that was sent back.
    """

    case: CaseFrame
    outcomes: tuple[OutcomeChoice, ...]
    decides: bool
    doubts: tuple[PreCheck, ...]
    review: tuple[ReviewItem, ...]
    checked: frozenset[str]
    appeal: tuple[str, ...]
    appeal_waiting: Message | None
    before: DecisionView | None
    boxes: Mapping[str, str]
    errors: Mapping[str, str]


@pages.get("", PROPOSE)
def show_proposal(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    if not deeds_of(case).may_propose:
        return visit.see_other(case.href)
    outcomes = review.possible_outcomes(case.application)
    return _render(case, {"outcome": outcomes[0].value if len(outcomes) == 1 else ""})


@pages.post("", PROPOSE)
def propose(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done={'decision' if deeds_of(case).decides else 'proposal'}"
    if early := answered_before(case, done, Action.PROPOSE, *OUTCOMES):
        return early
    boxes = {name: visit.form.one(name) for name in ("outcome", "reasons", "message")}
    outcome = next((each for each in OUTCOME_NAMES if each.value == boxes["outcome"]), None)
    if outcome is None:
        return _render(case, boxes, {"outcome": "結果を選んでください。"})
    proposal = Proposal(outcome, boxes["reasons"], boxes["message"])
    try:
        review.propose(visit.session, case.application, proposal, by=visit.staff, now=visit.now)
    except Invalid as refusal:
        box = "reasons" if isinstance(refusal, ReasonsMissing) else "outcome"
        return _render(case, boxes, {box: refusal.message})
    _note_checked(case)
    return visit.see_other(done)


def _note_checked(case: StaffCase) -> None:
    """Which lines of the checklist were ticked stands in the audit trail, for the approver to see."""
    checked = _checked(case)
    if checked:
        visit, by = case.visit, actor_of(case.visit.staff)
        fields = [f"{CHECKED}{key}" for key in checked]
        auditing.note(visit.session, case.application, CHECK_ITEMS, by, now=visit.now, fields=fields)


def _checked(case: StaffCase) -> frozenset[str]:
    ticked = set(case.visit.form.fields.get("checked", ()))
    return frozenset(item.key for item in case.procedure.review if item.key in ticked)


def _hint(case: StaffCase, outcome: Action) -> Message | None:
    return OWED if outcome in POSITIVE and deeds_of(case).awaits_fee else HINTS.get(outcome)


def _render(case: StaffCase, boxes: Mapping[str, str], errors: Mapping[str, str] | None = None) -> Response:
    outcomes = review.possible_outcomes(case.application)
    before = decision_of(case)
    page = ProposalPage(
        case=frame_of(case),
        outcomes=tuple(
            OutcomeChoice(each.value, OUTCOME_NAMES[each], _hint(case, each)) for each in outcomes
        ),
        decides=deeds_of(case).decides,
        doubts=tuple(check for check in checks_of(case) if check.light is not Light.GREEN),
        review=case.procedure.review,
        checked=_checked(case),
        appeal=appeal_of(case.procedure, case.visit.office.town, outcomes[-1]).paragraphs,
        appeal_waiting=_appeal_waiting(case),
        before=before if before and before.sent_back else None,
        boxes=boxes,
        errors=errors or {},
    )
    return case.visit.render("staff/cases/propose.html", page, status=422 if errors else 200)


def _appeal_waiting(case: StaffCase) -> Message | None:
    town = case.visit.office.town
    told = town.offering_of(case.procedure.key).appeal
    parties = (told.reviewing_authority, told.defendant, told.defendant_represented_by)
    return town.unconfirmed_words if any(party and not party.confirmed for party in parties) else None
