"""Dates in eras (和暦) and western years: read as typed, kept as `date`, shown as people say them."""

import calendar
import re
from datetime import date

from app.japan import NotUnderstood
from app.japan.digits import arabic, narrow
from app.japan.era_table import ERAS, FIRST_ON, LAST_ON, SPANS, Span, find_era_and_year, span_of
from app.language import noted

__all__ = ["ERAS", "date_from_parts", "era_parts", "full_date", "parse_date", "wareki"]

_WHOLE = re.compile(r"(\D{0,2}(?:元|[0-9]{1,4}))(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?")
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")

_MISSING = {
    ("year",): noted("{name}の年を入力してください。"),
    ("month",): noted("{name}の月を入力してください。"),
    ("day",): noted("{name}の日を入力してください。"),
    ("year", "month"): noted("{name}の年と月を入力してください。"),
    ("year", "day"): noted("{name}の年と日を入力してください。"),
    ("month", "day"): noted("{name}の月と日を入力してください。"),
    ("year", "month", "day"): noted("{name}を入力してください。"),
}


def date_from_parts(era: str, year: str, month: str, day: str) -> date:
    """The date typed into a date question; a year that names its own era (R8, 令和8, 2026) outranks `era`.

    Raises NotUnderstood, whose `parts` ("year", "month", "day") are the boxes to mark.
    """
    typed = {"year": _plain(year), "month": _plain(month), "day": _plain(day)}
    missing = tuple(part for part, text in typed.items() if not text)
    if missing:
        raise NotUnderstood(_MISSING[missing], *missing)
    key, number = _era_and_year(era, typed["year"])
    western_year = SPANS[key].western_year(number) if key in SPANS else number
    _refuse_year(western_year)
    made = _day_in(western_year, _month(typed["month"]), typed["day"])
    if key in SPANS:
        _refuse_outside(SPANS[key], made)
    return made


def parse_date(text: str) -> date:
    """One date in one box: R8.5.15, 令和8年5月15日, 2026-05-15, 2026/5/15, 20260515; raises NotUnderstood."""
    typed = _plain(text)
    if not typed:
        raise NotUnderstood(noted("{name}を入力してください。"))
    found = _WHOLE.fullmatch(typed) or _EIGHT_DIGITS.fullmatch(typed)
    if found is None:
        raise NotUnderstood(noted("{name}は「令和8年5月15日」か「2026-05-15」のように入力してください。"))
    return date_from_parts("", *found.groups())


def era_parts(day: date) -> tuple[str, int, int, int]:
    """(key of ERAS, year in it, month, day): the newer era on a day that two share, western before 1873."""
    span = span_of(day)
    if span is None:
        return "western", day.year, day.month, day.day
    return span.key, span.year_of(day), day.month, day.day


def wareki(day: date) -> str:
    """令和8年5月15日; a day before 1873 in its western year."""
    return f"{_wareki_year(day)}{day.month}月{day.day}日"


def full_date(day: date) -> str:
    """令和8年(2026年)5月15日(金): for deadlines, where nobody should have to work anything out."""
    western = "" if span_of(day) is None else f"({day.year}年)"
    return f"{_wareki_year(day)}{western}{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]})"


def _wareki_year(day: date) -> str:
    span = span_of(day)
    return f"{day.year}年" if span is None else f"{ERAS[span.key]}{_year_word(span.year_of(day))}年"


def _year_word(year: int) -> str:
    return "元" if year == 1 else str(year)


def _plain(text: str) -> str:
    return arabic(narrow(text))


def _era_and_year(era: str, text: str) -> tuple[str, int]:
    found = find_era_and_year(text)
    key = found and (found[0] or era)
    if found is None or key not in ERAS:
        raise NotUnderstood(noted("{name}の年は「令和8」か「2026」のように入力してください。"), "year")
    year = found[1]
    if key == "western" and year < 1000:
        raise NotUnderstood(
            noted(
                "{name}の年は西暦の4けたで入力してください(例: 2026)。"
                "令和などの年なら、元号を選び直してください。"
            ),
            "year",
        )
    if year == 0:
        raise NotUnderstood(
            noted("{name}の年を確かめてください。{era}は1年(元年)からです。", era=ERAS[key]), "year"
        )
    return key, year


def _refuse_year(western_year: int) -> None:
    if western_year < FIRST_ON.year:
        raise NotUnderstood(
            noted(
                "{name}は明治6年(1873年)1月1日からの日付を入力してください。"
                "それより前は暦が今とちがい、正しい日に直せません。"
            ),
            "year",
        )
    if western_year > LAST_ON.year:
        raise NotUnderstood(
            noted("{name}の年を確かめてください。西暦{last}年までの日付を入力できます。", last=LAST_ON.year),
            "year",
        )


def _month(text: str) -> int:
    found = re.fullmatch("([0-9]{1,2})月?", text)
    if found is None or not 1 <= int(found[1]) <= 12:
        raise NotUnderstood(noted("{name}の月は1から12までの数字で入力してください。"), "month")
    return int(found[1])


def _day_in(year: int, month: int, text: str) -> date:
    found = re.fullmatch("([0-9]{1,2})日?", text)
    last = calendar.monthrange(year, month)[1]
    if found is None or int(found[1]) == 0:
        raise NotUnderstood(noted("{name}の日は1から{last}までの数字で入力してください。", last=last), "day")
    if int(found[1]) > last:
        raise NotUnderstood(
            noted(
                "{name}の日を確かめてください。{year}年{month}月は{last}日までです。",
                year=year,
                month=month,
                last=last,
            ),
            "day",
        )
    return date(year, month, int(found[1]))


def _refuse_outside(span: Span, made: date) -> None:
    """The commonest slip is the old era for a day of the new one, so the sentence names the right era."""
    right = span_of(made)
    if right is None or span.first_on <= made <= span.last_on:
        return
    edge = span.last_on if made > span.last_on else span.first_on
    values = {
        "era": ERAS[span.key],
        "edge_year": _year_word(span.year_of(edge)),
        "edge_month": edge.month,
        "edge_day": edge.day,
        "right_era": ERAS[right.key],
        "right_year": _year_word(right.year_of(made)),
        "month": made.month,
        "day": made.day,
    }
    if made > span.last_on:
        template = noted(
            "{name}を確かめてください。{era}は{edge_year}年{edge_month}月{edge_day}日までです。"
            "{right_era}{right_year}年{month}月{day}日ではありませんか。",
            **values,
        )
    else:
        template = noted(
            "{name}を確かめてください。{era}は{edge_year}年{edge_month}月{edge_day}日からです。"
            "{right_era}{right_year}年{month}月{day}日ではありませんか。",
            **values,
        )
    raise NotUnderstood(template, "year", "month", "day")
