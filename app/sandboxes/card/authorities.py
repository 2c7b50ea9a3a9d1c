"""The rehearsal's certification authorities: JPKI's profile under a name that nobody can take for JPKI's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from app.auth.jpki.profile import ARC, CardIdentity, Purpose
from app.clock import JST

ORGANISATION = "JPKI-LOCALTEST"
# The arc of test environments; production refuses it.
POLICIES = {Purpose.SIGNATURE: f"{ARC}.1.0.20", Purpose.AUTHENTICATION: f"{ARC}.1.0.30"}
_UNITS = {
    Purpose.SIGNATURE: "JPKI for digital signature",
    Purpose.AUTHENTICATION: "JPKI for user authentication",
}
_ERA_CODES = {"meiji": "1", "taisho": "2", "showa": "3", "heisei": "4", "reiwa": "5", "": "0"}
_SEX_CODES = {"male": "1", "female": "2", "unspecified": "3"}
_YEARS = 5
_ROOT_YEARS = 10


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Authority:
    """One generation of a root: all of a purpose have one name, each has a key of its own."""

    purpose: Purpose
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)

    def issue(
        self,
        key: rsa.RSAPublicKey,
        common_name: str,
        issued_on: date,
        identity: CardIdentity | None,
        serial: int | None = None,
    ) -> x509.Certificate:
        """From 00:00 of the day in Japan until the end of the fifth birthday after it. `identity`: 署名用 only."""
        first, last = _validity(issued_on, identity)
        builder = (
            x509.CertificateBuilder()
            .subject_name(_subject(common_name))
            .issuer_name(self.certificate.subject)
            .public_key(key)
            .serial_number(serial or x509.random_serial_number())
            .not_valid_before(first)
            .not_valid_after(last)
            .add_extension(key_usage(self.purpose), critical=True)
        )
        if identity is not None:
            builder = builder.add_extension(alternative_name(identity), critical=False)
        return (
            builder.add_extension(policies(POLICIES[self.purpose]), critical=True)
            .add_extension(_authority_key(self.certificate), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .sign(self.key, hashes.SHA256())
        )

    def revocation_list(self, revoked: Iterable[tuple[int, datetime]], now: datetime) -> bytes:
        """DER, good for a day: (serial number, moment)."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now)
            .next_update(now + timedelta(days=1))
            .add_extension(_authority_key(self.certificate), critical=False)
        )
        for serial, moment in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


def found(purpose: Purpose, first_day: date, key: rsa.RSAPrivateKey | None = None) -> Authority:
    """A new generation."""
    own = key or new_key()
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _UNITS[purpose]),
        ]
    )
    begins = datetime.combine(first_day, time(), JST).astimezone(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365 * _ROOT_YEARS))
        .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .sign(own, hashes.SHA256())
    )
    return Authority(purpose, certificate, own)


def key_usage(purpose: Purpose) -> x509.KeyUsage:
    return usage(digital_signature=True, content_commitment=purpose is Purpose.SIGNATURE)


def policies(oid: str) -> x509.CertificatePolicies:
    return x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier(oid), None)])


def alternative_name(identity: CardIdentity) -> x509.SubjectAlternativeName:
    """In the order of a real card: name, birth, sex, address, and where letters were substituted."""
    born = identity.born
    day = f"{_ERA_CODES[born.era]}{born.year:04}{born.month:02}{born.day:02}"
    told = (
        (1, identity.name),
        (4, day),
        (3, _SEX_CODES[identity.sex]),
        (5, identity.address),
        (2, _flags(identity.name, identity.name_substituted)),
        (6, _flags(identity.address, identity.address_substituted)),
    )
    return x509.SubjectAlternativeName([other_name(leaf, text) for leaf, text in told])


def other_name(leaf: int, text: str) -> x509.OtherName:
    return x509.OtherName(ObjectIdentifier(f"{ARC}.5.{leaf}"), asn1.encode_der(text))


def _flags(text: str, places: tuple[int, ...]) -> str:
    return "".join("1" if at in places else "0" for at in range(len(text)))


def _subject(common_name: str) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "JP")
    return x509.Name([country, x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _validity(issued_on: date, identity: CardIdentity | None) -> tuple[datetime, datetime]:
    birthday = identity.born.exact if identity else None
    last_day = _nth_birthday(birthday or issued_on, issued_on)
    first = datetime.combine(issued_on, time(), JST)
    last = datetime.combine(last_day, time(23, 59, 59), JST)
    return first.astimezone(UTC), last.astimezone(UTC)


def _nth_birthday(born: date, issued_on: date) -> date:
    """The fifth after the day of issue; whoever was born on 29 February has it on the 1st of March."""
    coming = issued_on.year + ((born.month, born.day) <= (issued_on.month, issued_on.day))
    year = coming + _YEARS - 1
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _authority_key(certificate: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    own = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def usage(**allowed: bool) -> x509.KeyUsage:
    none = dict.fromkeys(
        (
            *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
            *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    return x509.KeyUsage(**{**none, **allowed})
