"""The documents of the sandbox as they stand now, and the events that tell of their changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.sandboxes.payjp.objects import Json, moment, new_event
from app.sandboxes.payjp.problems import Problem, missing
from app.sandboxes.payjp.settings import PayjpSandbox
from app.sandboxes.payjp.store import Store
from app.sandboxes.payjp.webhooks import WebhookSender

SESSION, FLOW, METHOD, EVENT = "checkout.session", "payment_flow", "payment_method", "event"
PRIVATE = "private"


@dataclass(frozen=True)
class Books:
    """`PRIVATE` documents hold what the provider knows of a session and does not tell."""

    store: Store
    sender: WebhookSender
    setting: PayjpSandbox

    @property
    def now(self) -> datetime:
        return self.setting.rehearsal.now()

    def session(self, session_id: str) -> Json:
        """What should have expired by now has. Raises Problem."""
        self.expire_due()
        return self.get(SESSION, session_id)

    def get(self, kind: str, document_id: str) -> Json:
        """Raises Problem."""
        document = self.store.find(kind, document_id)
        if document is None:
            raise missing(kind)
        return document

    def flow_of(self, session: Json) -> Json | None:
        return self.store.find(FLOW, session["payment_flow_id"] or "")

    def is_moving(self, session: Json) -> bool:
        """Whether money is on its way and nobody knows yet whether it arrives."""
        flow = self.flow_of(session)
        return flow is not None and flow["status"] == "processing"

    def private_of(self, session: Json) -> Json:
        return self.store.find(PRIVATE, f"{PRIVATE}_{session['id']}") or {}

    def remember(self, session: Json, **private: object) -> None:
        with self.store.writing():
            known = self.private_of(session) | private
            self.store.put(PRIVATE, f"{PRIVATE}_{session['id']}", known)

    def expire(self, session_id: str) -> Json:
        """Raises Problem when it is not open any more, or money is on its way."""
        with self.store.writing():
            session = self.session(session_id)
            if session["status"] != "open" or self.is_moving(session):
                raise Problem(400, "invalid_status", "the checkout session is not open")
            return self._expire(session)

    def expire_due(self) -> None:
        with self.store.writing():
            for session in self.store.open_until(moment(self.now)):
                if not self.is_moving(session):
                    self._expire(session)

    def save(self, document: Json, **changes: object) -> Json:
        changed = document | changes | {"updated_at": moment(self.now)}
        self.store.put(document["object"], document["id"], changed)
        return changed

    def emit(self, kind: str, resource: Json, *, times: int = 1, delay: timedelta = timedelta(0)) -> None:
        """The event is made in any case; its notification `times` times, after `delay`."""
        event = new_event(kind, resource, self.now)
        self.store.put(EVENT, event["id"], event)
        self.sender.post(event, times=times, delay=delay)

    def emit_again(self, session_id: str, times: int) -> None:
        """Every event of the session once more, as often as said."""
        names = {session_id, self.session(session_id)["payment_flow_id"]}
        for event in self.store.newest(EVENT, 1000):
            if event["data"].get("id") in names:
                self.sender.post(event, times=times)

    def _expire(self, session: Json) -> Json:
        expired = self.save(session, status="expired")
        self.emit("checkout.session.expired", expired)
        return expired
