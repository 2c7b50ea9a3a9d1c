"""What somebody has to be woken for, in single words that tell nothing about anybody."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from app.applications.desk.unattended_queries import list_unattended
from app.audit.incident_queries import count_open
from app.jobs.alarms import late_jobs
from app.jobs.queries import queue_state
from app.web.office import Office

LOOKED_AFTER = timedelta(seconds=15)

log = logging.getLogger(__name__)


class Alarm(StrEnum):
    """`BLIND`: it could not be looked, which is as bad."""

    LATE_JOBS = "late_jobs"
    PARKED_JOBS = "parked_jobs"
    UNATTENDED_CASES = "unattended_cases"
    FILES = "files"
    INCIDENTS = "incidents"
    BLIND = "blind"


class Alarms:
    """Anybody may ask, as often as they like: it is looked every fifteen seconds at most."""

    def __init__(self, look: Callable[[Session, datetime], tuple[Alarm, ...]]) -> None:
        self._look = look
        self._lock = threading.Lock()
        self._looked_at: datetime | None = None
        self._found: tuple[Alarm, ...] = ()

    def ringing(self, session: Session, now: datetime) -> tuple[Alarm, ...]:
        with self._lock:
            if self._looked_at is None or abs(now - self._looked_at) >= LOOKED_AFTER:
                self._looked_at, self._found = now, self._looked(session, now)
            return self._found

    def _looked(self, session: Session, now: datetime) -> tuple[Alarm, ...]:
        try:
            return self._look(session, now)
        except Exception as failure:  # whatever it is: to be blind is an alarm, not the end of the service
            log.warning("alarms could not look", extra={"kind": type(failure).__name__})
            return (Alarm.BLIND,)


def alarms_of(office: Office) -> Alarms:
    def look(session: Session, now: datetime) -> tuple[Alarm, ...]:
        queue = queue_state(office.database.engine)
        rings = {
            Alarm.LATE_JOBS: bool(late_jobs(queue.oldest, now)),
            Alarm.PARKED_JOBS: queue.parked > 0,
            Alarm.UNATTENDED_CASES: bool(
                list_unattended(session, [each.key for each in office.town.sections])
            ),
            Alarm.FILES: not office.doors.files.health().ok,
            Alarm.INCIDENTS: count_open(session) > 0,
        }
        return tuple(alarm for alarm, rung in rings.items() if rung)

    return Alarms(look)
