"""The API under /v2, as far as a hosted checkout needs it."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query

from app.sandboxes.payjp.answers import once
from app.sandboxes.payjp.asked import SessionAsked
from app.sandboxes.payjp.books import EVENT, FLOW, METHOD, SESSION
from app.sandboxes.payjp.objects import Json, listed
from app.sandboxes.payjp.problems import Problem
from app.sandboxes.payjp.till import Till

Key = Annotated[str | None, Header(alias="Idempotency-Key")]
Limit = Annotated[int, Query(ge=1, le=100)]
SESSIONS = "/v2/checkout/sessions"


@dataclass(frozen=True)
class Api:
    """Asynchronous though nothing waits: so they need no thread, for those who ask may hold all there are."""

    till: Till

    async def create_session(self, asked: SessionAsked, key: Key = None) -> Json:
        fingerprint = {"path": SESSIONS, "body": asked.model_dump(mode="json")}
        return once(self.till.books.store, key, fingerprint, lambda: self.till.open_session(asked))

    async def list_sessions(
        self, limit: Limit = 10, starting_after: str | None = None, ending_before: str | None = None
    ) -> Json:
        self.till.books.expire_due()
        return self._list(SESSION, SESSIONS, limit, starting_after, ending_before)

    async def get_session(self, session_id: str) -> Json:
        return self.till.books.session(session_id)

    async def expire_session(self, session_id: str, key: Key = None) -> Json:
        fingerprint = {"path": f"{SESSIONS}/{session_id}/expire"}
        return once(self.till.books.store, key, fingerprint, lambda: self.till.books.expire(session_id))

    async def list_line_items(self, session_id: str) -> Json:
        session = self.till.books.session(session_id)
        lines = self.till.books.private_of(session)["line_items"]
        return listed(f"{SESSIONS}/{session_id}/line_items", lines)

    async def get_flow(self, flow_id: str) -> Json:
        return self.till.books.get(FLOW, flow_id)

    async def get_method(self, method_id: str) -> Json:
        return self.till.books.get(METHOD, method_id)

    async def list_events(
        self, limit: Limit = 10, starting_after: str | None = None, ending_before: str | None = None
    ) -> Json:
        events = self._list(EVENT, "/v2/events", limit, starting_after, ending_before)
        return events | {"data": [self._with_pending(event) for event in events["data"]]}

    async def get_event(self, event_id: str) -> Json:
        return self._with_pending(self.till.books.get(EVENT, event_id))

    def _with_pending(self, event: Json) -> Json:
        return event | {"pending_webhooks": self.till.books.sender.waiting_for(event["id"])}

    def _list(self, kind: str, url: str, limit: int, after: str | None, before: str | None) -> Json:
        found = self.till.books.store.newest(kind, limit + 1, after=after, before=before)
        more = len(found) > limit
        kept = found[-limit:] if before and not after else found[:limit]
        return listed(url, kept, has_more=more)


def api_routes(till: Till) -> APIRouter:
    secret_key = till.books.setting.secret_key

    async def with_key(authorization: Annotated[str, Header()] = "") -> None:
        if not _fits(authorization, secret_key):
            raise Problem(401, "unauthorized", "the secret key is not valid")

    api, routes = Api(till), APIRouter(dependencies=[Depends(with_key)])
    routes.post(SESSIONS)(api.create_session)
    routes.get(SESSIONS)(api.list_sessions)
    routes.get(SESSIONS + "/{session_id}")(api.get_session)
    routes.post(SESSIONS + "/{session_id}/expire")(api.expire_session)
    routes.get(SESSIONS + "/{session_id}/line_items")(api.list_line_items)
    routes.get("/v2/payment_flows/{flow_id}")(api.get_flow)
    routes.get("/v2/payment_methods/{method_id}")(api.get_method)
    routes.get("/v2/events")(api.list_events)
    routes.get("/v2/events/{event_id}")(api.get_event)
    return routes


def _fits(authorization: str, secret_key: str) -> bool:
    """Bearer, or Basic with the key as the name."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            return False
    return hmac.compare_digest(given.encode(), secret_key.encode())
