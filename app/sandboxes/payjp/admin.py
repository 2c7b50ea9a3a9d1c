"""Behind the counter: every session, and the switches that make things go wrong."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from app.sandboxes.payjp.books import SESSION
from app.sandboxes.payjp.faults import FAULT, LEFT, RATE, ApiFault, Faults
from app.sandboxes.payjp.objects import Json
from app.sandboxes.payjp.pages import page
from app.sandboxes.payjp.till import Scenario, Till
from app.sandboxes.payjp.words import API_FAULTS, SCENARIOS, STATUSES

Act = Literal["expire", "succeed", "fail", "notify"]
Count = Annotated[int, Form(ge=0, le=1000)]


@dataclass(frozen=True)
class AdminPages:
    """The routes as plain functions."""

    till: Till
    faults: Faults

    def show(self) -> Response:
        self.till.books.expire_due()
        sessions = self.till.books.store.newest(SESSION, 50)
        switches = self.till.books.store.switches()
        charges, yen = self.till.books.store.count_charges()
        return page(
            "admin.html",
            rows=[self._row(session) for session in sessions],
            charges=charges,
            yen=yen,
            fault=switches.get(FAULT, ApiFault.NONE) if switches.get(LEFT, "0") != "0" else ApiFault.NONE,
            left=switches.get(LEFT, "0"),
            rate=switches.get(RATE, "0"),
            api_faults=API_FAULTS,
            scenarios=SCENARIOS,
            statuses=STATUSES,
        )

    def state(self) -> Json:
        """For tests, which count charges."""
        charges, yen = self.till.books.store.count_charges()
        return {"charges": charges, "charged_yen": yen}

    def switch(
        self, fault: Annotated[ApiFault, Form()] = ApiFault.NONE, times: Count = 1, rate: Count = 0
    ) -> Response:
        self.faults.switch(fault, 0 if fault is ApiFault.NONE else times)
        self.till.books.store.switch(RATE, str(rate))
        return RedirectResponse("/admin", 303)

    def play(self, session_id: str, scenario: Annotated[Scenario, Form()]) -> Response:
        self.till.books.remember(self.till.books.session(session_id), scenario=scenario)
        return RedirectResponse("/admin", 303)

    def act(self, session_id: str, action: Annotated[Act, Form()], times: Count = 1) -> Response:
        match action:
            case "expire":
                self.till.books.expire(session_id)
            case "succeed" | "fail":
                self.till.settle(session_id, succeeded=action == "succeed")
            case "notify":
                self.till.books.emit_again(session_id, times)
        return RedirectResponse("/admin", 303)

    def _row(self, session: Json) -> Json:
        flow = self.till.books.flow_of(session)
        private = self.till.books.private_of(session)
        return {"session": session, "flow": flow, "scenario": private["scenario"]}


def admin_routes(till: Till, faults: Faults) -> APIRouter:
    pages, routes = AdminPages(till, faults), APIRouter(prefix="/admin")
    routes.get("")(pages.show)
    routes.get("/state")(pages.state)
    routes.post("/switches")(pages.switch)
    routes.post("/sessions/{session_id}/scenario")(pages.play)
    routes.post("/sessions/{session_id}")(pages.act)
    return routes
