"""Notifications of the provider: doubled, late, out of order, forged, about nothing we know."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.database import Database
from app.payments.gateway import GatewayUnavailable, NotGenuine, UnreadableEvent
from app.payments.lifecycle import PaymentState
from app.payments.models import PaymentEvent
from tests.payments.rehearsal import TOKEN, Provider, Town, id_of, town_of

GENUINE = {"X-Payjp-Webhook-Token": TOKEN}


def events_in(database: Database) -> int:
    with database.sessions() as session:
        return session.scalar(select(func.count()).select_from(PaymentEvent)) or 0


def body_of(**changes: Any) -> bytes:
    event = {
        "object": "event",
        "id": "evnt_1",
        "type": "checkout.session.completed",
        "data": {"object": "checkout.session", "id": "cs_1", "metadata": {}},
    }
    return json.dumps(event | changes).encode()


def test_a_hundred_notifications_settle_it_once(town: Town, provider: Provider) -> None:
    """Must catch: an event stored, or acted on, more than once."""
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.pay(page)
    provider.settle_down()
    told = events_in(town.database)
    provider.post(f"/admin/sessions/{id_of(page)}", action="notify", times=100)
    provider.settle_down()
    assert len(provider.heard) >= 100 * told
    assert {status for _, _, status in provider.heard} == {200}
    assert events_in(town.database) == told
    assert (town.paid, provider.charges) == ([payment_id], 1)


def test_a_late_notification_comes_when_all_is_settled(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    provider.pay(town.page_for(payment_id), scenario="webhook_late")
    provider.settle_down()
    assert town.desk.confirm(payment_id, now=town.clock()) is PaymentState.PAID
    before = len(provider.heard)
    town.clock.advance(days=3)
    provider.settle_down()
    assert len(provider.heard) == before + 2
    assert town.paid == [payment_id]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_order_of_notifications_does_not_matter(
    town: Town, provider: Provider, data: st.DataObject
) -> None:
    """Must catch: the state taken from the notification instead of from the answer to our question."""
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.desk = None
    provider.heard.clear()
    provider.pay(page, number="4000000000080319")
    provider.pay(page)
    provider.settle_down()
    heard = [(headers, body) for headers, body, _ in provider.heard]
    order = data.draw(st.permutations(heard * 2))
    charges = provider.charges
    for headers, body in order:
        town.desk.receive(headers, body, now=town.clock())
    assert town.payment(payment_id).state is PaymentState.PAID
    assert town.paid.count(payment_id) == 1
    assert provider.charges == charges


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Payjp-Webhook-Token": ""},
        {"X-Payjp-Webhook-Token": TOKEN[:-1]},
        {"X-Payjp-Webhook-Token": TOKEN + "x"},
        {"X-Payjp-Webhook-Token": "とーくん"},
        {"Authorization": f"Bearer {TOKEN}"},
    ],
)
def test_a_forged_notification_changes_nothing(town: Town, headers: dict[str, str]) -> None:
    """Must catch: a token that is not compared, or compared by its beginning."""
    with pytest.raises(NotGenuine):
        town.desk.receive(headers, body_of(), now=town.clock())
    assert events_in(town.database) == 0


def test_a_town_without_a_token_believes_nobody(database: Database, provider: Provider) -> None:
    town = town_of(database, provider, webhook_token=type(provider.settings.webhook_token)(""))
    for headers in ({}, {"X-Payjp-Webhook-Token": ""}):
        with pytest.raises(NotGenuine):
            town.desk.receive(headers, body_of(), now=town.clock())


def test_a_genuine_lie_about_an_open_page_pays_nothing(town: Town, provider: Provider) -> None:
    """Must catch: "completed" believed because the token fits; the body is not signed."""
    payment_id = town.ask_for()
    session = {"object": "checkout.session", "id": id_of(town.page_for(payment_id)), "status": "complete"}
    town.desk.receive(GENUINE, body_of(data=session | {"amount_total": 300}), now=town.clock())
    assert town.payment(payment_id).state is PaymentState.CHECKOUT_OPEN
    assert town.paid == []


@pytest.mark.parametrize(
    "data",
    [
        {"object": "checkout.session", "id": "cs_unknown", "metadata": {}},
        {"object": "payment_flow", "id": "pfw_unknown", "metadata": {"attempt": "not-an-id"}},
        {"object": "payment_flow", "metadata": {"attempt": "0198c0de-0000-7000-8000-000000000000"}},
        {"object": "something_new", "id": ["?"], "metadata": None},
    ],
)
def test_news_of_something_unknown_is_remembered_and_left_alone(town: Town, data: dict[str, Any]) -> None:
    town.desk.receive(GENUINE, body_of(data=data), now=town.clock())
    assert events_in(town.database) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"{}",
        body_of(id=7),
        body_of(id="x" * 101),
        body_of(id="a\nb"),
        body_of(type=None),
        body_of(data=None),
        body_of(padding="x" * 300_000),
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_read_is_refused_whole(town: Town, body: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        town.desk.receive(GENUINE, body, now=town.clock())
    assert events_in(town.database) == 0


def test_a_notification_may_overtake_the_page_it_is_about(town: Town, provider: Provider) -> None:
    """The page is paid before our row knows its name; the reference in the notification leads to it."""
    payment_id = town.ask_for()
    provider.lose_answers("error_after")
    with pytest.raises(GatewayUnavailable):
        town.desk.pay(payment_id, now=town.clock())
    session = provider.api("GET", "/v2/checkout/sessions").json()["data"][0]
    provider.pay(session["url"])
    provider.settle_down()
    assert town.payment(payment_id).state is PaymentState.PAID
    assert town.paid == [payment_id]


def test_a_silent_provider_does_not_make_us_refuse_its_notification(town: Town, provider: Provider) -> None:
    payment_id = town.ask_for()
    page = town.page_for(payment_id)
    provider.desk = None
    provider.pay(page)
    provider.settle_down()
    provider.lose_answers("error_before")
    headers, body, _ = provider.heard[-1]
    town.desk.receive(headers, body, now=town.clock())
    assert town.payment(payment_id).state is PaymentState.CHECKOUT_OPEN
    # The same notification again: remembered already, and still a reason to ask.
    town.desk.receive(headers, body, now=town.clock())
    assert town.payment(payment_id).state is PaymentState.PAID


def test_nothing_of_a_notification_is_kept_but_its_name(town: Town) -> None:
    """Must catch: a body stored, with whatever personal data the provider put into it."""
    columns = {column.name for column in PaymentEvent.__table__.columns}
    assert columns == {"id", "provider_event_id", "type", "provider_id", "attempt_id", "received_at"}
