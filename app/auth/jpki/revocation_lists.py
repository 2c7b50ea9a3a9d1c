"""失効確認 by certificate revocation lists (CRL), fetched over HTTP and kept until they say they are old."""

from collections.abc import Mapping
from datetime import datetime

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from app.auth.jpki.status import CertificateStatus, Standing
from app.errors import Unavailable

METHOD = "crl"
MOST_BYTES = 20_000_000
_UNKNOWN = CertificateStatus(Standing.UNKNOWN, METHOD)


class RevocationLists:
    """A `CertificateStatusChecker`. `addresses`: the key identifier of a root (hex) → where its list is fetched.

    A list that is old, of another issuer or signed by another key answers `unknown`: it is worth nothing.
    """

    def __init__(self, addresses: Mapping[str, str], http: httpx.Client) -> None:
        self._addresses, self._http = addresses, http
        self._kept: dict[str, x509.CertificateRevocationList] = {}

    def check(
        self, certificate: x509.Certificate, issuer: x509.Certificate, *, at: datetime
    ) -> CertificateStatus:
        listed = self._current(issuer, at)
        if listed is None:
            return _UNKNOWN
        found = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if found is None:
            return CertificateStatus(Standing.GOOD, METHOD, as_of=listed.last_update_utc)
        return CertificateStatus(
            Standing.REVOKED, METHOD, listed.last_update_utc, found.revocation_date_utc, _reason_of(found)
        )

    def _current(self, issuer: x509.Certificate, at: datetime) -> x509.CertificateRevocationList | None:
        key = key_identifier(issuer)
        kept = self._kept.get(key)
        if kept is None or not _is_current(kept, at):
            kept = self._fetch(key, issuer)
            if kept is None or not _is_current(kept, at):
                return None
            self._kept[key] = kept
        return kept

    def _fetch(self, key: str, issuer: x509.Certificate) -> x509.CertificateRevocationList | None:
        address = self._addresses.get(key)
        if address is None:
            return None
        try:
            answer = self._http.get(address)
        except httpx.HTTPError as failure:
            raise Unavailable from failure
        if answer.status_code != 200 or len(answer.content) > MOST_BYTES:
            raise Unavailable
        return _read(answer.content, issuer)


def _read(content: bytes, issuer: x509.Certificate) -> x509.CertificateRevocationList | None:
    try:
        listed = x509.load_der_x509_crl(content)
        is_own = listed.issuer == issuer.subject and listed.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # a root's key signs
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return None
    return listed if is_own else None


def _is_current(listed: x509.CertificateRevocationList, at: datetime) -> bool:
    return (
        listed.last_update_utc <= at and listed.next_update_utc is not None and at <= listed.next_update_utc
    )


def _reason_of(found: x509.RevokedCertificate) -> str:
    try:
        return str(found.extensions.get_extension_for_class(x509.CRLReason).value.reason.value)
    except (x509.ExtensionNotFound, ValueError):
        return ""


def key_identifier(root: x509.Certificate) -> str:
    """Hex; of roots that all have one name it tells which."""
    return root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest.hex()
