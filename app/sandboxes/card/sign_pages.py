"""The person's way when something is to be signed: the card, its signing PIN, and back to the service."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Response

from app.auth.jpki.profile import Purpose
from app.sandboxes.card.asking import Asked
from app.sandboxes.card.cards import NoSuchCertificate, PinRefused
from app.sandboxes.card.faults import Fault
from app.sandboxes.card.pages import page
from app.sandboxes.card.person_pages import CANCELLED, Text, Told, stranger, to
from app.sandboxes.card.personas import Persona
from app.sandboxes.card.provider import Provider
from app.sandboxes.card.sign_faults import SignFault, SignFaults
from app.sandboxes.card.sign_transactions import SignTransactions

PIN = re.compile(r"[A-Z0-9]{6,16}")
# What the service is told of somebody who could not sign.
REASONS = {
    "": CANCELLED,
    "locked": ("access_denied", "pin_locked"),
    "none": ("access_denied", "no_certificate"),
}


@dataclass(frozen=True)
class SignPages:
    """As plain functions over the provider, its transactions and the time."""

    provider: Provider
    transactions: SignTransactions
    faults: SignFaults
    now: Callable[[], datetime]

    def ask_pin(self, errand: Told = "", person: Told = "") -> Response:
        found = self._found(errand, person)
        if found is None:
            return stranger()
        asked, persona = found
        if self.provider.cards.certificate(persona, Purpose.SIGNATURE, now=self.now()) is None:
            return page("sign_none.html", errand=errand, persona=persona)
        return self._pin_page(asked, persona, errand)

    def enter_pin(self, errand: Text = "", person: Text = "", pin: Text = "") -> Response:
        """Small letters count as capitals; what cannot be a PIN costs no try."""
        found = self._found(errand, person)
        if found is None:
            return stranger()
        asked, persona = found
        typed = unicodedata.normalize("NFKC", pin).strip().upper()
        if not PIN.fullmatch(typed):
            return self._pin_page(asked, persona, errand, "英字と数字で、6文字から16文字です。")
        return self._sign(asked, persona, errand, typed)

    def _sign(self, asked: Asked, persona: Persona, errand: str, pin: str) -> Response:
        fault = self.faults.chosen
        try:
            self.transactions.sign(asked, persona, pin, fault)
        except PinRefused:
            return self._pin_page(asked, persona, errand, "暗証番号が違います。")
        except NoSuchCertificate:
            return page("sign_none.html", errand=errand, persona=persona)
        self.faults.take()
        return self._send_back(errand, persona, fault)

    def cancel(self, errand: Text = "", why: Text = "") -> Response:
        asked = self.provider.give_back(errand, self.now())
        if asked is None:
            return stranger()
        reason = REASONS.get(why, CANCELLED)
        return to(self.provider.refusal(asked.redirect_uri, asked.state, *reason))

    def _send_back(self, errand: str, persona: Persona, fault: SignFault) -> Response:
        asked = self.provider.give_back(errand, self.now())
        if asked is None:
            return stranger()
        if fault is SignFault.CANCELLED:
            return to(self.provider.refusal(asked.redirect_uri, asked.state, *CANCELLED))
        return to(self.provider.code_for(asked, persona, (), Fault.NONE, self.now()))

    def _found(self, errand: str, person: str) -> tuple[Asked, Persona] | None:
        persona, asked = self.provider.cards.personas.get(person), self.provider.errand(errand, self.now())
        if persona is None or asked is None or self.transactions.digest_of(asked) is None:
            return None
        return asked, persona

    def _pin_page(self, asked: Asked, persona: Persona, errand: str, fault: str = "") -> Response:
        digest = self.transactions.digest_of(asked) or b""
        told = {
            "errand": errand,
            "persona": persona,
            "pin": persona.pins[Purpose.SIGNATURE],
            "left": self.provider.cards.reader.tries_left(persona, Purpose.SIGNATURE),
            "digest": digest.hex(),
            "fault": fault,
        }
        name = "sign_pin.html" if told["left"] else "sign_locked.html"
        return page(name, status=422 if fault else 200, **told)
