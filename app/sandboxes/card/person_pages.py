"""The person's way: choose a card, say what may be told, enter the PIN, go back to the service."""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.auth.jpki.profile import Purpose
from app.auth.jpki.verification import Rejected, verify
from app.sandboxes.card.asking import FOUR, Asked, Misasked, Stranger, read_asked
from app.sandboxes.card.cards import PinRefused
from app.sandboxes.card.faults import Fault, Faults
from app.sandboxes.card.pages import page
from app.sandboxes.card.personas import Household, Persona
from app.sandboxes.card.provider import Provider
from app.sandboxes.card.words import CLAIMS, remark_on, told_of, trouble_with

Text = Annotated[str, Form()]
Told = Annotated[str, Query()]
CANCELLED = ("access_denied", "the person has cancelled")


@dataclass(frozen=True)
class PersonPages:
    """The pages as plain functions over the provider and the time. `let` names what the person has let go of."""

    provider: Provider
    faults: Faults
    now: Callable[[], datetime]

    def authorize(self, request: Request) -> Response:
        setting = self.provider.setting
        try:
            asked = read_asked(request.query_params.multi_items(), setting)
        except Stranger:
            return stranger()
        except Misasked as fault:
            there = request.query_params["redirect_uri"]
            return to(self.provider.refusal(there, fault.state, fault.error, fault.description))
        households: dict[Household, list[tuple[Persona, str]]] = {}
        for persona in self._personas.values():
            remark = remark_on(persona, self.now())
            households.setdefault(persona.household, []).append((persona, remark))
        return page("choose.html", errand=self.provider.begin(asked, self.now()), households=households)

    def ask_consent(self, errand: Told = "", person: Told = "") -> Response:
        """Passed over where the service wants nothing."""
        persona, asked = self._personas.get(person), self.provider.errand(errand, self.now())
        if persona is None or asked is None:
            return stranger()
        if not asked.four:
            return to(f"/pin?{urlencode({'errand': errand, 'person': person})}")
        told = told_of(persona)
        rows = [(each, CLAIMS[each], told[each]) for each in asked.four]
        return page("consent.html", errand=errand, persona=persona, rows=rows)

    def ask_pin(
        self,
        errand: Told = "",
        person: Told = "",
        let: Annotated[list[str] | None, Query()] = None,
        everything: Told = "",
    ) -> Response:
        persona, asked = self._personas.get(person), self.provider.errand(errand, self.now())
        if persona is None or asked is None:
            return stranger()
        if asked.transaction:
            return to(f"/sign-pin?{urlencode({'errand': errand, 'person': person})}")
        chosen = asked.four if everything else _known(let, asked)
        return self._pin_page(persona, errand, chosen)

    def enter_pin(
        self,
        errand: Text = "",
        person: Text = "",
        pin: Text = "",
        let: Annotated[list[str] | None, Form()] = None,
    ) -> Response:
        now = self.now()
        persona, asked = self._personas.get(person), self.provider.errand(errand, now)
        if persona is None or asked is None or asked.transaction:
            return stranger()
        chosen, typed = _known(let, asked), unicodedata.normalize("NFKC", pin).strip()
        # A reader does not trouble the card with something that cannot be a PIN: no try is lost.
        if len(typed) != 4 or not typed.isascii() or not typed.isdigit():
            return self._pin_page(persona, errand, chosen, "4けたの数字を入力してください。")
        try:
            self._show_card(persona, typed, now)
        except (PinRefused, Rejected) as refused:
            return self._refused(persona, errand, chosen, refused)
        return self._send_back(persona, errand, chosen, now)

    def cancel(self, errand: Text = "") -> Response:
        asked = self.provider.give_back(errand, self.now())
        if asked is None:
            return stranger()
        return to(self.provider.refusal(asked.redirect_uri, asked.state, *CANCELLED))

    def unlock(
        self, errand: Text = "", person: Text = "", let: Annotated[list[str] | None, Form()] = None
    ) -> Response:
        persona, asked = self._personas.get(person), self.provider.errand(errand, self.now())
        if persona is None or asked is None:
            return stranger()
        self.provider.cards.reader.unlock(persona)
        query = {"errand": errand, "person": person, "let": _known(let, asked)}
        return to(f"/pin?{urlencode(query, doseq=True)}")

    @property
    def _personas(self) -> dict[str, Persona]:
        return self.provider.cards.personas

    def _show_card(self, persona: Persona, pin: str, now: datetime) -> None:
        """The card signs what nobody could know before, and that is verified as everybody would verify it."""
        cards, purpose = self.provider.cards, Purpose.AUTHENTICATION
        signed = cards.sign(persona, purpose, pin, secrets.token_bytes(32), now=now)
        trust = cards.generations.trust(purpose, now)
        verify(signed, trust, cards.checker(purpose, now), at=now)

    def _send_back(self, persona: Persona, errand: str, chosen: tuple[str, ...], now: datetime) -> Response:
        asked = self.provider.give_back(errand, now)
        if asked is None:
            return stranger()
        fault = self.faults.take()
        if fault is Fault.CANCELLED:
            return to(self.provider.refusal(asked.redirect_uri, asked.state, *CANCELLED))
        return to(self.provider.code_for(asked, persona, chosen, fault, now))

    def _pin_page(self, persona: Persona, errand: str, chosen: tuple[str, ...], fault: str = "") -> Response:
        left = self.provider.cards.reader.tries_left(persona)
        name = "pin.html" if left else "locked.html"
        told = {"errand": errand, "persona": persona, "chosen": chosen, "left": left, "fault": fault}
        return page(name, status=422 if fault else 200, **told)

    def _refused(
        self, persona: Persona, errand: str, chosen: tuple[str, ...], why: PinRefused | Rejected
    ) -> Response:
        if isinstance(why, PinRefused):
            return self._pin_page(persona, errand, chosen, "暗証番号が違います。")
        trouble = trouble_with(why.fault)
        return page("trouble.html", status=403, errand=errand, persona=persona, trouble=trouble)


def _known(let: list[str] | None, asked: Asked) -> tuple[str, ...]:
    """Never more than was asked for."""
    return tuple(each for each in FOUR if each in asked.four and each in (let or ()))


def to(address: str) -> Response:
    return RedirectResponse(address, 303)


def stranger() -> Response:
    return page("stranger.html", status=400)
