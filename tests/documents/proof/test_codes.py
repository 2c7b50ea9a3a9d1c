"""The code on the paper: short, without personal data, and genuine in one form only."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.documents.proof.canonical import canonical, from_text, to_text
from app.documents.proof.code import NoCode, read_code, sign
from app.documents.proof.keys import KnownKeys, Signer, new_secret, public_key
from app.documents.proof.statement import Details, Kind, Statement
from app.documents.proof.verdict import Verdict, check_code
from app.documents.settings import DocumentsSettings
from tests.documents.proof.papers import KEYS, ROTATED, STRANGER, code_of
from tests.documents.samples import STAMP, notice_to_sign, receipt_to_sign

RECEIPT, NOTICE = code_of(receipt_to_sign()), code_of(notice_to_sign())

# RFC 8032 §7.1: secret, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_signatures_are_those_of_the_standard(secret: str, public: str, message: str, signature: str) -> None:
    signer = Signer([to_text(bytes.fromhex(secret))])
    assert signer.sign(bytes.fromhex(message)).hex() == signature
    (told,) = signer.known.published()["keys"]
    assert from_text(told["x"]).hex() == public
    assert signer.known.has_signed(signer.key_id, bytes.fromhex(signature), bytes.fromhex(message))


def test_the_key_id_is_the_thumbprint_of_the_standard() -> None:
    """RFC 8037 appendix A.3 gives the thumbprint of just this key."""
    key = KnownKeys([public_key("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")])
    assert "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"[:11] in key


@pytest.mark.parametrize("code", [RECEIPT, NOTICE])
def test_a_code_is_genuine_with_or_without_its_address(code: str) -> None:
    assert check_code(code, KEYS).verdict is Verdict.GENUINE
    broken = f"https://town.example/verify#{code[:60]}\n  {code[60:]}\n"
    assert check_code(broken, KEYS).verdict is Verdict.GENUINE
    assert check_code(code, STRANGER.known).verdict is Verdict.FOREIGN
    assert check_code(code, ROTATED.known).verdict is Verdict.GENUINE
    assert check_code(code_of(receipt_to_sign(), STRANGER), KEYS).verdict is Verdict.FOREIGN


@settings(max_examples=1500)
@given(st.sampled_from((RECEIPT, NOTICE)), st.integers(min_value=0), st.characters())
def test_no_letter_can_be_another(code: str, where: int, letter: str) -> None:
    """I-02. Must catch: a field left out of what is signed, two spellings of one signature."""
    at = where % len(code)
    assume(code[at] != letter)
    assert check_code(code[:at] + letter + code[at + 1 :], KEYS).verdict is not Verdict.GENUINE


def test_no_letter_can_be_another_of_the_alphabet() -> None:
    """I-02. Must catch: the unused bits in the last letter of a base64 text."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    wrong = [
        (at, letter)
        for at in range(len(RECEIPT))
        for letter in letters
        if letter != RECEIPT[at]
        and check_code(RECEIPT[:at] + letter + RECEIPT[at + 1 :], KEYS).verdict is Verdict.GENUINE
    ]
    assert wrong == []


CHANGES = [
    {"kind": Kind.DECISION_NOTICE},
    {"town": "209998"},
    {"number": "26-000124-V"},
    {"procedure": "disaster_certificate"},
    {"at": datetime(2026, 5, 12, 1, 30, 16, tzinfo=UTC)},
    {"details": "00" * 32},
    {"outcome": "granted"},
    {"document_number": "第1号"},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_every_field_is_under_the_signature(change: dict[str, object]) -> None:
    """I-02. Must catch: any one of them left out."""
    code = sign(STAMP._statement_of(receipt_to_sign()), STAMP.signer)
    other = replace(code, statement=replace(code.statement, **change))
    assert check_code(str(other), KEYS).verdict is Verdict.CHANGED


@given(st.text(max_size=400))
def test_whatever_is_pasted_gets_an_answer(text: str) -> None:
    assert check_code(text, KEYS).verdict is not Verdict.GENUINE
    with pytest.raises(NoCode):
        read_code(text)


def test_nobody_is_named_in_the_code_and_answers_cannot_be_guessed_from_it() -> None:
    """Must catch: a name in the QR code; a hash of answers without salt, to be tried out at leisure."""
    named = notice_to_sign().document
    parts = RECEIPT.split(".")
    assert len(parts) == 11
    assert named.person not in RECEIPT
    salted, other = (Details("ab" * 32, salt).digest for salt in ("a", "b"))
    assert salted != other
    assert len(RECEIPT) < 230
    assert all(letter.isalnum() or letter in "._-" for letter in NOTICE)


def test_the_canonical_form_is_one_form() -> None:
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'.encode()
    for text in ("A", "AB", "AA==", "A-_+", "あ", "QR"):
        with pytest.raises(ValueError):  # noqa: PT011  (any: what it is called does not matter)
            from_text(text)


def test_a_statement_without_its_shape_is_none() -> None:
    good = STAMP._statement_of(receipt_to_sign())
    for change in ({"town": "1"}, {"number": "x"}, {"procedure": "A"}, {"details": "ab"}, {"outcome": "."}):
        with pytest.raises(ValueError, match="shape"):
            replace(good, **change)  # type: ignore[arg-type]  # one of each
    assert isinstance(good, Statement)


def test_published_keys_can_be_read_again_and_nothing_else_can() -> None:
    published = str(canonical(ROTATED.known.published()), "utf-8")
    assert KnownKeys.read(published).published() == ROTATED.known.published()
    assert "d" not in {name for key in ROTATED.known.published()["keys"] for name in key}
    for wrong in ("", "{}", "[]", '{"keys": [1]}', '{"keys": [{"crv": "Ed25519", "x": "AA"}]}', "[" * 9999):
        with pytest.raises(ValueError):  # noqa: PT011  (any: what it is called does not matter)
            KnownKeys.read(wrong)


def test_production_refuses_the_key_the_whole_world_knows() -> None:
    """Must catch: receipts that anybody can forge."""
    assert DocumentsSettings().faults_in_production()
    secret, public = new_secret()
    own = DocumentsSettings(signing_keys=(secret,))  # type: ignore[arg-type]  # as from the environment
    assert own.faults_in_production() == []
    assert own.signer.known.published()["keys"][0]["x"] == public
    assert DocumentsSettings(signing_keys=()).faults_in_production()
