"""What to watch, for a machine that knows the token: how busy, how late, what was left lying.

Counts and ages only. Nothing here says who, and no label carries an id.
"""

from collections.abc import Iterator
from datetime import datetime
from hmac import compare_digest

from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.audit.anchors import read_anchors
from app.audit.incident_queries import count_open
from app.errors import NotFound
from app.files.models import ScanState
from app.files.queries import count_in_scan_state
from app.jobs.queries import QueueState, queue_state
from app.notices.queries import count_failed, count_unsent
from app.web.office import Office
from app.web.policies import MACHINE
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()


@pages.get("/metrics", MACHINE)
def show_metrics(visit: Visit) -> Response:
    """Without the token there is no such page."""
    office, told = visit.office, visit.request.headers.get("authorization", "")
    if not compare_digest(told.encode(), f"Bearer {office.metrics_token}".encode()):
        raise NotFound
    rows = list(_of_rows(visit.session, visit.now))
    visit.session.rollback()
    queue = queue_state(office.database.engine)
    standing = [*_of_build(office), *_of_queue(queue, visit.now), *rows, *_of_anchors(office, visit.now)]
    return Response(
        visit.request.app.state.figures.text(standing), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


def _of_build(office: Office) -> Iterator[Metric]:
    build = GaugeMetricFamily(
        "madoguchi_build_info", "Which program this is.", labels=("version", "commit", "serves")
    )
    build.add_metric((office.build.version, office.build.commit, office.serves), 1)
    yield build


def _of_queue(queue: QueueState, now: datetime) -> Iterator[Metric]:
    oldest = max((now - queue.oldest_due_at).total_seconds(), 0) if queue.oldest_due_at else 0
    yield GaugeMetricFamily(
        "madoguchi_jobs_waiting", "Jobs that could start now (1000 at most).", queue.waiting
    )
    yield GaugeMetricFamily("madoguchi_jobs_oldest_seconds", "How long the first of them has waited.", oldest)
    yield GaugeMetricFamily(
        "madoguchi_jobs_parked", "Jobs given up on, for a human to look at.", queue.parked
    )


def _of_rows(session: Session, now: datetime) -> Iterator[Metric]:
    counted = {
        "madoguchi_notices_unsent": ("Notices on their way.", count_unsent(session)),
        "madoguchi_notices_failed": (
            "Notices given up on, or not sent long after they should have been.",
            count_failed(session, now=now),
        ),
        "madoguchi_files_unscanned": (
            "Files that the virus scanner has not answered for.",
            count_in_scan_state(session, ScanState.PENDING),
        ),
        "madoguchi_files_infected": (
            "Files found infected.",
            count_in_scan_state(session, ScanState.INFECTED),
        ),
        "madoguchi_incidents_open": ("Incidents that wait for a human to close them.", count_open(session)),
    }
    for name, (text, count) in counted.items():
        yield GaugeMetricFamily(name, text, count)


def _of_anchors(office: Office, now: datetime) -> Iterator[Metric]:
    """Absent while there is no anchor: an alarm must ask for that too."""
    if anchors := read_anchors(office.audit.anchors):
        age = (now - anchors[-1].at).total_seconds()
        yield GaugeMetricFamily(
            "madoguchi_audit_anchor_age_seconds", "Since the chain was last anchored.", age
        )
