"""The sandbox card reader as an ASGI app: choose a card, enter its PIN, go back to the service."""

import hmac
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Form, Query, Response
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse

from app import clock
from app.errors import SandboxInProduction
from app.sandboxes.card.pages import HERE, headers_for, page
from app.sandboxes.card.personas import Household, Persona, read_personas
from app.sandboxes.card.reader import PinVerdict, Reader
from app.sandboxes.card.settings import CardSandbox

Text = Annotated[str, Form()]
Asked = Annotated[str, Query()]


@dataclass(frozen=True)
class Errand:
    """Who sent the browser here and where it must go back to; travels through the forms."""

    client: str
    state: str
    redirect_uri: str

    def back_with(self, **answer: str) -> RedirectResponse:
        joint = "&" if "?" in self.redirect_uri else "?"
        query = urlencode({**answer, "state": self.state})
        return RedirectResponse(f"{self.redirect_uri}{joint}{query}", 303)


@dataclass(frozen=True)
class CardPages:
    """The pages as plain functions over the setting, the cards and the time."""

    setting: CardSandbox
    personas: dict[str, Persona]
    reader: Reader
    now: Callable[[], datetime]

    def authorize(self, client: Asked = "", state: Asked = "", redirect_uri: Asked = "") -> Response:
        errand = Errand(client, state, redirect_uri)
        if not self.setting.is_known(client, redirect_uri):
            return _stranger()
        households: dict[Household, list[Persona]] = {}
        for persona in self.personas.values():
            households.setdefault(persona.household, []).append(persona)
        return page("choose.html", errand=errand, households=households)

    def ask_pin(
        self, person: Asked = "", client: Asked = "", state: Asked = "", redirect_uri: Asked = ""
    ) -> Response:
        persona, errand = self.personas.get(person), Errand(client, state, redirect_uri)
        if persona is None or not self.setting.is_known(client, redirect_uri):
            return _stranger()
        return self._pin_page(persona, errand)

    def enter_pin(
        self, person: Text, client: Text, state: Text, redirect_uri: Text, pin: Text = ""
    ) -> Response:
        persona, errand = self.personas.get(person), Errand(client, state, redirect_uri)
        if persona is None or not self.setting.is_known(client, redirect_uri):
            return _stranger()
        typed = unicodedata.normalize("NFKC", pin).strip()
        # A reader does not trouble the card with something that cannot be a PIN: no try is lost.
        if len(typed) != 4 or not typed.isascii() or not typed.isdigit():
            return self._pin_page(persona, errand, "4けたの数字を入力してください。")
        if self.reader.try_pin(persona, typed) is not PinVerdict.RIGHT:
            return self._pin_page(persona, errand, "暗証番号が違います。")
        return errand.back_with(code=self.reader.issue_code(persona, redirect_uri, now=self.now()))

    def cancel(self, client: Text, state: Text, redirect_uri: Text) -> Response:
        if not self.setting.is_known(client, redirect_uri):
            return _stranger()
        return Errand(client, state, redirect_uri).back_with(error="access_denied")

    def unlock(self, person: Text, client: Text, state: Text, redirect_uri: Text) -> Response:
        persona = self.personas.get(person)
        if persona is None or not self.setting.is_known(client, redirect_uri):
            return _stranger()
        self.reader.unlock(persona)
        query = {"person": person, "client": client, "state": state, "redirect_uri": redirect_uri}
        return RedirectResponse(f"/pin?{urlencode(query)}", 303)

    def token(self, client: Text, client_secret: Text, code: Text, redirect_uri: Text) -> Response:
        """The service asks here itself, behind the browser's back."""
        known = hmac.compare_digest(client_secret.encode(), self.setting.client_secret.encode())
        if not known or client != self.setting.client:
            return JSONResponse({"error": "invalid_client"}, 401)
        key = self.reader.redeem_code(code, redirect_uri, now=self.now())
        persona = self.personas.get(key) if key else None
        if persona is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(_told(persona, client))

    def _pin_page(self, persona: Persona, errand: Errand, fault: str = "") -> Response:
        left = self.reader.tries_left(persona)
        status = 422 if fault else 200
        if left == 0:
            return page("locked.html", status=status, errand=errand, persona=persona)
        return page("pin.html", status=status, errand=errand, persona=persona, left=left, fault=fault)


def create_card_app(setting: CardSandbox, now: Callable[[], datetime] = clock.now) -> FastAPI:
    """Raises SandboxInProduction where real people are."""
    if setting.production:
        raise SandboxInProduction("the sandbox card reader cannot identify real people")
    pages = CardPages(setting, read_personas(setting.households), Reader(setting.memory), now)
    app = FastAPI(title="Sandbox card reader", docs_url=None, redoc_url=None, openapi_url=None)
    app.middleware("http")(headers_for(setting.service_origin))
    app.get("/authorize")(pages.authorize)
    app.get("/pin")(pages.ask_pin)
    app.post("/pin")(pages.enter_pin)
    app.post("/cancel")(pages.cancel)
    app.post("/unlock")(pages.unlock)
    app.post("/token")(pages.token)
    app.get("/health")(lambda: {"ok": True})
    app.get("/card.css")(lambda: FileResponse(HERE / "card.css", media_type="text/css"))
    return app


def _told(persona: Persona, client: str) -> dict[str, Any]:
    """What the service is told; `subject` differs from service to service, as with a real provider."""
    return {
        "subject": subject_of(persona.key, client),
        "person_key": persona.key,
        "full_name": persona.full_name,
        "address": persona.address,
        "date_of_birth": persona.date_of_birth,
        "sex": persona.sex,
    }


def subject_of(persona_key: str, client: str) -> str:
    """Another for each client, so that two services cannot compare the people they know."""
    return hmac.digest(client.encode(), persona_key.encode(), "sha256").hex()


def _stranger() -> Response:
    return page("stranger.html", status=400)
