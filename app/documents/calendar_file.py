"""Days to keep, as a file that every calendar opens (RFC 5545). Whole days, which are the same day in any time zone.

Whoever looks at the calendar of somebody else learns a number of ours and a day: what was applied for is not in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

# So that it rings at nine in the morning of the day before.
BEFORE = timedelta(hours=-15)


@dataclass(frozen=True)
class DayToKeep:
    """`uid` stays the same for the same day of a case: read twice it is one entry, and a later file moves it."""

    uid: str
    day: date
    title: str
    note: str


def as_calendar(days: Iterable[DayToKeep], *, made_at: datetime, language: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//Madoguchi//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in days:
        calendar.add_component(_entry(each, made_at.astimezone(UTC)))
    return bytes(calendar.to_ical())


def _entry(each: DayToKeep, made_at: datetime) -> Event:
    entry = Event()
    entry.add("uid", each.uid)
    entry.add("dtstamp", made_at)
    entry.add("sequence", int(made_at.timestamp()))
    entry.add("dtstart", each.day)
    entry.add("dtend", each.day + timedelta(days=1))
    entry.add("summary", each.title)
    entry.add("description", each.note)
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", each.title)
    alarm.add("trigger", BEFORE)
    entry.add_component(alarm)
    return entry
