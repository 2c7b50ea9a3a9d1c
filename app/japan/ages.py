"""Ages as the law counts them (年齢計算ニ関スル法律, 民法143条): reached as the eve of the birthday ends."""

from datetime import date, timedelta


def age_reached_on(birth: date, years: int) -> date:
    """The day on which that age is reached (n歳に達する日): the day before the birthday.

    For 29 February that is 28 February in every year: 民法143条2項 ends the period on the day before the
    birthday, or on the last day of the month where the year has no such birthday.
    """
    year = birth.year + years
    if (birth.month, birth.day) == (2, 29):
        return date(year, 2, 28)
    return birth.replace(year=year) - timedelta(days=1)


def age_on(birth: date, day: date) -> int:
    """The highest age reached by the end of that day, so on the eve of a birthday already the new one.

    Negative before birth.
    """
    age = day.year - birth.year + 1
    while age_reached_on(birth, age) > day:
        age -= 1
    return age


def school_year_end_after(birth: date, years: int) -> date:
    """n歳に達する日以後の最初の3月31日: whoever is born on 1 April belongs to the older year."""
    reached = age_reached_on(birth, years)
    end = date(reached.year, 3, 31)
    return end if reached <= end else end.replace(year=end.year + 1)


def fiscal_year(day: date) -> int:
    """The western year in which the fiscal year (年度, from 1 April) of that day began."""
    return day.year if day.month >= 4 else day.year - 1
