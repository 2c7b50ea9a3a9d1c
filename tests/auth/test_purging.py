from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.auth import attempts, kept_posts, purging, sessions
from app.auth.models import Scope, SessionKind, SignInTransaction
from app.database import Base, Database
from tests.conftest import NOW

pytestmark = pytest.mark.calendar

TABLES = ("web_session", "sign_in_transaction", "attempt", "kept_post")


def fill(database: Database) -> None:
    with database.write() as session:
        sessions.open_session(session, SessionKind.RESIDENT, uuid4(), now=NOW)
        session.add(SignInTransaction(secret_hash="a", method="m", return_to="/", created_at=NOW))
        tried = attempts.try_of(b"secret", Scope.RECEIPT, "key", "192.0.2.1")
        attempts.record_failure(session, tried, now=NOW)
        kept_posts.keep(session, "ab", "/apply", [("a", "b")], now=NOW)


def left(database: Database) -> list[str]:
    assert set(TABLES) <= set(Base.metadata.tables)
    with database.read() as session:
        return [table for table in TABLES if session.scalar(text(f"SELECT count(*) FROM {table}"))]


def test_everything_that_has_run_out_is_forgotten(either_database: Database) -> None:
    fill(either_database)
    stages = [
        (timedelta(minutes=1), list(TABLES)),
        (timedelta(minutes=15), ["web_session", "sign_in_transaction", "kept_post"]),
        (timedelta(hours=1), ["web_session", "kept_post"]),
        (timedelta(hours=24), []),
    ]
    for passed, remaining in stages:
        with either_database.write() as session:
            purging.purge(session, now=NOW + passed)
        assert left(either_database) == remaining
