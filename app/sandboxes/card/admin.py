"""Behind the counter: what goes wrong with the next sign-in, and how the cards are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from app.auth.jpki.profile import Purpose
from app.sandboxes.card.desk_reader import WORDS as READER_WORDS
from app.sandboxes.card.desk_reader import DeskReader, ReaderFault
from app.sandboxes.card.faults import WORDS, Fault, Faults
from app.sandboxes.card.memory import Json
from app.sandboxes.card.pages import page
from app.sandboxes.card.personas import Persona
from app.sandboxes.card.provider import Provider
from app.sandboxes.card.sign_faults import WORDS as SIGN_WORDS
from app.sandboxes.card.sign_faults import SignFault, SignFaults
from app.sandboxes.card.words import remark_on


@dataclass(frozen=True)
class AdminPages:
    """The routes as plain functions."""

    provider: Provider
    faults: Faults
    sign_faults: SignFaults
    desk_reader: DeskReader
    now: Callable[[], datetime]

    def show(self) -> Response:
        rows = [self._row(persona) for persona in self.provider.cards.personas.values()]
        return page(
            "admin.html",
            chosen=self.faults.chosen,
            faults=WORDS,
            sign_chosen=self.sign_faults.chosen,
            sign_faults=SIGN_WORDS,
            reader_chosen=self.desk_reader.faults.chosen,
            reader_faults=READER_WORDS,
            lying=self.desk_reader.lying,
            rows=rows,
        )

    def choose_for_signing(self, fault: Annotated[SignFault, Form()] = SignFault.NONE) -> Response:
        self.sign_faults.choose(fault)
        return RedirectResponse("/admin", 303)

    def choose(self, fault: Annotated[Fault, Form()] = Fault.NONE) -> Response:
        self.faults.choose(fault)
        return RedirectResponse("/admin", 303)

    def lay_on_reader(
        self, person: Annotated[str, Form()] = "", fault: Annotated[ReaderFault, Form()] = ReaderFault.NONE
    ) -> Response:
        self.desk_reader.lay(person)
        self.desk_reader.faults.choose(fault)
        return RedirectResponse("/admin", 303)

    def unlock(self, person: str) -> Response:
        persona = self.provider.cards.personas.get(person)
        if persona is not None:
            self.provider.cards.reader.unlock(persona)
        return RedirectResponse("/admin", 303)

    def _row(self, persona: Persona) -> Json:
        tries = self.provider.cards.reader.tries_left
        return {
            "persona": persona,
            "remark": remark_on(persona, self.now()),
            "left": tries(persona),
            "left_to_sign": tries(persona, Purpose.SIGNATURE),
            "signing_pin": persona.pins[Purpose.SIGNATURE],
        }


def admin_routes(pages: AdminPages) -> APIRouter:
    routes = APIRouter(prefix="/admin")
    routes.get("")(pages.show)
    routes.post("/next")(pages.choose)
    routes.post("/next-signature")(pages.choose_for_signing)
    routes.post("/reader")(pages.lay_on_reader)
    routes.post("/cards/{person}/unlock")(pages.unlock)
    return routes
