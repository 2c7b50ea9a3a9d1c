"""What has to be looked at though nobody complains: each thing that is wrong becomes an incident."""

import logging
import threading
from datetime import timedelta

from app.audit.anchors import read_anchors
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.audit.queries import find_last_at
from app.audit.verify import Verdict, verify
from app.clock import SKEW, ClockWatch
from app.errors import Invalid
from app.jobs.queries import list_parked
from app.web.office import Office

log = logging.getLogger(__name__)

LOOKED_EVERY_SECONDS = 15.0
FOLLOWED_EVERY_SECONDS = 3.0


class Watcher:
    """Looks at the clock of this process from `start` to `stop`: every process may stand on a machine of its own."""

    def __init__(self, office: Office, every_seconds: float = LOOKED_EVERY_SECONDS) -> None:
        self._office, self._every = office, every_seconds
        self._watch = ClockWatch(office.clock)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_looking, name=type(self).__name__, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _keep_looking(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                self._look()
            except Exception as failure:  # whatever it is: the next look may succeed
                who = type(self).__name__
                log.warning("could not look", extra={"who": who, "kind": type(failure).__name__})

    def _look(self) -> None:
        look_at_clock(self._office, self._watch)


class Follower(Watcher):
    """Looks for values of the town that two people confirmed in another process."""

    def __init__(self, office: Office, every_seconds: float = FOLLOWED_EVERY_SECONDS) -> None:
        super().__init__(office, every_seconds)

    def _look(self) -> None:
        self._office.book.look()


def look_at_clock(office: Office, watch: ClockWatch) -> None:
    """Set by more than two seconds, or behind what has been noted already, here or by another machine.

    The trail itself is ordered by its numbers, whatever the clock does.
    """
    step, now = watch.take_step(), office.clock()
    with office.database.read() as session:
        behind = now - (find_last_at(session) or now)
    if step is None and behind >= -SKEW:
        return
    seen = behind if step is None else step
    log.error("the clock was set", extra={"seconds": seen.total_seconds()})
    about = "back" if seen < timedelta() else "forward"
    with office.database.write() as session:
        open_incident(session, IncidentKind.CLOCK_STEPPED, about, at=now)


def look_for_parked(office: Office) -> None:
    """A job given up on: it may be tried again and succeed, and somebody has to know all the same."""
    now = office.clock()
    for job in list_parked(office.database.engine):
        about = " ".join((job.kind, *sorted(job.ids.values())))[:100]
        with office.database.write() as session:
            open_incident(session, IncidentKind.JOB_PARKED, about, at=now, since=job.last_at)


def verify_trail(office: Office) -> Verdict | None:
    """Reads the whole chain; None where the anchors outside cannot be read, which is as bad."""
    settings = office.audit
    try:
        anchors = read_anchors(settings.anchors)
    except Invalid:
        verdict, about = None, "anchors"
    else:
        with office.database.read() as session:
            verdict = verify(session, settings.sealing_keys, anchors)
        about = "" if verdict.fault is None else f"{verdict.fault} {verdict.sequence}"
    if about:
        with office.database.write() as session:
            open_incident(session, IncidentKind.AUDIT_BROKEN, about, at=office.clock())
    return verdict
