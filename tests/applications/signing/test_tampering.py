"""Every part of the evidence changed, one after the other, and each change seen."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.orm import Session

from app.applications.signing.rechecking import Kept, Part
from app.applications.versions import content_hash
from app.municipality.offering import AssuranceAsked
from tests import make
from tests.applications.signing.evidence import a_signed_case, found, kept_of
from tests.auth.signing_double import CardAtHand
from tests.conftest import NOW


def _another(text: str) -> str:
    """Base64 of the same length, one bit away."""
    changed = bytearray(base64.b64decode(text))
    changed[len(changed) // 2] ^= 1
    return base64.b64encode(bytes(changed)).decode()


def _another_card(_text: str) -> str:
    """Of the same person and the same key, issued on another day."""
    made = CardAtHand(issued_on=NOW.date().replace(year=NOW.year - 2, day=1))
    return base64.b64encode(made.certificate.public_bytes(Encoding.DER)).decode()


def _in_document(old: str, new: str) -> Callable[[Kept], None]:
    def change(kept: Kept) -> None:
        assert old in kept.evidence.document
        kept.evidence.document = kept.evidence.document.replace(old, new)

    return change


def _set(name: str, make_it: Callable[[Any], Any]) -> Callable[[Kept], None]:
    return lambda kept: setattr(kept.evidence, name, make_it(getattr(kept.evidence, name)))


def _answer(kept: Kept) -> None:
    kept.version.answers = {**kept.version.answers, "applicant_phone": "09000000999"}


def _answer_with_its_hash(kept: Kept) -> None:
    _answer(kept)
    kept.version.content_hash = content_hash(kept.application, kept.version.answers)


def _whole_document(kept: Kept) -> None:
    """With a digest that fits."""
    _in_document("林", "森")(kept)
    kept.evidence.digest = hashlib.sha256(kept.evidence.document.encode()).hexdigest()


def _file_added(kept: Kept) -> None:
    file = {"id": "1", "name": "a.jpg", "sha256": "cd" * 32, "bytes": 1}
    kept.version.answers = {**kept.version.answers, "photos": [file]}


TAMPERED: dict[str, tuple[Callable[[Kept], None], set[Part]]] = {
    "a word of the document": (_in_document("林", "森"), {Part.DOCUMENT, Part.SIGNATURE, Part.ANSWERS}),
    "the document and its digest": (_whole_document, {Part.SIGNATURE, Part.REPORT, Part.ANSWERS}),
    "the digest": (_set("digest", lambda text: "0" * 64), {Part.DOCUMENT, Part.REPORT}),
    "the nonce": (_set("nonce", lambda text: "another"), {Part.DOCUMENT, Part.REPORT}),
    "an answer": (_answer, {Part.ANSWERS}),
    "an answer and its hash": (_answer_with_its_hash, {Part.ANSWERS, Part.REPORT}),
    "a file": (_file_added, {Part.ANSWERS, Part.ATTACHMENTS}),
    "the signature": (_set("signature", _another), {Part.SIGNATURE, Part.REPORT}),
    "no signature": (_set("signature", lambda text: ""), {Part.SIGNATURE, Part.REPORT}),
    "the certificate": (_set("certificate", _another), {Part.SIGNATURE, Part.REPORT}),
    "another certificate of the same card": (_set("certificate", _another_card), {Part.REPORT}),
    "the moment in the report": (
        _set("report", lambda told: {**told, "checked_at": "2026-05-01T00:00:00+00:00"}),
        {Part.REPORT},
    ),
    "the standing in the report": (
        _set("report", lambda told: {**told, "standing": "revoked"}),
        {Part.REPORT, Part.SIGNATURE},
    ),
    "an empty report": (_set("report", lambda told: {}), {Part.REPORT, Part.SIGNATURE}),
    "the seal": (_set("seal", lambda text: text[:-2] + ("AA" if text[-2:] != "AA" else "BB")), {Part.REPORT}),
    "no seal": (_set("seal", lambda text: ""), {Part.REPORT}),
    "the moment of signing": (
        _set("signed_at", lambda at: at - timedelta(days=1)),
        {Part.REPORT},
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_whatever_is_changed_is_seen(session: Session, name: str) -> None:
    """I-39. Must catch: any one part of the evidence that can be rewritten."""
    kept = kept_of(a_signed_case(session))
    tamper, parts = TAMPERED[name]
    with session.no_autoflush:
        tamper(kept)
        finding = found(kept)
        assert not finding.is_valid
        assert set(finding.wrong) == parts


def test_a_file_that_is_another_than_was_signed_is_seen(session: Session) -> None:
    """Must catch: a photo exchanged in the store and in its row."""
    key = "abandoned_bicycle"
    town = make.a_town(key, assurance=AssuranceAsked.SIGNED)
    case = make.a_draft(session, key, None, town=town, by=make.a_resident())
    case.submit()
    session.flush()
    kept = kept_of(case)
    (file,) = kept.version.answers["photos"]
    assert found(kept).is_valid
    assert found(replace(kept, files={file["id"]: file["sha256"]})).is_valid
    assert set(found(replace(kept, files={file["id"]: "cd" * 32})).wrong) == {Part.ATTACHMENTS}
