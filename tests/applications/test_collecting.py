"""手数料 and the decision: nothing is granted unpaid, and what an officer does about a fee is kept."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.applications import collecting
from app.applications.lifecycle import POSITIVE, Action, State
from app.applications.models import Application
from app.applications.settling import FeeOwed
from app.auth.identity import Role, StaffMember
from app.database import Database
from app.errors import Forbidden, Invalid, NotFound
from app.municipality.offering import ApprovalRoute
from app.payments.counter import FlagsFirst, Taken
from app.payments.gateway import PaymentMethod
from app.payments.lifecycle import ActionNotPossible, PaymentAction, PaymentState
from app.payments.models import Handling, Payment, PaymentFlag
from tests import make
from tests.applications.reading import audited, notices

A, H = PaymentAction, Handling
OPENED = (A.OPEN_CHECKOUT,)
OWED = ((), OPENED, (*OPENED, A.DECLINE), (*OPENED, A.EXPIRE), (*OPENED, A.AWAIT_OUTCOME))
REASONS = "請求できる方ではありません。"


def take(session: Session, application: Application, note: str, *, by: StaffMember, now: datetime) -> None:
    collecting.receive_fee(session, application, Taken(note), by=by, now=now)


def a_fee(session: Session, *actions: PaymentAction, **more: Any) -> tuple[make.Case, Payment]:
    case = make.a_case(session, State.IN_REVIEW, make.CERTIFICATE, **more)
    session.flush()
    payment = session.get_one(Payment, case.application.payment_id)
    for action in actions:
        payment.perform(action, at=case.now)
    session.flush()
    return case, payment


def two_people(session: Session) -> tuple[make.Case, Payment]:
    return a_fee(session, town=make.a_town(make.CERTIFICATE, approval_route=ApprovalRoute.ONE))


@pytest.mark.parametrize("outcome", sorted(POSITIVE))
@pytest.mark.parametrize("actions", OWED)
def test_nothing_is_granted_while_its_fee_is_owed(
    session: Session, outcome: Action, actions: tuple[PaymentAction, ...]
) -> None:
    """Must catch: a certificate for nothing; also while nobody knows yet whether the money will come."""
    case, _ = a_fee(session, *actions)
    with pytest.raises(FeeOwed):
        case.propose(outcome, REASONS)
    assert case.application.state is State.IN_REVIEW
    assert case.application.decisions == []


@pytest.mark.parametrize("actions", OWED)
def test_refusing_and_correcting_need_no_fee(session: Session, actions: tuple[PaymentAction, ...]) -> None:
    """Must catch: somebody who is told to pay before they may hear that they get nothing."""
    case, _ = a_fee(session, *actions)
    case.ask("applicant_phone")
    case.resubmit()
    case.propose(Action.REFUSE, REASONS)
    assert case.application.state is State.REFUSED


def test_what_is_to_be_approved_is_looked_at_again(session: Session) -> None:
    """A proposal from before. Must catch: the check at the proposal only."""
    case, payment = two_people(session)
    case.pay()
    case.propose(Action.GRANT)
    payment.state = PaymentState.EXPIRED
    with pytest.raises(FeeOwed):
        case.approve()
    assert case.application.state is State.AWAITING_APPROVAL
    case.send_back()
    assert case.application.state is State.IN_REVIEW


@pytest.mark.parametrize("actions", OWED[:4])
def test_money_over_the_counter_settles_it(database: Database, actions: tuple[PaymentAction, ...]) -> None:
    with database.write() as session:
        case, payment = a_fee(session, *actions)
        take(session, case.application, " 領収書12 ", by=make.CLERK, now=case.tick())
        assert (payment.state, payment.paid_at) == (PaymentState.PAID, case.now)
        assert payment.method is PaymentMethod.COUNTER
        (kept,) = payment.handlings
        assert (kept.kind, kept.note, kept.by, kept.at) == (H.RECEIVED, "領収書12", make.CLERK.id, case.now)
        assert notices(session, case.application.id)[-1] == "paid"
        case.propose(Action.GRANT)
        assert case.application.state is State.GRANTED
    assert ("receive_fee", "staff", ()) in audited(database, case.application.id)


def test_a_fee_is_let_off_with_a_reason_by_whoever_decides(database: Database) -> None:
    """減免. Must catch: a clerk who lets off the town's money; a reason nobody wrote down."""
    with database.write() as session:
        case, payment = a_fee(session, *OPENED)
        with pytest.raises(Forbidden):
            collecting.waive_fee(session, case.application, "理由", by=make.CLERK, now=case.now)
        with pytest.raises(Invalid, match="理由"):
            collecting.waive_fee(session, case.application, " ", by=make.APPROVER, now=case.now)
        reason = "罹災のため（手数料条例6条）"
        collecting.waive_fee(session, case.application, reason, by=make.APPROVER, now=case.tick())
        assert payment.state is PaymentState.WAIVED
        (kept,) = payment.handlings
        assert (kept.kind, kept.note, kept.by) == (H.WAIVED, reason, make.APPROVER.id)
        case.propose(Action.GRANT)
        assert case.application.state is State.GRANTED
    assert ("waive_fee", "staff", ()) in audited(database, case.application.id)


@pytest.mark.parametrize("actions", [(*OPENED, A.AWAIT_OUTCOME), (*OPENED, A.PAY), (A.CANCEL,), (A.WAIVE,)])
def test_what_is_paid_or_may_be_is_not_taken_again(
    session: Session, actions: tuple[PaymentAction, ...]
) -> None:
    """Must catch: somebody who pays twice because the provider was slow to tell."""
    case, payment = a_fee(session, *actions)
    before = payment.state
    with pytest.raises(ActionNotPossible):
        take(session, case.application, "", by=make.CLERK, now=case.now)
    with pytest.raises(ActionNotPossible):
        collecting.waive_fee(session, case.application, "理由", by=make.APPROVER, now=case.now)
    assert (payment.state, payment.handlings) == (before, [])


@pytest.mark.parametrize(
    ("way", "state", "told"),
    [
        (H.NO_PROBLEM, PaymentState.PAID, True),
        (H.DIFFERENCE_SETTLED, PaymentState.PAID, True),
        (H.REFUNDED, PaymentState.EXPIRED, False),
        (H.NOT_RECEIVED, PaymentState.EXPIRED, False),
    ],
)
def test_a_doubtful_payment_ends_paid_or_asked_for_again(
    database: Database, way: Handling, state: PaymentState, told: bool
) -> None:
    with database.write() as session:
        case, payment = a_fee(session, *OPENED, A.AWAIT_OUTCOME)
        payment.flag(PaymentFlag.AMOUNT_DIFFERS)
        for deed in (take, collecting.waive_fee):
            by = make.a_staff_member(Role.CLERK, Role.APPROVER)
            with pytest.raises(FlagsFirst):
                deed(session, case.application, "理由", by=by, now=case.now)
        collecting.clear_flags(session, case.application, way, "電話で確認", by=make.CLERK, now=case.tick())
        assert (payment.state, payment.flags) == (state, [])
        (kept,) = payment.handlings
        assert (kept.kind, kept.flags, kept.note) == (way, ["amount_differs"], "電話で確認")
        assert (kept.by, kept.at) == (make.CLERK.id, case.now)
        assert ("paid" in notices(session, case.application.id)) is told
    assert audited(database, case.application.id)[-1] == ("clear_flags", "staff", ("amount_differs",))


def test_a_surplus_that_was_returned_leaves_it_paid(session: Session) -> None:
    """Must catch: a refund of the second payment that makes the first one owed again."""
    case, payment = a_fee(session, *OPENED, A.PAY)
    payment.flag(PaymentFlag.PAID_TWICE)
    with pytest.raises(Invalid):
        collecting.clear_flags(session, case.application, H.NOT_RECEIVED, "x", by=make.CLERK, now=case.now)
    with pytest.raises(Invalid):
        collecting.clear_flags(session, case.application, H.REFUNDED, " ", by=make.CLERK, now=case.now)
    assert payment.flags == ["paid_twice"]
    collecting.clear_flags(session, case.application, H.REFUNDED, "5/12返金", by=make.CLERK, now=case.now)
    assert (payment.state, payment.flags) == (PaymentState.PAID, [])
    assert "paid" not in notices(session, case.application.id)
    with pytest.raises(Invalid):
        collecting.clear_flags(session, case.application, H.REFUNDED, "もう1回", by=make.CLERK, now=case.now)


@pytest.mark.parametrize("staff", [make.STRANGER, make.a_staff_member(Role.ADMIN, Role.AUDITOR)])
def test_only_an_officer_of_the_section_touches_a_fee(session: Session, staff: StaffMember) -> None:
    case, payment = a_fee(session)
    for deed in (take, collecting.waive_fee):
        with pytest.raises(Forbidden):
            deed(session, case.application, "理由", by=staff, now=case.now)
    with pytest.raises(Forbidden):
        collecting.clear_flags(session, case.application, H.REFUNDED, "x", by=staff, now=case.now)
    assert payment.state is PaymentState.REQUESTED


def test_where_nothing_is_asked_there_is_nothing_to_take(session: Session) -> None:
    case = make.a_case(session, State.IN_REVIEW)
    with pytest.raises(NotFound):
        take(session, case.application, "", by=make.CLERK, now=case.now)
