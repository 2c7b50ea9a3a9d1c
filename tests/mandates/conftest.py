"""Databases for the tests of mandates."""

from collections.abc import Iterator

import pytest

from app.audit.chain import install as install_audit
from app.database import Base, Database
from app.vault import Vault
from tests.postgres import PostgresServer, postgres

__all__ = ["postgres"]


@pytest.fixture
def pg_database(postgres: PostgresServer, vault: Vault) -> Iterator[Database]:
    opened = Database(postgres.create_database(), vault, pool_size=24)
    Base.metadata.create_all(opened.engine)
    install_audit(opened.sessions, [b"test"])
    yield opened
    opened.engine.dispose()


@pytest.fixture(params=["database", "pg_database"])
def either_database(request: pytest.FixtureRequest) -> Database:
    """The test runs once on SQLite and once on PostgreSQL."""
    opened: Database = request.getfixturevalue(request.param)
    return opened
