"""The days on which the office is open, and periods that end on a closed day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday

_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
_WEEKEND = frozenset({5, 6})


@dataclass(frozen=True)
class ClosedDays:
    """The days a municipality is closed (閉庁日, 地方自治法4条の2): weekends, holidays, the turn of the year.

    `extra` are further closed dates; `year_end` are (month, day), which each municipality sets by ordinance.
    `weekdays` (0 is Monday): Saturday and Sunday for a town office; a library has its own.
    """

    extra: frozenset[date] = frozenset()
    year_end: frozenset[tuple[int, int]] = _YEAR_END
    weekdays: frozenset[int] = _WEEKEND

    def is_open(self, day: date) -> bool:
        closed = day.weekday() in self.weekdays or (day.month, day.day) in self.year_end or day in self.extra
        return not closed and not jpholiday.is_holiday(day)

    def next_open(self, day: date) -> date:
        """That day itself when it is open."""
        return next(self._open_days_from(day))

    def previous_open(self, day: date) -> date:
        """That day itself when it is open: money that falls due on a closed day is paid before it."""
        while not self.is_open(day):
            day -= timedelta(days=1)
        return day

    def add_calendar_days_then_open(self, day: date, days: int) -> date:
        """The end of a period of days, moved to an open day.

        The first day does not count (民法140条); a closed last day gives way (地方自治法4条の2第4項).
        """
        return self.next_open(day + timedelta(days=days))

    def add_open_days(self, day: date, days: int) -> date:
        """The n-th open day after that day; for 0 the first one from it on. Raises ValueError below 0."""
        if days < 0:
            raise ValueError("open days are counted forwards only")
        if days == 0:
            return self.next_open(day)
        following = self._open_days_from(day + timedelta(days=1))
        return next(found for count, found in enumerate(following, start=1) if count == days)

    def _open_days_from(self, day: date) -> Iterator[date]:
        while True:
            if self.is_open(day):
                yield day
            day += timedelta(days=1)
