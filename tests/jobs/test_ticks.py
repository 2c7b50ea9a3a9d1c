"""The clock's own jobs."""

import asyncio
from collections.abc import Iterator

import pytest
from dbos import DBOS
from sqlalchemy import text

from app.database import Database
from app.jobs.enqueue import enqueue
from app.jobs.kinds import CheckPayments, Job
from app.jobs.queries import list_parked
from app.jobs.queue import opened
from app.jobs.runner import JobRunner
from tests.jobs.worker import QUICK, until


@pytest.fixture
def done() -> list[Job]:
    return []


@pytest.fixture
def ticking(jobs_url: str, done: list[Job]) -> Iterator[JobRunner]:
    runner = JobRunner(jobs_url, done.append, QUICK.model_copy(update={"ticking": True}))
    runner.start()
    yield runner
    runner.stop()


def test_the_clock_asks_for_these_jobs_in_japan_s_time(ticking: JobRunner) -> None:
    """Must catch: a reminder at nine in the evening, because the server counts in UTC."""
    known = {
        tick["schedule_name"]: (tick["schedule"], tick["cron_timezone"]) for tick in DBOS.list_schedules()
    }
    assert known == {
        "check_payments": ("* * * * *", "Asia/Tokyo"),
        "scan_waiting": ("*/5 * * * *", "Asia/Tokyo"),
        "look_for_trouble": ("* * * * *", "Asia/Tokyo"),
        "sweep_drafts": ("30 3 * * *", "Asia/Tokyo"),
        "remind_unpaid": ("0 9 * * *", "Asia/Tokyo"),
        "upkeep": ("10 4 * * *", "Asia/Tokyo"),
    }


def test_a_tick_becomes_a_job(ticking: JobRunner, done: list[Job]) -> None:
    DBOS.trigger_schedule("check_payments")
    until(lambda: CheckPayments() in done)


def test_a_failing_tick_is_one_line_until_it_works_again(jobs_url: str, jobs_database: Database) -> None:
    """Must catch: a provider down for a night burying all other failures, or retried on top."""
    broken = [True]

    def run(_job: Job) -> None:
        if broken:
            raise ValueError

    runner = JobRunner(jobs_url, run, QUICK)
    runner.start()
    try:
        for expected in (["check_payments"], []):
            for _ in range(2):
                with jobs_database.write() as session:
                    enqueue(session, CheckPayments())
                    runs = "workflow_status" if runner.is_sqlite else "dbos.workflow_status"
                    earlier = f"UPDATE {runs} SET created_at = created_at - 60000"
                    session.execute(text(earlier))
            runner.drain(30)
            assert [job.kind for job in list_parked(jobs_database.engine)] == expected
            broken.clear()
    finally:
        runner.stop()


def test_the_daily_forgetting_works_inside_the_library(ticking: JobRunner) -> None:
    DBOS.trigger_schedule("upkeep")
    ticking.drain(30)
    assert [run.status for run in DBOS.list_workflows(name="upkeep")] == ["SUCCESS"]


def test_schedules_of_an_earlier_version_are_dropped(ticking: JobRunner) -> None:
    """Must catch: a job renamed in an update being asked for, and parked, for ever."""
    with opened(ticking.database_url) as client:
        client.create_schedule(schedule_name="count_stamps", workflow_name="tick", schedule="0 0 * * *")
    ticking.stop()
    ticking.start()
    assert "count_stamps" not in {tick["schedule_name"] for tick in DBOS.list_schedules()}


def test_a_web_server_starts_the_runner_on_its_event_loop(sqlite_url: str, done: list[Job]) -> None:
    """Must catch: the library refusing, or blocking, inside a lifespan."""

    async def lifespan() -> None:
        runner = JobRunner(sqlite_url, done.append, QUICK)
        runner.start()
        runner.stop()

    asyncio.run(lifespan())
