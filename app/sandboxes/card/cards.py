"""A virtual card: two certificates, two keys that never leave it, and two PINs.

Nothing of it is made before somebody uses it. When its certificates were issued is settled with the first use; a card
that is to be fine is renewed when its time is over, so that a rehearsal may last for years.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding

from app.auth.jpki.profile import BirthDate, CardIdentity, Purpose
from app.auth.jpki.revocation_lists import RevocationLists
from app.auth.jpki.verification import SignedDocument
from app.auth.signing import CardSignature
from app.clock import japan_date
from app.japan.ages import age_on
from app.japan.era_table import span_of
from app.sandboxes.card.authorities import Authority
from app.sandboxes.card.generations import Generations, current_list
from app.sandboxes.card.personas import CardState, Persona
from app.sandboxes.card.reader import PinVerdict, Reader

SIGNS_FROM_AGE = 15
_YEAR = timedelta(days=365)
_OVER = 5 * _YEAR + timedelta(days=60)  # its root, nine years old at most, is still trusted
_SEXES = {"1": "male", "2": "female", "3": "unspecified"}
_TAKEN_BACK = {
    CardState.REVOKED: (Purpose.AUTHENTICATION, Purpose.SIGNATURE),
    CardState.MOVED: (Purpose.SIGNATURE,),
}


class PinRefused(ValueError):
    """WRONG or LOCKED; what was to be signed is not."""

    def __init__(self, verdict: PinVerdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


class NoSuchCertificate(ValueError):
    """署名用電子証明書 is not issued to children."""


@dataclass(frozen=True)
class Cards:
    """Everybody's."""

    personas: dict[str, Persona]
    reader: Reader
    generations: Generations

    def sign(
        self, persona: Persona, purpose: Purpose, pin: str, document: bytes, *, now: datetime
    ) -> SignedDocument:
        """One try at the PIN. Raises PinRefused or NoSuchCertificate."""
        made = self.sign_digest(persona, purpose, pin, hashlib.sha256(document).digest(), now=now)
        return SignedDocument(document, made.signature, made.certificate)

    def sign_digest(
        self, persona: Persona, purpose: Purpose, pin: str, digest: bytes, *, now: datetime
    ) -> CardSignature:
        """The same, of SHA-256 of something that never came here."""
        certificate = self.certificate(persona, purpose, now=now)
        if certificate is None:
            raise NoSuchCertificate
        verdict = self.reader.try_pin(persona, pin, purpose)
        if verdict is not PinVerdict.RIGHT:
            raise PinRefused(verdict)
        key = self.generations.key(_name_of(persona, purpose))
        signature = key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        return CardSignature(signature, certificate.public_bytes(Encoding.DER))

    def certificate(self, persona: Persona, purpose: Purpose, *, now: datetime) -> x509.Certificate | None:
        """None for a child's 署名用電子証明書."""
        born = persona.date_of_birth
        if purpose is Purpose.SIGNATURE and born and age_on(born, japan_date(now)) < SIGNS_FROM_AGE:
            return None
        stored = _certificate_of(persona, purpose)
        made = self._made(stored, persona, purpose, now)
        if persona.state is not CardState.EXPIRED and not _is_valid(made, now):
            self._renew(persona)
            made = self._made(stored, persona, purpose, now)
        return made

    def revoked_by(self, authority: Authority, now: datetime) -> Iterator[tuple[int, datetime]]:
        """Also of cards nobody has used yet: a list is kept for a day by whoever fetches it."""
        for persona in self.personas.values():
            if authority.purpose in _TAKEN_BACK.get(persona.state, ()):
                issued = self._issued_on(persona, now)
                issuer = self.generations.issuer(authority.purpose, issued)
                if issuer.certificate == authority.certificate:
                    yield _serial(persona, authority.purpose, issued), now - timedelta(days=1)

    def revocation_list(self, identifier: str, now: datetime) -> bytes | None:
        """Of the root with this key identifier."""
        authority = self.generations.find(identifier, now)
        return current_list(authority, self.revoked_by(authority, now), now) if authority else None

    def checker(self, purpose: Purpose, now: datetime) -> RevocationLists:
        """Reads the lists as others do, without a way over the network to oneself."""

        def answer(request: httpx.Request) -> httpx.Response:
            found = self.revocation_list(request.url.path.rpartition("/")[2].removesuffix(".crl"), now)
            return httpx.Response(404) if found is None else httpx.Response(200, content=found)

        within = httpx.Client(transport=httpx.MockTransport(answer))
        return RevocationLists(self.generations.addresses(purpose, now), within)

    def _made(self, stored: str, persona: Persona, purpose: Purpose, now: datetime) -> x509.Certificate:
        def make() -> bytes:
            issued = self._issued_on(persona, now)
            identity = _identity_of(persona) if purpose is Purpose.SIGNATURE else None
            serial = _serial(persona, purpose, issued)
            key = self.generations.key(_name_of(persona, purpose)).public_key()
            authority = self.generations.issuer(purpose, issued)
            issue = authority.issue(key, f"LT{serial:032X}"[:23], issued, identity, serial)
            return issue.public_bytes(Encoding.DER)

        return x509.load_der_x509_certificate(self.generations.memory.made(stored, make))

    def _renew(self, persona: Persona) -> None:
        """Both at once, as at a counter."""
        for name in (_issue_of(persona), *(_certificate_of(persona, each) for each in Purpose)):
            self.generations.memory.forget(name)

    def _issued_on(self, persona: Persona, now: datetime) -> date:
        """One to three years ago, so that more than one root has issued cards; longer where its time is to be over."""
        usual = (1 + len(persona.key) % 3) * _YEAR
        ago = _OVER if persona.state is CardState.EXPIRED else usual
        day = max(japan_date(now) - ago, persona.date_of_birth or date.min)
        stored = self.generations.memory.made(_issue_of(persona), lambda: day.isoformat().encode())
        return date.fromisoformat(stored.decode())


def _name_of(persona: Persona, purpose: Purpose) -> str:
    return f"card {persona.key} {purpose}"


def _certificate_of(persona: Persona, purpose: Purpose) -> str:
    return f"certificate of {_name_of(persona, purpose)}"


def _issue_of(persona: Persona) -> str:
    return f"issue of {persona.key}"


def _is_valid(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _serial(persona: Persona, purpose: Purpose, issued: date) -> int:
    """Known before the certificate is made, so that it can be taken back before."""
    told = hashlib.sha256(f"{persona.key} {purpose} {issued}".encode()).digest()
    return int.from_bytes(told[:16], "big") | 1


def _identity_of(persona: Persona) -> CardIdentity:
    born = persona.date_of_birth
    span = span_of(born) if born else None
    era = span.key if span else ""
    return CardIdentity(
        name=persona.full_name,
        address=persona.address,
        born=BirthDate(era, born.year, born.month, born.day) if born else BirthDate("", 0, 0, 0),
        sex=_SEXES[persona.sex],
        name_substituted=persona.name.substituted,
        address_substituted=persona.address_told.substituted,
    )
