"""Up, down and up again with cases in it: every step can be taken back, and nothing that stays is changed by it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, MetaData, create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.applications.lifecycle import State
from app.applications.models import Application
from app.audit.chain import install as install_audit
from app.database import Database, new_id
from app.migrating import alembic_config, migrate
from app.vault import Vault
from tests.conftest import TEST_KEY
from tests.make import DISASTER, a_case
from tests.postgres import PostgresServer

STATES = (
    State.DRAFT,
    State.ARRIVED,
    State.IN_REVIEW,
    State.CORRECTION_REQUESTED,
    State.GRANTED,
    State.WITHDRAWN,
)
COLUMNS = Application.__table__
Rows = dict[str, list[dict[str, Any]]]
NEWEST_FIRST = [step.revision for step in ScriptDirectory.from_config(alembic_config("")).walk_revisions()]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'town.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield server.create_database()


def as_stored(session: Session, application_id: UUID) -> dict[str, Any]:
    return dict(session.execute(select(COLUMNS).where(COLUMNS.c.id == application_id)).mappings().one())


def fill(url: str, cases: int) -> None:
    """Some cases by their verbs, the others as copies of them under numbers of their own."""
    database = Database(url, Vault([TEST_KEY]))
    install_audit(database.sessions, [b"test"])
    with database.write() as session:
        made = [a_case(session, state).application for state in STATES]
        made.append(a_case(session, State.ARRIVED, DISASTER, None).application)
        session.flush()
        told = [as_stored(session, each.id) for each in made]
        copies = []
        for number in range(cases - len(made)):
            copy = told[number % len(told)] | {
                "id": new_id(),
                "resume_code": f"copy-{number}",
                "payment_id": None,
            }
            copies.append(copy | {"reference_number": f"copy-{number}" if copy["reference_number"] else None})
        session.execute(COLUMNS.insert(), copies)
    database.engine.dispose()


def rows_of(engine: Engine) -> Rows:
    """Everything in our own tables, as it is stored: not as the program of today would read it."""
    metadata = MetaData()
    metadata.reflect(engine, only=lambda name, _: name != "alembic_version")
    with engine.connect() as connection:
        return {
            table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=str)
            for table in metadata.tables.values()
        }


def narrowed(rows: Rows, to: Rows) -> Rows:
    """Only what there is in `to` as well: its tables and their columns."""
    found = {}
    for table, kept in to.items():
        columns = set(kept[0]) if kept else set()
        found[table] = sorted(({name: row.get(name) for name in columns} for row in rows[table]), key=str)
    return found


def down_and_up(url: str) -> None:
    engine = create_engine(url)
    config = alembic_config(url)
    whole = rows_of(engine)
    for lower in [*NEWEST_FIRST[1:], "base"]:
        command.downgrade(config, lower)
        less = rows_of(engine)
        assert narrowed(less, less) == narrowed(whole, less), f"going down to {lower} changed what stays"
        command.upgrade(config, "head")
        again = rows_of(engine)
        assert narrowed(again, less) == narrowed(whole, less), (
            f"coming up from {lower} changed what was there"
        )
        command.check(config)
        if lower != "base":
            assert len(again["application"]) == len(whole["application"])
    assert again["application"] == []
    engine.dispose()


def test_every_step_can_be_taken_back_and_again_with_cases_in_it(url: str) -> None:
    """I-65. Must catch: a downgrade that nobody wrote, and one that takes more with it than it brought."""
    migrate(url)
    fill(url, 200)
    down_and_up(url)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_thousand_cases_go_down_and_up(url: str) -> None:
    """I-65. Must catch: a step that works on a handful and not on a town's years."""
    migrate(url)
    fill(url, 10_000)
    down_and_up(url)


def test_the_models_and_the_migrations_agree(url: str) -> None:
    """I-65. Must catch: a column added to a model and to no migration."""
    migrate(url)
    command.check(alembic_config(url))


WAITS = text(
    "SELECT max(extract(epoch FROM clock_timestamp() - query_start)) FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def let_go_of_whoever_waits_long(engine: Engine, holding: Connection) -> None:
    """Ends the lock once somebody has waited ten seconds for it, or when it is gone."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
        while not holding.closed:
            if (watching.scalar(WAITS) or 0) > 10:
                holding.rollback()
                return
            time.sleep(0.2)


def test_a_table_that_is_in_use_makes_it_fail_soon(postgres: PostgresServer) -> None:
    """I-65. Must catch: a migration that waits for a lock, and behind it everybody who wants to read."""
    url = postgres.create_database()
    migrate(url)
    engine = create_engine(url)
    with engine.connect() as holding:
        holding.execute(text("LOCK TABLE application IN ACCESS SHARE MODE"))
        letting_go = threading.Thread(target=let_go_of_whoever_waits_long, args=(engine, holding))
        letting_go.start()
        with pytest.raises(OperationalError, match="lock timeout"):
            command.downgrade(alembic_config(url), "base")
    letting_go.join()
    with engine.connect() as reading:
        assert reading.scalar(text("SELECT version_num FROM alembic_version")) == NEWEST_FIRST[0]
    engine.dispose()


def test_processes_that_start_together_migrate_one_after_the_other(postgres: PostgresServer) -> None:
    """I-66. Must catch: three containers, one empty database, and two of them that die of tables that exist."""
    url = postgres.create_database()
    failed: list[BaseException] = []

    def start() -> None:
        try:
            migrate(url)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_an_older_program_refuses_newer_tables(url: str) -> None:
    """I-66. Must catch: yesterday's program started by mistake, writing into tables it does not know."""
    migrate(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(CommandError, match="9999"):
        migrate(url)
