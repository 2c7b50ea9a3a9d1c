"""The eras (元号) we take and show, with their days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from japanera import ERA_DATA_GENERAL  # type: ignore[import-untyped]

from app.language import Message, noted

FIRST_ON = date(1873, 1, 1)  # 明治6年: until the day before, Japan kept a lunar calendar
LAST_ON = date(2199, 12, 31)  # leaves room for sums with dates; nothing we ask about lies later

ERAS: dict[str, Message] = {
    "western": noted("西暦"),
    "reiwa": noted("令和"),
    "heisei": noted("平成"),
    "showa": noted("昭和"),
    "taisho": noted("大正"),
    "meiji": noted("明治"),
}

# These two ended on the day their successor began; 昭和 and 平成 ended on the day before.
_SHARES_ITS_LAST_DAY = {"meiji", "taisho"}


@dataclass(frozen=True)
class Span:
    """An era with its first and last day, both within it."""

    key: str
    first_on: date
    last_on: date

    def year_of(self, day: date) -> int:
        return day.year - self.first_on.year + 1

    def western_year(self, year: int) -> int:
        return self.first_on.year + year - 1


def _span(key: str) -> Span:
    era = next(era for era in ERA_DATA_GENERAL if era.kanji == str(ERAS[key]))
    next_on = era.until or LAST_ON + timedelta(days=1)
    return Span(key, era.since, next_on if key in _SHARES_ITS_LAST_DAY else next_on - timedelta(days=1))


SPANS: dict[str, Span] = {key: _span(key) for key in ERAS if key != "western"}  # newest first

_KEY_OF = {str(name): key for key, name in ERAS.items()} | {key[0].upper(): key for key in SPANS}
_YEAR = re.compile(rf"({'|'.join(_KEY_OF)})?(元|[0-9]{{1,4}})年?", re.IGNORECASE)


def find_era_and_year(text: str) -> tuple[str, int] | None:
    """令和8, R8, 元, 2026年 as (key, year), the key empty where the text names none; None for no year at all.

    Four digits are a western year whatever stands before them.
    """
    found = _YEAR.fullmatch(text)
    if found is None:
        return None
    year = 1 if found[2] == "元" else int(found[2])
    return "western" if year >= 1000 else _KEY_OF.get((found[1] or "").upper(), ""), year


def span_of(day: date) -> Span | None:
    """The newer era on a day that two share; None before 1873."""
    if day < FIRST_ON:
        return None
    return next((span for span in SPANS.values() if span.first_on <= day), None)
