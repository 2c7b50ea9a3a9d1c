"""The payment provider as we see it: one contract in our own words, whoever the provider is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.errors import Forbidden, Invalid, NotFound, Unavailable
from app.health import Health

# What an online provider takes in one payment.
LEAST_YEN = 50
MOST_YEN = 9_999_999


class GatewayUnavailable(Unavailable):
    """The provider gave no usable answer. What we asked for may have happened all the same."""

    message = "決済サービスにつながりません。少し待ってから、もう一度お試しください。"


class NotGenuine(Forbidden):
    """The notification was not sent by the provider."""


class UnreadableEvent(Invalid):
    """The notification was sent by the provider and is not one we can read."""


class UnknownCheckout(NotFound):
    """The provider has no such checkout."""


class CheckoutState(StrEnum):
    """What the provider says of a checkout; `UNKNOWN` is every word we have not learnt yet."""

    OPEN = "open"
    PROCESSING = "processing"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    PAID = "paid"


class PaymentMethod(StrEnum):
    """What somebody paid with; `OTHER` is a method the provider has added since, `COUNTER` is without it."""

    CARD = "card"
    PAYPAY = "paypay"
    OTHER = "other"
    COUNTER = "counter"


@dataclass(frozen=True)
class ReturnUrls:
    """Where the provider's page leads afterwards; the same for every try of one attempt."""

    paid: str
    left: str


@dataclass(frozen=True)
class CheckoutRequest:
    """All the provider learns: a number, an amount and our reference. No name, no procedure.

    `reference` is the attempt's id, by which the checkout is found again.
    """

    reference: str
    idempotency_key: str
    reference_number: str
    amount_yen: int
    expires_at: datetime
    return_urls: ReturnUrls


@dataclass(frozen=True)
class Checkout:
    """The provider's page for one attempt; `url` may be shown to the payer only."""

    provider_id: str
    url: str
    expires_at: datetime


@dataclass(frozen=True)
class CheckoutReport:
    """What the provider says of a checkout when asked.

    `as_of` is the provider's own time of the last change: the later report of two is known by it.
    `amount_yen` is what was paid, or is to be paid; None where the provider names no amount.
    `paid_at` is when the payer entrusted the money, which is the day of payment (地方自治法231条の2の5).
    """

    state: CheckoutState
    amount_yen: int | None
    reference: str | None
    as_of: datetime
    paid_at: datetime | None = None
    method: PaymentMethod | None = None


@dataclass(frozen=True)
class GatewayEvent:
    """A hint that something happened: never believed, only a reason to ask.

    `provider_id` names the checkout and `reference` our attempt, where the notification tells them.
    """

    id: str
    type: str
    provider_id: str | None
    reference: str | None


class PaymentGateway(Protocol):
    """Every method but `read_event` asks over the network and raises GatewayUnavailable."""

    def open_checkout(self, request: CheckoutRequest) -> Checkout:
        """The same request twice gives the same checkout, for the provider knows its idempotency key."""
        ...

    def find_checkout(self, reference: str, opened_at: datetime) -> Checkout | None:
        """The checkout whose answer was lost, by our reference and the time we asked for it."""
        ...

    def read_checkout(self, provider_id: str) -> CheckoutReport:
        """Raises UnknownCheckout."""
        ...

    def expire_checkout(self, provider_id: str) -> CheckoutReport:
        """Nobody can pay there any more, unless the report says that somebody has. Raises UnknownCheckout."""
        ...

    def read_event(self, headers: Mapping[str, str], body: bytes) -> GatewayEvent:
        """Raises NotGenuine or UnreadableEvent."""
        ...

    def health(self) -> Health: ...
