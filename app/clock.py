"""The only reader of the clock; everything else is told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def japan_date(at: datetime) -> date:
    """The calendar date in Japan at that instant: law counts days in JST."""
    return at.astimezone(JST).date()
