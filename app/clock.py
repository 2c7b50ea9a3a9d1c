"""The only reader of the clock; everything else is told the time."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")
# More than any network time service lets a clock be wrong while it works.
SKEW = timedelta(seconds=2)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def japan_date(at: datetime) -> date:
    """The calendar date in Japan at that instant: law counts days in JST."""
    return at.astimezone(JST).date()


class ClockWatch:
    """Holds the clock against one that nobody sets: corrections run through both slowly, a step through one only."""

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now, self._monotonic = now, monotonic
        self._began = now(), monotonic()

    def take_step(self) -> timedelta | None:
        """How far the clock was set since the last step (back is negative), None for less than SKEW."""
        began, ticked = self._began
        now, ticks = self._now(), self._monotonic()
        step = now - began - timedelta(seconds=ticks - ticked)
        if abs(step) <= SKEW:
            return None
        self._began = now, ticks
        return step
