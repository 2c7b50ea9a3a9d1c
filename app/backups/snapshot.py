"""The database as it was at one instant, into a file and back, while others go on writing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.backups.manifest import Unusable
from app.backups.postgres_tools import run_tool
from app.backups.queries import Contents, look_into
from app.database import Database
from app.jobs.queue import SCHEMA

SQLITE_PART = "database.sqlite"
POSTGRES_PART = "database.dump"


def take(database: Database, folder: Path) -> Contents:
    return _take_sqlite(database, folder) if database.is_sqlite else _take_postgres(database, folder)


def put_back(database: Database, folder: Path) -> None:
    """Into a database in which there is nothing: `require_empty` comes first."""
    url = database.engine.url.render_as_string(hide_password=False)
    if database.is_sqlite:
        target = Path(database.engine.url.database or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        # Through SQLite again, so that the file is whole and on the disk before anybody opens it.
        with (
            closing(sqlite3.connect(folder / SQLITE_PART)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
        return
    with database.engine.connect() as connection:
        server = _major_of(connection)
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--dbname", "")
    run_tool("pg_restore", url, server, *options, folder / POSTGRES_PART)


def require_empty(database: Database) -> None:
    """Raises Unusable: a backup is restored beside what there is, never over it."""
    if database.is_sqlite:
        file = Path(database.engine.url.database or "")
        if file.exists():
            raise Unusable(f"{file} exists: restore into an empty place")
        return
    with database.engine.connect() as connection:
        inspector = inspect(connection)
        if inspector.get_table_names() or SCHEMA in inspector.get_schema_names():
            raise Unusable("the database has tables: restore into an empty one")


def _take_sqlite(database: Database, folder: Path) -> Contents:
    """SQLite's own online copy, in one step: in WAL mode it waits for no writer, and none for it."""
    part = folder / SQLITE_PART
    source_url = f"file:{database.engine.url.database}?mode=ro"
    with closing(sqlite3.connect(source_url, uri=True)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    if said != "ok":
        raise Unusable(f"the copy of the database is damaged: {said}")
    copied = Database(f"sqlite:///{part}", database.vault)
    try:
        with copied.read() as session:
            return look_into(session, sqlite3.sqlite_version)
    finally:
        copied.engine.dispose()


def _take_postgres(database: Database, folder: Path) -> Contents:
    """What we count and what pg_dump writes are the same instant: one exported snapshot."""
    url = database.engine.url.render_as_string(hide_password=False)
    with database.read_one_instant() as session:
        exported = session.scalar(text("SELECT pg_export_snapshot()"))
        server = str(session.scalar(text("SHOW server_version")))
        seen = look_into(session, server)
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={exported}")
        run_tool("pg_dump", url, _major_of(session.connection()), *options, "--file", folder / POSTGRES_PART)
    return seen


def _major_of(connection: Connection) -> int:
    return int(str(connection.scalar(text("SHOW server_version_num")))) // 10_000
