from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from app.auth import kept_posts
from app.auth.models import KeptPost
from app.database import Database
from app.errors import Invalid, MadoguchiError, NotFound, TooLarge, TooMany
from tests.conftest import NOW

pytestmark = pytest.mark.calendar

HANAKO, TARO = "ab" * 16, "cd" * 16
SENT = [("full_name", "葛󠄀城　結"), ("days", "1"), ("days", "2"), ("note", "")]
DAY = timedelta(hours=24)


def kept(database: Database, subject: str = HANAKO, path: str = "/apply/x/steps/1") -> UUID:
    with database.write() as session:
        return kept_posts.keep(session, subject, path, SENT, now=NOW).id


def test_words_sent_after_the_end_come_back_once_exactly_as_sent(either_database: Database) -> None:
    """Mutation: do not set `used_at`, or store the pairs as a dictionary."""
    post_id = kept(either_database)
    with either_database.write() as session:
        assert [post.id for post in kept_posts.list_waiting(session, HANAKO, now=NOW)] == [post_id]
        assert kept_posts.take(session, post_id, HANAKO, now=NOW + timedelta(hours=1)) == SENT
    with either_database.write() as session:
        assert kept_posts.list_waiting(session, HANAKO, now=NOW) == []
        with pytest.raises(NotFound):
            kept_posts.take(session, post_id, HANAKO, now=NOW + timedelta(hours=1))
        assert session.get_one(KeptPost, post_id).fields is None


def test_nobody_else_gets_them(database: Database) -> None:
    """Mutation: leave the subject out of the condition."""
    post_id = kept(database)
    with database.write() as session:
        assert kept_posts.list_waiting(session, TARO, now=NOW) == []
        with pytest.raises(NotFound):
            kept_posts.take(session, post_id, TARO, now=NOW)
    with database.write() as session:
        assert kept_posts.take(session, post_id, HANAKO, now=NOW) == SENT


def test_after_a_day_they_are_gone(database: Database) -> None:
    """Mutation: any longer than 24 hours."""
    post_id = kept(database)
    with database.write() as session:
        with pytest.raises(NotFound):
            kept_posts.take(session, post_id, HANAKO, now=NOW + DAY)
        assert kept_posts.list_waiting(session, HANAKO, now=NOW + DAY) == []
        assert kept_posts.list_waiting(session, HANAKO, now=NOW + DAY - timedelta(seconds=1))
    with database.write() as session:
        kept_posts.purge_posts(session, now=NOW + DAY)
    with database.read() as session:
        assert session.get(KeptPost, post_id) is None


def test_they_are_sealed_in_the_table(database: Database) -> None:
    with database.write() as session:
        kept_posts.keep(session, HANAKO, "/apply", [("name", "mizuno")], now=NOW)
    with database.read() as session:
        row = session.execute(text("SELECT * FROM kept_post")).one()
    assert b"mizuno" not in b"".join(part for part in row if isinstance(part, bytes))
    assert "mizuno" not in repr(row)


@pytest.mark.parametrize(
    ("path", "fields", "error"),
    [
        ("//elsewhere.example/x", SENT, Invalid),
        ("https://elsewhere.example", SENT, Invalid),
        ("/apply", [("note", "字" * 70_000)], TooLarge),
    ],
)
def test_what_leads_elsewhere_or_is_too_large_is_not_kept(
    database: Database, path: str, fields: list[tuple[str, str]], error: type[MadoguchiError]
) -> None:
    with pytest.raises(error), database.write() as session:
        kept_posts.keep(session, HANAKO, path, fields, now=NOW)


def test_one_subject_cannot_fill_the_table(database: Database) -> None:
    for _ in range(kept_posts.MOST_POSTS):
        kept(database)
    with pytest.raises(TooMany):
        kept(database)
    kept(database, TARO)
