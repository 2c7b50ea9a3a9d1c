"""Digits and hyphens however they were typed: full width, kanji, any of a dozen dashes."""

import re
import unicodedata

from kanjize import kanji2number

DASHES = "‐‑‒–—―−－﹣─━"
LONG_VOWELS = "ーｰ"  # a dash between digits, a vowel after kana

_TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES + LONG_VOWELS, "-"))
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十百千]+")


def narrow(text: str) -> str:
    """For codes, numbers and dates: NFKC, every dash a hyphen, no white space, nothing invisible."""
    return "".join(unicodedata.normalize("NFKC", visible(text)).translate(_TO_HYPHEN).split())


def visible(text: str) -> str:
    """Without marks of direction and the like (Cf).

    Contact lists put them around what is copied from them (U+202A … U+202C); nobody sees them or can delete them.
    """
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def arabic(text: str) -> str:
    """Kanji numbers below ten thousand as digits (「二十三」 and 「二三」 alike); what is no number stays."""
    return _KANJI_NUMBER.sub(lambda found: _arabic(found[0]), text)


def _arabic(kanji: str) -> str:
    try:
        return str(kanji2number(kanji))
    except ValueError:
        return kanji
