"""Periods against a walk through the calendar, day by day (民法138条から143条)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.japan.ages import age_reached_on
from app.japan.business_days import ClosedDays
from app.japan.months import add_months, month_end, month_of
from app.japan.periods import Term, in_time, last_day, over_at
from app.japan.terms import APPEAL, BIRTH, CARE_DECISION, CHILD_ALLOWANCE_CLAIM, MOVING

CLOSED = ClosedDays()
ONE = timedelta(days=1)
days = st.dates(date(1948, 7, 20), date(2099, 12, 31))
lengths = st.integers(1, 60)


def walked(starts_on: date, months: int) -> date:
    """To the eve of the corresponding day, or to the end of the month that has none."""
    day, turned = starts_on, 0
    while True:
        tomorrow = day + ONE
        turned += tomorrow.day == 1
        if (turned == months and tomorrow.day == starts_on.day) or turned > months:
            return day
        day = tomorrow


@given(starts_on=days, months=lengths)
@example(starts_on=date(2027, 1, 31), months=1)
@example(starts_on=date(2027, 3, 1), months=1)
@example(starts_on=date(2028, 1, 29), months=1)
@example(starts_on=date(2028, 2, 29), months=12)
def test_months_end_on_the_eve_of_the_corresponding_day(starts_on: date, months: int) -> None:
    """I-82. Must catch: months counted from the event instead of the day after; 31 January lost or overrun."""
    assert last_day(starts_on, months=months) == walked(starts_on, months)


@given(birth=days, years=st.integers(1, 99))
def test_an_age_is_a_period_of_years_from_the_birth(birth: date, years: int) -> None:
    """I-82: 年齢計算ニ関スル法律 says just that."""
    assert age_reached_on(birth, years) == last_day(birth, years=years)


@given(starts_on=days, length=lengths)
def test_days_are_as_many_as_the_period_has(starts_on: date, length: int) -> None:
    end = last_day(starts_on, days=length)
    assert len([starts_on + n * ONE for n in range(400) if starts_on + n * ONE <= end]) == length


@given(starts_on=days, length=lengths, unit=st.sampled_from(["days", "months"]))
def test_a_longer_or_later_period_never_ends_earlier(starts_on: date, length: int, unit: str) -> None:
    end = last_day(starts_on, **{unit: length})
    assert last_day(starts_on, **{unit: length + 1}) > end
    assert last_day(starts_on + ONE, **{unit: length}) >= end


@pytest.mark.parametrize("length", [{}, {"days": 0}, {"days": -1}, {"days": 1, "months": 1}, {"months": -1}])
def test_a_period_has_one_unit_and_a_length(length: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        last_day(date(2026, 5, 15), **length)


@given(event=days)
def test_the_day_of_the_event_counts_only_where_a_law_says_so(event: date) -> None:
    """I-82. Must catch: 初日算入 for a move, 初日不算入 for a birth."""
    assert MOVING.last_day(event) == event + 14 * ONE
    assert BIRTH.last_day(event) == event + 13 * ONE
    assert CHILD_ALLOWANCE_CLAIM.last_day(event) == event + 15 * ONE


@given(event=days, term=st.sampled_from([APPEAL, BIRTH, CHILD_ALLOWANCE_CLAIM, MOVING]))
def test_only_a_closed_last_day_gives_way_and_only_forwards(event: date, term: Term) -> None:
    """I-82: closed days within the period change nothing (地方自治法4条の2第4項)."""
    plain, found = term.last_day(event), term.last_day(event, CLOSED)
    assert CLOSED.is_open(found)
    assert not any(CLOSED.is_open(plain + n * ONE) for n in range((found - plain).days))


@given(event=days)
def test_the_office_has_no_closed_days_to_its_help(event: date) -> None:
    """I-82. Must catch: the thirty days of a care decision prolonged by a weekend (介護保険法27条11項)."""
    assert CARE_DECISION.last_day(event, CLOSED) == event + 30 * ONE


@given(last=st.dates(date(1873, 1, 1), date(2199, 12, 30)))
def test_the_last_day_counts_to_its_last_instant_in_japan(last: date) -> None:
    """I-82. Must catch: a day that ends in UTC, at the office's closing hour, or a minute late."""
    over = over_at(last)
    assert in_time(over - timedelta(microseconds=1), last)
    assert not in_time(over, last)


def test_a_day_in_japan_ends_at_three_in_the_afternoon_in_utc() -> None:
    """I-82."""
    assert over_at(date(2026, 5, 15)) == datetime(2026, 5, 15, 15, tzinfo=UTC)
    assert in_time(datetime(2026, 5, 15, 14, 59, 59, 999999, tzinfo=UTC), date(2026, 5, 15))
    assert not in_time(datetime(2026, 5, 15, 15, tzinfo=UTC), date(2026, 5, 15))


@given(day=days, months=st.integers(-600, 600))
def test_months_come_back(day: date, months: int) -> None:
    there = add_months(day, months)
    assert there.day == 1
    assert add_months(there, -months) == month_of(day)
    assert month_end(there) + ONE == add_months(there, 1)
