"""The provider's own pages, where the payer chooses how to pay and answers the bank."""

import re
import threading
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from app.sandboxes.payjp.books import Books
from app.sandboxes.payjp.cards import CARDS, DECLINED, find_card
from app.sandboxes.payjp.objects import Json
from app.sandboxes.payjp.pages import page
from app.sandboxes.payjp.till import Scenario, Till
from app.sandboxes.payjp.words import METHODS, SCENARIOS, advice_after

Method = Literal["card", "paypay"]


class CheckoutForm(BaseModel):
    """What the payer typed. Only numbers of test cards get any further than this."""

    action: Literal["pay", "decline", "leave"] = "pay"
    method: Method = "card"
    scenario: Scenario = Scenario.NORMAL
    number: str = ""
    expiry: str = ""
    code: str = ""

    def faults(self) -> dict[str, str]:
        """By field, in the order of the page."""
        if self.method != "card":
            return {}
        found = {}
        if find_card(self.number) is None:
            found["number"] = "練習用のカード番号を、下の表から選んで入力してください。"
        if not re.fullmatch(r"\s*(0?[1-9]|1[0-2])\s*/\s*\d{2}\s*", self.expiry):
            found["expiry"] = "有効期限を、月/年の順に入力してください（例：12/40）。"
        if not re.fullmatch(r"\d{3,4}", self.code.strip()):
            found["code"] = "セキュリティコードを、3けたか4けたの数字で入力してください。"
        return found


@dataclass(frozen=True)
class HostedPages:
    """`stopping` ends every answer that hangs on purpose."""

    till: Till
    stopping: threading.Event

    def show(self, session_id: str, method: Method = "card") -> Response:
        session = self.books.session(session_id)
        if session["status"] != "open":
            return self._closed(session)
        form = CheckoutForm(
            method=method,
            scenario=self.books.private_of(session)["scenario"],
            number=next(iter(CARDS.values())).spaced,
            expiry="12/40",
            code="123",
        )
        return self._checkout(session, form, {})

    def act(self, session_id: str, form: Annotated[CheckoutForm, Form()]) -> Response:
        session = self.books.session(session_id)
        if form.action == "leave":
            return _away(session["cancel_url"] or session["url"])
        if session["status"] != "open":
            return self._closed(session, resubmitted=True)
        faults = form.faults() if form.action == "pay" else {}
        return self._checkout(session, form, faults) if faults else self._start(session, form)

    def ask(self, session_id: str) -> Response:
        """What the bank, or PayPay, wants to know."""
        session = self.books.session(session_id)
        if session["status"] != "open":
            return self._closed(session)
        flow = self.books.flow_of(session)
        if flow is None or flow["status"] != "requires_action":
            return _away(session["url"])
        is_card = bool(self.books.private_of(session)["card"])
        return page("confirm.html", leads_to=_ends(session), session=session, is_card=is_card)

    def answer(self, session_id: str, action: Annotated[Literal["approve", "refuse"], Form()]) -> Response:
        scenario = self.till.finish(session_id, approved=action == "approve")
        session = self.books.session(session_id)
        if scenario is Scenario.TIMEOUT_AFTER:
            self.stopping.wait(self.books.setting.rehearsal.hang_seconds)
            return page("failed.html", status=504)
        if scenario is Scenario.ERROR_AFTER:
            return page("failed.html", status=500)
        if scenario is not None or session["status"] == "complete":
            return _away(session["success_url"] or session["url"])
        return _away(session["url"])

    @property
    def books(self) -> Books:
        return self.till.books

    def _start(self, session: Json, form: CheckoutForm) -> Response:
        self.books.remember(session, scenario=form.scenario)
        if form.action == "decline":
            self.till.start(session["id"], DECLINED)
            self.till.finish(session["id"], approved=True)
            return _away(f"{session['url']}?method={form.method}")
        self.till.start(session["id"], find_card(form.number) if form.method == "card" else None)
        return _away(f"{session['url']}/confirm")

    def _checkout(self, session: Json, form: CheckoutForm, faults: dict[str, str]) -> Response:
        flow = self.books.flow_of(session)
        if flow is not None and flow["status"] == "processing":
            return page("closed.html", leads_to=_ends(session), session=session, state="processing")
        error = flow["last_payment_error"] if flow and flow["status"] == "requires_payment_method" else None
        return page(
            "checkout.html",
            status=422 if faults else 200,
            leads_to=_ends(session),
            session=session,
            lines=self.books.private_of(session)["line_items"],
            methods={key: name for key, name in METHODS.items() if key in session["payment_method_types"]},
            form=form,
            faults=faults,
            advice=advice_after(error["code"]) if error and not faults else None,
            cards=list(CARDS.values()),
            scenarios=SCENARIOS,
        )

    def _closed(self, session: Json, *, resubmitted: bool = False) -> Response:
        """Nobody pays twice here: a second tab ends where the first one ended."""
        if resubmitted and session["status"] == "complete" and session["success_url"]:
            return _away(session["success_url"])
        status = 410 if session["status"] == "expired" else 200
        return page(
            "closed.html", status=status, leads_to=_ends(session), session=session, state=session["status"]
        )


def hosted_routes(till: Till, stopping: threading.Event) -> APIRouter:
    pages, routes = HostedPages(till, stopping), APIRouter()
    routes.get("/checkout/{session_id}")(pages.show)
    routes.post("/checkout/{session_id}")(pages.act)
    routes.get("/checkout/{session_id}/confirm")(pages.ask)
    routes.post("/checkout/{session_id}/confirm")(pages.answer)
    return routes


def _ends(session: Json) -> tuple[str | None, str | None]:
    return session["success_url"], session["cancel_url"]


def _away(url: str) -> RedirectResponse:
    return RedirectResponse(url, 303)
