"""Our gateway against the provider's own library and the sandbox, over real HTTP."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from payjpv2.models.payment_flow_status import PaymentFlowStatus
from payjpv2.models.payment_method_response import PaymentMethodResponse
from pydantic import SecretStr

from app.errors import SandboxInProduction
from app.payments.gateway import (
    CheckoutRequest,
    CheckoutState,
    GatewayUnavailable,
    PaymentMethod,
    ReturnUrls,
    UnknownCheckout,
)
from app.payments.payjp import PayjpGateway
from app.payments.payjp_words import creation_of, method_of, state_of
from app.payments.settings import PAYJP_API, PaymentsSettings, refuse_sandbox
from tests.payments.rehearsal import Provider, id_of

URLS = ReturnUrls("https://town.example/pay/1/return", "https://town.example/pay/1")


@pytest.fixture
def gateway(provider: Provider) -> Iterator[PayjpGateway]:
    yield (opened := PayjpGateway(provider.settings))
    opened.close()


def request(provider: Provider, yen: int = 300) -> CheckoutRequest:
    reference = str(uuid4())
    expires_at = provider.clock() + timedelta(minutes=90)
    return CheckoutRequest(reference, f"checkout-{reference}", "26-000123-X", yen, expires_at, URLS)


def test_one_key_is_one_checkout(gateway: PayjpGateway, provider: Provider) -> None:
    asked = request(provider)
    first, second = gateway.open_checkout(asked), gateway.open_checkout(asked)
    assert first == second
    assert (provider.pages, first.expires_at) == (1, asked.expires_at)


def test_a_key_used_for_another_request_leads_to_the_checkout_it_opened(
    gateway: PayjpGateway, provider: Provider
) -> None:
    """The service moved to another address between two tries: the first page is still the one."""
    asked = request(provider)
    first = gateway.open_checkout(asked)
    moved = CheckoutRequest(
        **{**vars(asked), "return_urls": ReturnUrls("https://new.example/", "https://new.example/")}
    )
    assert gateway.open_checkout(moved) == first
    assert provider.pages == 1


def test_a_checkout_is_found_by_our_reference_among_many(gateway: PayjpGateway, provider: Provider) -> None:
    asked = request(provider)
    opened_at = provider.clock()
    sought = gateway.open_checkout(asked)
    for _ in range(101):
        gateway.open_checkout(request(provider))
    assert gateway.find_checkout(asked.reference, opened_at) == sought
    assert gateway.find_checkout(str(uuid4()), opened_at) is None


def test_the_search_does_not_go_back_further_than_the_attempt(
    gateway: PayjpGateway, provider: Provider
) -> None:
    """Must catch: every lost answer paging through the whole history of the account."""
    old = request(provider)
    gateway.open_checkout(old)
    for _ in range(100):
        gateway.open_checkout(request(provider))
    provider.clock.advance(hours=3)
    assert gateway.find_checkout(old.reference, provider.clock()) is None


def test_what_the_provider_learns_holds_no_personal_data(provider: Provider) -> None:
    """Must catch: a name, an address, a mail address or the procedure in the request."""
    asked = request(provider)
    told = creation_of(asked).to_dict()
    assert told["line_items"][0]["price_data"]["product_data"] == {"name": "手数料 26-000123-X"}
    assert told["metadata"] == told["payment_flow_data"]["metadata"] == {"attempt": asked.reference}
    assert told["client_reference_id"] == asked.reference
    assert told["payment_method_types"] == ["card", "paypay"]
    assert told["redirect_options"] == {"include_client_secret": False}
    assert not {"customer_id", "customer_email", "customer_creation"} & set(told)


def test_reports_tell_amount_time_method_and_reference(gateway: PayjpGateway, provider: Provider) -> None:
    asked = request(provider, 650)
    opened = gateway.open_checkout(asked)
    report = gateway.read_checkout(opened.provider_id)
    assert (report.state, report.amount_yen, report.reference) == (CheckoutState.OPEN, 650, asked.reference)
    before = provider.clock()
    provider.pay(opened.url, method="paypay")
    report = gateway.read_checkout(opened.provider_id)
    assert (report.state, report.amount_yen, report.method) == (CheckoutState.PAID, 650, PaymentMethod.PAYPAY)
    assert report.paid_at is not None
    assert before < report.paid_at <= report.as_of <= provider.clock()


def test_every_change_at_the_provider_is_later_than_the_last(
    gateway: PayjpGateway, provider: Provider
) -> None:
    opened = gateway.open_checkout(request(provider))
    reports = [gateway.read_checkout(opened.provider_id)]
    for form in ({"number": "4000000000080319"}, {"scenario": "processing"}):
        provider.pay(opened.url, **form)
        reports.append(gateway.read_checkout(opened.provider_id))
    assert [report.state for report in reports] == ["open", "declined", "processing"]
    assert reports[0].as_of < reports[1].as_of < reports[2].as_of


def test_expiring_closes_an_open_page_and_reports_a_paid_one(
    gateway: PayjpGateway, provider: Provider
) -> None:
    opened, paid = gateway.open_checkout(request(provider)), gateway.open_checkout(request(provider))
    provider.pay(paid.url)
    assert gateway.expire_checkout(opened.provider_id).state is CheckoutState.EXPIRED
    assert gateway.expire_checkout(opened.provider_id).state is CheckoutState.EXPIRED
    assert gateway.expire_checkout(paid.provider_id).state is CheckoutState.PAID
    assert provider.get(opened.url).status == 410


def test_a_checkout_of_somebody_else_is_unknown(gateway: PayjpGateway) -> None:
    with pytest.raises(UnknownCheckout):
        gateway.read_checkout("cs_unknown")
    with pytest.raises(UnknownCheckout):
        gateway.expire_checkout("../../v2/events")


@pytest.mark.parametrize("fault", ["error_before", "error_after", "timeout_before", "timeout_after"])
def test_every_fault_is_silence(provider: Provider, fault: str) -> None:
    gateway = PayjpGateway(provider.settings.model_copy(update={"read_seconds": 0.3}))
    provider.lose_answers(fault)
    with pytest.raises(GatewayUnavailable):
        gateway.read_checkout("cs_1")


def test_a_wrong_key_a_limit_and_a_closed_door_are_silence(provider: Provider) -> None:
    wrong = PayjpGateway(provider.settings.model_copy(update={"secret_key": SecretStr("sk_test_wrong")}))
    nobody = PayjpGateway(provider.settings.model_copy(update={"api_base": "http://127.0.0.1:9"}))
    for gateway in (wrong, nobody):
        with pytest.raises(GatewayUnavailable):
            gateway.open_checkout(request(provider))
        assert not gateway.health().ok
    provider.post("/admin/switches", fault="none", rate=1)
    gateway = PayjpGateway(provider.settings)
    assert [gateway.health().ok for _ in range(3)].count(False) >= 1


def test_an_amount_the_provider_refuses_is_no_checkout(gateway: PayjpGateway, provider: Provider) -> None:
    with pytest.raises(GatewayUnavailable):
        gateway.open_checkout(request(provider, 49))


def test_health_names_the_rehearsal(gateway: PayjpGateway) -> None:
    health = gateway.health()
    assert health.ok
    assert "練習用" in health.detail


def test_lines_that_wait_for_the_next_call_are_closed_with_the_door(gateway: PayjpGateway) -> None:
    """Must catch: a connection left open when a service stops, or a door that opens no second time."""
    assert gateway.health().ok
    waiting = gateway._client.rest_client.pool_manager.pools
    assert len(waiting) == 1
    gateway.close()
    assert len(waiting) == 0
    assert gateway.health().ok


def test_nothing_the_provider_said_is_logged(
    gateway: PayjpGateway, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    """Must catch: the library's exception logged, with headers, body and the secret in them."""
    with caplog.at_level(logging.DEBUG, "app"), pytest.raises(GatewayUnavailable) as refused:
        gateway.open_checkout(request(provider, 49))
    assert refused.value.__cause__ is None
    assert [record.message for record in caplog.records] == ["no usable answer from PAY.JP"]
    assert "50" not in str(vars(caplog.records[0]).get("failure"))


@pytest.mark.parametrize("session", ["open", "complete", "expired", "a_new_word"])
@pytest.mark.parametrize("flow", [None, *PaymentFlowStatus, "a_new_word"])
def test_states_are_paid_only_where_money_moved(session: str, flow: str | None) -> None:
    """Must catch: `complete` taken for paid. Over every word the library knows, and one it does not."""
    for has_failed in (False, True):
        state = state_of(session, flow, has_failed=has_failed)
        assert (state is CheckoutState.PAID) == (flow == "succeeded" and session != "a_new_word")
        if flow == "processing" and session != "a_new_word":
            assert state is CheckoutState.PROCESSING
        if "a_new_word" in {session, flow} or flow == "requires_capture":
            assert state is CheckoutState.UNKNOWN


def test_a_method_of_the_future_is_another_one() -> None:
    future = PaymentMethodResponse.model_construct()
    future.__dict__["actual_instance"] = SimpleNamespace(type="bank_transfer")
    assert method_of(future) is PaymentMethod.OTHER


def test_the_library_is_not_imported_before_it_is_needed() -> None:
    """Half a second and more at every start, and for every page that has nothing to do with paying."""
    script = "import sys, app.payments.payjp, app.payments.desk; sys.exit('payjpv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_sandbox_is_refused_where_real_people_are() -> None:
    """Must catch: production started with the default, where every payment would be a game."""
    live = PaymentsSettings(
        api_base=PAYJP_API,
        page_origin="https://checkout.pay.jp",
        secret_key=SecretStr("sk_live_0123456789"),
        webhook_token=SecretStr("whook_0123456789abcdef"),
    )
    refuse_sandbox(live, production=True)
    assert live.faults_in_production() == []
    refuse_sandbox(PaymentsSettings(), production=False)
    for base in (
        "http://127.0.0.1:8091",
        "http://api.pay.jp",
        "https://api.pay.jp.example",
        f"{PAYJP_API}@x",
    ):
        with pytest.raises(SandboxInProduction):
            refuse_sandbox(PaymentsSettings(api_base=base), production=True)
    assert len(PaymentsSettings().faults_in_production()) == 3


def test_settings_keep_their_secrets(provider: Provider) -> None:
    shown = repr(provider.settings) + str(provider.settings.model_dump_json())
    assert "sk_test" not in shown
    assert "whook" not in shown
    assert id_of(f"{provider.url}/checkout/cs_1") == "cs_1"
