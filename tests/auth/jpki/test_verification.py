"""A card's signature is taken for whose it is, and nothing else is: a corpus of what could be handed in instead."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ObjectIdentifier

from app.auth.jpki.profile import ARC, Purpose
from app.auth.jpki.status import Standing
from app.auth.jpki.verification import Fault, Rejected, SignedDocument, verify
from app.sandboxes.card.authorities import (
    POLICIES,
    found,
    key_usage,
    new_key,
    other_name,
    policies,
)
from tests.auth.jpki.cards import (
    AT,
    DOCUMENT,
    IDENTITY,
    Answers,
    authority,
    certificate,
    key,
    sign,
    signed,
    trust,
)
from tests.auth.jpki.making import (
    AUTHENTICATION,
    SIGNATURE,
    Build,
    Made,
    named_like,
    names,
    put,
    set_on,
    usage,
    with_names,
    without,
)

SECOND = timedelta(seconds=1)


def fault_of(document: SignedDocument, purpose: Purpose = SIGNATURE, **more: Any) -> Fault:
    with pytest.raises(Rejected) as refused:
        verify(document, trust(purpose), more.get("checker", Answers()), at=more.get("at", AT))
    return refused.value.fault


STRANGER = x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\x05\x00")
WRONG: dict[str, tuple[Build, Fault]] = {
    "signed by a key of nobody": (lambda made: setattr(made, "signer", key("nobody")), Fault.ISSUER),
    "signed by the root of the other purpose": (
        lambda made: setattr(made, "signer", authority(AUTHENTICATION).key),
        Fault.ISSUER,
    ),
    "signed by the card itself": (lambda made: setattr(made, "signer", key("card")), Fault.ISSUER),
    "signed by the other generation is fine, but not with another name": (
        set_on(issuer=named_like(ou="JPKI for user authentication")),
        Fault.ISSUER,
    ),
    "an issuer with another country": (set_on(issuer=named_like(c="US")), Fault.ISSUER),
    "an issuer that calls itself JPKI": (set_on(issuer=named_like(o="JPKI")), Fault.ISSUER),
    "an issuer in lower case": (set_on(issuer=named_like(o="jpki-localtest")), Fault.ISSUER),
    "an issuer with a part less": (set_on(issuer=named_like(ou="")), Fault.ISSUER),
    "issued under SHA-1's successor of another family is fine, SHA-224 is not": (
        set_on(digest=hashes.SHA224()),
        Fault.ALGORITHM,
    ),
    "begins a second later": (lambda made: setattr(made, "first", AT + SECOND), Fault.NOT_YET_VALID),
    "begins tomorrow": (lambda made: setattr(made, "first", AT + timedelta(days=1)), Fault.NOT_YET_VALID),
    "ended a second ago": (lambda made: setattr(made, "last", AT - SECOND), Fault.EXPIRED),
    "ended a year ago": (lambda made: setattr(made, "last", AT - timedelta(days=190)), Fault.EXPIRED),
    "for authentication": (put("usage", key_usage(AUTHENTICATION)), Fault.KEY_USAGE),
    "no key usage": (without("usage"), Fault.KEY_USAGE),
    "a key usage that may be ignored": (put("usage", usage(), critical=False), Fault.KEY_USAGE),
    "no signatures": (put("usage", usage(digital_signature=False)), Fault.KEY_USAGE),
    "no commitment": (put("usage", usage(content_commitment=False)), Fault.KEY_USAGE),
    "enciphers keys": (put("usage", usage(key_encipherment=True)), Fault.KEY_USAGE),
    "enciphers data": (put("usage", usage(data_encipherment=True)), Fault.KEY_USAGE),
    "agrees on keys": (put("usage", usage(key_agreement=True)), Fault.KEY_USAGE),
    "signs certificates": (put("usage", usage(key_cert_sign=True)), Fault.KEY_USAGE),
    "signs lists": (put("usage", usage(crl_sign=True)), Fault.KEY_USAGE),
    "no policy": (without("policies"), Fault.POLICY),
    "the policy of authentication": (put("policies", policies(POLICIES[AUTHENTICATION])), Fault.POLICY),
    "the policy of production": (put("policies", policies(f"{ARC}.1.1.20")), Fault.POLICY),
    "the policy of a smartphone": (put("policies", policies(f"{ARC}.1.1.40")), Fault.POLICY),
    "any policy": (put("policies", policies("2.5.29.32.0")), Fault.POLICY),
    "the arc alone": (put("policies", policies(ARC)), Fault.POLICY),
    "two policies, one of them foreign": (
        put(
            "policies",
            x509.CertificatePolicies(
                [
                    x509.PolicyInformation(ObjectIdentifier(each), None)
                    for each in (POLICIES[SIGNATURE], "1.2.3.4.5")
                ]
            ),
        ),
        Fault.POLICY,
    ),
    "a CA": (put("basic", x509.BasicConstraints(ca=True, path_length=None)), Fault.IS_CA),
    "a CA of nobody below": (put("basic", x509.BasicConstraints(ca=True, path_length=0)), Fault.IS_CA),
    "a CA that says so quietly": (
        put("basic", x509.BasicConstraints(ca=True, path_length=None), critical=False),
        Fault.IS_CA,
    ),
    "a critical extension nobody knows": (put("more", STRANGER), Fault.EXTENSION),
    "critical name constraints": (
        put("more", x509.NameConstraints(None, [x509.DNSName("example.jp")])),
        Fault.EXTENSION,
    ),
    "a critical extended key usage": (
        put("more", x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH])),
        Fault.EXTENSION,
    ),
    "no identity at all": (without("names"), Fault.IDENTITY),
    "names of machines": (
        put("names", x509.SubjectAlternativeName([x509.DNSName("midorino.example")]), critical=False),
        Fault.IDENTITY,
    ),
    "no name": (with_names(part_1=""), Fault.IDENTITY),
    "no sex": (with_names(part_3=""), Fault.IDENTITY),
    "no birth": (with_names(part_4=""), Fault.IDENTITY),
    "no address": (with_names(part_5=""), Fault.IDENTITY),
    "a sex of its own": (with_names(part_3="9"), Fault.IDENTITY),
    "a birth without an era": (with_names(part_4="19950614"), Fault.IDENTITY),
    "a birth in an era to come": (with_names(part_4="619950614"), Fault.IDENTITY),
    "a birth in other digits": (with_names(part_4="４19950614"), Fault.IDENTITY),
    "a birth with dashes": (with_names(part_4="41995-6-4"), Fault.IDENTITY),
    "flags for a longer name": (with_names(part_2="000000"), Fault.IDENTITY),
    "flags for a shorter name": (with_names(part_2="0000"), Fault.IDENTITY),
    "flags that are none": (with_names(part_2="00x00"), Fault.IDENTITY),
    "flags for another address": (with_names(part_6="0"), Fault.IDENTITY),
    "an address without end": (with_names(part_5="あ" * 201, part_6="0" * 201), Fault.IDENTITY),
    "a name without end": (with_names(part_1="あ" * 201, part_2="0" * 201), Fault.IDENTITY),
    "two names": (
        put("names", names((1, "水野　陽子"), (1, "林　恵子"), (3, "2"), (4, "419950614"), (5, "長野県"))),
        Fault.IDENTITY,
    ),
    "a name that is no text": (
        put(
            "names",
            x509.SubjectAlternativeName(
                [
                    x509.OtherName(ObjectIdentifier(f"{ARC}.5.1"), b"\x02\x01\x05"),
                    *(other_name(leaf, text) for leaf, text in ((3, "2"), (4, "419950614"), (5, "長野県"))),
                ]
            ),
        ),
        Fault.IDENTITY,
    ),
}


def test_the_right_one_is_taken_and_says_whose_it_is() -> None:
    """Or every refusal below would prove nothing."""
    found = verify(SignedDocument(DOCUMENT, sign(), Made().der()), trust(SIGNATURE), Answers(), at=AT)
    assert found.identity == IDENTITY
    assert found.issuer == authority(SIGNATURE).certificate
    other = verify(signed(AUTHENTICATION), trust(AUTHENTICATION), Answers(), at=AT)
    assert other.identity is None


@pytest.mark.parametrize("mutation", WRONG)
def test_a_certificate_that_is_wrong_in_one_thing_is_refused_for_it(mutation: str) -> None:
    """Must catch: any one check left out or done in another order."""
    change, fault = WRONG[mutation]
    made = Made()
    change(made)
    assert fault_of(SignedDocument(DOCUMENT, sign(), made.der())) is fault


@pytest.mark.parametrize("generation", [1, 2])
def test_every_generation_of_the_root_is_found_by_its_key(generation: int) -> None:
    """Must catch: the first root of that name taken, whose key is another one."""
    der = certificate(SIGNATURE, generation).public_bytes(Encoding.DER)
    found = verify(SignedDocument(DOCUMENT, sign(), der), trust(SIGNATURE), Answers(), at=AT)
    assert found.issuer == authority(SIGNATURE, generation).certificate


def test_a_root_that_has_ended_vouches_for_nobody() -> None:
    old = found(SIGNATURE, AT.date().replace(year=2015), key("old root"))
    store = replace(trust(SIGNATURE), roots=(old.certificate,))
    der = old.issue(key("card").public_key(), "X", AT.date(), IDENTITY).public_bytes(Encoding.DER)
    with pytest.raises(Rejected) as refused:
        verify(SignedDocument(DOCUMENT, sign(), der), store, Answers(), at=AT)
    assert refused.value.fault is Fault.EXPIRED


@pytest.mark.parametrize(
    ("purpose", "store"), [(SIGNATURE, AUTHENTICATION), (AUTHENTICATION, SIGNATURE)], ids=str
)
def test_a_certificate_for_one_thing_is_not_taken_for_the_other(purpose: Purpose, store: Purpose) -> None:
    """Must catch: one store for both, so that four digits are taken for a signature."""
    assert fault_of(signed(purpose), store) is Fault.ISSUER


OTHER_KEY: dict[str, Callable[[], Any]] = {
    "RSA of 1024 bits": lambda: rsa.generate_private_key(public_exponent=65537, key_size=1024),  # noqa: S505  # to be refused
    "a curve of 521 bits": lambda: ec.generate_private_key(ec.SECP521R1()),
    "a curve of coins": lambda: ec.generate_private_key(ec.SECP256K1()),
}


@pytest.mark.parametrize("name", OTHER_KEY)
def test_a_key_nobody_agreed_on_is_refused(name: str) -> None:
    own, made = OTHER_KEY[name](), Made()
    made.public_key = own.public_key()
    by = own.sign(
        DOCUMENT, *((padding.PKCS1v15(), hashes.SHA256()) if "RSA" in name else (ec.ECDSA(hashes.SHA256()),))
    )
    assert fault_of(SignedDocument(DOCUMENT, by, made.der())) is Fault.ALGORITHM


@pytest.mark.parametrize(
    ("curve", "digest"), [(ec.SECP256R1(), hashes.SHA256()), (ec.SECP384R1(), hashes.SHA384())]
)
def test_the_card_to_come_is_verified_by_its_own_algorithm(curve: Any, digest: Any) -> None:
    """Must catch: RSA written into the code, or a signature of 256 bytes expected."""
    own, made = ec.generate_private_key(curve), Made()
    made.public_key = own.public_key()
    right = SignedDocument(DOCUMENT, own.sign(DOCUMENT, ec.ECDSA(digest)), made.der())
    assert verify(right, trust(SIGNATURE), Answers(), at=AT).identity == IDENTITY
    weak = replace(right, signature=own.sign(DOCUMENT, ec.ECDSA(hashes.SHA1())))  # noqa: S303  # to be refused
    assert fault_of(weak) is Fault.SIGNATURE


def test_a_signature_belongs_to_one_document_and_one_key() -> None:
    """Must catch: a verification whose result nobody looks at."""
    right = signed()
    assert fault_of(replace(right, document=DOCUMENT + b" ")) is Fault.SIGNATURE
    assert fault_of(replace(right, document=b"")) is Fault.SIGNATURE
    assert fault_of(replace(right, signature=sign(by=new_key()))) is Fault.SIGNATURE
    assert fault_of(replace(right, signature=b"")) is Fault.SIGNATURE
    assert fault_of(replace(right, signature=right.signature[:-1])) is Fault.SIGNATURE
    assert fault_of(replace(right, signature=right.signature + b"\0")) is Fault.SIGNATURE
    assert fault_of(replace(right, signature=bytes(256))) is Fault.SIGNATURE
    weak = key("card").sign(DOCUMENT, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303  # to be refused
    assert fault_of(replace(right, signature=weak)) is Fault.SIGNATURE
    pss = key("card").sign(DOCUMENT, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    assert fault_of(replace(right, signature=pss)) is Fault.SIGNATURE


@pytest.mark.parametrize("cut", [0, 1, 10, 100, -100, -1])
def test_half_a_certificate_is_none(cut: int) -> None:
    right = signed()
    assert fault_of(replace(right, certificate=right.certificate[:cut])) is Fault.UNREADABLE


def test_no_single_byte_of_a_certificate_can_be_another() -> None:
    """Must catch: any part that the issuer's signature does not hold together."""
    right = signed()
    for at in range(0, len(right.certificate), 7):
        changed = bytearray(right.certificate)
        changed[at] ^= 0x01
        fault_of(replace(right, certificate=bytes(changed)))


def test_a_revoked_certificate_and_one_nobody_knows_of_are_refused() -> None:
    """Must catch: silence taken for good news, or revocation asked before anything else is known."""
    assert fault_of(signed(), checker=Answers(Standing.REVOKED)) is Fault.REVOKED
    assert fault_of(signed(), checker=Answers(Standing.UNKNOWN)) is Fault.STATUS_UNKNOWN
    unasked = Answers()
    fault_of(replace(signed(), document=b"another"), checker=unasked)
    assert unasked.asked == 0


def test_there_are_enough_of_them() -> None:
    assert len(WRONG) >= 54
