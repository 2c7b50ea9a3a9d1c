"""Fiscal and school years (年度・学年), both from 1 April to 31 March, and who is in which."""

from datetime import date, timedelta

from app.japan.ages import age_on, age_reached_on, fiscal_year, school_year_end_after

_SCHOOL_FROM, _ELEMENTARY_GRADES, _COMPULSORY_GRADES = 6, 6, 9


def fiscal_year_start(year: int) -> date:
    """1 April of the western year that names the fiscal year (会計年度, 地方自治法208条1項)."""
    return date(year, 4, 1)


def fiscal_year_end(year: int) -> date:
    return date(year + 1, 3, 31)


def fiscal_year_reaching(birth: date, years: int) -> int:
    """The fiscal year in which that age is reached (…歳に達する日の属する年度): for 1 April the one before."""
    return fiscal_year(age_reached_on(birth, years))


def class_age(birth: date, year: int) -> int:
    """The age on the eve of that fiscal year, by which nursery classes (クラス年齢) go for the whole year."""
    return age_on(birth, fiscal_year_start(year) - timedelta(days=1))


def school_starts_on(birth: date) -> date:
    """満6歳に達した日の翌日以後における最初の学年の初め (学校教育法17条1項): 1 April is the last of 早生まれ."""
    return school_year_end_after(birth, _SCHOOL_FROM) + timedelta(days=1)


def elementary_school_ends_on(birth: date) -> date:
    """満12歳に達した日の属する学年の終わり (学校教育法17条1項); until then a child is 小学校修了前."""
    return school_year_end_after(birth, _SCHOOL_FROM + _ELEMENTARY_GRADES)


def compulsory_school_ends_on(birth: date) -> date:
    """満15歳に達した日の属する学年の終わり (学校教育法17条2項)."""
    return school_year_end_after(birth, _SCHOOL_FROM + _COMPULSORY_GRADES)


def grade_on(birth: date, day: date) -> int | None:
    """学年, 1 to 9 through 中学校3年, for who goes the usual way; None before and after."""
    grade = fiscal_year(day) - school_starts_on(birth).year + 1
    return grade if 1 <= grade <= _COMPULSORY_GRADES else None


def is_born_early_in_the_year(birth: date) -> bool:
    """早生まれ: from 1 January to 1 April, in school with those of the year before."""
    return birth.month < 4 or (birth.month, birth.day) == (4, 1)
