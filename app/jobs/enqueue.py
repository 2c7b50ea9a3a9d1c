"""The one door through which work is put off until later."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import clock
from app.jobs.kinds import Job
from app.jobs.queue import options_of, sender_of


def enqueue(session: Session, job: Job, *, run_at: datetime | None = None) -> None:
    """The job exists exactly when the caller's transaction commits (two statements are added to it).

    It will run at least once, perhaps twice after a crash: whoever does the work guards it by a row.
    """
    options = options_of(job)
    if run_at is not None:
        options["delay_seconds"] = max(0.0, (run_at - clock.now()).total_seconds())
    sender_of(session.get_bind().engine).enqueue_in_transaction(
        session, options, job.model_dump(mode="json"), 1
    )
