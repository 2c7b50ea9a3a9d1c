"""Any PDF people send → its pages, and nothing that acts."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from app.files import refusals
from app.files.images import sanitise
from app.files.kinds import FileKind, FileLimits
from app.files.pdf_cleaning import without_telling_parts
from app.files.refusals import FileRefused
from app.language import Message
from tests.files import corpus

ACTS = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/Launch", "/URI", "/EmbeddedFiles", "/EF", "/AF", "/Annots",
    "/AcroForm", "/XFA", "/Names", "/Metadata", "/RichMedia", "/PieceInfo",
}  # fmt: skip


def keys_in(content: bytes) -> set[str]:
    """Every key of every dictionary, however deep."""
    found: set[str] = set()

    def look(thing: object, depth: int) -> None:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and depth < 12:
            found.update(thing.keys())
            for key in thing.keys() - {"/Parent"}:
                look(thing[key], depth + 1)
        elif isinstance(thing, pikepdf.Array):
            for each in thing:
                look(each, depth + 1)

    with pikepdf.open(io.BytesIO(content)) as opened:
        for thing in [*opened.objects, opened.trailer]:
            look(thing, 0)
    return found


def refusal_of(content: bytes, limits: FileLimits) -> Message:
    with pytest.raises(FileRefused) as refused:
        sanitise(FileKind.PDF, content, limits)
    return refused.value.said


def text_of(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as opened:
        return b"".join(page.obj.Contents.read_bytes() for page in opened.pages)


def test_a_harmless_pdf_keeps_its_pages(limits: FileLimits) -> None:
    made = sanitise(FileKind.PDF, corpus.pdf(3), limits)
    assert (made.media_type, made.pages, made.thumbnail) == ("application/pdf", 3, None)
    assert text_of(made.copy).count(b"(PAGE)") == 3
    assert "/Font" in keys_in(made.copy)


def test_nothing_that_acts_is_left_in_the_copy(limits: FileLimits) -> None:
    """I-59d. Must catch: leaving out any one of OpenAction, AA, annotations, names, attachments, forms."""
    given = corpus.pdf_that_acts()
    assert len(keys_in(given) & ACTS) >= 9
    made = sanitise(FileKind.PDF, given, limits)
    assert keys_in(made.copy) & ACTS == set()
    assert made.pages == 2
    assert "/XObject" in keys_in(made.copy)
    with pikepdf.open(io.BytesIO(made.copy)) as opened:
        everything = b"".join(
            thing.read_raw_bytes() for thing in opened.objects if isinstance(thing, pikepdf.Stream)
        )
        assert not opened.attachments
        assert dict(opened.docinfo) == {}
    for secret in (b"EVIL", b"SECRET", b"Exif", b"evil.example"):
        assert secret not in made.copy + everything


def test_a_picture_in_a_pdf_loses_what_it_tells_and_not_a_pixel() -> None:
    given = corpus.photo_that_tells()
    kept = without_telling_parts(given)
    assert b"SECRET" in given
    assert b"SECRET" not in kept
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(given)).tobytes()
    assert without_telling_parts(b"\xff\xd8\xff\xe1\xff\xff cut") == b"\xff\xd8\xff\xe1\xff\xff cut"


def test_what_was_typed_into_a_form_is_still_to_be_seen(limits: FileLimits) -> None:
    """Must catch: dropping annotations without making their looks part of the page."""

    def fill(made: pikepdf.Pdf) -> None:
        looks = made.make_stream(
            b"/Tx BMC BT /F1 12 Tf (TYPED) Tj ET EMC", Subtype=Name.Form, BBox=[0, 0, 99, 20]
        )
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("TYPED"),
            Rect=[10, 10, 109, 30], F=4, AP=Dictionary(N=looks),
        )  # fmt: skip
        widget = made.make_indirect(field)
        made.pages[0].obj.Annots = Array([widget])
        made.Root.AcroForm = Dictionary(Fields=Array([widget]))

    made = sanitise(FileKind.PDF, corpus.pdf(1, fill), limits)
    with pikepdf.open(io.BytesIO(made.copy)) as opened:
        streams = [thing.read_bytes() for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
    assert any(b"TYPED" in stream for stream in streams)
    assert keys_in(made.copy) & ACTS == set()


@pytest.mark.parametrize("password", ["secret", ""])
def test_a_locked_pdf_is_refused(password: str, limits: FileLimits) -> None:
    assert refusal_of(corpus.locked_pdf(password), limits) == refusals.LOCKED_PDF


def test_pages_are_taken_up_to_the_limit(limits: FileLimits) -> None:
    assert sanitise(FileKind.PDF, corpus.pdf(50), limits).pages == 50
    assert refusal_of(corpus.pdf(51), limits) == refusals.too_many_pages(50)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n" + corpus.HTML, b"%PDF-1.7\n%%EOF", corpus.pdf()[:200], corpus.pdf(0)],
    ids=["html", "empty", "cut", "no pages"],
)
def test_a_broken_pdf_is_refused(content: bytes, limits: FileLimits) -> None:
    assert refusal_of(content, limits) == refusals.BROKEN_PDF


def test_the_same_pdf_gives_the_same_copy(limits: FileLimits) -> None:
    content = corpus.pdf_that_acts()
    assert sanitise(FileKind.PDF, content, limits) == sanitise(FileKind.PDF, content, limits)
