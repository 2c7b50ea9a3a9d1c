"""PAY.JP's words ↔ ours. Pure; a word of theirs we don't know becomes `UNKNOWN` or `OTHER`."""

from datetime import UTC, datetime
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from app.payments.gateway import (
    Checkout,
    CheckoutReport,
    CheckoutRequest,
    CheckoutState,
    GatewayEvent,
    PaymentMethod,
    UnreadableEvent,
)

if TYPE_CHECKING:
    from payjpv2.models.checkout_session_create_request import CheckoutSessionCreateRequest
    from payjpv2.models.checkout_session_details_response import CheckoutSessionDetailsResponse
    from payjpv2.models.payment_flow_response import PaymentFlowResponse
    from payjpv2.models.payment_method_response import PaymentMethodResponse

# The one thing of ours that the provider keeps: the id of the attempt.
REFERENCE = "attempt"

_S = CheckoutState
_STATES: dict[str, dict[str | None, CheckoutState]] = {
    "open": {
        None: _S.OPEN,
        "requires_payment_method": _S.OPEN,
        "requires_confirmation": _S.OPEN,
        "requires_action": _S.OPEN,
        "processing": _S.PROCESSING,
        "succeeded": _S.PAID,
        "canceled": _S.DECLINED,
    },
    "complete": {"processing": _S.PROCESSING, "succeeded": _S.PAID},
    "expired": {
        None: _S.EXPIRED,
        "requires_payment_method": _S.EXPIRED,
        "requires_confirmation": _S.EXPIRED,
        "requires_action": _S.EXPIRED,
        "canceled": _S.EXPIRED,
        "processing": _S.PROCESSING,
        "succeeded": _S.PAID,
    },
}


@cache
def payjp_library() -> ModuleType:
    import payjpv2  # noqa: PLC0415  # half a second that no start and no page without a payment should wait

    return payjpv2


def state_of(session_status: str, flow_status: str | None, *, has_failed: bool) -> CheckoutState:
    """Only together do a session and its payment flow say how things stand."""
    state = _STATES.get(session_status, {}).get(flow_status, _S.UNKNOWN)
    return _S.DECLINED if state is _S.OPEN and has_failed else state


def creation_of(request: CheckoutRequest) -> "CheckoutSessionCreateRequest":
    """One line with the receipt number: what was applied for is nobody else's business."""
    sdk = payjp_library()
    product = sdk.ProductDataRequest(name=f"手数料 {request.reference_number}")
    price = sdk.PriceDataRequest(
        currency=sdk.Currency.JPY, unit_amount=request.amount_yen, product_data=product
    )
    metadata = {REFERENCE: sdk.MetadataValue(request.reference)}
    return sdk.CheckoutSessionCreateRequest(  # type: ignore[no-any-return]  # the library is loaded late
        mode=sdk.CheckoutSessionMode.PAYMENT,
        ui_mode=sdk.CheckoutSessionUIMode.HOSTED,
        client_reference_id=request.reference,
        line_items=[sdk.LineItemRequest(quantity=1, price_data=price)],
        metadata=metadata,
        payment_flow_data=sdk.PaymentFlowDataRequest(
            capture_method=sdk.CaptureMethod.AUTOMATIC, metadata=metadata
        ),
        payment_method_types=[sdk.PaymentMethodTypes.CARD, sdk.PaymentMethodTypes.PAYPAY],
        currency=sdk.Currency.JPY,
        locale=sdk.Locale.JA,
        submit_type=sdk.CheckoutSessionSubmitType.PAY,
        expires_at=request.expires_at,
        success_url=request.return_urls.paid,
        cancel_url=request.return_urls.left,
        # The secret would otherwise stand in the address of our own page, and in every log of it.
        redirect_options=sdk.RedirectOptionsRequest(include_client_secret=False),
    )


def checkout_of(session: "CheckoutSessionDetailsResponse", expires_at: datetime) -> Checkout:
    """`expires_at` is used where the provider names no time."""
    return Checkout(session.id, session.url, utc(session.expires_at or expires_at))


def report_of(
    session: "CheckoutSessionDetailsResponse",
    flow: "PaymentFlowResponse | None",
    method: PaymentMethod | None,
) -> CheckoutReport:
    changed_at = utc(session.updated_at)
    if flow is None:
        state = state_of(session.status.value, None, has_failed=False)
        return CheckoutReport(state, session.amount_total, reference_of(session), changed_at)
    state = state_of(session.status.value, flow.status.value, has_failed=bool(flow.last_payment_error))
    is_paid = state is CheckoutState.PAID
    return CheckoutReport(
        state=state,
        amount_yen=flow.amount_received if is_paid else session.amount_total,
        reference=reference_of(session),
        as_of=max(changed_at, utc(flow.updated_at)),
        paid_at=utc(flow.updated_at) if is_paid else None,
        method=method if is_paid else None,
    )


def reference_of(session: "CheckoutSessionDetailsResponse") -> str | None:
    value = session.metadata.get(REFERENCE)
    told = value.actual_instance if value is not None else None
    return told if isinstance(told, str) else None


def method_of(method: "PaymentMethodResponse") -> PaymentMethod:
    try:
        return PaymentMethod(getattr(method.actual_instance, "type", ""))
    except ValueError:
        return PaymentMethod.OTHER


def event_of(told: Any) -> GatewayEvent:
    """Raises UnreadableEvent for anything that is not an event of a resource."""
    if not isinstance(told, dict) or not isinstance(told.get("data"), dict):
        raise UnreadableEvent
    event_id, kind, data = _short(told.get("id")), _short(told.get("type")), told["data"]
    if event_id is None or kind is None:
        raise UnreadableEvent
    is_session = data.get("object") == "checkout.session"
    metadata = data.get("metadata")
    reference = metadata.get(REFERENCE) if isinstance(metadata, dict) else None
    return GatewayEvent(event_id, kind, _short(data.get("id")) if is_session else None, _short(reference))


def utc(told: datetime) -> datetime:
    """PAY.JP writes UTC; should it leave the zone away, it still means UTC."""
    return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)


def _short(value: Any) -> str | None:
    """What fits into a column of ours; None for anything else."""
    return value if isinstance(value, str) and 0 < len(value) <= 100 and value.isprintable() else None
