"""SQLite serves one process: a second runner would take the first one's running jobs for lost, and writers of
several processes would not queue fairly.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import make_url

SAID = {
    "jobs": "runs the jobs of {}: with SQLite, `serve` alone is enough",
    "service": "serves {}: SQLite serves one process, several need PostgreSQL (DATABASE_URL)",
}


class AlreadyRunning(RuntimeError):
    """Another process serves this SQLite database, or runs its jobs."""


@contextmanager
def only_one(database_url: str, what: Literal["jobs", "service"] = "jobs") -> Iterator[None]:
    """Hold a lock beside the database file; the kernel lets go when we die. Raises AlreadyRunning."""
    database = make_url(database_url).database
    if database is None:
        raise ValueError("jobs need a database file")
    with Path(f"{database}.{what}-lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"another process already {SAID[what]}".format(database)) from None
        yield
