"""Every character a person's name may hold, in the font we print with."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.glyphs import printed


@pytest.mark.parametrize(
    "text",
    [
        "髙橋",
        "﨑",
        "𠮷野家",
        "葛\U000e0100飾",
        "葛\U000e0101城",
        "辻\U000e0101",
        "\ufa19",
        "神\ufe00",
        "㈱①",
        "ｶﾞ",
        "ゔ",
        "か\u309a",
        "Nguyễn Văn",
        "MÜLLER",
        "〓",
        "1行目\n2行目",
        "−–—〜～・ー",
    ],
)
def test_what_the_font_has_is_printed_as_it_stands(text: str) -> None:
    assert printed(text) == (text, ())


def test_a_letter_and_its_mark_are_printed_as_the_letter_they_are() -> None:
    """I-83. Must catch: 〓 in a name of Mu¨ller, whose ü the font has; a compatibility kanji put together."""
    assert printed("Mu\u0308ller") == ("Müller", ())
    assert printed("Nguye\u0302\u0303n") == ("Nguyễn", ())
    assert printed("\ufa19") == ("\ufa19", ())


def test_every_kanji_of_the_standard_is_there() -> None:
    """Must catch: a font of fewer characters. The standard is Python's own table of JIS X 0213."""
    decode = codecs.getdecoder("euc_jis_2004")
    kanji: set[str] = set()
    for lead in (b"", b"\x8f"):
        for row in range(0xA1, 0xFF):
            for cell in range(0xA1, 0xFF):
                text = decode(lead + bytes((row, cell)), "ignore")[0]
                kanji |= {each for each in text if "IDEOGRAPH" in unicodedata.name(each, "")}
    assert len(kanji) > 10_000
    assert printed("".join(sorted(kanji)))[1] == ()


@pytest.mark.parametrize(
    ("text", "shown", "replaced"),
    [
        ("山田😀", "山田〓", ("😀",)),
        ("👨\u200d👩\u200d👧と👍🏽", "〓と〓", ("👨\u200d👩\u200d👧", "👍🏽")),
        ("😀😀", "〓〓", ("😀",)),
        ("\ue000田", "〓田", ("\ue000",)),
        ("葛\U000e0103飾", "葛飾", ("葛\U000e0103",)),
        ("葛\U000e01ef", "葛", ("葛\U000e01ef",)),
        ("☎\ufe0f", "☎", ("☎\ufe0f",)),
        ("简", "〓", ("简",)),
    ],
)
def test_what_it_lacks_is_replaced_and_named(text: str, shown: str, replaced: tuple[str, ...]) -> None:
    """Must catch: a box for a missing character, one 〓 per code point, a variant lost in silence."""
    assert printed(text) == (shown, replaced)


def test_what_cannot_be_seen_is_left_out() -> None:
    assert printed("a\u202eb\u200bc\x00d\ufeff") == ("abcd", ())
    assert printed("a\tb\r\nc\u2028d") == ("a b\nc\nd", ())


@given(st.text())
def test_whatever_comes_out_can_be_printed(text: str) -> None:
    shown, _ = printed(text)
    assert printed(shown) == (shown, ())
