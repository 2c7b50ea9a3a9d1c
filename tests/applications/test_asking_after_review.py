"""手数料 that is fixed after review: staff count, the town's table prices, nothing is granted before."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.applications import collecting
from app.applications.collecting import AskedAlready, NothingToAsk
from app.applications.lifecycle import Action, NotPossibleNow, State
from app.applications.settling import FeeNotAsked, FeeOwed
from app.clock import japan_date
from app.database import Database
from app.errors import Forbidden
from app.payments.lifecycle import PaymentState
from app.payments.lines import PaymentLine
from app.payments.models import Payment
from app.payments.settlement import NotPayable, begin_attempt
from tests import make
from tests.applications.reading import audited, notices

REGISTERS = "removed_register_certificate"
GIVEN = {"domicile_here": True, "subject_person": "self", "copies": 2, "delivery": "counter"}
LINES = [PaymentLine("除籍・改製原戸籍の証明書", 3, 750)]


def a_request(session: Session, state: State = State.IN_REVIEW) -> make.Case:
    return make.a_case(session, state, REGISTERS, given=GIVEN)


def ask(
    session: Session, case: make.Case, lines: list[PaymentLine], by: make.StaffMember = make.CLERK
) -> None:
    now = case.tick()
    due_on = japan_date(now) + timedelta(days=14)
    collecting.ask_fee(session, case.application, lines, due_on=due_on, by=by, now=now)


def test_nothing_is_asked_on_arrival_and_nothing_is_granted_before_it_is(database: Database) -> None:
    """Must catch: a fee asked before anybody has counted; papers sent out for nothing."""
    with database.write() as session:
        case = a_request(session)
        assert case.application.payment_id is None
        with pytest.raises(FeeNotAsked):
            case.propose(Action.GRANT)
        ask(session, case, LINES)
        payment = session.get_one(Payment, case.application.payment_id)
        assert (payment.amount_yen, payment.state) == (2250, PaymentState.REQUESTED)
        assert notices(session, case.application.id)[-1] == "payment_due"
        with pytest.raises(FeeOwed):
            case.propose(Action.GRANT)
        case.pay()
        case.propose(Action.GRANT)
        assert case.application.state is State.GRANTED
    assert ("ask_fee", "staff", ()) in audited(database, case.application.id)


def test_it_is_asked_once_by_whoever_may_and_in_review_alone(session: Session) -> None:
    """Must catch: two payments for one case, of which the resident pays both."""
    case = a_request(session)
    with pytest.raises(Forbidden):
        ask(session, case, LINES, by=make.STRANGER)
    for nothing in ([], [PaymentLine("無料", 3, 0)]):
        with pytest.raises(NothingToAsk):
            ask(session, case, nothing)
    ask(session, case, LINES)
    with pytest.raises(AskedAlready):
        ask(session, case, LINES)
    with pytest.raises(NotPossibleNow):
        ask(session, a_request(session, State.ARRIVED), LINES)


def test_refusing_needs_no_fee(session: Session) -> None:
    case = a_request(session)
    case.propose(Action.REFUSE, "請求できる方ではありません。")
    assert case.application.state is State.REFUSED


def test_less_than_the_provider_takes_is_for_the_counter(session: Session) -> None:
    """I-27. Must catch: a page that leads to the provider, who turns everybody away."""
    case = a_request(session)
    ask(session, case, [PaymentLine("写し", 4, 10)])
    payment = session.get_one(Payment, case.application.payment_id)
    with pytest.raises(NotPayable):
        begin_attempt(session, payment, now=case.tick())
    case.pay()
    assert payment.state is PaymentState.PAID
