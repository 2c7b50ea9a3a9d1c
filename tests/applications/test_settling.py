"""What a payment means for the application it belongs to."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.applications.lifecycle import Action, State
from app.applications.queries import find_by_payment, list_unpaid_due
from app.applications.settling import fee_settled, remind_unpaid
from app.database import Database, new_id
from app.payments.lifecycle import PaymentAction
from app.payments.models import Payment
from tests import make
from tests.applications.reading import audited, notices
from tests.conftest import NOW

A = PaymentAction
DUE = make.TODAY + timedelta(days=14)


def a_fee(
    session: Session, state: State = State.ARRIVED, *actions: PaymentAction
) -> tuple[make.Case, Payment]:
    case = make.a_case(session, state, make.CERTIFICATE)
    session.flush()
    payment = session.get_one(Payment, case.application.payment_id)
    for action in actions:
        payment.perform(action, at=case.now)
    session.flush()
    return case, payment


def test_a_fee_that_is_paid_is_told_and_moves_no_case(database: Database) -> None:
    """Must catch: a late report of the provider that takes a review back or forward."""
    with database.write() as session:
        case, payment = a_fee(session, State.IN_REVIEW)
        fee_settled(session, payment, case.now)
        assert notices(session, case.application.id) == ["arrived", "paid"]
        assert case.application.state is State.IN_REVIEW
    assert audited(database, case.application.id)[-1] == ("fee_settled", "system", ())


def test_a_payment_of_no_case_is_nobodys(session: Session) -> None:
    _, payment = a_fee(session)
    orphan = Payment(id=new_id())
    fee_settled(session, orphan, NOW)
    assert remind_unpaid(session, [orphan], NOW) == 0
    assert find_by_payment(session, payment.id)


@pytest.mark.parametrize(
    ("actions", "due"),
    [
        ((), True),
        ((A.OPEN_CHECKOUT,), True),
        ((A.OPEN_CHECKOUT, A.DECLINE), True),
        ((A.OPEN_CHECKOUT, A.EXPIRE), True),
        ((A.OPEN_CHECKOUT, A.AWAIT_OUTCOME), False),
        ((A.OPEN_CHECKOUT, A.PAY), False),
        ((A.CANCEL,), False),
    ],
)
def test_what_is_due_today_and_unpaid_is_asked_for_again(
    session: Session, actions: tuple[PaymentAction, ...], due: bool
) -> None:
    """Must catch: somebody reminded who has just paid."""
    case, payment = a_fee(session, State.ARRIVED, *actions)
    assert list_unpaid_due(session, DUE) == [payment] * due
    assert list_unpaid_due(session, DUE - timedelta(days=1)) == []
    assert remind_unpaid(session, list_unpaid_due(session, DUE), case.now) == int(due)
    assert notices(session, case.application.id) == ["arrived", "payment_due"][: 1 + due]
    assert case.application.state is State.ARRIVED


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REFUSED])
def test_an_ended_case_is_not_reminded(session: Session, state: State) -> None:
    """Must catch: a bill after a refusal. 「取下げ」 and a refusal cancel it; nothing may ask again."""
    case = make.a_case(session, State.IN_REVIEW, make.CERTIFICATE)
    if state is State.WITHDRAWN:
        case.withdraw()
    else:
        case.propose(Action.REFUSE, "請求できる方ではありません。")
    payment = session.get_one(Payment, case.application.payment_id)
    assert list_unpaid_due(session, DUE) == []
    assert remind_unpaid(session, [payment], case.now) == 0
