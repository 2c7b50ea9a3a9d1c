"""A signed PDF: genuine as it was handed out, and in no other form."""

import io
import re

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.pdf import render
from app.documents.proof.code import sign
from app.documents.proof.envelope import with_room
from app.documents.proof.seal import seal
from app.documents.proof.verdict import Verdict, check_file
from tests.documents.proof.papers import KEYS, ROTATED, STRANGER, a_notice, a_receipt, flipped, issued_by
from tests.documents.samples import DETAILS, STAMP, notice_to_sign, pages_in, receipt, receipt_to_sign

SEAL = re.compile(rb"/MadoguchiSeal \(([^)]*)\)")


def verdict(pdf: bytes) -> Verdict:
    return check_file(pdf, KEYS).verdict


def seal_in(pdf: bytes) -> bytes:
    found = SEAL.search(pdf)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("claim", [receipt_to_sign(), notice_to_sign()], ids=lambda claim: claim.kind)
def test_what_was_handed_out_is_genuine_and_says_of_what_case(claim) -> None:  # type: ignore[no-untyped-def]  # parametrized
    """I-02. Must catch: a field that is shown but not signed."""
    found = check_file(STAMP.issue(claim), KEYS)
    assert found.verdict is Verdict.GENUINE
    assert found.details == DETAILS
    told = found.statement
    assert told is not None
    assert (told.kind, told.town, told.number) == (claim.kind, "209999", "26-000123-X")
    assert (told.procedure, told.at) == (claim.procedure, claim.document.made_at)
    assert (told.outcome, told.document_number) == (claim.outcome, claim.document_number)
    assert told.details == DETAILS.digest


@settings(max_examples=1500)
@given(st.data())
def test_no_byte_can_be_another(data: st.DataObject) -> None:
    """I-02. Must catch: a part of the file that no signature covers, a signature that can be written twice."""
    pdf = data.draw(st.sampled_from((a_receipt(), a_notice())))
    at = data.draw(st.integers(0, len(pdf) - 1))
    assert verdict(flipped(pdf, at, data.draw(st.integers(1, 255)))) is not Verdict.GENUINE


def test_no_byte_of_the_seal_can_be_another() -> None:
    """I-02. Must catch: base64 whose last letter may be another, JSON with room in it."""
    pdf = a_receipt()
    start = pdf.index(b"/MadoguchiSeal")
    for mask in (0x01, 0x02, 0x04, 0x20, 0x80):
        wrong = [at for at in range(start, len(pdf)) if verdict(flipped(pdf, at, mask)) is Verdict.GENUINE]
        assert wrong == []


@settings(max_examples=300)
@given(st.data())
def test_nothing_can_be_cut_off_or_put_in(data: st.DataObject) -> None:
    """I-02. Must catch: a hash over the beginning only, as where an update may follow what was signed."""
    pdf = a_receipt()
    at = data.draw(st.integers(0, len(pdf)))
    more = data.draw(st.binary(min_size=1, max_size=50))
    assert verdict(pdf[:at] + more + pdf[at:]) is not Verdict.GENUINE
    assert verdict(pdf[: min(at, len(pdf) - 1)]) is not Verdict.GENUINE


def test_a_seal_belongs_to_one_file() -> None:
    """I-02. Must catch: the seal of one receipt cut out and put into another of the same length."""
    mine, theirs = a_receipt(), STAMP.issue(receipt_to_sign(reference_number="26-000124-V"))
    assert len(seal_in(mine)) == len(seal_in(theirs))
    moved = theirs.replace(seal_in(theirs), seal_in(mine))
    found = check_file(moved, KEYS)
    assert found.verdict is Verdict.CHANGED
    assert found.statement is not None
    assert found.statement.number == "26-000123-X"


def test_a_seal_cannot_lead_to_the_details_of_another() -> None:
    """I-02. Must catch: the file and the code each signed, and nothing that ties them."""
    pdf = render(receipt()).pdf
    claim = receipt_to_sign()
    code = sign(STAMP._statement_of(claim), STAMP.signer)
    swapped = seal(pdf, code, type(DETAILS)("00" * 32, DETAILS.salt, DETAILS.attachments), STAMP.signer)
    assert verdict(swapped) is Verdict.CHANGED
    other_hand = seal(pdf, code, DETAILS, STRANGER)
    assert verdict(other_hand) is Verdict.CHANGED


def test_a_file_that_was_saved_anew_is_not_what_the_town_handed_out() -> None:
    """Must catch: an editor's copy taken for the original; it still tells what it was made from."""
    with pikepdf.open(io.BytesIO(a_receipt())) as opened:
        out = io.BytesIO()
        opened.save(out)
    found = check_file(out.getvalue(), KEYS)
    assert found.verdict is Verdict.CHANGED
    assert found.statement is not None


def test_keys_rotate_and_old_papers_stay_good() -> None:
    """I-02. Must catch: a verifier that knows the newest key only."""
    assert check_file(a_receipt(), ROTATED.known).is_genuine
    assert check_file(issued_by(ROTATED), ROTATED.known).is_genuine
    assert ROTATED.key_id != STAMP.signer.key_id
    assert check_file(issued_by(ROTATED), KEYS).verdict is Verdict.FOREIGN
    assert check_file(issued_by(STRANGER), ROTATED.known).verdict is Verdict.FOREIGN


def test_a_stranger_cannot_sign_under_the_towns_name() -> None:
    """I-02. Must catch: the id of the key believed without its signature."""
    impostor = type(STRANGER)(["A" * 43])
    impostor.key_id = STAMP.signer.key_id
    code = sign(STAMP._statement_of(receipt_to_sign()), impostor)
    assert verdict(seal(render(receipt()).pdf, code, DETAILS, impostor)) is Verdict.CHANGED


@pytest.mark.parametrize(
    "junk", [b"", b"%PDF-1.7", b"/MadoguchiSeal (x)", b"/MadoguchiSeal (e30.AA)", b"\x00" * 999]
)
def test_what_is_no_paper_of_ours_is_said_to_be_none(junk: bytes) -> None:
    assert not check_file(junk, KEYS).is_genuine
    assert not check_file(render(receipt()).pdf + junk, KEYS).is_genuine


def test_the_seal_changes_nothing_people_see() -> None:
    """Must catch: an update that readers repair, lose the tags of, or cannot open."""
    pdf = a_receipt()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert "/StructTreeRoot" in opened.Root
        assert str(opened.docinfo.Title) == "到達・受付のお知らせ"
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    assert reader.metadata is not None
    assert str(reader.metadata["/MadoguchiSeal"]).encode() == seal_in(pdf)
    assert "受付番号26-000123-X" in pages_in(pdf)[0]


def test_another_build_of_pdf_is_refused_rather_than_sealed_wrongly() -> None:
    with pytest.raises(ValueError, match="another way"):
        with_room(b"%PDF-1.7\nstartxref\n0\n%%EOF", 10)
