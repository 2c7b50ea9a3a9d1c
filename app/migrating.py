"""The database brought up to date: our tables by Alembic, the job library's by itself."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from app.jobs.queue import create_tables
from app.settings import ROOT, Misconfigured

INSUFFICIENT_PRIVILEGE = "42501"
MIGRATING = 0x4D61646F  # a number of our own among advisory locks


def alembic_config(database_url: str) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["url"] = database_url
    return config


def migrate(database_url: str, revision: str = "head") -> None:
    """Does nothing where nothing is to be done; of several that start at once, one goes first.

    Raises Misconfigured where something is, and the role may not: the service comes as a role without such rights.
    """
    with _one_at_a_time(database_url):
        try:
            command.upgrade(alembic_config(database_url), revision)
            create_tables(database_url)
        except ProgrammingError as failure:
            if getattr(failure.orig, "sqlstate", None) != INSUFFICIENT_PRIVILEGE:
                raise
            raise Misconfigured(
                "the tables are not up to date, and this role may not change them: "
                "`python -m app migrate --role NAME` as their owner comes first"
            ) from failure


@contextmanager
def _one_at_a_time(database_url: str) -> Iterator[None]:
    """Several processes may be started at the same moment (PostgreSQL); the lock ends with its connection.

    Asked for again and again: whoever waited inside a statement would be waited for by an index that is built
    concurrently, and both for ever.
    """
    if database_url.startswith("sqlite"):
        yield
        return
    engine = create_engine(database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": MIGRATING}):
            time.sleep(0.2)
        yield
