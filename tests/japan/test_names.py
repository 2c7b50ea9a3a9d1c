"""Names kept exactly and found loosely; the vectors Z06 and Z07."""

import unicodedata

import pytest

from app.japan.names import fold_name, read_name
from app.japan.variants import VARIANTS
from tests.japan.reading import refusal

EXACT = [
    "髙橋",
    "𠮷田",
    "葛\U000e0100城",
    "辻\U000e0101",
    "神\ufe00",
    "\ufa19田",  # a compatibility kanji: NFC would make it U+795E
    "山﨑　太郎",
    "㈱①",
    "O'Brien Jr.",
    "Anne-Marie d’Arc",
    "José",
    "José",
    "阿",
    "𛀁",
    "\U000f0000",  # a private character of a municipality's own font
    "か\u3099",
]


@pytest.mark.parametrize("name", EXACT)
def test_a_name_is_kept_code_point_by_code_point(name: str) -> None:
    """I-83. Must catch: NFC or NFKC on names, selectors dropped, an inner full-width space narrowed."""
    assert read_name(f" {name}　") == name


def test_normalising_would_have_changed_these_names() -> None:
    assert any(unicodedata.normalize("NFC", name) != name for name in EXACT)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("山田\n太郎", "改行"),
        ("山田\r\n太郎", "改行"),
        ("山田\u2028太郎", "改行"),
        ("山田\x00", "目に見えない文字"),
        ("山田\t太郎", "目に見えない文字"),
        ("山田\u202e太郎", "目に見えない文字"),
        ("山田\u200e太郎", "目に見えない文字"),
        ("山田\u2066太郎", "目に見えない文字"),
        ("山田\u200b太郎", "目に見えない文字"),
        ("山田\ufeff太郎", "目に見えない文字"),
        ("山田\ud800太郎", "目に見えない文字"),
        ("山田😀", "絵文字"),
        ("👨\u200d👩\u200d👧", "絵文字"),
        ("🇯🇵", "絵文字"),
        ("1\ufe0f\u20e3", "絵文字"),
        ("<b>山田</b>", "「<」と「>」"),
    ],
)
def test_what_cannot_be_part_of_a_name_is_refused_with_the_reason(typed: str, word: str) -> None:
    """Must catch: a right-to-left override that makes a name read backwards on a certificate."""
    assert word in refusal(read_name, typed)


def test_length_counts_what_a_reader_counts() -> None:
    """I-83. Must catch: len() in place of grapheme clusters, which halves names with selectors."""
    assert read_name("葛\U000e0100" * 50)
    assert refusal(read_name, "葛\U000e0100" * 52) == "項目が2文字多いです。50文字までにしてください。"
    assert refusal(read_name, "a" + "\u0301" * 5000)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("髙橋", "高橋", id="Z06"),
        pytest.param("渡邉", "渡辺", id="Z07-a"),
        pytest.param("渡邊", "渡辺", id="Z07-b"),
        pytest.param("渡辺", "渡辺", id="Z07-c"),
        ("山﨑 花子", "山崎花子"),
        ("齋藤", "斉藤"),
        ("齊藤", "斉藤"),
        ("斎藤", "斉藤"),
        ("中嶋　一", "中島一"),
        ("𠮷田", "吉田"),
        ("葛\U000e0100城", "葛城"),
        ("\ufa19田", "神田"),
        ("O’BRIEN Ｊｏｈｎ", "o'brienjohn"),
        ("濵田", "浜田"),
        ("澤", "沢"),
        ("廣瀨", "広瀬"),
        ("Straße", "strasse"),
    ],
)
def test_a_name_is_found_by_its_everyday_form(name: str, key: str) -> None:
    assert fold_name(name) == key


def test_every_variant_leads_to_a_form_any_keyboard_has() -> None:
    """Must catch: a chain of variants (two runs needed), a target outside JIS X 0208."""
    assert len(VARIANTS) > 380
    for variant, everyday in VARIANTS.items():
        assert everyday not in VARIANTS
        assert len(everyday.encode("shift_jis")) == 2
        assert fold_name(variant) == everyday


def test_different_people_keep_different_keys() -> None:
    assert fold_name("大田") != fold_name("太田")
    assert fold_name("浜田") != fold_name("浜口")
