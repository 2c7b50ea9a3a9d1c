"""Closed days and the periods that end on them."""

from datetime import date, timedelta

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.japan.business_days import ClosedDays

CLOSED = ClosedDays()
days = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 5, 2), False),  # Saturday
        (date(2026, 5, 3), False),
        (date(2026, 5, 6), False),  # the holiday that fell on a Sunday, made good
        (date(2026, 5, 7), True),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2026, 1, 2), False),  # a Friday
        (date(2025, 1, 3), False),  # a Friday
        (date(2027, 1, 4), True),
    ],
)
def test_the_office_closes_on_weekends_holidays_and_at_the_turn_of_the_year(day: date, is_open: bool) -> None:
    assert CLOSED.is_open(day) is is_open


@given(day=days)
def test_no_holiday_and_no_weekend_is_open(day: date) -> None:
    """Must catch: a holiday forgotten. The expectation comes from the jpholiday package."""
    if jpholiday.is_holiday(day) or day.isoweekday() in {6, 7}:
        assert not CLOSED.is_open(day)


@given(day=days)
def test_the_next_open_day_is_the_nearest(day: date) -> None:
    found = CLOSED.next_open(day)
    assert CLOSED.is_open(found)
    assert not any(CLOSED.is_open(day + timedelta(days=n)) for n in range((found - day).days))
    assert CLOSED.add_open_days(day, 0) == found


@given(day=days)
def test_money_is_paid_on_the_nearest_open_day_before(day: date) -> None:
    found = CLOSED.previous_open(day)
    assert CLOSED.is_open(found)
    assert not any(CLOSED.is_open(found + timedelta(days=n)) for n in range(1, (day - found).days + 1))


@given(day=days, count=st.integers(1, 40))
def test_open_days_are_counted_from_the_next_day(day: date, count: int) -> None:
    """Must catch: the first day counted."""
    end = CLOSED.add_open_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(CLOSED.is_open, between)) == count
    assert CLOSED.is_open(end)


def test_a_period_that_ends_on_a_closed_day_ends_on_the_next_open_one() -> None:
    assert CLOSED.add_calendar_days_then_open(date(2026, 4, 30), 15) == date(2026, 5, 15)
    assert CLOSED.add_calendar_days_then_open(date(2026, 4, 10), 15) == date(2026, 4, 27)


def test_a_municipality_adds_its_own_closed_days() -> None:
    founding_day = date(2026, 5, 15)
    assert ClosedDays(extra=frozenset({founding_day})).next_open(founding_day) == date(2026, 5, 18)
    assert ClosedDays(year_end=frozenset()).is_open(date(2026, 12, 30))
    library = ClosedDays(weekdays=frozenset({0}))
    assert library.is_open(date(2026, 5, 16))
    assert not library.is_open(date(2026, 5, 18))


def test_open_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CLOSED.add_open_days(date(2026, 5, 15), -1)
