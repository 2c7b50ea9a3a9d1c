"""When waiting jobs have waited too long for anybody to believe that somebody is at them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

# Mail within minutes, documents soon after; whatever it is, not longer than an hour.
LATE_AFTER = {
    "deliver_notice": timedelta(minutes=5),
    "render_decision_notice": timedelta(minutes=15),
}
ANY_LATE_AFTER = timedelta(minutes=60)


@dataclass(frozen=True)
class LateJobs:
    """The oldest of one kind could have started at `since`."""

    kind: str
    since: datetime


def late_jobs(oldest: Mapping[str, datetime], now: datetime) -> tuple[LateJobs, ...]:
    """`oldest`: kind → since when its longest-waiting job could have started."""
    return tuple(
        LateJobs(kind, since)
        for kind, since in sorted(oldest.items())
        if now - since > LATE_AFTER.get(kind, ANY_LATE_AFTER)
    )
