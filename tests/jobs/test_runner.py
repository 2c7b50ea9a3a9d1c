"""Trying, giving up, trying again: one runner inside the test's own process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from app import clock
from app.database import Database
from app.jobs.enqueue import enqueue
from app.jobs.kinds import CheckOnePayment, DeliverNotice, Job
from app.jobs.queries import list_parked, queue_state
from app.jobs.runner import JobRunner
from app.jobs.upkeep import dismiss_parked, forget_old_jobs, retry_parked
from tests.jobs.worker import QUICK, until

POISON = UUID(int=13)


@dataclass
class Work:
    """Fails on POISON as long as `broken`."""

    broken: bool = True
    done: list[Job] = field(default_factory=list)
    failed: int = 0

    def __call__(self, job: Job) -> None:
        if self.broken and job == DeliverNotice(notice_id=POISON):
            self.failed += 1
            raise ValueError("山田花子")
        self.done.append(job)


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def runner(jobs_url: str, work: Work) -> Iterator[JobRunner]:
    runner = JobRunner(jobs_url, work, QUICK)
    runner.start()
    yield runner
    runner.stop()


def put(database: Database, *jobs: Job) -> None:
    with database.write() as session:
        for job in jobs:
            enqueue(session, job)


def test_a_poison_job_is_parked_after_five_tries_and_the_others_run(
    jobs_database: Database, runner: JobRunner, work: Work
) -> None:
    """I-56. Must catch: endless retries, a retry that keeps its place, one bad job stopping the queue."""
    others = [CheckOnePayment(attempt_id=uuid4()) for _ in range(5)]
    put(jobs_database, DeliverNotice(notice_id=POISON), *others)
    runner.drain(30)
    assert work.failed == 5
    assert sorted(map(str, work.done)) == sorted(map(str, others))
    (parked,) = list_parked(jobs_database.engine)
    assert (parked.kind, parked.ids) == ("deliver_notice", {"notice_id": str(POISON)})
    assert queue_state(jobs_database.engine).parked == 1


def test_what_a_failure_said_is_kept_nowhere(
    jobs_database: Database, runner: JobRunner, caplog: pytest.LogCaptureFixture
) -> None:
    """Must catch: an error message (a refused address, a row) ending up in logs or in the job tables."""
    put(jobs_database, DeliverNotice(notice_id=POISON))
    runner.drain(30)
    (parked,) = list_parked(jobs_database.engine)
    assert parked.failure.startswith("ValueError at test_runner.py:")
    assert "Exception encountered" in caplog.text
    assert "山田" not in caplog.text
    table = "workflow_output" if runner.is_sqlite else "dbos.workflow_output"
    with jobs_database.engine.connect() as connection:
        assert "山田" not in str(connection.execute(text(f"SELECT * FROM {table}")).all())


def test_a_parked_job_can_be_given_another_chance(
    jobs_database: Database, runner: JobRunner, work: Work
) -> None:
    put(jobs_database, DeliverNotice(notice_id=POISON), DeliverNotice(notice_id=POISON))
    runner.drain(30)
    (parked,) = list_parked(jobs_database.engine)
    assert parked.times == 2
    work.broken = False
    retry_parked(jobs_database.engine, parked)
    runner.drain(30)
    assert work.done == [DeliverNotice(notice_id=POISON)]
    assert list_parked(jobs_database.engine) == []


def test_a_parked_job_can_be_dismissed(jobs_database: Database, runner: JobRunner) -> None:
    put(jobs_database, DeliverNotice(notice_id=POISON))
    runner.drain(30)
    dismiss_parked(jobs_database.engine, list_parked(jobs_database.engine)[0])
    assert list_parked(jobs_database.engine) == []


def test_a_job_that_killed_five_processes_is_parked_before_it_kills_another(
    pg_url: str, opened_database: Callable[[str], Database], work: Work
) -> None:
    """Must catch: a take-over that forgets how often a job was started (resume_workflow does)."""
    database = opened_database(pg_url)
    put(database, CheckOnePayment(attempt_id=POISON))
    with database.write() as session:
        session.execute(
            text("UPDATE dbos.workflow_status SET status='PENDING', executor_id='dead', recovery_attempts=5")
        )
        session.execute(text("INSERT INTO job_executors VALUES ('dead', now() - interval '1 hour')"))
    runner = JobRunner(pg_url, work, QUICK)
    runner.start()
    try:
        until(lambda: bool(list_parked(database.engine)))
    finally:
        runner.stop()
    assert list_parked(database.engine)[0].failure == "the process died each time"
    assert work.done == []


def test_a_job_can_wait_for_its_time(jobs_database: Database, runner: JobRunner, work: Work) -> None:
    later, soon = DeliverNotice(notice_id=uuid4()), DeliverNotice(notice_id=uuid4())
    with jobs_database.write() as session:
        enqueue(session, later, run_at=clock.now() + timedelta(hours=1))
        enqueue(session, soon, run_at=clock.now() - timedelta(hours=1))
    runner.drain(30)
    assert work.done == [soon]


def test_money_goes_before_mail(jobs_url: str, jobs_database: Database, work: Work) -> None:
    """Must catch: a mail provider that hangs holding up the payments behind it."""
    mail, money = DeliverNotice(notice_id=uuid4()), CheckOnePayment(attempt_id=uuid4())
    put(jobs_database, mail, money)
    runner = JobRunner(jobs_url, work, QUICK.model_copy(update={"concurrency": 1}))
    runner.start()
    runner.drain(30)
    runner.stop()
    assert work.done == [money, mail]


def test_done_jobs_are_forgotten_and_parked_ones_kept(
    jobs_url: str, jobs_database: Database, runner: JobRunner
) -> None:
    """Must catch: history kept for ever, or a failure forgotten before anybody saw it."""
    put(jobs_database, DeliverNotice(notice_id=POISON), DeliverNotice(notice_id=uuid4()))
    runner.drain(30)
    forget_old_jobs(jobs_url, QUICK, now=clock.now() + timedelta(days=QUICK.keep_done_days, minutes=1))
    table = "workflow_status" if runner.is_sqlite else "dbos.workflow_status"
    with jobs_database.engine.connect() as connection:
        assert connection.execute(text(f"SELECT status FROM {table}")).all() == [("ERROR",)]
    forget_old_jobs(jobs_url, QUICK, now=clock.now() + timedelta(days=QUICK.keep_parked_days, minutes=1))
    assert list_parked(jobs_database.engine) == []


def test_a_stop_waits_for_the_running_job(
    sqlite_url: str, opened_database: Callable[[str], Database]
) -> None:
    """Must catch: every restart of the service breaking jobs off in the middle."""
    database = opened_database(sqlite_url)
    started, finish, done = Event(), Event(), list[Job]()

    def slow(job: Job) -> None:
        started.set()
        finish.wait()
        done.append(job)

    runner = JobRunner(sqlite_url, slow, QUICK.model_copy(update={"stop_within_seconds": 30}))
    runner.start()
    put(database, DeliverNotice(notice_id=POISON))
    started.wait()
    stopping = Thread(target=runner.stop)
    stopping.start()
    finish.set()
    stopping.join()
    assert len(done) == 1
    state = queue_state(database.engine)
    assert (state.waiting, state.oldest_due_at, state.parked) == (0, None, 0)


def test_the_age_of_the_queue_is_known(jobs_database: Database) -> None:
    """Must catch: an alarm that cannot tell that no runner is alive."""
    before = clock.now() - timedelta(seconds=1)
    put(jobs_database, DeliverNotice(notice_id=POISON))
    state = queue_state(jobs_database.engine)
    assert state.waiting == 1
    assert state.oldest_due_at is not None
    assert before <= state.oldest_due_at <= clock.now()
