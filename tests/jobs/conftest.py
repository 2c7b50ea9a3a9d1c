"""A database of either kind with room for jobs, and workers in processes of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.database import Base, Database
from app.jobs.models import JobExecutor
from app.jobs.queue import create_tables
from app.vault import Vault
from tests.jobs.worker import Workers
from tests.postgres import PostgresServer, postgres

__all__ = ["postgres"]


@pytest.fixture(scope="session")
def pg_template(postgres: PostgresServer) -> str:
    return postgres.create_template(_prepare)


def _prepare(url: str) -> None:
    create_tables(url)
    database = Database(url, Vault(["bWFkb2d1Y2hpLXRlc3Qta2V5LTMyLWJ5dGVzLWxvbmc="]))
    Base.metadata.create_all(database.engine, tables=[JobExecutor.metadata.tables["job_executors"]])
    database.engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'jobs.db'}"
    _prepare(url)
    return url


@pytest.fixture
def pg_url(postgres: PostgresServer, pg_template: str) -> str:
    return postgres.create_database(pg_template)


@pytest.fixture(params=["sqlite", "postgresql"])
def jobs_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "pg_url"))


@pytest.fixture
def opened_database(vault: Vault) -> Iterator[Callable[[str], Database]]:
    opened: list[Database] = []

    def open_database(url: str) -> Database:
        opened.append(Database(url, vault))
        return opened[-1]

    yield open_database
    for database in opened:
        database.engine.dispose()


@pytest.fixture
def jobs_database(jobs_url: str, opened_database: Callable[[str], Database]) -> Database:
    return opened_database(jobs_url)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    started = Workers(tmp_path)
    yield started
    started.kill_all()
