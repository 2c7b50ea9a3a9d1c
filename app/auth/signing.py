"""What a way of signing with the card must offer: the browser goes away with a digest, and a signature comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from app.auth.jpki.status import CertificateStatusChecker
from app.auth.jpki.verification import Fault, TrustStore
from app.auth.sign_in import Departure, Return
from app.errors import Forbidden
from app.health import Health


class Unsigned(StrEnum):
    """Why no signature came of it (署名できなかった理由); each has words of its own on the page that tells it."""

    CANCELLED = "cancelled"
    LOCKED = "locked"
    NO_CERTIFICATE = "no_certificate"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ANOTHER_PERSON = "another_person"
    NOT_THE_PROXY = "not_the_proxy"
    CHANGED = "changed"
    REFUSED = "refused"
    TOO_LATE = "too_late"
    UNAVAILABLE = "unavailable"
    NOT_TAKEN = "not_taken"


class NotSigned(Forbidden):
    """`fault`: what was wrong with what came back, for the log; the person is told `why` in other words."""

    message = "署名できませんでした。書いた内容は、残っています。"

    def __init__(self, why: Unsigned, fault: str = "") -> None:
        super().__init__()
        self.why, self.fault = why, fault


@dataclass(frozen=True)
class CardSignature:
    """As the card gives it: PKCS #1 v1.5 (or DER of ECDSA), and the 署名用電子証明書 in DER."""

    signature: bytes = field(repr=False)
    certificate: bytes = field(repr=False)


class SigningMethod(Protocol):
    """A way to have a digest signed by somebody's card (署名の方法). Both calls go outside: in no transaction."""

    @property
    def name(self) -> str: ...

    @property
    def origin(self) -> str:
        """Scheme, host and port that the check page's `form-action` must allow."""
        ...

    def begin_signing(self, digest: bytes, state: str, callback_url: str) -> Departure:
        """`digest` is SHA-256. Raises NotSigned, or Unavailable when the other side does not answer."""
        ...

    def finish_signing(self, back: Return) -> CardSignature:
        """Of the very transaction that was begun; whether it signs anything is for the caller to verify.

        Raises NotSigned, or Unavailable.
        """
        ...

    def health(self) -> Health: ...


@dataclass(frozen=True)
class Signing:
    """A door: a method, and whom we believe about certificates."""

    method: SigningMethod
    find_trust: Callable[[], TrustStore]
    checker: CertificateStatusChecker

    @property
    def trust(self) -> TrustStore:
        """That of Purpose.SIGNATURE. Raises Unavailable where it has to be asked for."""
        return self.find_trust()

    def health(self) -> Health:
        return self.method.health()

    def close(self) -> None:
        if close := getattr(self.method, "close", None):
            close()


_TOLD_AS: Mapping[Fault, Unsigned] = {
    Fault.EXPIRED: Unsigned.EXPIRED,
    Fault.REVOKED: Unsigned.REVOKED,
    Fault.STATUS_UNKNOWN: Unsigned.UNAVAILABLE,
}


def told_of(fault: Fault) -> Unsigned:
    """What the person is told: nothing of how a forgery was seen through."""
    return _TOLD_AS.get(fault, Unsigned.REFUSED)
