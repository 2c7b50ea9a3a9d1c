"""By when the office answers."""

from datetime import UTC, date, datetime

import pytest

from app.applications.deadlines import days_left, decision_due_on, prolonged_by_correction
from app.japan.business_days import ClosedDays

CLOSED = ClosedDays()


@pytest.mark.parametrize(
    ("arrived_at", "days", "due_on"),
    [
        (datetime(2026, 5, 12, 1, 30, tzinfo=UTC), 30, date(2026, 6, 11)),
        (datetime(2026, 5, 12, 14, 59, 59, tzinfo=UTC), 30, date(2026, 6, 11)),
        (datetime(2026, 5, 12, 15, 0, tzinfo=UTC), 30, date(2026, 6, 12)),
        (datetime(2026, 5, 12, 1, 30, tzinfo=UTC), 4, date(2026, 5, 18)),
        (datetime(2026, 4, 28, 1, 30, tzinfo=UTC), 5, date(2026, 5, 7)),
        (datetime(2026, 12, 20, 1, 30, tzinfo=UTC), 10, date(2027, 1, 4)),
    ],
)
def test_the_day_after_arrival_is_the_first(arrived_at: datetime, days: int, due_on: date) -> None:
    """Must catch: days counted in UTC, the day of arrival counted, a closed last day kept (行政手続法6条)."""
    assert decision_due_on(arrived_at, days, CLOSED) == due_on


def test_the_days_of_a_correction_are_given_back() -> None:
    """Must catch: days counted in UTC: asked on the 12th in the evening, answered on the 13th in the morning."""
    asked, answered = datetime(2026, 5, 12, 14, tzinfo=UTC), datetime(2026, 5, 12, 22, tzinfo=UTC)
    assert prolonged_by_correction(date(2026, 6, 11), asked, answered) == date(2026, 6, 12)
    assert prolonged_by_correction(date(2026, 6, 11), asked, asked) == date(2026, 6, 11)


def test_what_is_overdue_has_less_than_no_days_left() -> None:
    today = date(2026, 5, 12)
    assert [days_left(date(2026, 5, day), today) for day in (13, 12, 11)] == [1, 0, -1]
