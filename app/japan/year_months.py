"""Months in eras (和暦) and western years: read as typed, kept as their first day."""

import re
from datetime import date

from app.japan import NotUnderstood
from app.japan.digits import arabic, narrow
from app.japan.eras import date_from_parts, era_parts, wareki
from app.japan.months import month_end
from app.language import noted

_WHOLE = re.compile(r"(\D{0,2}(?:元|[0-9]{1,4}))(?:年|[-/.])([0-9]{1,2})月?")
_SIX_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})")


def month_from_parts(era: str, year: str, month: str) -> date:
    """The first day of the month typed into a month question; a month in which an era changed belongs to both.

    Raises NotUnderstood, whose `parts` ("year", "month") are the boxes to mark.
    """
    try:
        return date_from_parts(era, year, month, "1")
    except NotUnderstood as complaint:
        if "day" not in complaint.parts:
            raise
        right = complaint.message.values
    for last in range(31, 27, -1):
        try:
            return date_from_parts(era, year, month, str(last)).replace(day=1)
        except NotUnderstood:
            continue
    raise NotUnderstood(
        noted("{name}を確かめてください。{right_era}{right_year}年{month}月ではありませんか。", **right),
        "year",
    )


def parse_month(text: str) -> date:
    """One month in one box: R8.5, 令和8年5月, 2026-05, 2026/5, 202605; raises NotUnderstood."""
    typed = arabic(narrow(text))
    found = _WHOLE.fullmatch(typed) or _SIX_DIGITS.fullmatch(typed)
    if found is None:
        raise NotUnderstood(noted("{name}は「令和8年5月」か「2026-05」のように入力してください。"))
    return month_from_parts("", *found.groups())


def month_parts(first: date) -> tuple[str, int, int]:
    """(key of ERAS, year in it, month): the newer era in a month that two share."""
    era, year, month, _ = era_parts(month_end(first))
    return era, year, month


def full_month(first: date) -> str:
    """令和8年(2026年)5月"""
    year = wareki(month_end(first)).partition("年")[0]
    western = "" if year.isdecimal() else f"({first.year}年)"
    return f"{year}年{western}{first.month}月"
