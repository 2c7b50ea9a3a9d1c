"""Databases with the catalogue published and room for the rest: one is made, the others are copies of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import app.applications.models
import app.files.models
import app.notices.models
from app.audit.chain import install as install_audit
from app.database import Base, Database
from app.jobs.queue import create_tables
from app.procedures.publication import publish
from app.vault import Vault
from tests import make
from tests.conftest import NOW, TEST_KEY
from tests.postgres import PostgresServer, postgres

__all__ = ["app", "postgres"]


def _prepare(url: str) -> None:
    create_tables(url)
    opened = Database(url, Vault([TEST_KEY]))
    Base.metadata.create_all(opened.engine)
    with opened.write() as session:
        for procedure in make.catalog().values():
            publish(session, procedure, now=NOW)
    opened.engine.dispose()


def _open(url: str, vault: Vault) -> Iterator[Database]:
    opened = Database(url, vault)
    install_audit(opened.sessions, [b"test"])
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("template") / "town.db"
    _prepare(f"sqlite:///{made}")
    return made


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path, vault: Vault) -> Iterator[Database]:
    copied = shutil.copy(sqlite_template, tmp_path / "town.db")
    yield from _open(f"sqlite:///{copied}", vault)


@pytest.fixture(scope="session")
def pg_template(postgres: PostgresServer) -> str:
    return postgres.create_template(_prepare)


@pytest.fixture
def pg_database(postgres: PostgresServer, pg_template: str, vault: Vault) -> Iterator[Database]:
    yield from _open(postgres.create_database(pg_template), vault)


@pytest.fixture(scope="session")
def shared_database(sqlite_template: Path) -> Iterator[Database]:
    """One engine for all, which keeps its statements compiled; nobody commits to it."""
    copied = shutil.copy(sqlite_template, sqlite_template.with_name("shared.db"))
    yield from _open(f"sqlite:///{copied}", Vault([TEST_KEY]))


@pytest.fixture
def session(shared_database: Database) -> Iterator[Session]:
    """One open transaction, rolled back in the end: for what needs no second one."""
    with shared_database.sessions() as opened:
        yield opened
        opened.rollback()
