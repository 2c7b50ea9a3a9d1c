"""What a file is, whatever it is called."""

from dataclasses import replace

import pytest

from app.files import refusals
from app.files.kinds import PICTURES, FileKind, FileLimits, check_size, kind_of
from app.files.refusals import FileRefused, FileTooLarge
from app.files.virus_scan import EICAR
from app.language import Message
from tests.files import corpus


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (corpus.photo(), FileKind.JPEG),
        (corpus.png_of_zeros(3, 3), FileKind.PNG),
        (corpus.iphone_photo(), FileKind.HEIC),
        (corpus.encoded(corpus.scene(), "WEBP"), FileKind.WEBP),
        (corpus.pdf(), FileKind.PDF),
        (b"\xef\xbb\xbf\r\n" + corpus.pdf(), FileKind.PDF),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, kind: FileKind, limits: FileLimits) -> None:
    assert kind_of(content, limits) is kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (corpus.HTML, refusals.WEB_PAGE),
        (b"\xef\xbb\xbf \n" + corpus.HTML, refusals.WEB_PAGE),
        (corpus.SVG, refusals.WEB_PAGE),
        (corpus.ARCHIVE, refusals.OFFICE),
        (b"\xd0\xcf\x11\xe0" + bytes(100), refusals.OFFICE),
        (corpus.PROGRAM, refusals.PROGRAM),
        (corpus.GIF_AND_SCRIPT, refusals.OTHER_PICTURE),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif", refusals.OTHER_PICTURE),
        (b"\x00\x00\x00\x18ftypqt  \x00\x00\x00\x00qt  qt  ", refusals.VIDEO),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", refusals.VIDEO),
        (EICAR, refusals.UNKNOWN),
        ("メモ".encode(), refusals.UNKNOWN),
        (b"x" * 900 + corpus.pdf(), refusals.UNKNOWN),
    ],
)
def test_anything_else_is_refused_with_what_to_do_instead(
    content: bytes, why: Message, limits: FileLimits
) -> None:
    """Must catch: believing the name or the declared type, finding %PDF- somewhere inside."""
    with pytest.raises(FileRefused) as refused:
        kind_of(content, limits)
    assert refused.value.said == why


def test_every_refusal_says_what_to_do_next() -> None:
    said = [str(value) for value in vars(refusals).values() if isinstance(value, Message)]
    said += [str(refusal(5)) for refusal in (refusals.too_large, refusals.too_many, refusals.too_many_pages)]
    assert len(said) >= 15
    assert [sentence for sentence in said if not sentence.endswith("ください。")] == []


def test_a_question_for_photos_takes_no_papers(limits: FileLimits) -> None:
    with pytest.raises(FileRefused) as refused:
        kind_of(corpus.pdf(), replace(limits, kinds=PICTURES))
    assert refused.value.said == refusals.PICTURES_ONLY


def test_sizes_are_taken_up_to_the_limit_and_not_beyond(limits: FileLimits) -> None:
    """I-57. Must catch: >= for >, megabytes of a million bytes."""
    check_size(1, limits)
    check_size(20 * 1024 * 1024, limits)
    with pytest.raises(FileRefused, match="中身がありません"):
        check_size(0, limits)
    with pytest.raises(FileTooLarge, match="20MBまで"):
        check_size(20 * 1024 * 1024 + 1, limits)
