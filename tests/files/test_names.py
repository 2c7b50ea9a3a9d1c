"""Names that mislead, names that are too long, and names that are just somebody's."""

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from app.files.kinds import FileKind
from app.files.names import LONGEST, cleaned_name, default_name, name_of_copy


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("屋根.jpg", "屋根.jpg"),
        ("IMG_0001.JPEG", "IMG_0001.JPEG"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\taro\\屋根.jpg", "屋根.jpg"),
        ("写真\u202egpj.exe", "写真gpj.exe.jpg"),
        ("屋根\x00.jpg\r\nSet-Cookie: a=b", "屋根.jpgSet-Cookie_ a=b.jpg"),
        ("屋根\u2028\u200b\ufeff.jpg", "屋根.jpg"),
        ("photo.html", "photo.html.jpg"),
        ("photo.jpg.exe", "photo.jpg.exe.jpg"),
        ("令和8.5.12", "令和8.5.12.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("con", "_con.jpg"),
        ("CONTRACT.jpg", "CONTRACT.jpg"),
        ('a<b>"c"|d?*.jpg', "a_b__c__d__.jpg"),
        (" . 屋根 . .jpg", "屋根.jpg"),
        ("か\u3099っこう.jpg", "がっこう.jpg"),
        ("\ufa19社.jpg", "\ufa19社.jpg"),
        ("葛\U000e0100飾.jpg", "葛\U000e0100飾.jpg"),
        ("👨\u200d👩\u200d👧.jpg", "👨\u200d👩\u200d👧.jpg"),
        ("", ""),
        (".jpg", ""),
        ("../", ""),
        ("\u202e\u202d", ""),
    ],
)
def test_a_name_keeps_what_is_harmless(sent: str, kept: str) -> None:
    """I-59. Must catch: splitting on one kind of slash, trusting the extension, NFC over names of people."""
    assert cleaned_name(sent, FileKind.JPEG) == kept


def test_a_long_name_is_cut_before_its_extension() -> None:
    long = "あ" * 85 + ".pdf"
    assert len(long.encode()) > 255
    assert cleaned_name(long, FileKind.PDF) == long
    assert cleaned_name("葛\U000e0100" * 300 + ".pdf", FileKind.PDF) == "葛\U000e0100" * 116 + ".pdf"


@given(st.text(), st.sampled_from(FileKind))
def test_no_name_at_all_gets_out_of_hand(sent: str, kind: FileKind) -> None:
    name = cleaned_name(sent, kind)
    assert name == "" or name.lower().endswith(kind.extensions)
    assert len(regex.findall(r"\X", name)) <= LONGEST
    assert not regex.search(r"[/\\\p{Cc}\p{Bidi_Control}]", name)
    assert cleaned_name(name, kind) == name


def test_a_file_without_a_name_is_called_by_what_it_is() -> None:
    assert default_name(FileKind.JPEG, 1) == "写真1.jpg"
    assert default_name(FileKind.PDF, 2) == "書類2.pdf"


def test_the_copy_is_named_after_what_it_has_become() -> None:
    assert name_of_copy("IMG_1.HEIC", FileKind.HEIC) == "IMG_1.jpg"
    assert name_of_copy("IMG_1.JPEG", FileKind.JPEG) == "IMG_1.JPEG"
    assert name_of_copy("契約書.pdf", FileKind.PDF) == "契約書.pdf"
