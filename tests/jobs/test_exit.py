"""What a job library must keep before it may carry receipts and money: real processes, both databases."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from app.database import Database
from app.jobs.enqueue import enqueue
from app.jobs.kinds import CheckOnePayment
from app.jobs.queries import list_parked, queue_state
from app.jobs.queue import QUEUE, RUN, VERSION, sender_of
from tests.jobs.worker import QUICK, Workers, until


class Surprise(Exception):
    """Whatever may go wrong between the work and the commit."""


def put_down(database: Database, count: int) -> list[str]:
    ids = [uuid4() for _ in range(count)]
    with database.write() as session:
        for attempt_id in ids:
            enqueue(session, CheckOnePayment(attempt_id=attempt_id))
    return [str(attempt_id) for attempt_id in ids]


def put_down_and_fail(database: Database) -> None:
    with database.write() as session:
        enqueue(session, CheckOnePayment(attempt_id=UUID(int=1)))
        raise Surprise


def test_a_rolled_back_transaction_leaves_no_job(
    jobs_url: str, jobs_database: Database, workers: Workers
) -> None:
    """I-50. Must catch: enqueueing over a connection of its own instead of the caller's."""
    with pytest.raises(Surprise):
        put_down_and_fail(jobs_database)
    assert queue_state(jobs_database.engine).waiting == 0
    (committed,) = put_down(jobs_database, 1)
    workers.start(jobs_url, "only")
    until(lambda: bool(workers.did("end")))
    assert workers.did("start") == [("only", committed)]


def test_a_job_killed_half_way_is_run_again(jobs_url: str, jobs_database: Database, workers: Workers) -> None:
    """Must catch: a job marked done when taken; an executor nobody takes over from."""
    workers.hold()
    (job,) = put_down(jobs_database, 1)
    workers.start(jobs_url, "first")
    until(lambda: bool(workers.did("start")))
    workers.kill("first")
    workers.release()
    workers.start(jobs_url, "second")
    until(lambda: bool(workers.did("end")))
    assert workers.did("start") == [("first", job), ("second", job)]
    assert workers.did("end") == [("second", job)]


def test_an_unknown_job_is_parked_and_the_others_run(
    jobs_url: str, jobs_database: Database, workers: Workers
) -> None:
    """Must catch: a row of another version of the program stopping or blocking the queue."""
    with jobs_database.write() as session:
        sender_of(jobs_database.engine).enqueue_in_transaction(
            session,
            {"workflow_name": RUN, "queue_name": QUEUE, "app_version": VERSION},
            {"kind": "from_the_future", "case_id": "7"},
            1,
        )
    known = put_down(jobs_database, 3)
    workers.start(jobs_url, "only")
    until(lambda: len(workers.did("end")) == 3 and bool(list_parked(jobs_database.engine)))
    assert sorted(job for _, job in workers.did("end")) == sorted(known)
    (parked,) = list_parked(jobs_database.engine)
    assert (parked.kind, parked.ids, parked.times) == ("from_the_future", {"case_id": "7"}, 1)


def test_two_executors_never_run_one_job_twice(
    pg_url: str, opened_database: Callable[[str], Database], workers: Workers
) -> None:
    """Must catch: taking jobs without a lock on the row."""
    workers.hold()
    workers.start(pg_url, "first")
    workers.start(pg_url, "second")
    jobs = put_down(opened_database(pg_url), 60)
    until(lambda: len(workers.did("start")) == 2 * QUICK.concurrency)
    workers.release()
    until(lambda: len(workers.did("end")) >= 60)
    assert sorted(job for _, job in workers.did("start")) == sorted(jobs)
    assert {name for name, _ in workers.did("start")} == {"first", "second"}


def test_the_jobs_of_a_dead_executor_are_taken_over_once(
    pg_url: str, opened_database: Callable[[str], Database], workers: Workers
) -> None:
    """Must catch: nobody taking over; both survivors running what they take over."""
    workers.hold()
    workers.start(pg_url, "doomed")
    jobs = put_down(opened_database(pg_url), 4)
    until(lambda: len(workers.did("start")) == 4)
    workers.start(pg_url, "left")
    workers.start(pg_url, "right")
    workers.kill("doomed")
    until(lambda: len(workers.did("start")) == 8)
    state = queue_state(opened_database(pg_url).engine)
    workers.release()
    until(lambda: len(workers.did("end")) == 4)
    assert state.waiting == 0
    assert Counter(job for _, job in workers.did("start")) == dict.fromkeys(jobs, 2)
    assert Counter(job for _, job in workers.did("end")) == dict.fromkeys(jobs, 1)


def test_sqlite_admits_one_runner_only(sqlite_url: str, workers: Workers) -> None:
    """Must catch: a second process resuming jobs that the first is still running."""
    workers.start(sqlite_url, "first")
    workers.start(sqlite_url, "second")
    assert workers.processes["second"].wait(timeout=60) == 1
    assert "AlreadyRunning" in workers.said("second")
