"""How long a job may wait before somebody is told."""

from datetime import timedelta

import pytest

from app import clock
from app.database import Database, new_id
from app.jobs.alarms import ANY_LATE_AFTER, LATE_AFTER, LateJobs, late_jobs
from app.jobs.enqueue import enqueue
from app.jobs.kinds import CheckOnePayment, DeliverNotice
from app.jobs.queries import queue_state
from tests.conftest import NOW

SECOND = timedelta(seconds=1)


def test_mail_waits_five_minutes_documents_fifteen_and_nothing_an_hour() -> None:
    """I-52. Must catch: a limit taken for another kind's, or none for a kind nobody thought of."""
    kinds = {"deliver_notice": 5, "render_decision_notice": 15, "check_one_payment": 60, "of_next_year": 60}
    for kind, minutes in kinds.items():
        since = NOW - timedelta(minutes=minutes)
        assert late_jobs({kind: since}, NOW) == (), kind
        assert late_jobs({kind: since - SECOND}, NOW) == (LateJobs(kind, since - SECOND),), kind
    assert max(LATE_AFTER.values()) < ANY_LATE_AFTER


def test_nothing_waiting_is_nothing_late() -> None:
    assert late_jobs({}, NOW) == ()


@pytest.mark.slow
def test_the_oldest_of_each_kind_is_known(jobs_database: Database) -> None:
    """I-52. Must catch: old mail hidden behind a queue of younger payments, or a job counted before its time."""
    with jobs_database.write() as session:
        enqueue(session, DeliverNotice(notice_id=new_id()))
        enqueue(session, DeliverNotice(notice_id=new_id()), run_at=clock.now() + timedelta(hours=2))
        enqueue(session, CheckOnePayment(attempt_id=new_id()))
    state = queue_state(jobs_database.engine)
    assert set(state.oldest) == {"deliver_notice", "check_one_payment"}
    assert state.oldest_due_at == min(state.oldest.values())
    assert [each.kind for each in late_jobs(state.oldest, clock.now() + timedelta(minutes=6))] == [
        "deliver_notice"
    ]
