"""The sandbox's API, judged by the provider's own library and documents."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from anyio import to_thread
from payjpv2.models.checkout_session_details_response import CheckoutSessionDetailsResponse
from payjpv2.models.checkout_session_line_item_data_response import CheckoutSessionLineItemDataResponse
from payjpv2.models.checkout_session_line_item_list_response import CheckoutSessionLineItemListResponse
from payjpv2.models.checkout_session_list_response import CheckoutSessionListResponse
from payjpv2.models.error_response import ErrorResponse
from payjpv2.models.event_list_response import EventListResponse
from payjpv2.models.event_response import EventResponse
from payjpv2.models.payment_flow_response import PaymentFlowResponse
from payjpv2.models.payment_method_card_response import PaymentMethodCardResponse
from payjpv2.models.payment_method_pay_pay_response import PaymentMethodPayPayResponse
from payjpv2.models.price_details_response import PriceDetailsResponse

from app.errors import SandboxInProduction
from app.sandboxes.payjp.server import create_app
from app.sandboxes.payjp.settings import Rehearsal
from tests.payments.rehearsal import Clock, Provider, running_provider

SESSIONS = "/v2/checkout/sessions"


def creation(yen: int = 300, **more: Any) -> dict[str, Any]:
    price = {"currency": "jpy", "unit_amount": yen, "product_data": {"name": "手数料 26-000123-X"}}
    return {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "metadata": {"attempt": "7", "count": 3, "test": True},
        "success_url": "https://town.example/return",
        "cancel_url": "https://town.example/",
        **more,
    }


def created(provider: Provider, **more: Any) -> dict[str, Any]:
    answer = provider.api("POST", SESSIONS, creation(**more))
    assert answer.status == 200
    session: dict[str, Any] = answer.json()
    return session


def fits(model: Any, told: dict[str, Any]) -> None:
    """Accepted by the library, with every field it knows and no other."""
    assert set(told) == set(model.model_fields)
    assert model.from_dict(told) is not None


def test_every_object_has_exactly_the_fields_of_the_library(provider: Provider) -> None:
    """Must catch: a field left out, misspelt or of another type; the library itself would refuse it."""
    session = created(provider)
    fits(CheckoutSessionDetailsResponse, session)
    provider.pay(session["url"])
    provider.settle_down()
    session = provider.api("GET", f"{SESSIONS}/{session['id']}").json()
    flow = provider.api("GET", f"/v2/payment_flows/{session['payment_flow_id']}").json()
    fits(PaymentFlowResponse, flow)
    method = provider.api("GET", f"/v2/payment_methods/{flow['payment_method_id']}").json()
    fits(PaymentMethodCardResponse, method)
    events = provider.api("GET", "/v2/events").json()
    fits(EventListResponse, events)
    for event in events["data"]:
        fits(EventResponse, event)
        assert provider.api("GET", f"/v2/events/{event['id']}").json() == event
    fits(CheckoutSessionListResponse, provider.api("GET", SESSIONS).json())
    lines = provider.api("GET", f"{SESSIONS}/{session['id']}/line_items").json()
    fits(CheckoutSessionLineItemListResponse, lines)
    fits(CheckoutSessionLineItemDataResponse, lines["data"][0])
    fits(PriceDetailsResponse, lines["data"][0]["price"])
    fits(CheckoutSessionDetailsResponse, session)


def test_a_paypay_method_has_no_card(provider: Provider) -> None:
    session = created(provider)
    provider.pay(session["url"], method="paypay")
    session = provider.api("GET", f"{SESSIONS}/{session['id']}").json()
    flow = provider.api("GET", f"/v2/payment_flows/{session['payment_flow_id']}").json()
    method = provider.api("GET", f"/v2/payment_methods/{flow['payment_method_id']}").json()
    fits(PaymentMethodPayPayResponse, method)
    assert method["type"] == "paypay"


def test_a_flow_goes_the_way_of_the_documents(provider: Provider) -> None:
    session = created(provider)
    assert session["payment_flow_id"] is None
    provider.post(session["url"], action="pay", number="4242424242424242", expiry="1/30", code="123")
    flow_id = provider.api("GET", f"{SESSIONS}/{session['id']}").json()["payment_flow_id"]
    states = [provider.api("GET", f"/v2/payment_flows/{flow_id}").json()["status"]]
    provider.post(f"{session['url']}/confirm", action="approve")
    states.append(provider.api("GET", f"/v2/payment_flows/{flow_id}").json()["status"])
    assert states == ["requires_action", "succeeded"]
    types = [event["type"] for event in provider.api("GET", "/v2/events").json()["data"]]
    assert types == ["checkout.session.completed", "payment_flow.succeeded", "payment_flow.requires_action"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mode": "setup"}, "mode"),
        ({"mode": None}, "mode"),
        ({"line_items": []}, "line_items"),
        ({"line_items": [{"quantity": 1, "price_id": "price_1"}]}, "line_items"),
        ({"line_items": [{"quantity": "1"}]}, "line_items.0.quantity"),
        ({"yen": 49}, "line_items"),
        ({"yen": 10_000_000}, "line_items.0.price_data.unit_amount"),
        ({"success_url": "javascript:alert(1)"}, "success_url"),
        ({"cancel_url": "/pay"}, "cancel_url"),
        ({"expires_at": "2026-05-11T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2026-05-14T00:00:00Z"}, "expires_at"),
        ({"metadata": {str(number): "x" for number in range(21)}}, "metadata"),
        ({"metadata": {"amount": 1.5}}, "metadata.amount.str"),
        ({"payment_method_types": ["cash"]}, "payment_method_types.0"),
        ({"success_ulr": "https://town.example"}, "success_ulr"),
    ],
)
def test_what_is_not_valid_is_refused_as_the_provider_refuses_it(
    provider: Provider, change: dict[str, Any], field: str
) -> None:
    answer = provider.api("POST", SESSIONS, creation(**change))
    assert (answer.status, answer.headers["Content-Type"]) == (422, "application/problem+json")
    problem = ErrorResponse.from_dict(answer.json())
    assert problem is not None
    assert (problem.status, answer.json()["code"]) == (422, "validation_error")
    assert problem.errors is not None
    assert problem.errors[0]["field"] == field
    assert provider.pages == 0


def test_what_is_not_there_and_who_is_not_known(provider: Provider) -> None:
    for path in (f"{SESSIONS}/cs_1", "/v2/payment_flows/pfw_1", "/v2/payment_methods/pm_1", "/v2/events/e_1"):
        assert provider.api("GET", path).status == 404
        for wrong in ("Bearer sk_test_wrong", "Basic !", "Basic c2tfdGVzdA==", ""):
            assert provider.api("GET", path, Authorization=wrong).status == 401
    basic = "Basic c2tfdGVzdF9vZl90aGVfdGVzdHM6"
    assert provider.api("GET", SESSIONS, Authorization=basic).status == 200


def test_a_key_answers_the_same_until_it_is_used_for_something_else(provider: Provider) -> None:
    """Must catch: a second session for the same key; the documents say 409 for another body."""
    key = {"Idempotency-Key": "checkout-1"}
    first, second = (provider.api("POST", SESSIONS, creation(), **key) for _ in range(2))
    assert (first.status, first.data) == (second.status, second.data)
    other = provider.api("POST", SESSIONS, creation(yen=301), **key)
    assert (other.status, other.json()["code"]) == (409, "idempotency_conflict")
    elsewhere = provider.api("POST", f"{SESSIONS}/{first.json()['id']}/expire", **key)
    assert elsewhere.status == 409
    assert provider.pages == 1
    for wrong in ("a key", "x" * 256, "あ".encode().decode("latin-1")):
        answer = provider.api("POST", SESSIONS, creation(), **{"Idempotency-Key": wrong})
        assert (answer.status, answer.json()["code"]) == (400, "invalid_idempotency_key")


def test_an_error_is_not_an_answer_to_a_key(provider: Provider) -> None:
    key = {"Idempotency-Key": "checkout-1"}
    assert provider.api("POST", SESSIONS, creation(yen=1), **key).status == 422
    assert provider.api("POST", SESSIONS, creation(), **key).status == 200


def test_a_session_expires_after_a_day_or_when_told(provider: Provider) -> None:
    by_time, by_word, paid = (created(provider) for _ in range(3))
    lasts = datetime.fromisoformat(by_time["expires_at"]) - datetime.fromisoformat(by_time["created_at"])
    assert lasts == timedelta(hours=24)
    provider.pay(paid["url"])
    expired = provider.api("POST", f"{SESSIONS}/{by_word['id']}/expire").json()
    assert expired["status"] == "expired"
    for session in (by_word, paid):
        refused = provider.api("POST", f"{SESSIONS}/{session['id']}/expire")
        assert (refused.status, refused.json()["code"]) == (400, "invalid_status")
    provider.clock.advance(hours=24)
    states = [provider.api("GET", f"{SESSIONS}/{one['id']}").json()["status"] for one in (by_time, paid)]
    assert states == ["expired", "complete"]


def test_lists_are_paged_from_the_newest(provider: Provider) -> None:
    made = [created(provider)["id"] for _ in range(5)][::-1]

    def page(query: str) -> tuple[list[str], bool]:
        told = provider.api("GET", f"{SESSIONS}?{query}").json()
        return [one["id"] for one in told["data"]], told["has_more"]

    assert page("limit=2") == (made[:2], True)
    assert page(f"limit=2&starting_after={made[1]}") == (made[2:4], True)
    assert page(f"limit=2&starting_after={made[3]}") == (made[4:], False)
    assert page(f"limit=2&ending_before={made[3]}") == (made[1:3], True)
    assert page(f"limit=2&ending_before={made[1]}") == (made[:1], False)
    assert provider.api("GET", f"{SESSIONS}?limit=101").status == 422


def test_too_many_requests_are_refused_when_that_is_switched_on(provider: Provider) -> None:
    provider.post("/admin/switches", rate=3)
    answers = [provider.api("GET", SESSIONS).status for _ in range(8)]
    assert answers[:3] == [200, 200, 200]
    assert 429 in answers


def test_a_new_start_knows_the_sessions_of_the_last_one(tmp_path: Path) -> None:
    state, clock = tmp_path / "deep" / "payjp.db", Clock()
    key = {"Idempotency-Key": "checkout-1"}
    with running_provider(state, clock) as provider:
        first = provider.api("POST", SESSIONS, creation(), **key).json()
        provider.pay(first["url"])
    with running_provider(state, clock) as provider:
        assert provider.api("POST", SESSIONS, creation(), **key).json()["id"] == first["id"]
        assert provider.api("GET", f"{SESSIONS}/{first['id']}").json()["status"] == "complete"
        assert (provider.pages, provider.charges) == (1, 1)


def test_the_api_answers_when_every_thread_waits_for_it() -> None:
    """Must catch: service and sandbox on one loop, where eight payers would wait for each other's threads."""
    with running_provider() as provider:

        @provider.app.get("/merchant/narrow")
        async def narrow() -> None:
            to_thread.current_default_thread_limiter().total_tokens = 1

        @provider.app.get("/merchant/ask")
        def ask() -> list[int]:
            paths = (SESSIONS, f"{SESSIONS}/cs_1", f"{SESSIONS}?limit=0")
            return [provider.api("GET", path).status for path in paths]

        provider.get("/merchant/narrow")
        assert provider.get("/merchant/ask").json() == [200, 404, 422]


def test_the_sandbox_does_not_start_in_production(tmp_path: Path) -> None:
    with pytest.raises(SandboxInProduction):
        create_app(
            tmp_path / "payjp.db",
            public_url="https://pay.example",
            webhook_url="https://town.example/webhooks/payjp",
            webhook_token="t",
            secret_key="s",
            rehearsal=Rehearsal(production=True),
        )
    assert not (tmp_path / "payjp.db").exists()
