"""Certificates that are wrong in one thing."""

from collections.abc import Callable
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.auth.jpki.profile import Purpose
from app.sandboxes.card import authorities
from app.sandboxes.card.authorities import POLICIES, alternative_name, key_usage, other_name, policies
from tests.auth.jpki.cards import IDENTITY, authority, certificate, key

SIGNATURE, AUTHENTICATION = Purpose.SIGNATURE, Purpose.AUTHENTICATION
Build = Callable[["Made"], None]


class Made:
    """A certificate that is right in everything; a mutation changes one thing before it is signed."""

    def __init__(self, purpose: Purpose = SIGNATURE) -> None:
        right = certificate(purpose)
        self.issuer, self.subject = right.issuer, right.subject
        self.public_key: Any = key("card").public_key()
        self.first, self.last = right.not_valid_before_utc, right.not_valid_after_utc
        self.signer: Any = authority(purpose).key
        self.digest: Any = hashes.SHA256()
        self.extensions: dict[str, tuple[x509.ExtensionType, bool]] = {
            "usage": (key_usage(purpose), True),
            "policies": (policies(POLICIES[purpose]), True),
        }
        if purpose is SIGNATURE:
            self.extensions["names"] = (alternative_name(IDENTITY), False)

    def der(self) -> bytes:
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.subject)
            .issuer_name(self.issuer)
            .public_key(self.public_key)
            .serial_number(4711)
            .not_valid_before(self.first)
            .not_valid_after(self.last)
        )
        for extension, critical in self.extensions.values():
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self.signer, self.digest).public_bytes(Encoding.DER)


def usage(**changes: bool) -> x509.KeyUsage:
    return authorities.usage(**{"digital_signature": True, "content_commitment": True, **changes})


def put(name: str, extension: x509.ExtensionType, *, critical: bool = True) -> Build:
    def change(made: Made) -> None:
        made.extensions[name] = (extension, critical)

    return change


def without(name: str) -> Build:
    return lambda made: made.extensions.pop(name) and None


def names(*told: tuple[int, str]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([other_name(leaf, text) for leaf, text in told])


def with_names(**changes: str) -> Build:
    """The identity with some parts said otherwise; "" leaves one out."""
    right = {each.type_id.dotted_string.rpartition(".")[2]: each for each in alternative_name(IDENTITY)}
    for leaf, text in changes.items():
        right[leaf.removeprefix("part_")] = (
            other_name(int(leaf.removeprefix("part_")), text) if text else None
        )
    kept = [each for each in right.values() if each is not None]
    return put("names", x509.SubjectAlternativeName(kept), critical=False)


def set_on(**changes: Any) -> Build:
    def change(made: Made) -> None:
        for name, value in changes.items():
            setattr(made, name, value)

    return change


def named_like(**changes: str) -> x509.Name:
    told = {"c": "JP", "o": "JPKI-LOCALTEST", "ou": "JPKI for digital signature", **changes}
    oids = {"c": NameOID.COUNTRY_NAME, "o": NameOID.ORGANIZATION_NAME, "ou": NameOID.ORGANIZATIONAL_UNIT_NAME}
    return x509.Name([x509.NameAttribute(oids[part], text) for part, text in told.items() if text])
