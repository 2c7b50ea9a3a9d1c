"""Several fees in one checkout: paid together, never twice, and each by itself again when it comes to nothing."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.database import Database, new_id
from app.payments import counter, joining
from app.payments.gateway import CheckoutState
from app.payments.joint_models import JoinedPayment
from app.payments.lifecycle import ActionNotPossible, PaymentState
from app.payments.lines import PaymentLine
from app.payments.models import CheckoutAttempt, Handling, Means, Payment
from app.payments.queries import attempts_to_check, find_joint, get_payment, list_parts
from app.payments.settlement import NotPayable, apply_report, begin_attempt, request_payment
from tests.conftest import NOW
from tests.payments.rehearsal import Provider, Town, attempts_of
from tests.payments.test_settlement import opened, says

STAFF = new_id()
LATER = NOW + timedelta(minutes=5)
YEN = (300, 200, 450)


def asked(session: Session, yen: int = 300) -> Payment:
    lines = [PaymentLine("住民票の写し", 1, yen)]
    return request_payment(session, new_id(), "26-000123-X", lines, due_on=None, now=NOW)


def joined(session: Session, count: int = 3) -> tuple[Payment, list[Payment]]:
    parts = [asked(session, yen) for yen in YEN[:count]]
    ids = [part.id for part in parts]
    return joining.join(session, new_id(), "V26-000001-D", ids, by=STAFF, now=NOW), parts


def hears(session: Session, attempt: CheckoutAttempt, state: CheckoutState, minute: int = 1) -> list[UUID]:
    """As the inquiry does with a report: which payments of cases are paid by it."""
    payment = get_payment(session, attempt.payment_id)
    was_settled = payment.is_settled
    apply_report(session, attempt.id, says(attempt, state, minute, yen=payment.amount_yen), now=LATER)
    return [each.id for each in joining.settled(session, payment, was_settled=was_settled, now=LATER)]


def states(parts: list[Payment]) -> set[PaymentState]:
    return {each.state for each in parts}


def test_all_are_paid_by_one_checkout_and_once(either_database: Database) -> None:
    """I-27b. Must catch: one of them left unpaid, or told twice; another sum than that of its parts."""
    with either_database.write() as session:
        joint, parts = joined(session)
        assert joint.amount_yen == sum(YEN) == sum(each.amount_yen for each in list_parts(session, joint.id))
        assert states(parts) == {PaymentState.TOGETHER}
        attempt = opened(session, joint)
        assert set(hears(session, attempt, CheckoutState.PAID)) == {each.id for each in parts}
        assert hears(session, attempt, CheckoutState.PAID, 2) == []
        assert states(parts) == {PaymentState.PAID}
        assert {(each.paid_at, each.method) for each in parts} == {(joint.paid_at, joint.method)}
        assert [each.after for each in parts[0].history] == ["together", "paid"]


def test_none_of_them_can_be_paid_beside(either_database: Database) -> None:
    """I-27b. Must catch: a page of its own for a fee that is already on another page: paid twice."""
    with either_database.write() as session:
        _, parts = joined(session)
        with pytest.raises(NotPayable):
            begin_attempt(session, parts[0], now=NOW)
        with pytest.raises(NotPayable):
            joining.join(session, new_id(), "V26-000002-B", [parts[0].id], by=STAFF, now=NOW)


def test_a_fee_with_a_page_of_its_own_is_not_joined(database: Database) -> None:
    """Must catch: the same fee on two pages of the provider; half of a joint payment left behind by the refusal."""
    with database.write() as session:
        free, busy = asked(session), asked(session)
        attempt = opened(session, busy)
        with pytest.raises(NotPayable):
            joining.join(session, new_id(), "V26-000001-D", [free.id, busy.id], by=STAFF, now=NOW)
        hears(session, attempt, CheckoutState.DECLINED)
        assert not joining.may_join(session, busy)
        hears(session, attempt, CheckoutState.EXPIRED, 2)
        assert joining.may_join(session, busy)


@pytest.mark.parametrize("state", [CheckoutState.PROCESSING, CheckoutState.UNKNOWN])
def test_while_nobody_knows_no_coin_is_taken(either_database: Database, state: CheckoutState) -> None:
    """I-27b. Must catch: cash taken while the card may have been charged (確認中)."""
    with either_database.write() as session:
        joint, parts = joined(session)
        hears(session, opened(session, joint), state)
        assert joint.state is PaymentState.CONFIRMING
        with pytest.raises(ActionNotPossible):
            counter.receive(session, parts[0], counter.Taken(), by=STAFF, now=LATER)
        with pytest.raises(ActionNotPossible):
            joining.dissolve(session, joint.id, by=STAFF, now=LATER)
        assert states(parts) == {PaymentState.TOGETHER}


def test_when_it_runs_out_each_is_to_be_paid_by_itself_again(either_database: Database) -> None:
    """I-27b. Must catch: fees that nobody can pay any more, because a page of the counter has run out."""
    with either_database.write() as session:
        joint, parts = joined(session)
        hears(session, opened(session, joint), CheckoutState.EXPIRED)
        assert (joint.state, states(parts)) == (PaymentState.CANCELLED, {PaymentState.REQUESTED})
        assert find_joint(session, parts[0].id) is None
        begin_attempt(session, parts[0], now=LATER)


def test_coins_for_one_take_all_out_of_the_checkout(either_database: Database) -> None:
    """Must catch: a page that still takes the money of all while one of them was paid in coins."""
    with either_database.write() as session:
        joint, parts = joined(session)
        attempt = opened(session, joint)
        taken = counter.Taken(means=Means.CASH, receipt_number="A-12")
        counter.receive(session, parts[0], taken, by=STAFF, now=LATER)
        assert [each.state.value for each in parts] == ["paid", "requested", "requested"]
        assert joint.state is PaymentState.CANCELLED
        assert attempts_to_check(session, LATER) == [attempt]
        (handling,) = parts[0].handlings
        assert (handling.means, handling.receipt_number, handling.by) == (Means.CASH, "A-12", STAFF)


def test_money_that_comes_too_late_must_go_back_and_is_seen_at_each(either_database: Database) -> None:
    """I-27b. Must catch: money nobody gives back, as no case shows it; a part paid by it all the same."""
    with either_database.write() as session:
        joint, parts = joined(session)
        attempt = opened(session, joint)
        for each in parts:
            counter.receive(session, each, counter.Taken(), by=STAFF, now=LATER)
        assert hears(session, attempt, CheckoutState.PAID) == []
        assert joint.flags == ["paid_after_cancelling"]
        assert all(each.flags == [] for each in parts)
        assert {joining.doubtful(session, each).id for each in parts} == {joint.id}
        paid = counter.clear_flags(session, joint, Handling.REFUNDED, "返金した", by=STAFF, now=LATER)
        assert paid == []
        assert {joining.doubtful(session, each).id for each in parts} == {each.id for each in parts}


@pytest.mark.parametrize(
    ("way", "after"),
    [
        (Handling.NO_PROBLEM, PaymentState.PAID),
        (Handling.DIFFERENCE_SETTLED, PaymentState.PAID),
        (Handling.REFUNDED, PaymentState.REQUESTED),
        (Handling.NOT_RECEIVED, PaymentState.REQUESTED),
    ],
)
def test_what_staff_say_of_it_holds_for_each(
    either_database: Database, way: Handling, after: PaymentState
) -> None:
    """Must catch: a doubtful joint payment that is settled, and its parts wait for ever."""
    with either_database.write() as session:
        joint, parts = joined(session)
        attempt = opened(session, joint)
        apply_report(session, attempt.id, says(attempt, CheckoutState.PAID, yen=900), now=LATER)
        assert (joint.flags, states(parts)) == (["amount_differs"], {PaymentState.TOGETHER})
        paid = counter.clear_flags(session, joint, way, "確認した", by=STAFF, now=LATER)
        assert states(parts) == {after}
        assert {each.id for each in paid} == ({each.id for each in parts} if paid else set())
        assert bool(paid) is (after is PaymentState.PAID)


REPORTS = (CheckoutState.OPEN, CheckoutState.DECLINED, CheckoutState.PROCESSING, CheckoutState.PAID)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_any_order_of_reports_pays_each_once(database: Database, order: tuple[int, ...]) -> None:
    """Must catch: a late word of the provider that takes back what is paid."""
    with database.write() as session:
        joint, parts = joined(session)
        attempt = opened(session, joint)
        told = [paid for index in order for paid in hears(session, attempt, REPORTS[index], index)]
        assert sorted(told) == sorted(each.id for each in parts)
        assert states([joint, *parts]) == {PaymentState.PAID}


def test_a_part_paid_by_a_page_thought_closed_takes_the_others_out(database: Database) -> None:
    """Must catch: the same fee asked for in the joint page after its own has been paid after all."""
    with database.write() as session:
        first, second = asked(session), asked(session)
        old = opened(session, first)
        hears(session, old, CheckoutState.EXPIRED)
        joint = joining.join(session, new_id(), "V26-000001-D", [first.id, second.id], by=STAFF, now=NOW)
        assert hears(session, old, CheckoutState.PAID, 3) == [first.id]
        assert (joint.state, second.state) == (PaymentState.CANCELLED, PaymentState.REQUESTED)


def ask_for_two(town: Town) -> tuple[UUID, list[UUID]]:
    ids = [town.ask_for(300), town.ask_for(200)]
    with town.database.write() as session:
        joint = joining.join(session, new_id(), "V26-000001-D", ids, by=STAFF, now=town.clock())
        return joint.id, ids


def test_the_provider_charges_once_for_all(town: Town, provider: Provider) -> None:
    """Must catch: one charge for each; a part whose own address opens a second page."""
    joint_id, ids = ask_for_two(town)
    page = town.page_for(joint_id)
    assert {town.page_for(each) for each in ids} == {page}
    provider.pay(page)
    provider.settle_down()
    assert (sorted(town.paid), provider.charges, provider.pages) == (sorted(ids), 1, 1)
    assert {town.payment(each).state for each in ids} == {PaymentState.PAID}


def test_whoever_asks_about_one_hears_of_all(town: Town, provider: Provider) -> None:
    """Must catch: a lost notification that nobody makes up for, since the parts have no attempt of their own."""
    joint_id, ids = ask_for_two(town)
    desk, provider.desk = town.desk, None
    provider.pay(town.page_for(joint_id))
    assert town.payment(ids[0]).state is PaymentState.TOGETHER
    assert desk.confirm(ids[0], now=town.clock()) is PaymentState.PAID
    assert {town.payment(each).state for each in ids} == {PaymentState.PAID}


def test_a_page_that_ran_out_is_noticed_by_the_job(town: Town, provider: Provider) -> None:
    joint_id, ids = ask_for_two(town)
    town.page_for(joint_id)
    town.clock.advance(minutes=91)
    town.desk.inquiry.check_due(now=town.clock())
    assert {town.payment(each).state for each in ids} == {PaymentState.REQUESTED}
    assert attempts_of(town, ids[0]) == []
    with town.database.read() as session:
        assert all(link.left_at for link in session.query(JoinedPayment))
