"""PAY.JP v2: hosted checkout pages, through the provider's own library.

The library takes half a second and more to import, so it is loaded with the first call. What the provider
answers is never logged or stored beyond our own words for it: a payment flow carries a client secret.
"""

import hmac
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from urllib3.exceptions import HTTPError

from app.health import Health
from app.payments.gateway import (
    Checkout,
    CheckoutReport,
    CheckoutRequest,
    GatewayEvent,
    GatewayUnavailable,
    NotGenuine,
    PaymentMethod,
    UnknownCheckout,
    UnreadableEvent,
)
from app.payments.payjp_words import (
    checkout_of,
    creation_of,
    event_of,
    method_of,
    payjp_library,
    reference_of,
    report_of,
    utc,
)
from app.payments.settings import PaymentsSettings

if TYPE_CHECKING:
    from payjpv2.api.checkout_sessions_api import CheckoutSessionsApi
    from payjpv2.api_client import ApiClient
    from payjpv2.models.checkout_session_details_response import CheckoutSessionDetailsResponse

logger = logging.getLogger(__name__)

TOKEN_HEADER = "x-payjp-webhook-token"  # noqa: S105  # a header's name
_LONGEST_EVENT = 256 * 1024
_PAGES = 10
LONGEST_CHECKOUT = timedelta(hours=24)


class PayjpGateway:
    """Talks to PAY.JP, or to whatever answers like it at `settings.api_base`."""

    def __init__(self, settings: PaymentsSettings) -> None:
        self._settings = settings

    def open_checkout(self, request: CheckoutRequest) -> Checkout:
        creation = creation_of(request)
        with self._asking("open_checkout") as errors:
            try:
                session = self._sessions.create_checkout_session(
                    creation, idempotency_key=request.idempotency_key, request_timeout=self._timeout
                )
            except errors.ConflictException:
                # Our key is known with other words (the service has moved), or its first use is not over yet.
                session = None
        if session is not None:
            return checkout_of(session, request.expires_at)
        found = self.find_checkout(request.reference, request.expires_at - LONGEST_CHECKOUT)
        if found is None:
            raise GatewayUnavailable
        return found

    def find_checkout(self, reference: str, opened_at: datetime) -> Checkout | None:
        for session in self._newest_sessions(until=opened_at):
            if reference_of(session) == reference:
                return checkout_of(session, opened_at)
        return None

    def read_checkout(self, provider_id: str) -> CheckoutReport:
        with self._asking("read_checkout"):
            session = self._sessions.get_checkout_session(provider_id, request_timeout=self._timeout)
        return self._report(session)

    def expire_checkout(self, provider_id: str) -> CheckoutReport:
        with self._asking("expire_checkout") as errors:
            try:
                session = self._sessions.expire_checkout_session(
                    provider_id, idempotency_key=f"expire-{provider_id}", request_timeout=self._timeout
                )
            except (errors.BadRequestException, errors.ConflictException):
                session = None
        # Refused where it was paid or has run out already: then that is the report.
        return self.read_checkout(provider_id) if session is None else self._report(session)

    def read_event(self, headers: Mapping[str, str], body: bytes) -> GatewayEvent:
        given = next((value for name, value in headers.items() if name.lower() == TOKEN_HEADER), "")
        expected = self._settings.webhook_token.get_secret_value()
        if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
            raise NotGenuine
        if len(body) > _LONGEST_EVENT:
            raise UnreadableEvent
        try:
            return event_of(json.loads(body))
        except (ValueError, RecursionError):
            raise UnreadableEvent from None

    def health(self) -> Health:
        where = "練習用の決済サービス" if self._settings.is_sandbox else "PAY.JP"
        try:
            with self._asking("health"):
                self._sessions.get_all_checkout_sessions(limit=1, request_timeout=self._timeout)
        except (GatewayUnavailable, UnknownCheckout):
            return Health(ok=False, detail=f"{where}につながりません。")
        return Health(ok=True, detail=f"{where}につながっています。")

    def close(self) -> None:
        """Connections that wait for the next call; whoever calls afterwards opens one of their own."""
        if "_client" in vars(self):
            self._client.rest_client.pool_manager.clear()

    @property
    def _timeout(self) -> tuple[float, float]:
        return self._settings.connect_seconds, self._settings.read_seconds

    @cached_property
    def _client(self) -> "ApiClient":
        configuration = payjp_library().Configuration(
            host=self._settings.api_base.rstrip("/"),
            access_token=self._settings.secret_key.get_secret_value(),
            # Otherwise one silent provider would be waited for four times.
            retries=0,
        )
        client: ApiClient = payjp_library().ApiClient(configuration)
        return client

    @cached_property
    def _sessions(self) -> "CheckoutSessionsApi":
        sessions: CheckoutSessionsApi = payjp_library().CheckoutSessionsApi(self._client)
        return sessions

    def _newest_sessions(self, until: datetime) -> Iterator["CheckoutSessionDetailsResponse"]:
        """The newest first, back to an hour before `until`, for clocks differ; a thousand at most."""
        last: str | None = None
        for _ in range(_PAGES):
            with self._asking("find_checkout"):
                page = self._sessions.get_all_checkout_sessions(
                    limit=100, starting_after=last, request_timeout=self._timeout
                )
            yield from page.data
            if not page.has_more or utc(page.data[-1].created_at) < until - timedelta(hours=1):
                return
            last = page.data[-1].id

    def _report(self, session: "CheckoutSessionDetailsResponse") -> CheckoutReport:
        if not session.payment_flow_id:
            return report_of(session, None, None)
        with self._asking("read_flow"):
            flows = payjp_library().PaymentFlowsApi(self._client)
            flow = flows.get_payment_flow(session.payment_flow_id, request_timeout=self._timeout)
        return report_of(session, flow, self._method(flow.payment_method_id))

    def _method(self, method_id: str | None) -> PaymentMethod | None:
        """Worth knowing, not worth doubting a payment for."""
        if not method_id:
            return None
        try:
            with self._asking("read_method"):
                methods = payjp_library().PaymentMethodsApi(self._client)
                method = methods.get_payment_method(method_id, request_timeout=self._timeout)
        except (GatewayUnavailable, UnknownCheckout):
            return None
        return method_of(method)

    @contextmanager
    def _asking(self, operation: str) -> Iterator[Any]:
        """Whatever goes wrong becomes one of our two errors; what the provider said stays unsaid."""
        errors = payjp_library().exceptions
        try:
            yield errors
        except errors.NotFoundException:
            raise UnknownCheckout from None
        except (errors.OpenApiException, HTTPError, ValueError) as error:
            told = {"operation": operation, "failure": type(error).__name__}
            told["status"] = str(getattr(error, "status", ""))
            logger.warning("no usable answer from PAY.JP", extra=told)
            raise GatewayUnavailable from None
