"""Who counts as alive, and who may say so."""

import time
from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import text

from app.database import Database
from app.jobs.heartbeat import Heartbeat
from tests.jobs.worker import until

TAKEOVER_SECONDS = 1


@pytest.fixture
def heartbeats(pg_url: str) -> Iterator[Callable[[str, Callable[[Sequence[str]], None]], Heartbeat]]:
    started: list[Heartbeat] = []

    def start(executor_id: str, take_over: Callable[[Sequence[str]], None]) -> Heartbeat:
        started.append(Heartbeat(pg_url, executor_id, TAKEOVER_SECONDS, take_over))
        started[-1].start()
        return started[-1]

    yield start
    for heartbeat in started:
        heartbeat.stop()


@pytest.fixture
def records(pg_url: str, opened_database: Callable[[str], Database]) -> Database:
    return opened_database(pg_url)


def add(records: Database, executor_id: str, age: str) -> None:
    with records.write() as session:
        row = text("INSERT INTO job_executors VALUES (:id, now() - CAST(:age AS interval))")
        session.execute(row, {"id": executor_id, "age": age})


def test_only_the_silent_are_taken_over(heartbeats: Callable[..., Heartbeat], records: Database) -> None:
    """Must catch: taking jobs from an executor that lives, ourselves included."""
    seen: list[Sequence[str]] = []
    add(records, "dead", "1 hour")
    heartbeats("alive", lambda _: None)
    heartbeats("watching", seen.append)
    until(lambda: len(seen) > 1)
    assert {tuple(silent) for silent in seen} == {("dead",)}


def test_a_heart_beats_on_when_a_take_over_fails(
    heartbeats: Callable[..., Heartbeat], records: Database
) -> None:
    """Must catch: one failure making this executor look dead while it works."""
    calls: list[Sequence[str]] = []

    def fail(silent: Sequence[str]) -> None:
        calls.append(silent)
        raise RuntimeError

    add(records, "dead", "1 hour")
    heartbeats("watching", fail)
    until(lambda: len(calls) > 1)


def test_after_an_outage_the_others_are_given_time(
    heartbeats: Callable[..., Heartbeat], records: Database
) -> None:
    """Must catch: the first to come back, after the database was away, taking everybody's running jobs."""
    steady_for: list[float] = []
    heartbeat: Heartbeat = heartbeats(
        "watching", lambda _: steady_for.append(time.monotonic() - heartbeat.steady_since)
    )
    add(records, "dead", "1 hour")
    until(lambda: bool(steady_for))
    started = heartbeat.steady_since
    with records.write() as session:
        session.execute(text("ALTER TABLE job_executors RENAME TO away"))
    until(lambda: heartbeat.steady_since > started)
    with records.write() as session:
        session.execute(text("ALTER TABLE away RENAME TO job_executors"))
    steady_for.clear()
    until(lambda: bool(steady_for))
    assert min(steady_for) >= TAKEOVER_SECONDS


def test_executors_long_gone_are_forgotten(heartbeats: Callable[..., Heartbeat], records: Database) -> None:
    add(records, "ancient", "2 days")
    heartbeats("watching", lambda _: None)

    def known() -> set[str]:
        with records.read() as session:
            return set(session.execute(text("SELECT id FROM job_executors")).scalars())

    until(lambda: known() == {"watching"})
