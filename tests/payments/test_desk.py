"""Paying from our first row to the last notification, over real HTTP. Charges are counted at the provider."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from app.database import Database
from app.errors import NotFound
from app.payments.lifecycle import PaymentState
from app.payments.models import AttemptState, PaymentFlag
from app.payments.queries import get_payment
from app.payments.settlement import cancel_payment
from tests.payments.rehearsal import MERCHANT, Provider, Town, attempts_of, id_of, town_of

DECLINED_CARD = "4000000000080319"


def test_a_payer_pays_and_the_notification_settles_it(town: Town, provider: Provider) -> None:
    """Must catch: the notification believed instead of a reason to ask, or `on_paid` left out."""
    payment_id = town.ask_for(300)
    done = provider.pay(town.page_for(payment_id))
    provider.settle_down()
    assert done.headers["Location"] == f"{MERCHANT}/pay/{payment_id}/return"
    payment = town.payment(payment_id)
    assert (payment.state, payment.method, payment.flags) == (PaymentState.PAID, "card", [])
    assert payment.paid_at is not None
    assert (town.paid, provider.charges) == ([payment_id], 1)


def test_paypay_is_paid_and_remembered_as_such(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), method="paypay")
    provider.settle_down()
    assert town.payment(payment_id).method == "paypay"


def test_a_declined_card_may_be_followed_by_a_good_one_on_the_same_page(
    town: Town, provider: Provider
) -> None:
    """Must catch: a declined attempt that is closed, whereupon a second page is opened beside the first."""
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.pay(page, number=DECLINED_CARD)
    provider.settle_down()
    assert town.payment(payment_id).state is PaymentState.DECLINED
    assert town.page_for(payment_id) == page
    provider.pay(page)
    provider.settle_down()
    assert town.payment(payment_id).state is PaymentState.PAID
    assert (provider.charges, provider.pages, len(attempts_of(town, payment_id))) == (1, 1, 1)


def test_a_refused_3d_secure_is_a_declined_payment(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), answer="refuse")
    provider.settle_down()
    assert (town.payment(payment_id).state, provider.charges) == (PaymentState.DECLINED, 0)


def test_an_abandoned_page_is_the_page_of_the_next_try(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    left = provider.post(page, action="leave")
    assert left.headers["Location"] == f"{MERCHANT}/pay/{payment_id}"
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.CHECKOUT_OPEN
    assert town.page_for(payment_id) == page


def test_an_expired_page_gives_its_place_to_a_new_one(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    first = town.page_for(payment_id)
    town.clock.advance(minutes=91)
    assert town.desk.inquiry.check_due(now=town.clock()) == 1
    assert town.payment(payment_id).state is PaymentState.EXPIRED
    second = town.page_for(payment_id)
    assert second != first
    assert provider.get(first).status == 410
    provider.pay(second)
    provider.settle_down()
    assert (town.payment(payment_id).state, provider.charges) == (PaymentState.PAID, 1)


def test_an_expired_page_is_replaced_even_before_anybody_noticed(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    first = town.page_for(payment_id)
    town.clock.advance(minutes=91)
    assert town.page_for(payment_id) != first
    states = [attempt.state for attempt in attempts_of(town, payment_id)]
    assert states == [AttemptState.EXPIRED, AttemptState.OPEN]


def test_a_lost_notification_is_made_up_for_by_asking(town: Town, provider: Provider) -> None:
    """Must catch: a poller that only looks at attempts which were notified, or never looks."""
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), scenario="webhook_lost")
    provider.settle_down()
    assert provider.heard == []
    assert town.desk.inquiry.check_due(now=town.clock()) == 0
    town.clock.advance(minutes=1)
    town.desk.inquiry.check_due(now=town.clock())
    assert town.payment(payment_id).state is PaymentState.PAID
    assert town.paid == [payment_id]


def test_whoever_comes_back_need_not_wait_for_the_notification(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), scenario="webhook_lost")
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.PAID


def test_somebody_who_has_paid_is_not_sent_to_pay_again(town: Town, provider: Provider) -> None:
    """Must catch: an open attempt whose page is shown again without asking whether it was paid."""
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), scenario="webhook_lost")
    assert town.desk.pay(payment_id, now=town.clock()) is None
    assert town.payment(payment_id).state is PaymentState.PAID
    assert (provider.pages, provider.charges) == (1, 1)


@pytest.mark.parametrize(
    ("end", "state", "charges"),
    [("succeed", PaymentState.PAID, 1), ("fail", PaymentState.DECLINED, 0)],
)
def test_nobody_pays_again_while_the_outcome_is_open(
    town: Town, provider: Provider, end: str, state: PaymentState, charges: int
) -> None:
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.pay(page, scenario="processing")
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.CONFIRMING
    assert town.desk.pay(payment_id, now=town.clock()) is None
    provider.post(f"/admin/sessions/{id_of(page)}", action=end)
    provider.settle_down()
    assert (town.payment(payment_id).state, provider.charges) == (state, charges)


def test_another_amount_than_we_asked_for_is_never_paid(town: Town, provider: Provider) -> None:
    """Must catch: the amount of the report not compared with ours."""
    payment_id = town.ask_for(300)
    provider.pay(town.page_for(payment_id), scenario="wrong_amount")
    provider.settle_down()
    payment = town.payment(payment_id)
    assert payment.flags == [PaymentFlag.AMOUNT_DIFFERS]
    assert payment.state is PaymentState.CONFIRMING
    assert town.desk.pay(payment_id, now=town.clock()) is None
    assert (town.paid, provider.charges) == ([], 1)


def test_a_cancelled_payment_cannot_be_paid_on_its_open_page(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    with town.database.write() as session:
        cancel_payment(session, get_payment(session, payment_id), by=None, now=town.clock())
    assert town.desk.inquiry.check_due(now=town.clock()) == 1
    assert provider.get(page).status == 410
    assert town.desk.pay(payment_id, now=town.clock()) is None
    assert town.payment(payment_id).state is PaymentState.CANCELLED


def test_money_that_comes_after_cancelling_is_flagged_to_be_returned(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.pay(page, scenario="webhook_lost")
    with town.database.write() as session:
        cancel_payment(session, get_payment(session, payment_id), by=None, now=town.clock())
    town.desk.inquiry.check_due(now=town.clock())
    payment = town.payment(payment_id)
    assert (payment.state, payment.flags) == (PaymentState.CANCELLED, [PaymentFlag.PAID_AFTER_CANCELLING])
    assert town.paid == []


def test_eight_taps_at_once_open_one_page(either_database: Database, provider: Provider) -> None:
    """Must catch: an attempt made without looking, under a lock, for a live one. On both databases."""
    town = town_of(either_database, provider)
    payment_id = town.ask_for()
    with ThreadPoolExecutor(8) as taps:
        pages = list(taps.map(lambda _: town.desk.pay(payment_id, now=town.clock()), range(8)))
    assert len(set(pages)) == 1
    assert (provider.pages, len(attempts_of(town, payment_id))) == (1, 1)


def test_twenty_notifications_at_once_settle_it_once(either_database: Database, provider: Provider) -> None:
    """Must catch: `is_settled` compared before the payment is locked, whereupon `on_paid` is called twice."""
    town = town_of(either_database, provider)
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), scenario="webhook_lost")
    provider.settle_down()
    attempt = attempts_of(town, payment_id)[0]
    with ThreadPoolExecutor(8) as asking:
        list(asking.map(lambda _: town.desk.inquiry.check(attempt.id, now=town.clock()), range(20)))
    assert town.paid == [payment_id]


def test_there_is_nothing_to_pay_for_a_payment_nobody_asked_for(town: Town) -> None:
    with pytest.raises(NotFound):
        town.desk.pay(uuid4(), now=town.clock())
