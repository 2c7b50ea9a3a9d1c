"""Whether a certificate has been revoked: asked of J-LIS in production, which answers registered verifiers only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from cryptography import x509


class Standing(StrEnum):
    """失効確認: `unknown` is never good enough."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CertificateStatus:
    """`as_of` is the moment the answer speaks of (thisUpdate of a CRL), `revoked_at` UTC where it is revoked."""

    standing: Standing
    method: str
    as_of: datetime | None = None
    revoked_at: datetime | None = None
    reason: str = ""


class CertificateStatusChecker(Protocol):
    def check(
        self, certificate: x509.Certificate, issuer: x509.Certificate, *, at: datetime
    ) -> CertificateStatus:
        """`at` is the present moment (UTC). Raises Unavailable where nobody answers."""
        ...
