"""A signature made with a card → whose it is, or the first thing that is wrong with it.

In the order of the operators' rules: the signature, the issuer of the right purpose, the time, what the certificate is
for, whether it was revoked, what it says. Whoever calls has used up the nonce in the document before.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtensionOID

from app.auth.jpki.profile import CardIdentity, NotOfTheProfile, Purpose, read_identity
from app.auth.jpki.status import CertificateStatus, CertificateStatusChecker, Standing

LEAST_RSA_BITS = 2048
# Of the card of today, and of the next one (P-384 with SHA-384).
_CURVES: dict[str, hashes.HashAlgorithm] = {"secp256r1": hashes.SHA256(), "secp384r1": hashes.SHA384()}
_STRONG = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_UNDERSTOOD = {
    ExtensionOID.KEY_USAGE,
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
}


class Fault(StrEnum):
    """The first that was found; shown to nobody but the office and the log."""

    UNREADABLE = "unreadable"
    ALGORITHM = "algorithm"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    KEY_USAGE = "key_usage"
    POLICY = "policy"
    IS_CA = "is_ca"
    EXTENSION = "extension"
    REVOKED = "revoked"
    STATUS_UNKNOWN = "status_unknown"
    IDENTITY = "identity"


class Rejected(ValueError):
    """`status` where it was asked for."""

    def __init__(self, fault: Fault, status: CertificateStatus | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.status = status


@dataclass(frozen=True)
class TrustStore:
    """The roots (one tier) and policies of one purpose; generations of a root share their name and not their key."""

    purpose: Purpose
    roots: tuple[x509.Certificate, ...]
    policies: frozenset[str]


@dataclass(frozen=True)
class SignedDocument:
    """`signature` as the card gives it: PKCS #1 v1.5, or DER of ECDSA. `certificate` is DER."""

    document: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    certificate: bytes = field(repr=False)


@dataclass(frozen=True)
class Verified:
    """`identity` is that of a 署名用電子証明書; the other kind names nobody."""

    certificate: x509.Certificate
    issuer: x509.Certificate
    status: CertificateStatus
    identity: CardIdentity | None


def verify(
    signed: SignedDocument, trust: TrustStore, checker: CertificateStatusChecker, *, at: datetime
) -> Verified:
    """`at` is the present moment (UTC). Raises Rejected, or Unavailable where nobody tells of revocations."""
    certificate = _read(signed.certificate)
    _check_signature(certificate, signed)
    issuer = _issuer_of(certificate, trust)
    _check_time(certificate, issuer, at)
    _check_use(certificate, trust)
    status = checker.check(certificate, issuer, at=at)
    if status.standing is not Standing.GOOD:
        revoked = status.standing is Standing.REVOKED
        raise Rejected(Fault.REVOKED if revoked else Fault.STATUS_UNKNOWN, status)
    return Verified(certificate, issuer, status, _identity_in(certificate, trust.purpose))


def _read(der: bytes) -> x509.Certificate:
    try:
        certificate = x509.load_der_x509_certificate(der)
        certificate.extensions  # noqa: B018  # read here, so that what cannot be read is refused here
        certificate.public_key()
    except (ValueError, x509.DuplicateExtension, UnsupportedAlgorithm) as cause:
        raise Rejected(Fault.UNREADABLE) from cause
    return certificate


def _check_signature(certificate: x509.Certificate, signed: SignedDocument) -> None:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_RSA_BITS:
            key.verify(signed.signature, signed.document, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
            key.verify(signed.signature, signed.document, ec.ECDSA(_CURVES[key.curve.name]))
        else:
            raise Rejected(Fault.ALGORITHM)
    except InvalidSignature as cause:
        raise Rejected(Fault.SIGNATURE) from cause


def _issuer_of(certificate: x509.Certificate, trust: TrustStore) -> x509.Certificate:
    """By name first, and then by key: all generations are called the same."""
    if not isinstance(_digest_of(certificate), _STRONG):
        raise Rejected(Fault.ALGORITHM)
    for root in trust.roots:
        if root.subject.public_bytes() != certificate.issuer.public_bytes():
            continue
        try:
            certificate.verify_directly_issued_by(root)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue
        return root
    raise Rejected(Fault.ISSUER)


def _digest_of(certificate: x509.Certificate) -> hashes.HashAlgorithm | None:
    try:
        return certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return None


def _check_time(certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> None:
    for each in (certificate, issuer):
        if at < each.not_valid_before_utc:
            raise Rejected(Fault.NOT_YET_VALID)
        if at > each.not_valid_after_utc:
            raise Rejected(Fault.EXPIRED)


def _check_use(certificate: x509.Certificate, trust: TrustStore) -> None:
    extensions = certificate.extensions
    if any(each.critical and each.oid not in _UNDERSTOOD for each in extensions):
        raise Rejected(Fault.EXTENSION)
    if not _is_for(certificate, trust.purpose):
        raise Rejected(Fault.KEY_USAGE)
    told = {policy.policy_identifier.dotted_string for policy in _policies_of(certificate)}
    if not told or not told <= trust.policies:
        raise Rejected(Fault.POLICY)
    for each in extensions:
        if isinstance(each.value, x509.BasicConstraints) and each.value.ca:
            raise Rejected(Fault.IS_CA)


def _is_for(certificate: x509.Certificate, purpose: Purpose) -> bool:
    """Critical, and no more than the purpose needs: 署名用 has nonRepudiation, 利用者証明用 has not."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    except x509.ExtensionNotFound:
        return False
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    return (
        usage.critical
        and usage.value.digital_signature
        and usage.value.content_commitment is (purpose is Purpose.SIGNATURE)
        and not any(getattr(usage.value, each) for each in others)
    )


def _policies_of(certificate: x509.Certificate) -> x509.CertificatePolicies | tuple[()]:
    try:
        return certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return ()


def _identity_in(certificate: x509.Certificate, purpose: Purpose) -> CardIdentity | None:
    if purpose is Purpose.AUTHENTICATION:
        return None
    try:
        return read_identity(certificate)
    except NotOfTheProfile as cause:
        raise Rejected(Fault.IDENTITY) from cause
