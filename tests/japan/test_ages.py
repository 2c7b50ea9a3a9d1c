"""Ages by law: reached on the eve of the birthday."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from app.japan.ages import age_on, age_reached_on, fiscal_year, school_year_end_after

births = st.dates(date(1873, 1, 1), date(2099, 12, 31))
years = st.integers(0, 99)


@pytest.mark.parametrize(
    ("birth", "age", "reached"),
    [
        (date(2008, 4, 1), 18, date(2026, 3, 31)),
        (date(2008, 4, 2), 18, date(2026, 4, 1)),
        (date(2004, 2, 29), 18, date(2022, 2, 28)),
        (date(2004, 2, 29), 20, date(2024, 2, 28)),
        (date(2004, 3, 1), 20, date(2024, 2, 29)),
        (date(2004, 3, 1), 18, date(2022, 2, 28)),
        (date(2000, 1, 1), 1, date(2000, 12, 31)),
    ],
)
def test_an_age_is_reached_on_the_day_before_the_birthday(birth: date, age: int, reached: date) -> None:
    """I-82. Must catch: the birthday itself, and 29 February reached on 27 February or 1 March."""
    assert age_reached_on(birth, age) == reached


@given(birth=births, age=years)
def test_the_eve_of_the_birthday_is_the_first_day_of_the_new_age(birth: date, age: int) -> None:
    reached = age_reached_on(birth, age)
    assert age_on(birth, reached) == age
    assert age_on(birth, reached - timedelta(days=1)) == age - 1


@given(birth=births, age=years)
def test_the_birthday_follows_unless_the_year_has_none(birth: date, age: int) -> None:
    birthday = birth + relativedelta(years=age)
    if birthday.day == birth.day:
        assert age_reached_on(birth, age) + timedelta(days=1) == birthday
    else:
        assert age_reached_on(birth, age) == birthday


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        (date(2025, 12, 1), 0),
        (date(2023, 4, 2), 2),
        (date(2023, 4, 1), 3),
        (date(2020, 4, 2), 5),
        (date(2020, 4, 1), 6),
    ],
)
def test_the_first_of_april_belongs_to_the_older_class(birth: date, age: int) -> None:
    assert age_on(birth, date(2026, 3, 31)) == age


@given(birth=births, age=years)
def test_a_school_year_ends_within_a_year_of_the_age(birth: date, age: int) -> None:
    end = school_year_end_after(birth, age)
    reached = age_reached_on(birth, age)
    assert (end.month, end.day) == (3, 31)
    assert reached <= end
    assert end - relativedelta(years=1) < reached


def test_a_school_year_ends_on_the_first_31_march_from_the_age_on() -> None:
    assert school_year_end_after(date(2008, 4, 1), 18) == date(2026, 3, 31)
    assert school_year_end_after(date(2008, 4, 2), 18) == date(2027, 3, 31)


def test_a_fiscal_year_begins_in_april() -> None:
    assert fiscal_year(date(2026, 3, 31)) == 2025
    assert fiscal_year(date(2026, 4, 1)) == 2026
