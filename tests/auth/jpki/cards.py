"""Authorities, keys and certificates for tests, made once: keys are slow to make."""

from datetime import UTC, date, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from app.auth.jpki.profile import BirthDate, CardIdentity, Purpose
from app.auth.jpki.status import CertificateStatus, Standing
from app.auth.jpki.verification import SignedDocument, TrustStore
from app.sandboxes.card.authorities import POLICIES, Authority, found
from tests.auth.keys import a_key

AT = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
DOCUMENT = "受付の文書 4f1c".encode()
IDENTITY = CardIdentity(
    name="水野　陽子",
    address="長野県若葉郡みどり野町若葉台一丁目２番３号",
    born=BirthDate("heisei", 1995, 6, 14),
    sex="female",
)


class Answers:
    """A checker that always says the same, and counts how often it was asked."""

    def __init__(self, standing: Standing = Standing.GOOD) -> None:
        self.standing, self.asked = standing, 0

    def check(
        self, certificate: x509.Certificate, issuer: x509.Certificate, *, at: datetime
    ) -> CertificateStatus:
        self.asked += 1
        return CertificateStatus(self.standing, "test", as_of=at)


key = a_key


def authority(purpose: Purpose, generation: int = 2) -> Authority:
    return _authority(purpose, generation)


@cache
def _authority(purpose: Purpose, generation: int) -> Authority:
    return found(purpose, date(2013 + 5 * generation, 7, 16), key(f"{purpose} {generation}"))


@cache
def trust(purpose: Purpose) -> TrustStore:
    roots = tuple(authority(purpose, generation).certificate for generation in (1, 2))
    return TrustStore(purpose, roots, frozenset({POLICIES[purpose]}))


def certificate(purpose: Purpose = Purpose.SIGNATURE, generation: int = 2) -> x509.Certificate:
    identity = IDENTITY if purpose is Purpose.SIGNATURE else None
    made = authority(purpose, generation)
    return made.issue(key("card").public_key(), "4Z9X0001TEST", date(2025, 10, 27), identity)


def sign(document: bytes = DOCUMENT, by: rsa.RSAPrivateKey | None = None) -> bytes:
    return (by or key("card")).sign(document, padding.PKCS1v15(), hashes.SHA256())


def signed(purpose: Purpose = Purpose.SIGNATURE) -> SignedDocument:
    return SignedDocument(DOCUMENT, sign(), certificate(purpose).public_bytes(Encoding.DER))
