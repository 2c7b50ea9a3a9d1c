"""By when the office answers. Pure; days are counted in Japan."""

from datetime import date, datetime

from app.clock import japan_date
from app.japan.business_days import ClosedDays


def decision_due_on(arrived_at: datetime, standard_days: int, closed: ClosedDays) -> date:
    """標準処理期間 (行政手続法6条), counted from the day after arrival; a closed last day moves to the next open one."""
    return closed.add_calendar_days_then_open(japan_date(arrived_at), standard_days)


def prolonged_by_correction(due_on: date, requested_at: datetime, answered_at: datetime) -> date:
    """The days a correction was with the resident don't count against the office."""
    return due_on + (japan_date(answered_at) - japan_date(requested_at))


def days_left(due_on: date, today: date) -> int:
    """Negative once it is overdue."""
    return (due_on - today).days
