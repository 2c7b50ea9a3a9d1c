"""Fiscal and school years, against a walk through the first days of April."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st

from app.japan.ages import age_on, fiscal_year
from app.japan.school_years import (
    class_age,
    compulsory_school_ends_on,
    elementary_school_ends_on,
    fiscal_year_end,
    fiscal_year_reaching,
    fiscal_year_start,
    grade_on,
    is_born_early_in_the_year,
    school_starts_on,
)

ONE = timedelta(days=1)
births = st.dates(date(1948, 1, 1), date(2080, 12, 31))


@given(birth=births)
@example(birth=date(2020, 4, 1))
@example(birth=date(2020, 4, 2))
@example(birth=date(2020, 2, 29))
def test_school_starts_on_the_first_april_after_the_day_of_six(birth: date) -> None:
    """I-82. Must catch: 1 April with the younger ones; 学校教育法17条1項."""
    aprils = (date(year, 4, 1) for year in range(birth.year, birth.year + 9))
    expected = next(april for april in aprils if age_on(birth, april - ONE) >= 6)
    assert school_starts_on(birth) == expected
    assert elementary_school_ends_on(birth) == expected + relativedelta(years=6) - ONE
    assert compulsory_school_ends_on(birth) == expected + relativedelta(years=9) - ONE


@given(birth=births, later=st.integers(0, 6000))
def test_a_grade_is_one_more_every_april(birth: date, later: int) -> None:
    """I-82."""
    day = birth + later * ONE
    in_school = school_starts_on(birth) <= day <= compulsory_school_ends_on(birth)
    assert (grade_on(birth, day) is not None) == in_school
    if in_school:
        begun = [
            april for april in (date(y, 4, 1) for y in range(birth.year, birth.year + 18)) if april <= day
        ]
        assert grade_on(birth, day) == sum(april >= school_starts_on(birth) for april in begun)


@given(birth=births)
@example(birth=date(2020, 4, 1))
def test_who_is_born_early_goes_with_the_year_before(birth: date) -> None:
    """I-82: 早生まれ."""
    assert school_starts_on(birth).year - birth.year == (6 if is_born_early_in_the_year(birth) else 7)


@given(birth=births, years=st.integers(1, 99))
@example(birth=date(2008, 4, 1), years=18)
def test_an_age_is_reached_within_its_fiscal_year(birth: date, years: int) -> None:
    """I-82."""
    year = fiscal_year_reaching(birth, years)
    assert age_on(birth, fiscal_year_start(year) - ONE) < years <= age_on(birth, fiscal_year_end(year))


@given(day=st.dates(date(1886, 4, 1), date(2099, 12, 31)))
def test_a_fiscal_year_is_whole(day: date) -> None:
    """I-82."""
    year = fiscal_year(day)
    assert fiscal_year_start(year) <= day <= fiscal_year_end(year)
    assert fiscal_year_end(year) + ONE == fiscal_year_start(year + 1)


@given(birth=births, year=st.integers(2016, 2099))
def test_a_class_grows_by_one_a_year(birth: date, year: int) -> None:
    """I-82: クラス年齢."""
    assert class_age(birth, year + 1) == class_age(birth, year) + 1
    assert class_age(birth, school_starts_on(birth).year) == 6
