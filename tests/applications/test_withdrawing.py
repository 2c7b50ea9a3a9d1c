"""取下げ and 移送: a case that ends without a decision."""

import pytest
from sqlalchemy.orm import Session

from app.applications.lifecycle import Action, NotPossibleNow, State
from app.applications.statuses import transferred_to
from app.auth.identity import StaffMember
from app.database import Database
from app.errors import Forbidden, Invalid
from app.payments.lifecycle import PaymentAction, PaymentState
from app.payments.models import Payment
from tests import make
from tests.applications.reading import audited, notices

OPEN = {State.ARRIVED, State.IN_REVIEW, State.CORRECTION_REQUESTED}


@pytest.mark.parametrize("state", sorted(OPEN))
def test_what_is_not_being_decided_can_be_taken_back(session: Session, state: State) -> None:
    case = make.a_case(session, state)
    case.withdraw()
    assert case.application.state is State.WITHDRAWN
    assert all(correction.answered_at for correction in case.application.corrections)
    assert notices(session, case.application.id)[-1] == "withdrawn"


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
def test_what_is_decided_or_was_never_sent_is_not_taken_back(session: Session, state: State) -> None:
    """Must catch: a decision made void by the click of whoever it concerns."""
    case = make.a_case(session, state)
    with pytest.raises(NotPossibleNow):
        case.withdraw()
    assert case.application.state is state


def a_paid_case(session: Session, *actions: PaymentAction) -> tuple[make.Case, Payment]:
    case = make.a_case(session, State.IN_REVIEW, make.CERTIFICATE)
    session.flush()
    payment = session.get_one(Payment, case.application.payment_id)
    for action in actions:
        payment.perform(action, at=case.now)
    return case, payment


@pytest.mark.parametrize(
    ("actions", "state"),
    [
        ((), PaymentState.CANCELLED),
        ((PaymentAction.OPEN_CHECKOUT,), PaymentState.CANCELLED),
        ((PaymentAction.OPEN_CHECKOUT, PaymentAction.DECLINE), PaymentState.CANCELLED),
        ((PaymentAction.OPEN_CHECKOUT, PaymentAction.AWAIT_OUTCOME), PaymentState.CONFIRMING),
        ((PaymentAction.OPEN_CHECKOUT, PaymentAction.PAY), PaymentState.PAID),
    ],
)
@pytest.mark.parametrize("ending", ["withdraw", "transfer", "refuse"])
def test_nothing_more_is_to_be_paid_for_it(
    session: Session, actions: tuple[PaymentAction, ...], state: PaymentState, ending: str
) -> None:
    """Must catch: a fee demanded for nothing; a payment that may have been made, declared void."""
    case, payment = a_paid_case(session, *actions)
    if ending == "refuse":
        case.propose(Action.REFUSE, "請求できる方ではありません。")
    else:
        getattr(case, ending)()
    assert payment.state is state
    assert case.application.state in {State.WITHDRAWN, State.TRANSFERRED, State.REFUSED}


def test_the_trail_says_who_took_it_back(database: Database) -> None:
    with database.write() as session:
        case = make.a_case(session, State.WITHDRAWN)
    assert audited(database, case.application.id)[-1] == ("withdraw", "resident", ())


@pytest.mark.parametrize("state", [State.ARRIVED, State.IN_REVIEW])
def test_a_case_goes_to_the_authority_that_is_competent(database: Database, state: State) -> None:
    """The resident reads where it went. Must catch: a case that vanishes."""
    with database.write() as session:
        case = make.a_case(session, state)
        case.transfer(" かえで市 子育て課 ")
        session.flush()
        session.refresh(case.application)
        assert case.application.state is State.TRANSFERRED
        assert transferred_to(case.application) == "かえで市 子育て課"
        assert notices(session, case.application.id) == ["arrived", "transferred"]
    assert audited(database, case.application.id)[-1] == ("transfer", "staff", ())


def test_a_transfer_says_where_to(session: Session) -> None:
    case = make.a_case(session, State.ARRIVED)
    with pytest.raises(Invalid, match="送り先"):
        case.transfer(" ")
    assert case.application.state is State.ARRIVED


@pytest.mark.parametrize("staff", [make.APPROVER, make.STRANGER])
def test_only_a_clerk_of_the_section_transfers(session: Session, staff: StaffMember) -> None:
    case = make.a_case(session, State.ARRIVED)
    with pytest.raises(Forbidden):
        case.transfer(by=staff)


@pytest.mark.parametrize("state", sorted(set(State) - {State.ARRIVED, State.IN_REVIEW, State.DRAFT}))
def test_what_waits_or_has_ended_is_not_transferred(session: Session, state: State) -> None:
    case = make.a_case(session, state)
    with pytest.raises(NotPossibleNow):
        case.transfer()
