"""The database: one engine, two kinds of session, and the only place that commits."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    LargeBinary,
    MetaData,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from uuid6 import uuid7

from app.failpoints import reach, reach_amid
from app.vault import Vault

CONNECT_SECONDS = 2
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> UUID:
    """UUIDv7: sorted by time of making, so that indexes stay compact."""
    return UUID(int=uuid7().int)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware instants only; stored as UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _vault_of(dialect: Dialect) -> Vault:
    vault: Vault = dialect.vault  # type: ignore[attr-defined]  # bound in Database: two apps may hold two keys
    return vault


class EncryptedJson(TypeDecorator[Any]):
    """A JSON value sealed by the vault; nothing in it can be searched."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return _vault_of(dialect).seal(json.dumps(value, ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(_vault_of(dialect).open(value))

    def compare_values(self, x: Any, y: Any) -> bool:
        return bool(x == y)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime(),
        UUID: Uuid(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        StrEnum: Enum(
            StrEnum, native_enum=False, length=40, values_callable=lambda kind: [m.value for m in kind]
        ),
    }


class Database:
    """One engine and its sessions. `url` is a SQLAlchemy URL; SQLite must be used by one process only."""

    def __init__(self, url: str, vault: Vault, pool_size: int = 16) -> None:
        self.is_sqlite, self.vault = url.startswith("sqlite"), vault
        options: dict[str, Any] = {} if self.is_sqlite else {"pool_size": pool_size, "max_overflow": 0}
        if not self.is_sqlite:
            # A host that does not answer is as good as down: people get a sentence instead of an empty page.
            options["connect_args"] = {"connect_timeout": CONNECT_SECONDS}
        # A failing statement must not carry somebody's answers into a log.
        self.engine: Engine = create_engine(url, hide_parameters=True, **options)
        self.engine.dialect.vault = vault  # type: ignore[attr-defined]  # read back by the encrypted types
        self.sessions = sessionmaker(self.engine, expire_on_commit=False)
        # SQLite's own waiting is unfair (a second and more at 16 writers), so writers queue here.
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()
        event.listen(self.engine, "commit", _commit_under_way)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session in which the database itself refuses to write."""
        with self._reading({}) as session:
            yield session

    @contextmanager
    def read_one_instant(self) -> Iterator[Session]:
        """Like `read`, and every statement sees the same: what others commit meanwhile is not there."""
        with self._reading({} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}) as session:
            yield session

    @contextmanager
    def _reading(self, options: dict[str, Any]) -> Iterator[Session]:
        with self.sessions() as session:
            connection = session.connection(execution_options={"madoguchi_read_only": True, **options})
            if not self.is_sqlite:
                connection.execute(text("SET TRANSACTION READ ONLY"))
            yield session
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends and rolls back when it raises."""
        with self._writer, self.sessions() as session, session.begin():
            yield session
            reach("before_commit")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _commit_under_way(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    reach_amid("commit_under_way", lambda: driver.execute("COMMIT"))


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("madoguchi_read_only", False)
    # Straight to the driver: twice on every request, these two need nothing of what a statement can do.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    driver.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")
