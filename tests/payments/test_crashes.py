"""Dying and waiting in vain wherever money may have moved. Charges are counted at the provider."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.database import Database
from app.errors import Conflict
from app.payments.gateway import Checkout, CheckoutReport, CheckoutRequest, GatewayUnavailable
from app.payments.lifecycle import PaymentState
from app.payments.models import AttemptState, Payment
from app.payments.payjp import PayjpGateway
from tests.payments.rehearsal import Clock, Provider, Town, attempts_of, running_provider, town_of


class Killed(BaseException):
    """What `kill -9` is to the lines after it: no handler of ours runs."""


class DyingGateway(PayjpGateway):
    """Asks the provider, gets the answer, and dies before anybody can write it down."""

    def open_checkout(self, request: CheckoutRequest) -> Checkout:
        super().open_checkout(request)
        raise Killed

    def read_checkout(self, provider_id: str) -> CheckoutReport:
        super().read_checkout(provider_id)
        raise Killed


def dying(town: Town, provider: Provider) -> Town:
    return replace(town, desk=replace(town.desk, gateway=DyingGateway(provider.settings)))


def test_dying_before_the_page_is_written_down_leads_to_the_same_page(town: Town, provider: Provider) -> None:
    """Must catch: a new idempotency key for the second try."""
    payment_id = town.ask_for()
    with pytest.raises(Killed):
        dying(town, provider).page_for(payment_id)
    assert attempts_of(town, payment_id)[0].state is AttemptState.OPENING
    town.clock.advance(minutes=5)
    provider.pay(town.page_for(payment_id))
    provider.settle_down()
    assert town.payment(payment_id).state is PaymentState.PAID
    assert (provider.pages, provider.charges) == (1, 1)


def test_a_page_whose_answer_was_lost_is_found_again_by_asking(town: Town, provider: Provider) -> None:
    """Must catch: a poller that knows checkouts by the provider's id only."""
    payment_id = town.ask_for()
    with pytest.raises(Killed):
        dying(town, provider).page_for(payment_id)
    town.clock.advance(minutes=2)
    assert town.desk.inquiry.check_due(now=town.clock()) == 1
    attempt = attempts_of(town, payment_id)[0]
    assert (attempt.state, town.payment(payment_id).state) == (AttemptState.OPEN, PaymentState.CHECKOUT_OPEN)
    assert attempt.url == town.page_for(payment_id)
    assert provider.pages == 1


def test_an_attempt_the_provider_never_heard_of_ends_with_its_time(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    provider.lose_answers("error_before")
    with pytest.raises(GatewayUnavailable):
        town.page_for(payment_id)
    town.clock.advance(minutes=2)
    town.desk.inquiry.check_due(now=town.clock())
    assert attempts_of(town, payment_id)[0].state is AttemptState.OPENING
    town.clock.advance(minutes=90)
    town.desk.inquiry.check_due(now=town.clock())
    assert attempts_of(town, payment_id)[0].state is AttemptState.EXPIRED
    assert town.page_for(payment_id)


def test_dying_between_charge_and_record_is_made_up_for_by_asking(town: Town, provider: Provider) -> None:
    """Must catch: the report applied before it is committed together with `on_paid`."""
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), scenario="webhook_lost")
    with pytest.raises(Killed):
        dying(town, provider).desk.confirm(payment_id, now=town.clock())
    assert town.payment(payment_id).state is PaymentState.CHECKOUT_OPEN
    town.clock.advance(minutes=2)
    town.desk.inquiry.check_due(now=town.clock())
    assert town.payment(payment_id).state is PaymentState.PAID
    assert (town.paid, provider.charges) == ([payment_id], 1)


def test_dying_while_reacting_to_the_payment_leaves_nothing_half_done(town: Town, provider: Provider) -> None:
    """Must catch: `on_paid` called after the commit, where a crash would lose it for ever."""
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), scenario="webhook_lost")

    def die(_session: Session, _payment: Payment, _now: datetime) -> None:
        raise Killed

    with pytest.raises(Killed):
        replace(town.desk, on_paid=die).confirm(payment_id, now=town.clock())
    assert town.payment(payment_id).state is PaymentState.CHECKOUT_OPEN
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.PAID
    assert town.paid == [payment_id]


@pytest.mark.parametrize("fault", ["error_after", "timeout_after", "error_before", "timeout_before"])
def test_a_lost_answer_to_opening_is_asked_for_again_with_the_same_key(
    database: Database, provider: Provider, fault: str
) -> None:
    """Must catch: a second checkout made because the first answer did not come."""
    town = town_of(database, provider, read_seconds=0.3)
    payment_id = town.ask_for()
    provider.lose_answers(fault)
    with pytest.raises(GatewayUnavailable):
        town.page_for(payment_id)
    provider.pay(town.page_for(payment_id))
    provider.settle_down()
    assert town.payment(payment_id).state is PaymentState.PAID
    assert (provider.pages, provider.charges) == (1, 1)


@pytest.mark.parametrize("scenario", ["error_after", "timeout_after"])
def test_a_page_that_fails_after_the_charge_charges_once_however_often_it_is_sent(
    town: Town, provider: Provider, scenario: str
) -> None:
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    assert provider.pay(page, scenario=scenario).status in {500, 504}
    again = provider.post(f"{page}/confirm", action="approve")
    assert again.headers["Location"].endswith("/return")
    assert provider.post(page, action="pay").headers["Location"].endswith("/return")
    assert town.desk.pay(payment_id, now=town.clock()) is None
    assert (town.payment(payment_id).state, provider.charges) == (PaymentState.PAID, 1)


def test_a_silent_provider_means_that_nobody_pays_again(town: Town, provider: Provider) -> None:
    """Must catch: silence taken for "not paid", whereupon the page would invite to pay once more."""
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.pay(page, scenario="webhook_lost")
    provider.lose_answers("error_before", times=2)
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.CONFIRMING
    with pytest.raises(GatewayUnavailable):
        town.desk.pay(payment_id, now=town.clock())
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.PAID
    assert (provider.pages, provider.charges) == (1, 1)


def test_silence_is_over_when_the_provider_says_that_nothing_was_paid(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.lose_answers("error_before")
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.CONFIRMING
    assert town.page_for(payment_id) == page
    assert town.payment(payment_id).state is PaymentState.CHECKOUT_OPEN


def test_the_poller_stops_at_the_first_silence_and_asks_later(town: Town, provider: Provider) -> None:
    for _ in range(3):
        town.page_for(town.ask_for())
    town.clock.advance(minutes=2)
    provider.lose_answers("error_before", times=1)
    assert town.desk.inquiry.check_due(now=town.clock()) == 0
    assert town.desk.inquiry.check_due(now=town.clock()) == 2
    assert town.desk.inquiry.check_due(now=town.clock()) == 0
    town.clock.advance(minutes=1)
    assert town.desk.inquiry.check_due(now=town.clock()) == 3


def test_one_payment_that_cannot_be_settled_does_not_hold_up_the_others(
    town: Town, provider: Provider
) -> None:
    payments = [town.ask_for() for _ in range(3)]
    for payment_id in payments:
        provider.pay(town.page_for(payment_id), scenario="webhook_lost")
    settle = town.desk.on_paid

    def stumble(session: Session, payment: Payment, now: datetime) -> None:
        if payment.id == payments[0]:
            raise Conflict
        settle(session, payment, now)

    town.clock.advance(minutes=2)
    replace(town.desk, on_paid=stumble).inquiry.check_due(now=town.clock())
    assert set(town.paid) == set(payments[1:])
    town.clock.advance(minutes=2)
    town.desk.inquiry.check_due(now=town.clock())
    assert set(town.paid) == set(payments)


def test_a_checkout_the_provider_has_forgotten_is_asked_for_ever_more_seldom(
    town: Town, provider: Provider
) -> None:
    payment_id = town.ask_for()
    town.page_for(payment_id)
    with running_provider(clock=town.clock) as another:
        stranger = town_of(town.database, another)
        town.clock.advance(minutes=2)
        assert stranger.desk.inquiry.check_due(now=town.clock()) == 1
    attempt = attempts_of(town, payment_id)[0]
    assert (attempt.state, attempt.checks) == (AttemptState.OPEN, 1)


def test_a_kill_of_the_provider_keeps_what_was_paid(database: Database, tmp_path: Path) -> None:
    state = tmp_path / "payjp.db"
    clock = Clock()
    with running_provider(state, clock) as provider:
        town = town_of(database, provider)
        payment_id = town.ask_for()
        provider.pay(town.page_for(payment_id), scenario="webhook_lost")
        provider.settle_down()
    with running_provider(state, clock) as provider:
        town = town_of(database, provider)
        assert town.desk.confirm(payment_id, now=clock()) is PaymentState.PAID
        assert provider.charges == 1
