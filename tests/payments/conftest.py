"""A database of either kind, and a provider that takes no money."""

from collections.abc import Iterator

import pytest

from app.database import Base, Database
from app.payments import models
from app.payments.joint_models import JoinedPayment
from app.vault import Vault
from tests.conftest import TEST_KEY
from tests.payments.rehearsal import Provider, Switchboard, Town, provider_behind, serving, town_of
from tests.postgres import PostgresServer, postgres

__all__ = ["postgres"]

TABLES = [
    models.Payment,
    models.CheckoutAttempt,
    models.PaymentEvent,
    models.PaymentHistory,
    models.PaymentHandling,
    JoinedPayment,
]


@pytest.fixture(scope="session")
def switchboard() -> Iterator[tuple[Switchboard, str]]:
    board = Switchboard()
    with serving(board) as url:
        yield board, url


@pytest.fixture
def provider(switchboard: tuple[Switchboard, str]) -> Iterator[Provider]:
    with provider_behind(*switchboard) as running:
        yield running


@pytest.fixture
def town(database: Database, provider: Provider) -> Town:
    return town_of(database, provider)


@pytest.fixture(scope="session")
def payments_template(postgres: PostgresServer) -> str:
    return postgres.create_template(_prepare)


def _prepare(url: str) -> None:
    opened = Database(url, Vault([TEST_KEY]))
    Base.metadata.create_all(opened.engine, tables=[table.__table__ for table in TABLES])  # type: ignore[misc]
    opened.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest, vault: Vault) -> Iterator[Database]:
    """The same test on both: one has a single writer, the other only locks of rows."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    opened = Database(server.create_database(request.getfixturevalue("payments_template")), vault)
    yield opened
    opened.engine.dispose()
