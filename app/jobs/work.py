"""One try at one job: what happened, told without anybody's personal data."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.jobs.kinds import JOB, Job

logger = logging.getLogger(__name__)


class Parked(Exception):
    """Tells the library to keep the job as failed, for staff to look at; the message names the cause."""


class UnknownJob(Parked):
    """The job was put there by another version of the program, or it was damaged."""


def job_of(payload: dict[str, Any]) -> Job:
    """Raises UnknownJob."""
    try:
        return JOB.validate_python(payload)
    except ValidationError:
        pass
    raise UnknownJob(f"unknown job: {payload.get('kind')}")


def failure_of(run: Callable[[Job], None], job: Job) -> str | None:
    """Do the work: None when done, otherwise what kind of error was raised and where.

    Never its message: a refused address or a database row may stand in it.
    """
    try:
        run(job)
    except Exception as error:  # a job may fail in any way, its runner in none
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        failure = f"{type(error).__name__} at {place}"
        logger.warning("job failed", extra={"job": job.kind, "failure": failure})
        return failure
    return None
