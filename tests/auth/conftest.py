"""People and databases for the tests of signing in."""

from collections.abc import Iterator

import pytest

from app.auth import staff_accounts
from app.auth.identity import Role
from app.auth.models import StaffAccount
from app.auth.settings import AuthSettings
from app.auth.staff_accounts import NewStaff
from app.database import Base, Database
from app.vault import Vault
from tests.conftest import NOW
from tests.postgres import PostgresServer, postgres

__all__ = ["postgres"]

PASSWORD = "橋を渡る 3びきの子やぎ"


@pytest.fixture
def settings() -> AuthSettings:
    return AuthSettings()


@pytest.fixture
def pg_database(postgres: PostgresServer, vault: Vault) -> Iterator[Database]:
    opened = Database(postgres.create_database(), vault, pool_size=24)
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.engine.dispose()


@pytest.fixture(params=["database", "pg_database"])
def either_database(request: pytest.FixtureRequest) -> Database:
    """The test runs once on SQLite and once on PostgreSQL."""
    opened: Database = request.getfixturevalue(request.param)
    return opened


@pytest.fixture
def clerk(database: Database) -> StaffAccount:
    with database.write() as session:
        return staff_accounts.create_account(session, new_staff(), by=None, now=NOW)


def new_staff(login: str = "sato.k", role: Role = Role.CLERK, section: str = "children") -> NewStaff:
    return NewStaff(login, "佐藤 恵", PASSWORD, frozenset({role}), frozenset({section}))
