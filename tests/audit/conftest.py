"""Databases of both kinds with the chain installed."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.audit import chain
from app.audit.events import AuditEvent
from app.database import Base, Database, new_id
from app.vault import Vault
from tests.conftest import NOW
from tests.postgres import PostgresServer, postgres

__all__ = ["postgres"]

KEYS = (b"the key that seals",)
STAFF_ID, CASE_ID = new_id(), new_id()


@pytest.fixture
def pg_database(postgres: PostgresServer, vault: Vault) -> Iterator[Database]:
    opened = Database(postgres.create_database(), vault)
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.engine.dispose()


@pytest.fixture(params=["database", "pg_database"])
def audited(request: pytest.FixtureRequest) -> Database:
    """The test runs once on SQLite and once on PostgreSQL."""
    opened: Database = request.getfixturevalue(request.param)
    chain.install(opened.sessions, KEYS)
    return opened


def noted(action: str = "view_case", **changed: Any) -> AuditEvent:
    told: dict[str, Any] = {
        "at": NOW,
        "actor_kind": "staff",
        "actor_id": STAFF_ID,
        "action": action,
        "subject_kind": "case",
        "subject_id": CASE_ID,
        "reference_number": "R8-00012-K",
        "fields": ("full_name", "children.0.date_of_birth"),
        "purpose": "審査のため",
        "request_id": "0198f3a0-0000-7000-8000-000000000000",
    }
    return AuditEvent(**(told | changed))
