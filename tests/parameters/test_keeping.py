"""A value of the town stays as it was proposed and decided, on both databases, as they are migrated."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import Database, new_id
from app.migrating import migrate
from app.parameters.models import TownParameter
from app.parameters.queries import list_confirmed
from app.vault import Vault
from tests.postgres import PostgresServer

NOW = datetime(2026, 11, 29, 3, tzinfo=UTC)


def is_refused(database: Database, statement: str) -> bool:
    try:
        with database.write() as session:
            session.execute(text(statement))
    except DBAPIError:
        return True
    return False


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_migrated_database_keeps_what_was_said(
    kind: str, request: pytest.FixtureRequest, tmp_path: object, vault: Vault
) -> None:
    """I-102. Must catch: triggers and a rule of two people that stand in the models only."""
    url = f"sqlite:///{tmp_path}/town.db"
    if kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create_database()
    migrate(url)
    database = Database(url, vault)
    first, second, row_id = new_id(), new_id(), new_id()
    with database.write() as session:
        session.add(
            TownParameter(
                id=row_id,
                name="offerings.x.fees.copy",
                effective_from=date(2027, 4, 1),
                value=400,
                source="条例",
                proposed_by=first,
                proposed_at=NOW,
            )
        )
    assert is_refused(
        database, "UPDATE town_parameter SET confirmed_by = proposed_by, confirmed_at = proposed_at"
    )
    assert is_refused(database, "UPDATE town_parameter SET source = 'x'")
    assert is_refused(database, "UPDATE town_parameter SET value = '900'")
    with database.write() as session:
        row = session.get_one(TownParameter, row_id)
        row.confirmed_by, row.confirmed_at = second, NOW
    assert is_refused(database, "UPDATE town_parameter SET confirmed_by = NULL, confirmed_at = NULL")
    assert is_refused(database, "DELETE FROM town_parameter")
    with database.read() as session:
        assert [(each.value, each.effective_from) for each in list_confirmed(session)] == [
            (400, date(2027, 4, 1))
        ]
    database.engine.dispose()
