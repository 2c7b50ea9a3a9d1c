"""An entry of the audit trail stays as it was written, whoever asks the database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.audit import chain
from app.audit.verify import Verdict, verify
from app.database import Database
from app.migrating import migrate
from app.vault import Vault
from tests.audit.conftest import KEYS, noted
from tests.postgres import PostgresServer

DEEDS = ("UPDATE audit_entry SET action = 'nothing' WHERE sequence = 2", "DELETE FROM audit_entry")


def is_refused(database: Database, statement: str) -> bool:
    try:
        with database.write() as session:
            session.execute(text(statement))
    except DBAPIError as refusal:
        return "stays as it is" in str(refusal.orig)
    return False


@pytest.mark.parametrize("deed", DEEDS)
def test_no_statement_changes_an_entry_or_takes_it_away(audited: Database, deed: str) -> None:
    """I-72. Must catch: a line of the program, or somebody at a console, that rewrites what happened."""
    for number in range(3):
        chain.record_view(audited, noted(f"view_{number}"))
    assert is_refused(audited, deed)
    with audited.read() as session:
        assert verify(session, KEYS) == Verdict(3)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_migrated_database_refuses_it_too(
    kind: str, request: pytest.FixtureRequest, tmp_path: object, vault: Vault
) -> None:
    """I-72. Must catch: triggers that stand in the models, and that no installation ever gets."""
    url = f"sqlite:///{tmp_path}/town.db"
    if kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create_database()
    migrate(url)
    database = Database(url, vault)
    chain.install(database.sessions, KEYS)
    chain.record_view(database, noted())
    deeds = ["UPDATE audit_entry SET sequence = 9", "DELETE FROM audit_entry"]
    deeds += ["TRUNCATE audit_entry"] if kind == "postgresql" else []
    assert all(is_refused(database, deed) for deed in deeds)
    database.engine.dispose()
