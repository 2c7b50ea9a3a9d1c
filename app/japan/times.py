"""Times of day as people type and say them."""

import re
from datetime import time

from app.japan import NotUnderstood
from app.japan.digits import arabic, narrow
from app.japan.texts import refuse_blank
from app.language import noted

_TIME = re.compile("(午前|午後|AM|PM)?([0-9]{1,2})(?:時(?:([0-9]{1,2})分|(半))?|[:.]([0-9]{1,2}))?")
_DIGITS = re.compile("()([0-9]{1,2})([0-9]{2})")


def read_time(text: str) -> time:
    """9:00, ９：３０, 9時半, 午後5時30分, 1730, 17; raises NotUnderstood, also for 午後17時."""
    refuse_blank(text)
    typed = arabic(narrow(text)).upper()
    found = _DIGITS.fullmatch(typed) or _TIME.fullmatch(typed)
    if found is None:
        raise _not_a_time()
    half, hour, *minutes = found.groups()
    minute = next((part for part in minutes if part), "0")
    said = (int(hour), 30 if minute == "半" else int(minute))
    return _on_the_clock(half or "", *said)


def _on_the_clock(half: str, hour: int, minute: int) -> time:
    """午後0時 is noon, and so is 午前12時."""
    if half and hour > 12:
        raise _not_a_time()
    if half in {"午後", "PM"} and hour < 12:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError as wrong:
        raise _not_a_time() from wrong


def _not_a_time() -> NotUnderstood:
    return NotUnderstood(noted("{name}は「9:00」か「17:30」のように入力してください。"))
