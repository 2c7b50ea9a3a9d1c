"""Giving parked jobs another chance, and forgetting what is long done."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from app.jobs.queries import PARKED, ParkedJob
from app.jobs.queue import QUEUE, RUN_ONCE, VERSION, opened
from app.jobs.settings import JobsSettings

AT_ONCE = 500


def retry_parked(engine: Engine, parked: ParkedJob) -> None:
    """Run it once more, its cause being mended. Not part of the caller's transaction."""
    with opened(engine.url.render_as_string(hide_password=False)) as client:
        client.rewind_workflow(parked.run_ids[0], application_version=VERSION, queue_name=QUEUE)
        client.delete_workflows(list(parked.run_ids[1:]))


def dismiss_parked(engine: Engine, parked: ParkedJob) -> None:
    """A human has dealt with it in another way."""
    with opened(engine.url.render_as_string(hide_password=False)) as client:
        client.delete_workflows(list(parked.run_ids))


def forget_old_jobs(database_url: str, settings: JobsSettings, *, now: datetime) -> None:
    """The library itself keeps everything for ever."""
    done_before = now - timedelta(days=settings.keep_done_days)
    parked_before = now - timedelta(days=settings.keep_parked_days)
    with opened(database_url) as client:
        for status, names, before in (
            (["SUCCESS", "CANCELLED"], None, done_before),
            (PARKED, [RUN_ONCE], done_before),
            (PARKED, None, parked_before),
        ):
            while old := client.list_workflows(
                status=status,
                name=names,
                completed_before=before.isoformat(),
                limit=AT_ONCE,
                load_input=False,
                load_output=False,
            ):
                client.delete_workflows([run.workflow_id for run in old])
