"""Alembic's door to our tables; the job library's own tables are left alone."""

import importlib
import pkgutil
from typing import Any

from alembic import context
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import app
from app.database import Base, EncryptedJson, UtcDateTime
from app.jobs.queue import TABLES

for module in pkgutil.walk_packages(app.__path__, "app."):
    if module.name.endswith("models"):
        importlib.import_module(module.name)


def include_object(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    return not (kind == "table" and name in TABLES)


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """A migration says what is stored, not how our code reads it: it must still run when that has changed."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, EncryptedJson):
        return "sa.LargeBinary()"
    return False


def run() -> None:
    url = context.config.attributes["url"]
    with create_engine(url, poolclass=NullPool).connect() as connection:
        if connection.dialect.name == "postgresql":
            # Waiting for a lock in front of a running service is worse than failing.
            connection.execute(text("SET lock_timeout = '2s'"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=include_object,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
