"""The generations of both roots that are in force, and what each has taken back.

A new one begins every four years and lasts ten, so that there are always two or three of one name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.auth.jpki.profile import Purpose
from app.auth.jpki.revocation_lists import key_identifier
from app.auth.jpki.verification import TrustStore
from app.clock import japan_date
from app.sandboxes.card.authorities import POLICIES, Authority, found
from app.sandboxes.card.memory import Memory
from app.sandboxes.card.settings import CardSandbox

_FIRST, _EVERY, _LASTS = 2015, 4, timedelta(days=3650)
_LISTED_BEFORE = timedelta(minutes=5)  # so that a list is never younger than the question


@dataclass(frozen=True)
class Generations:
    """Roots are made when somebody needs them, and kept."""

    setting: CardSandbox
    memory: Memory

    def in_force(self, purpose: Purpose, now: datetime) -> tuple[Authority, ...]:
        today = japan_date(now)
        years = range(_FIRST, today.year + 1, _EVERY)
        return tuple(
            self._authority(purpose, year)
            for year in years
            if _begins(year) <= today < _begins(year) + _LASTS
        )

    def issuer(self, purpose: Purpose, on: date) -> Authority:
        """The youngest of that day."""
        years = [year for year in range(_FIRST, on.year + 1, _EVERY) if _begins(year) <= on]
        return self._authority(purpose, years[-1] if years else _FIRST)

    def trust(self, purpose: Purpose, now: datetime) -> TrustStore:
        roots = tuple(authority.certificate for authority in self.in_force(purpose, now))
        return TrustStore(purpose, roots, frozenset({POLICIES[purpose]}))

    def find(self, identifier: str, now: datetime) -> Authority | None:
        """By the identifier of its key, in hex."""
        each = (authority for purpose in Purpose for authority in self.in_force(purpose, now))
        return next((one for one in each if key_identifier(one.certificate) == identifier), None)

    def addresses(self, purpose: Purpose, now: datetime) -> dict[str, str]:
        """Where the list of each root is fetched, as `RevocationLists` wants to know it."""
        known = (key_identifier(authority.certificate) for authority in self.in_force(purpose, now))
        return {identifier: f"{self.setting.url}/jpki/{identifier}.crl" for identifier in known}

    def key(self, name: str) -> rsa.RSAPrivateKey:
        """Of a card or of a root; always the same for a name."""
        return _loaded(self.memory.made(f"key of {name}", lambda: _pem(self.setting.make_key(name))))

    def _authority(self, purpose: Purpose, year: int) -> Authority:
        name = f"root {purpose} {year}"
        key = self.key(name)

        def make() -> bytes:
            return found(purpose, _begins(year), key).certificate.public_bytes(Encoding.DER)

        certificate = x509.load_der_x509_certificate(self.memory.made(f"certificate of {name}", make))
        return Authority(purpose, certificate, key)


def current_list(authority: Authority, revoked: Iterable[tuple[int, datetime]], now: datetime) -> bytes:
    """DER."""
    as_of = (now - _LISTED_BEFORE).replace(second=0, microsecond=0)
    return authority.revocation_list(revoked, as_of)


def _begins(year: int) -> date:
    return date(year, 7, 16)


@lru_cache(maxsize=256)
def _loaded(pem: bytes) -> rsa.RSAPrivateKey:
    """Reading a key takes longer than signing with it."""
    key = load_pem_private_key(pem, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError
    return key


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
