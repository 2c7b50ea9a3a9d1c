"""Whom we believe about the cards of others: J-LIS's roots, and where it tells what was revoked."""

from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography import x509
from pydantic import BaseModel, ConfigDict

from app.auth.jpki.production import faults_of_trust
from app.auth.jpki.profile import ARC, Purpose
from app.auth.jpki.verification import TrustStore


class JpkiSettings(BaseModel):
    """`signature_roots`: PEM files of 署名用認証局, every generation; never drop one under which somebody signed.
    `authentication_roots`: those of 利用者証明用認証局, for cards that are read at a counter.

    `revocation_lists`: the key identifier of a root (hex) → the address of its list.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    signature_roots: tuple[Path, ...] = ()
    authentication_roots: tuple[Path, ...] = ()
    authentication_policies: tuple[str, ...] = (f"{ARC}.1.3.30",)
    signature_policies: tuple[str, ...] = (f"{ARC}.1.1.20",)
    revocation_lists: Mapping[str, str] = {}
    patience_seconds: float = 5.0

    @property
    def signature_trust(self) -> TrustStore:
        """Raises OSError or ValueError for what is no certificate."""
        return _trust(Purpose.SIGNATURE, self.signature_roots, self.signature_policies)

    @property
    def authentication_trust(self) -> TrustStore:
        """Raises OSError or ValueError for what is no certificate."""
        return _trust(Purpose.AUTHENTICATION, self.authentication_roots, self.authentication_policies)

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must be changed before real people come; empty where no card is believed."""
        return [
            *_faults("SIGNATURE_ROOTS", self.signature_roots, lambda: self.signature_trust),
            *_faults("AUTHENTICATION_ROOTS", self.authentication_roots, lambda: self.authentication_trust),
        ]


def _trust(purpose: Purpose, files: tuple[Path, ...], policies: tuple[str, ...]) -> TrustStore:
    roots = tuple(root for path in files for root in x509.load_pem_x509_certificates(path.read_bytes()))
    return TrustStore(purpose, roots, frozenset(policies))


def _faults(name: str, files: tuple[Path, ...], trust: Callable[[], TrustStore]) -> list[str]:
    if not files:
        return []
    try:
        return [f"AUTH__JPKI__{name}: {fault}" for fault in faults_of_trust(trust())]
    except (OSError, ValueError):
        return [f"AUTH__JPKI__{name} must be files with the roots of JPKI"]
