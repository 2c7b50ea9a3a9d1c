"""What the library calls: a try at a job, a tick of the clock, the daily forgetting."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from dbos import DBOS, ScheduleInput

from app import clock
from app.jobs.kinds import Job
from app.jobs.queue import QUEUE, RUN, RUN_ONCE, options_of
from app.jobs.settings import JobsSettings
from app.jobs.ticks import TICKS, UPKEEP_CRON, Tick
from app.jobs.upkeep import forget_old_jobs
from app.jobs.work import Parked, failure_of, job_of

UPKEEP = "upkeep"
_AT: ScheduleInput = {"cron_timezone": clock.JST.key, "queue_name": QUEUE}


def register_run(run: Callable[[Job], None], settings: JobsSettings) -> None:
    waits = settings.retry_after_seconds

    # A job that kills its process is a poison job too: given up after as many tries as a failing one.
    @DBOS.workflow(name=RUN, max_recovery_attempts=len(waits))
    def run_job(payload: dict[str, Any], attempt: int) -> None:
        job = job_of(payload)
        failure = failure_of(run, job)
        if failure is None:
            return
        if attempt > len(waits):
            raise Parked(failure)
        # A new run later instead of sleeping in this one, which would keep others from its place.
        again = options_of(job)
        if waits[attempt - 1]:
            again["delay_seconds"] = waits[attempt - 1]
        DBOS.enqueue_workflow_with_options(again, payload, attempt + 1)

    @DBOS.workflow(name=RUN_ONCE, max_recovery_attempts=len(waits))
    def run_job_once(payload: dict[str, Any], _attempt: int) -> None:
        failure = failure_of(run, job_of(payload))
        if failure is not None:
            raise Parked(failure)


def register_schedules(database_url: str, settings: JobsSettings) -> list[ScheduleInput]:
    """To be called before the library starts; the result is for `apply_schedules` after it."""

    @DBOS.workflow(name="tick")
    def tick(_scheduled_at: datetime, payload: dict[str, Any]) -> None:
        job = job_of(payload)
        options = options_of(job)
        # One at a time: a tick that finds the last one's job unfinished changes nothing.
        options["deduplication_id"] = job.kind
        options["duplication_policy"] = "return-existing"
        DBOS.enqueue_workflow_with_options(options, payload, 1)

    @DBOS.workflow(name=UPKEEP)
    def upkeep(_scheduled_at: datetime, _context: None) -> None:
        forget_old_jobs(database_url, settings, now=clock.now())

    asked = [_schedule_of(tick, each) for each in TICKS]
    return [*asked, {**_AT, "schedule_name": UPKEEP, "workflow_fn": upkeep, "schedule": UPKEEP_CRON}]


def _schedule_of(tick: Callable[[datetime, dict[str, Any]], None], each: Tick) -> ScheduleInput:
    return {
        **_AT,
        "schedule_name": each.job.kind,
        "workflow_fn": tick,
        "schedule": each.cron,
        "context": each.job.model_dump(mode="json"),
        "automatic_backfill": each.made_up,
    }


def apply_schedules(schedules: list[ScheduleInput]) -> None:
    """Those of an earlier version of the program are dropped."""
    DBOS.apply_schedules(schedules)
    wanted = {schedule["schedule_name"] for schedule in schedules}
    for known in DBOS.list_schedules():
        if known["schedule_name"] not in wanted:
            DBOS.delete_schedule(known["schedule_name"])


def take_over(executor_ids: Sequence[str]) -> None:
    """Put the unfinished jobs of dead executors back into the queue; harmless when somebody else was quicker.

    The library's public `resume_workflow` would also re-run what another executor already took over, drop
    the job from its queue, and forget how often it has killed a process. This is what it uses itself.
    """
    DBOS._recover_pending_workflows(list(executor_ids))  # noqa: SLF001  # see above; the version is pinned
