"""Periods as laws state them (期間の計算, 民法138条から143条), and the instant at which they are over."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.clock import JST, japan_date
from app.japan.business_days import ClosedDays
from app.japan.months import add_months, month_end


def last_day(starts_on: date, *, days: int = 0, months: int = 0, years: int = 0) -> date:
    """The last day of a period whose first counted day (起算日) is `starts_on`; one unit only, weeks as days.

    Months and years go by the calendar (143条): up to the eve of the corresponding day (応当日), or to the end
    of the month that has none. So one month from 31 January ends on 28 February, from 1 March on 31 March.
    Raises ValueError where the period is empty.
    """
    in_months = months + 12 * years
    if sum(bool(each) for each in (days, in_months)) != 1 or min(days, in_months) < 0:
        raise ValueError("a period has a positive number of days, or of months and years")
    if days:
        return starts_on + timedelta(days=days - 1)
    end = month_end(add_months(starts_on, in_months))
    return end if starts_on.day > end.day else end.replace(day=starts_on.day) - timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A period within which something has to be done (…日以内), counted from the day of an event.

    `law` is where it stands. `counts_first_day`: 初日算入, only where a law says so; else the day of the event
    does not count (民法140条). `gives_way`: a closed last day moves to the next open one, which 地方自治法
    4条の2第4項 grants to whoever applies or notifies, not to the office itself.
    """

    law: str
    days: int = 0
    months: int = 0
    years: int = 0
    counts_first_day: bool = False
    gives_way: bool = True

    def last_day(self, event_on: date, closed: ClosedDays | None = None) -> date:
        """The last day in time; where no closed days are given none gives way."""
        starts_on = event_on if self.counts_first_day else event_on + timedelta(days=1)
        end = last_day(starts_on, days=self.days, months=self.months, years=self.years)
        return closed.next_open(end) if closed and self.gives_way else end


def over_at(last: date) -> datetime:
    """The first instant (UTC) that is too late: 0:00 in Japan after the last day, which counts whole (民法141条)."""
    return datetime.combine(last + timedelta(days=1), time(), JST).astimezone(UTC)


def in_time(at: datetime, last: date) -> bool:
    """Whether something that arrived then did so by that day, to 23:59:59.999999 in Japan; there is no grace."""
    return japan_date(at) <= last
