"""Readings of names (フリガナ): as saved, and as compared."""

import re
import unicodedata

import jaconv

from app.japan import NotUnderstood
from app.japan.digits import DASHES
from app.japan.texts import refuse_blank, refuse_line_ends, refuse_long, settled
from app.language import Message, noted

MOST = 100

# Marks typed apart from their letter, which NFKC would part from it for good.
_COMBINING = str.maketrans({"゛": "\u3099", "゜": "\u309a"})
_TO_LONG_VOWEL = str.maketrans(dict.fromkeys(DASHES + "-", "ー"))
_SMALL = "ァィゥェォッャュョヮヵヶ"
_TO_LARGE = str.maketrans(_SMALL, "アイウエオツヤユヨワカケ")
_LATIN = re.compile("[a-z']+")
_UNFINISHED = re.compile("[b-df-hj-np-tv-z]+$")  # consonants that wait for their vowel
_BETWEEN_WORDS = str.maketrans("", "", " ・")
_NOT_KANA = re.compile("[^ァ-ヺー・ ]")  # ァ-ヺ has ヴ, ヰ, ヱ and also ヷ to ヺ


def to_katakana(text: str) -> str:
    """The form we save: full-width katakana, dashes as long vowels, words parted by one half-width space."""
    wide = unicodedata.normalize("NFKC", text.translate(_COMBINING))
    katakana: str = jaconv.hira2kata(wide)
    composed = unicodedata.normalize("NFKC", katakana)
    return " ".join(composed.translate(_TO_LONG_VOWEL).split())


def read_kana(text: str) -> str:
    """Katakana as saved, at most 100 grapheme clusters; raises NotUnderstood for anything but kana."""
    refuse_line_ends(text.strip())
    kana = to_katakana(text)
    refuse_blank(kana)
    wrong = "".join(dict.fromkeys(_NOT_KANA.findall(kana)))
    if wrong:
        raise NotUnderstood(_not_kana(wrong))
    if not kana.strip("ー・ "):
        raise NotUnderstood(noted("{name}をカタカナで入力してください(例: ヤマダ タロウ)。"))
    refuse_long(kana, MOST)
    return kana


def _not_kana(wrong: str) -> Message:
    if wrong.isprintable():
        return noted(
            "{name}はカタカナかひらがなで入力してください(例: ヤマダ タロウ)。"
            "使えない文字は「{wrong}」です。",
            wrong=wrong[:5],
        )
    return noted("{name}に目に見えない文字が入っています。カタカナで打ち直してください(例: ヤマダ タロウ)。")


def kana_key(text: str) -> str:
    """For comparing: small letters made large, nothing between words; オオノ and オーノ stay two."""
    return settled(lambda kana: to_katakana(kana).translate(_BETWEEN_WORDS).translate(_TO_LARGE), text)


def kana_typed(text: str) -> str:
    """The reading, or its beginning, for searching: staff may type it in Latin letters, as on a keyboard (mizu)."""
    latin = unicodedata.normalize("NFKC", text).strip().lower()
    if _LATIN.fullmatch(latin):
        parted = re.sub("n(?=n[aiueoy])", "n'", _UNFINISHED.sub("", latin))
        text = jaconv.alphabet2kana(parted)
    return kana_key(text)


def differs_only_in_size(a: str, b: str) -> bool:
    """キヨウコ and キョウコ: the same key, perhaps not the same person, so that staff look twice."""
    joined_a = to_katakana(a).translate(_BETWEEN_WORDS)
    joined_b = to_katakana(b).translate(_BETWEEN_WORDS)
    return joined_a != joined_b and kana_key(a) == kana_key(b)
