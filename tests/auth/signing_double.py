"""A `SigningMethod` that signs at once with the card of the tests: what is asked of it, and what goes wrong on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding

from app.auth.jpki.profile import BirthDate, CardIdentity, Purpose
from app.auth.sign_in import Departure, Return
from app.auth.signing import CardSignature, Signing
from app.health import Health
from tests.auth.jpki import cards

YOKO = CardIdentity(
    name="水野　陽子",
    address="長野県若葉郡みどり野町若葉台一丁目２番３号　みどり野ハイツ２０１号室",
    born=BirthDate("heisei", 1995, 6, 14),
    sex="female",
)


@dataclass
class CardAtHand:
    """`begins` and `finishes` run before it answers, and may raise; `alters` changes what comes back."""

    identity: CardIdentity = YOKO
    purpose: Purpose = Purpose.SIGNATURE
    issued_on: date = date(2025, 10, 27)
    begins: Callable[[], None] = lambda: None
    finishes: Callable[[], None] = lambda: None
    alters: Callable[[CardSignature], CardSignature] = lambda made: made
    digests: list[bytes] = field(default_factory=list)
    name: str = "card_of_tests"
    origin: str = "https://card.test"

    def begin_signing(self, digest: bytes, state: str, callback_url: str) -> Departure:
        self.begins()
        self.digests.append(digest)
        return Departure(f"{callback_url}?code=a-code&state={state}", {"digest": digest.hex()})

    def finish_signing(self, back: Return) -> CardSignature:
        self.finishes()
        return self.alters(self.signs(bytes.fromhex(back.keep["digest"])))

    def signs(self, digest: bytes) -> CardSignature:
        made = cards.key("card").sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        return CardSignature(made, self.certificate.public_bytes(Encoding.DER))

    @property
    def certificate(self) -> x509.Certificate:
        identity = self.identity if self.purpose is Purpose.SIGNATURE else None
        authority = cards.authority(self.purpose)
        return authority.issue(cards.key("card").public_key(), "4Z9X0001TEST", self.issued_on, identity)

    def health(self) -> Health:
        return Health(ok=True, detail="")


def a_door(card: CardAtHand | None = None, checker: cards.Answers | None = None) -> Signing:
    return Signing(card or CardAtHand(), lambda: cards.trust(Purpose.SIGNATURE), checker or cards.Answers())
