"""The reader of a desk: whoever stands before it lays a card on it and types the PIN there, where nobody else sees it."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from secrets import token_bytes
from typing import Protocol

from pydantic import BaseModel, ConfigDict, SecretStr

from app.auth.jpki import verification
from app.auth.jpki.status import CertificateStatusChecker
from app.auth.jpki.verification import Rejected, SignedDocument, TrustStore, verify
from app.auth.sign_in import BasicFour
from app.errors import Forbidden
from app.health import Health

NONCE_BYTES = 32


class NotReadBecause(StrEnum):
    """Why nobody was identified (読み取れなかった理由). The first five are what the reader itself says."""

    NO_CARD = "no_card"
    WRONG_PIN = "wrong_pin"
    LOCKED = "locked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    SILENT = "silent"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_TRUE = "not_true"


class CardNotRead(Forbidden):
    """`tries_left` with a wrong PIN, where the reader tells; `fault` for the log, and for nobody to read."""

    message = "カードを読み取れませんでした。"

    def __init__(self, why: NotReadBecause, tries_left: int | None = None, fault: str = "") -> None:
        super().__init__()
        self.why, self.tries_left, self.fault = why, tries_left, fault


@dataclass(frozen=True)
class CardReading:
    """What lay on the reader. `four`: 券面の4情報; `signature`: over our nonce, by the key of 利用者証明 and the PIN.

    `certificate`: read together with `four`, before the PIN; `signed_with`: that of the key that signed. Both DER; two
    of them are two cards.
    """

    four: BasicFour = field(repr=False)
    certificate: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    signed_with: bytes = field(repr=False)


class CardReader(Protocol):
    """Goes outside and waits for a person: call it in no transaction."""

    def read(self, reader: str, nonce: bytes) -> CardReading:
        """`reader` is that of a desk (`place/desk`). Raises CardNotRead."""
        ...

    def health(self) -> Health: ...

    def close(self) -> None: ...


class CardReaderSettings(BaseModel):
    """`base_url`: the reader agent (読み取り用ソフト) of the office; empty where no desk has a reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str = ""
    token: SecretStr = SecretStr("")
    patience_seconds: float = 60.0

    def faults_in_production(self) -> list[str]:
        if not self.base_url:
            return []
        wrong = []
        if not self.base_url.startswith("https://"):
            wrong.append("AUTH__CARD_READER__BASE_URL must begin with https://")
        if len(self.token.get_secret_value()) < 32:
            wrong.append("AUTH__CARD_READER__TOKEN must be a random value of 32 characters or more")
        return wrong


_BECAUSE = {
    verification.Fault.EXPIRED: NotReadBecause.EXPIRED,
    verification.Fault.REVOKED: NotReadBecause.REVOKED,
}


@dataclass(frozen=True)
class CardDesk:
    """A door: the readers, and whom we believe about certificates."""

    reader: CardReader
    find_trust: Callable[[], TrustStore]
    checker: CertificateStatusChecker

    def health(self) -> Health:
        return self.reader.health()

    def close(self) -> None:
        self.reader.close()

    def identify_holder(self, reader: str, *, now: datetime) -> BasicFour:
        """Whose card it is: it is there, alive, unrevoked, and its holder knows the PIN.

        Raises CardNotRead, or Unavailable where nobody tells of revocations.
        """
        nonce = token_bytes(NONCE_BYTES)
        reading = self.reader.read(reader, nonce)
        if not hmac.compare_digest(reading.certificate, reading.signed_with):
            raise CardNotRead(NotReadBecause.CHANGED)
        signed = SignedDocument(nonce, reading.signature, reading.signed_with)
        try:
            verify(signed, self.find_trust(), self.checker, at=now)
        except Rejected as rejected:
            why = _BECAUSE.get(rejected.fault, NotReadBecause.NOT_TRUE)
            raise CardNotRead(why, fault=rejected.fault.value) from rejected
        return reading.four
