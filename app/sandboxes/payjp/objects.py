"""The provider's objects as JSON: exactly the fields its own library requires. Pure."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.sandboxes.payjp.asked import LASTS, LineAsked, SessionAsked
from app.sandboxes.payjp.cards import Card

Json = dict[str, Any]


def new_object_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def moment(at: datetime) -> str:
    """ISO 8601 in UTC, always of the same length: such texts sort as the moments do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_session(asked: SessionAsked, session_id: str, url: str, now: datetime) -> Json:
    redirect = asked.redirect_options.include_client_secret if asked.redirect_options else None
    return {
        "object": "checkout.session",
        "id": session_id,
        **_made(now, asked.metadata),
        "amount_subtotal": asked.total,
        "amount_total": asked.total,
        "customer_id": None,
        "customer_email": asked.customer_email,
        "customer_details": None,
        "expires_at": moment(asked.expires_at or now + LASTS),
        "currency": "jpy",
        "locale": asked.locale,
        "payment_flow_id": None,
        "payment_method_types": asked.payment_method_types or ["card", "paypay"],
        "payment_method_options": asked.payment_method_options,
        "setup_flow_id": None,
        "submit_type": asked.submit_type,
        "mode": asked.mode,
        "ui_mode": "hosted",
        "status": "open",
        "success_url": asked.success_url,
        "cancel_url": asked.cancel_url,
        "redirect_options": {"include_client_secret": True if redirect is None else redirect},
        "url": url,
    }


def new_line_item(line: LineAsked, now: datetime) -> Json:
    price = line.price_data
    assert price is not None and price.product_data is not None  # noqa: S101, PT018  # see fault_in
    total = line.quantity * price.unit_amount
    return {
        "object": "line_item",
        "id": new_object_id("li"),
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": "jpy",
        "description": price.product_data.name,
        "price": {
            "object": "price",
            "id": new_object_id("price"),
            "product_id": new_object_id("prod"),
            "unit_amount": price.unit_amount,
            "currency": "jpy",
            "active": True,
            "nickname": None,
            "type": "one_time",
            "lookup_key": None,
            **_made(now, None),
        },
        "quantity": line.quantity,
    }


def new_flow(session: Json, asked: Json, now: datetime) -> Json:
    """`asked` is the `payment_flow_data` of the session."""
    flow_id = new_object_id("pfw")
    return {
        "object": "payment_flow",
        "id": flow_id,
        **_made(now, asked.get("metadata")),
        "amount": session["amount_total"],
        "currency": "jpy",
        "amount_capturable": 0,
        "amount_received": 0,
        "client_secret": f"{flow_id}_secret_{secrets.token_hex(12)}",
        "customer_id": None,
        "description": asked.get("description"),
        "payment_method_id": None,
        "payment_method_options": None,
        "payment_method_types": session["payment_method_types"],
        "status": "requires_payment_method",
        "next_action": None,
        "return_url": session["success_url"],
        "redirect_options": session["redirect_options"],
        "capture_method": asked.get("capture_method") or "automatic",
        "last_payment_error": None,
        "cancellation_reason": None,
        "canceled_at": None,
        "expired_at": None,
    }


def new_method(card: Card | None, now: datetime) -> Json:
    """A card, or PayPay where there is none."""
    nobody = {"name": None, "phone": None, "email": None}
    nowhere = dict.fromkeys(("country", "zip", "state", "city", "line1", "line2"))
    method = {
        "object": "payment_method",
        "id": new_object_id("pm"),
        **_made(now, None),
        "type": "card" if card else "paypay",
        "customer_id": None,
        "detached_at": None,
        "billing_details": {**nobody, "address": nowhere},
    }
    return method | ({"card": card.as_json()} if card else {})


def new_event(kind: str, resource: Json, now: datetime) -> Json:
    return {
        "object": "event",
        "id": new_object_id("evnt"),
        "livemode": False,
        "type": kind,
        "pending_webhooks": 0,
        "data": resource,
        "created_at": moment(now),
        "updated_at": moment(now),
    }


def listed(url: str, data: Sequence[Json], *, has_more: bool = False) -> Json:
    return {"object": "list", "url": url, "has_more": has_more, "data": list(data)}


def _made(now: datetime, metadata: Json | None) -> Json:
    at = moment(now)
    return {"livemode": False, "metadata": metadata or {}, "created_at": at, "updated_at": at}
