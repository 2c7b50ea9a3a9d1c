"""What may be asked for when a checkout session is made: the same fields as the provider's, no others."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from app.sandboxes.payjp.problems import Problem, invalid

LASTS = timedelta(hours=24)
LEAST_YEN, MOST_YEN = 50, 9_999_999

Text = Annotated[StrictStr, Field(max_length=2000)]
Metadata = Annotated[dict[str, StrictStr | StrictInt | StrictBool], Field(max_length=20)]
PaymentMethodType = Literal["card", "paypay", "apple_pay"]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProductAsked(Asked):
    name: Annotated[StrictStr, Field(min_length=1, max_length=500)]
    description: Text | None = None


class PriceAsked(Asked):
    currency: Literal["jpy"]
    unit_amount: Annotated[StrictInt, Field(ge=0, le=MOST_YEN)]
    product_id: Text | None = None
    product_data: ProductAsked | None = None


class LineAsked(Asked):
    quantity: Annotated[StrictInt, Field(ge=1, le=9999)]
    price_id: Text | None = None
    price_data: PriceAsked | None = None
    tax_rates: Annotated[list[Text], Field(max_length=1)] | None = None


class FlowAsked(Asked):
    capture_method: Literal["automatic", "manual"] | None = None
    description: Text | None = None
    metadata: Metadata | None = None


class RedirectAsked(Asked):
    include_client_secret: StrictBool | None = None


class SessionAsked(Asked):
    """`setup` sessions, stored customers and stored prices have no rehearsal."""

    mode: Literal["payment"]
    line_items: Annotated[list[LineAsked], Field(min_length=1, max_length=100)]
    client_reference_id: Text | None = None
    customer_id: None = None
    customer_email: Text | None = None
    customer_creation: Literal["always", "if_required"] | None = None
    metadata: Metadata | None = None
    success_url: Text | None = None
    cancel_url: Text | None = None
    redirect_options: RedirectAsked | None = None
    currency: Literal["jpy"] | None = None
    expires_at: AwareDatetime | None = None
    locale: Literal["auto", "ja"] | None = None
    payment_method_types: Annotated[list[PaymentMethodType], Field(min_length=1)] | None = None
    payment_method_options: dict[str, Any] | None = None
    payment_flow_data: FlowAsked | None = None
    submit_type: Literal["auto", "pay", "book", "donate"] | None = None
    setup_flow_data: None = None
    ui_mode: Literal["hosted"] | None = None

    @property
    def total(self) -> int:
        return sum(line.quantity * line.price_data.unit_amount for line in self.line_items if line.price_data)


def fault_in(asked: SessionAsked, now: datetime) -> Problem | None:
    """What the shape of the request cannot say."""
    if any(line.price_data is None or line.price_data.product_data is None for line in asked.line_items):
        return invalid("line_items", "the sandbox knows no stored prices or products")
    if not LEAST_YEN <= asked.total <= MOST_YEN:
        return invalid("line_items", f"the total must be {LEAST_YEN} to {MOST_YEN} yen")
    if asked.expires_at is not None and not now < asked.expires_at <= now + LASTS:
        return invalid("expires_at", "must be within the next 24 hours")
    urls = {"success_url": asked.success_url, "cancel_url": asked.cancel_url}
    wrong = next((name for name, url in urls.items() if url is not None and not _is_address(url)), None)
    return invalid(wrong, "must be an absolute address") if wrong else None


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
