"""Days and money as each reader says them. Texts that hold one keep it as it is, and say it when they are shown."""

from dataclasses import dataclass
from datetime import date, datetime

from app.clock import JST
from app.japan.eras import full_date
from app.japan.numbers import yen
from app.japan.year_months import full_month
from app.language import Language

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Day:
    """令和8年(2026年)5月15日(金). Eras are learnt late: plain Japanese and English count western years."""

    day: date

    def for_reader(self, language: Language) -> str:
        if language is Language.ENGLISH:
            return f"{_WEEKDAYS[self.day.weekday()]} {_english(self.day)}"
        if language is Language.EASY:
            return f"{_japanese(self.day)}（{'月火水木金土日'[self.day.weekday()]}曜日）"
        return full_date(self.day)

    def __str__(self) -> str:
        return self.for_reader(Language.JAPANESE)


@dataclass(frozen=True)
class Moment:
    """2026年5月12日 10:30, in Japan."""

    at: datetime

    def for_reader(self, language: Language) -> str:
        there = self.at.astimezone(JST)
        day = _english(there) if language is Language.ENGLISH else _japanese(there)
        return f"{day} {there:%H:%M}"

    def __str__(self) -> str:
        return self.for_reader(Language.JAPANESE)


@dataclass(frozen=True)
class Month:
    """2026年6月: the month a day lies in."""

    day: date

    def for_reader(self, language: Language) -> str:
        if language is Language.ENGLISH:
            return f"{_MONTHS[self.day.month - 1]} {self.day.year}"
        return f"{self.day.year}年{self.day.month}月"

    def __str__(self) -> str:
        return self.for_reader(Language.JAPANESE)


@dataclass(frozen=True)
class EraMonth:
    """令和8年(2026年)6月, beside a `Day` that names its era as well."""

    first: date

    def for_reader(self, language: Language) -> str:
        return (
            full_month(self.first)
            if language is Language.JAPANESE
            else Month(self.first).for_reader(language)
        )

    def __str__(self) -> str:
        return self.for_reader(Language.JAPANESE)


@dataclass(frozen=True)
class Yen:
    """1,500円"""

    amount: int

    def for_reader(self, language: Language) -> str:
        return f"¥{self.amount:,}" if language is Language.ENGLISH else yen(self.amount)

    def __str__(self) -> str:
        return self.for_reader(Language.JAPANESE)


def _english(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _japanese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
