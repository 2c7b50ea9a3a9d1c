"""SQLite serves one process: a second runner would take the first one's running jobs for lost."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url


class AlreadyRunning(RuntimeError):
    """Another process runs the jobs of this SQLite database."""


@contextmanager
def only_one(database_url: str) -> Iterator[None]:
    """Hold a lock beside the database file; the kernel lets go when we die. Raises AlreadyRunning."""
    database = make_url(database_url).database
    if database is None:
        raise ValueError("jobs need a database file")
    with Path(f"{database}.jobs-lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(
                f"another process already runs the jobs of {database}: with SQLite, `serve` alone is enough"
            ) from None
        yield
