"""The reader of a desk in the rehearsal, as the service asks it: a card lies on it, and somebody types a PIN.

Which card, and what goes wrong, is chosen behind the counter. One choice holds for every desk.
"""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography.hazmat.primitives.serialization import Encoding
from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app.auth.jpki.profile import Purpose
from app.sandboxes.card.cards import PinRefused
from app.sandboxes.card.faults import Chosen
from app.sandboxes.card.memory import Json, Memory
from app.sandboxes.card.personas import Persona
from app.sandboxes.card.provider import Provider
from app.sandboxes.card.reader import PinVerdict

ON_READER = "card_on_reader"


class ReaderFault(StrEnum):
    """Each befalls the next reading, once."""

    NONE = "none"
    WRONG_PIN = "wrong_pin"
    CANCELLED = "cancelled"
    ANOTHER_CARD = "another_card"
    UNNOTICED_CARD = "unnoticed_card"
    OTHER_NONCE = "other_nonce"
    SLOW = "slow"
    NONSENSE = "nonsense"


WORDS: dict[ReaderFault, str] = {
    ReaderFault.NONE: "なにも起こさない",
    ReaderFault.WRONG_PIN: "暗証番号をまちがえる",
    ReaderFault.CANCELLED: "本人が読み取りをやめる",
    ReaderFault.ANOTHER_CARD: "途中で、ほかの人のカードに替わる（読み取り機が気づく）",
    ReaderFault.UNNOTICED_CARD: "途中で、ほかの人のカードに替わる（読み取り機が気づかない）",
    ReaderFault.OTHER_NONCE: "頼んだものと違う値に署名する",
    ReaderFault.SLOW: "なかなか答えない",
    ReaderFault.NONSENSE: "読めない答えを返す",
}


def next_reader_fault(memory: Memory) -> Chosen[ReaderFault]:
    return Chosen(memory, "next_reader_fault", ReaderFault.NONE)


class Refused(Exception):
    """What the reader says instead of a reading."""

    def __init__(self, fault: str, tries_left: int | None = None) -> None:
        super().__init__(fault)
        self.told: Json = {"fault": fault} | ({} if tries_left is None else {"tries_left": tries_left})


@dataclass(frozen=True)
class DeskReader:
    provider: Provider
    faults: Chosen[ReaderFault]
    now: Callable[[], datetime]

    async def read(self, request: Request) -> Response:
        asked = await request.json()
        fault = await run_in_threadpool(self.faults.take)
        if fault is ReaderFault.SLOW:
            await asyncio.sleep(self.provider.setting.hang_seconds)
        if fault is ReaderFault.NONSENSE:
            return Response("<html>", 200, media_type="text/html")
        try:
            nonce = base64.b64decode(asked["nonce"])
            return JSONResponse(await run_in_threadpool(self._read, nonce, fault))
        except Refused as refused:
            return JSONResponse(refused.told, 409)

    @property
    def lying(self) -> str:
        """The key of whose card lies there; empty where none does."""
        return self.provider.memory.switched(ON_READER)

    def lay(self, person: str) -> None:
        self.provider.memory.switch(ON_READER, person)

    def _read(self, nonce: bytes, fault: ReaderFault) -> Json:
        cards = self.provider.cards
        persona = cards.personas.get(self.lying)
        if persona is None:
            raise Refused("no_card")
        if fault is ReaderFault.CANCELLED:
            raise Refused("cancelled")
        if fault is ReaderFault.ANOTHER_CARD:
            raise Refused("changed")
        first = self._certificate(persona)
        signs = self._another(persona) if fault is ReaderFault.UNNOTICED_CARD else persona
        signature = self._sign(signs, b"something else" if fault is ReaderFault.OTHER_NONCE else nonce, fault)
        born = persona.date_of_birth
        return {
            "name": persona.full_name,
            "address": persona.address,
            "date_of_birth": born.isoformat() if born else None,
            "sex": persona.sex,
            "name_substituted": list(persona.name.substituted),
            "address_substituted": list(persona.address_told.substituted),
            "certificate": _text(first),
            "signature": _text(signature),
            "signed_with": _text(self._certificate(signs)),
        }

    def _sign(self, persona: Persona, document: bytes, fault: ReaderFault) -> bytes:
        pin = "" if fault is ReaderFault.WRONG_PIN else persona.pin
        try:
            signed = self.provider.cards.sign(persona, Purpose.AUTHENTICATION, pin, document, now=self.now())
        except PinRefused as refused:
            if refused.verdict is PinVerdict.LOCKED:
                raise Refused("locked") from refused
            left = self.provider.cards.reader.tries_left(persona)
            raise Refused("wrong_pin", left) from refused
        return signed.signature

    def _certificate(self, persona: Persona) -> bytes:
        found = self.provider.cards.certificate(persona, Purpose.AUTHENTICATION, now=self.now())
        return found.public_bytes(Encoding.DER) if found else b""

    def _another(self, persona: Persona) -> Persona:
        return next(each for each in self.provider.cards.personas.values() if each is not persona)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
