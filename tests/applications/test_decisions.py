"""起案, 決裁, 差戻し, and what leaves the house."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from app.applications.lifecycle import OUTCOMES, Action, Fulfilment, NotPossibleNow, State
from app.applications.review import NotYourOwnProposal, ReasonsMissing, possible_outcomes
from app.auth.identity import Role, StaffMember
from app.database import Database
from app.errors import Forbidden, Invalid
from tests import make
from tests.applications.reading import audited, jobs, notices

BOTH = make.a_staff_member(Role.CLERK, Role.APPROVER)
REASONS = "児童手当法4条1項の監護が認められないため。"


@pytest.mark.parametrize(
    "staff", [make.APPROVER, make.STRANGER, make.a_staff_member(Role.ADMIN, Role.AUDITOR)]
)
def test_only_a_clerk_of_the_section_prepares(session: Session, staff: StaffMember) -> None:
    """Must catch: an administrator, or somebody of another section, deciding a case."""
    arrived, reviewed = make.a_case(session, State.ARRIVED), make.a_case(session, State.IN_REVIEW)
    with pytest.raises(Forbidden):
        arrived.start_review(by=staff)
    with pytest.raises(Forbidden):
        reviewed.propose(Action.GRANT, by=staff)
    assert (arrived.application.state, reviewed.application.state) == (State.ARRIVED, State.IN_REVIEW)


def test_whoever_takes_it_up_is_named(session: Session) -> None:
    assert make.a_case(session, State.IN_REVIEW).application.assignee_id == make.CLERK.id


@pytest.mark.parametrize("outcome", [Action.REFUSE, Action.GRANT_PARTIALLY])
@pytest.mark.parametrize("reasons", ["", " \n "])
def test_a_refusal_gives_its_reasons(session: Session, outcome: Action, reasons: str) -> None:
    """行政手続法8条. Must catch: a refusal without a word, in whole or in part."""
    case = make.a_case(session, State.IN_REVIEW)
    with pytest.raises(ReasonsMissing):
        case.propose(outcome, reasons)
    assert case.application.decisions == []


def test_a_notification_is_never_refused(session: Session) -> None:
    """行政手続法37条: it is complete on arrival. Must catch: a 届出 treated like an application."""
    fewer = make.a_draft(session, person="fujita_naoki", given={"revision_kind": "decrease"})
    fewer.submit()
    fewer.start_review()
    assert possible_outcomes(fewer.application) == (Action.ACKNOWLEDGE,)
    for outcome in set(OUTCOMES) - {Action.ACKNOWLEDGE}:
        with pytest.raises(Invalid):
            fewer.propose(outcome, REASONS)
    more = make.a_case(session, State.IN_REVIEW)
    assert Action.ACKNOWLEDGE not in possible_outcomes(more.application)
    with pytest.raises(Invalid):
        more.propose(Action.ACKNOWLEDGE)
    with pytest.raises(Invalid):
        more.propose(Action.WITHDRAW)


@pytest.mark.parametrize(
    ("outcome", "state"), [pair for pair in OUTCOMES.items() if pair[0] is not Action.ACKNOWLEDGE]
)
def test_two_people_decide(session: Session, outcome: Action, state: State) -> None:
    case = make.a_case(session, State.IN_REVIEW)
    case.propose(outcome, REASONS)
    (decision,) = case.application.decisions
    assert case.application.state is State.AWAITING_APPROVAL
    assert (decision.proposed_by, decision.proposed_at, decision.version_number) == (
        make.CLERK.id,
        case.now,
        1,
    )
    assert (decision.approved_by, decision.document_number) == (None, None)
    assert notices(session, case.application.id) == ["arrived"], "nothing is told before it is decided"
    case.approve()
    assert case.application.state is state
    assert (decision.approved_by, decision.approved_at) == (make.APPROVER.id, case.now)
    assert notices(session, case.application.id) == ["arrived", "decided"]


def test_nobody_approves_their_own_proposal(session: Session) -> None:
    """Must catch: two roles in one person, who then needs nobody else."""
    case = make.a_case(session, State.IN_REVIEW)
    case.propose(Action.GRANT, by=BOTH)
    with pytest.raises(NotYourOwnProposal):
        case.approve(by=BOTH)
    case.approve(by=make.APPROVER)
    assert case.application.state is State.GRANTED


@pytest.mark.parametrize(
    "staff", [make.STRANGER, make.a_staff_member(Role.CLERK), make.a_staff_member(Role.ADMIN)]
)
def test_only_an_approver_of_the_section_approves(session: Session, staff: StaffMember) -> None:
    case = make.a_case(session, State.AWAITING_APPROVAL)
    with pytest.raises(Forbidden):
        case.approve(by=staff)
    with pytest.raises(Forbidden):
        case.send_back(by=staff)


@pytest.mark.parametrize("state", sorted(set(State) - {State.AWAITING_APPROVAL}))
def test_only_what_is_proposed_is_approved(session: Session, state: State) -> None:
    """Must catch: a decision that exists no more, or never did, carried out."""
    case = make.a_case(session, state)
    if state is State.DRAFT:
        case.application.section = "kosodate"
    with pytest.raises(NotPossibleNow):
        case.approve(by=make.a_staff_member(Role.APPROVER))
    with pytest.raises(NotPossibleNow):
        case.send_back()
    assert case.application.state is state


def test_what_was_sent_back_is_not_approved_from_an_old_page(session: Session) -> None:
    """Must catch: the table lets a review be decided, so a withdrawn proposal would slip through."""
    case = make.a_case(session, State.AWAITING_APPROVAL)
    case.send_back()
    with pytest.raises(NotPossibleNow):
        case.approve()
    assert case.application.state is State.IN_REVIEW


def test_a_proposal_goes_back_with_a_reason_and_comes_again(session: Session) -> None:
    case = make.a_case(session, State.AWAITING_APPROVAL)
    with pytest.raises(Invalid, match="差し戻す理由"):
        case.send_back("  ")
    case.send_back(" 理由を詳しく書いてください。 ")
    (first,) = case.application.decisions
    assert first.sent_back_note == "理由を詳しく書いてください。"
    assert first.sent_back_at == case.now
    case.propose(Action.REFUSE, REASONS)
    session.flush()
    session.refresh(case.application)
    case.approve()
    assert [decision.outcome for decision in case.application.decisions] == [Action.GRANT, Action.REFUSE]
    assert case.application.state is State.REFUSED
    assert first.approved_at is None, "what was sent back stays undecided"


def test_where_one_is_enough_the_proposal_decides(database: Database) -> None:
    """`approval_route` none. Must catch: a certificate that waits for a second person."""
    with database.write() as session:
        case = make.a_case(session, State.IN_REVIEW, make.CERTIFICATE)
        case.pay()
        case.propose(Action.GRANT)
        assert case.application.state is State.GRANTED
        (decision,) = case.application.decisions
        assert decision.approved_by == decision.proposed_by == make.CLERK.id
        assert decision.document_number == "2026-1"
    actions = [action for action, _, _ in audited(database, case.application.id)]
    assert actions == ["submit", "start_review", "receive_fee", "grant"]


def test_documents_are_numbered_by_the_year_of_the_decision(session: Session) -> None:
    """Must catch: the year in UTC; the number given to a proposal, which may never be decided."""
    case = make.a_case(session, State.AWAITING_APPROVAL)
    case.now = datetime(2026, 12, 31, 14, 59, 30, tzinfo=UTC)
    case.approve()
    assert case.application.decisions[-1].document_number == "2027-1"
    next_one = make.a_case(session, State.GRANTED)
    assert next_one.application.decisions[-1].document_number == "2026-1"
    third = make.a_case(session, State.REFUSED)
    assert third.application.decisions[-1].document_number == "2026-2"


def test_a_notice_is_made_of_every_decision(session: Session) -> None:
    make.a_case(session, State.REFUSED)
    assert jobs(session) == ["deliver_notice", "render_decision_notice", "deliver_notice"]


@pytest.mark.parametrize(
    ("key", "outcome", "fulfilment"),
    [
        (make.CERTIFICATE, Action.GRANT, Fulfilment.TO_SEND),
        (make.CERTIFICATE, Action.GRANT_PARTIALLY, Fulfilment.TO_SEND),
        (make.CERTIFICATE, Action.REFUSE, Fulfilment.NONE),
        (make.ALLOWANCE, Action.GRANT, Fulfilment.NONE),
    ],
)
def test_paper_leaves_the_house_after_a_positive_decision(
    session: Session, key: str, outcome: Action, fulfilment: Fulfilment
) -> None:
    """Must catch: a certificate sent to whom it was refused; a letter for a decision that is read on the page."""
    case = make.a_case(session, State.IN_REVIEW, key)
    case.pay()
    case.propose(outcome, REASONS)
    if case.application.state is State.AWAITING_APPROVAL:
        case.approve()
    assert case.application.fulfilment is fulfilment


def test_a_letter_is_sent_comes_back_and_is_sent_again(database: Database) -> None:
    with database.write() as session:
        case = make.a_case(session, State.IN_REVIEW, make.CERTIFICATE)
        case.pay()
        case.propose(Action.GRANT)
        for step in ("send", "came_back", "hand_over"):
            case.fulfil(step)
        assert case.application.fulfilment is Fulfilment.HANDED_OVER
        assert notices(session, case.application.id)[3:] == ["handed_over", "handed_over"]
        with pytest.raises(NotPossibleNow):
            case.fulfil("send")
        assert case.application.state is State.GRANTED, "paper goes its own way"
    actions = [action for action, _, _ in audited(database, case.application.id)]
    assert actions[-3:] == ["send", "came_back", "hand_over"]


@pytest.mark.parametrize("staff", [make.APPROVER, make.STRANGER])
def test_only_a_clerk_of_the_section_marks_as_sent(session: Session, staff: StaffMember) -> None:
    case = make.a_case(session, State.IN_REVIEW, make.CERTIFICATE)
    case.pay()
    case.propose(Action.GRANT)
    with pytest.raises(Forbidden):
        case.fulfil("send", by=staff)
