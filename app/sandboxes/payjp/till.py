"""What becomes of money. Every verb is one transaction, so two tabs cannot both be the first."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.sandboxes.payjp.asked import SessionAsked, fault_in
from app.sandboxes.payjp.books import METHOD, SESSION, Books
from app.sandboxes.payjp.cards import CARDS, Card
from app.sandboxes.payjp.objects import (
    Json,
    moment,
    new_flow,
    new_line_item,
    new_method,
    new_object_id,
    new_session,
)


class Scenario(StrEnum):
    """What shall go wrong once the payment has succeeded."""

    NORMAL = "normal"
    WEBHOOK_LOST = "webhook_lost"
    WEBHOOK_TWICE = "webhook_twice"
    WEBHOOK_LATE = "webhook_late"
    ERROR_AFTER = "error_after"
    TIMEOUT_AFTER = "timeout_after"
    PROCESSING = "processing"
    WRONG_AMOUNT = "wrong_amount"


_QUIET = {Scenario.WEBHOOK_LOST, Scenario.WEBHOOK_LATE}


@dataclass(frozen=True)
class Till:
    """The payer's side of the provider."""

    books: Books

    def open_session(self, asked: SessionAsked) -> Json:
        """Raises Problem."""
        now = self.books.now
        fault = fault_in(asked, now)
        if fault is not None:
            raise fault
        session_id = new_object_id("cs")
        url = f"{self.books.setting.public_url}/checkout/{session_id}"
        session = new_session(asked, session_id, url, now)
        lines = [new_line_item(line, now) for line in asked.line_items]
        flow_asked = asked.payment_flow_data.model_dump() if asked.payment_flow_data else {}
        with self.books.store.writing():
            self.books.store.put(SESSION, session_id, session)
            self.books.remember(session, line_items=lines, flow_asked=flow_asked, scenario=Scenario.NORMAL)
        return session

    def start(self, session_id: str, card: Card | None) -> None:
        """The payer has chosen a card, or PayPay: the bank, or PayPay, now wants to hear from them."""
        with self.books.store.writing():
            session = self.books.session(session_id)
            if session["status"] != "open" or self.books.is_moving(session):
                return
            self.books.remember(session, card=card.number if card else None)
            flow = self._flow(session)
            if card is not None and card.refused_early:
                self._decline(flow, card.refused_with)
                return
            action = {"type": "redirect_to_url", "redirect_to_url": {"url": f"{session['url']}/confirm"}}
            asked = self.books.save(flow, status="requires_action", next_action=action)
            # One notification on the way is enough to be asked about everything: lost means all of them.
            is_quiet = self.books.private_of(session)["scenario"] in _QUIET
            self.books.emit("payment_flow.requires_action", asked, times=0 if is_quiet else 1)

    def finish(self, session_id: str, *, approved: bool) -> Scenario | None:
        """The payer has answered. What shall go wrong now; None when nothing was paid by this answer."""
        with self.books.store.writing():
            session = self.books.session(session_id)
            flow = self.books.flow_of(session)
            if session["status"] != "open" or flow is None or flow["status"] != "requires_action":
                return None
            private = self.books.private_of(session)
            card = CARDS.get(private["card"] or "")
            refusal = card.refusal(flow["amount"]) if card else None
            if refusal or not approved:
                self._decline(flow, refusal or "three_d_secure_failed")
                return None
            scenario = Scenario(private["scenario"])
            flow = self._with_method(flow, card)
            if scenario is Scenario.PROCESSING:
                self.books.save(flow, status="processing")
            else:
                self._charge(session, flow, scenario)
            return scenario

    def settle(self, session_id: str, *, succeeded: bool) -> None:
        """The end of a payment that took its time; nothing happens to any other."""
        with self.books.store.writing():
            session = self.books.session(session_id)
            flow = self.books.flow_of(session)
            if flow is None or flow["status"] != "processing":
                return
            if succeeded:
                self._charge(session, flow, Scenario.NORMAL)
            else:
                self._decline(flow, "processing_error")

    def _flow(self, session: Json) -> Json:
        """Made when somebody first tries to pay."""
        known = self.books.flow_of(session)
        if known is not None:
            return known
        flow = new_flow(session, self.books.private_of(session)["flow_asked"], self.books.now)
        self.books.save(session, payment_flow_id=flow["id"])
        return flow

    def _with_method(self, flow: Json, card: Card | None) -> Json:
        method = new_method(card, self.books.now)
        self.books.store.put(METHOD, method["id"], method)
        return self.books.save(
            flow, payment_method_id=method["id"], next_action=None, last_payment_error=None
        )

    def _charge(self, session: Json, flow: Json, scenario: Scenario) -> None:
        amount = flow["amount"] + (100 if scenario is Scenario.WRONG_AMOUNT else 0)
        with self.books.store.writing() as database:
            database.execute(
                "INSERT INTO charge VALUES (?, ?, ?)", (flow["id"], amount, moment(self.books.now))
            )
        times = {Scenario.WEBHOOK_LOST: 0, Scenario.WEBHOOK_TWICE: 2}.get(scenario, 1)
        is_late = scenario is Scenario.WEBHOOK_LATE
        delay = self.books.setting.rehearsal.late_by if is_late else timedelta(0)
        paid = self.books.save(flow, status="succeeded", amount_received=amount)
        self.books.emit("payment_flow.succeeded", paid, times=times, delay=delay)
        complete = self.books.save(session, status="complete")
        self.books.emit("checkout.session.completed", complete, times=times, delay=delay)

    def _decline(self, flow: Json, code: str | None) -> None:
        error = {"type": "card_error", "code": code, "message": "the payment was declined"}
        declined = self.books.save(
            flow, status="requires_payment_method", next_action=None, last_payment_error=error
        )
        self.books.emit("payment_flow.payment_failed", declined)
