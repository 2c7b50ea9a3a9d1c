"""Readings of names; the vectors Z01 to Z05."""

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.japan.kana import differs_only_in_size, kana_key, read_kana, to_katakana
from tests.japan.reading import refusal

HIRAGANA = "".join(map(chr, range(0x3041, 0x3097)))


@pytest.mark.parametrize(
    ("typed", "saved", "key"),
    [
        pytest.param("ｷｬﾘｰ ﾊﾟﾐｭ", "キャリー パミュ", "キヤリーパミユ", id="Z01"),
        pytest.param("やまだ　たろう", "ヤマダ タロウ", "ヤマダタロウ", id="Z02"),
        pytest.param("キヨウコ", "キヨウコ", "キヨウコ", id="Z03-large"),
        pytest.param("キョウコ", "キョウコ", "キヨウコ", id="Z03-small"),
        pytest.param("オーノ", "オーノ", "オーノ", id="Z04"),
        pytest.param("ヴァイオレット", "ヴァイオレット", "ヴアイオレツト", id="Z05"),
        ("ゔぁいおれっと", "ヴァイオレット", "ヴアイオレツト"),
        ("オ－ノ", "オーノ", "オーノ"),
        ("オ-ノ", "オーノ", "オーノ"),
        ("オ−ノ", "オーノ", "オーノ"),
        ("ｵｰﾉ", "オーノ", "オーノ"),
        ("カ\u3099", "ガ", "ガ"),
        ("カ゛", "ガ", "ガ"),
        ("は\u309a", "パ", "パ"),
        (" マリー・アンヌ  スミス ", "マリー・アンヌ スミス", "マリーアンヌスミス"),
        ("ヮヵヶ", "ヮヵヶ", "ワカケ"),
    ],
)
def test_a_reading_is_saved_in_katakana_and_compared_loosely(typed: str, saved: str, key: str) -> None:
    assert read_kana(typed) == saved
    assert kana_key(typed) == key


def test_long_vowels_tell_people_apart() -> None:
    """Z04. Must catch: ー folded into the vowel before it."""
    assert kana_key("オーノ") != kana_key("オオノ")


def test_a_difference_in_size_alone_is_reported_to_staff() -> None:
    """Z03. Must catch: the warning missing, or given for equal names and for spaces."""
    assert differs_only_in_size("キヨウコ", "キョウコ")
    assert differs_only_in_size("はつとり", "ハットリ")
    assert not differs_only_in_size("キョウコ", "きょうこ")
    assert not differs_only_in_size("ヤマダ タロウ", "ヤマダタロウ")
    assert not differs_only_in_size("オーノ", "オオノ")


@given(text=st.text(HIRAGANA, min_size=1))
def test_every_hiragana_becomes_its_katakana(text: str) -> None:
    assert to_katakana(text) == jaconv.hira2kata(text)
    assert read_kana(text[:100]) == jaconv.hira2kata(text[:100])


@given(text=st.text(HIRAGANA, min_size=1))
def test_half_width_katakana_become_full_width(text: str) -> None:
    katakana = jaconv.hira2kata(text).translate(str.maketrans("", "", "ヮヰヱヵヶ"))
    assert to_katakana(jaconv.z2h(katakana)) == katakana


@pytest.mark.parametrize("typed", ["山田", "ヤマダ1", "Yamada", "マリー＝アンヌ", "ヤマダ！", "ア゙"])
def test_what_is_no_kana_is_named(typed: str) -> None:
    assert "カタカナ" in refusal(read_kana, typed)


def test_the_wrong_letters_are_shown_once_each() -> None:
    assert refusal(read_kana, "ヤマ田田太ロウ").endswith("使えない文字は「田太」です。")


@pytest.mark.parametrize("typed", ["ー", "・・", "ーー ・"])
def test_marks_alone_are_no_reading(typed: str) -> None:
    assert "カタカナ" in refusal(read_kana, typed)


@pytest.mark.parametrize("typed", ["ヤマダ\x00", "ヤマダ\u202e", "ヤ\u200bマダ"])
def test_invisible_characters_are_said_to_be_invisible(typed: str) -> None:
    assert "目に見えない文字" in refusal(read_kana, typed)


def test_a_reading_has_at_most_a_hundred_letters() -> None:
    assert read_kana("ガ" * 100)
    assert refusal(read_kana, "ガ" * 101) == "項目が1文字多いです。100文字までにしてください。"
    assert "改行" in refusal(read_kana, "ヤマダ\nタロウ")
