from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.auth import sessions
from app.auth.keys import token_hash
from app.auth.models import SessionKind, WebSession
from app.auth.settings import AuthSettings
from app.database import Database
from tests.conftest import NOW

pytestmark = pytest.mark.calendar

MINUTE = timedelta(minutes=1)


def opened(database: Database, kind: SessionKind, *, shared: bool = False) -> sessions.Opened:
    with database.write() as session:
        return sessions.open_session(session, kind, uuid4(), now=NOW, shared_terminal=shared)


def is_alive(database: Database, one: sessions.Opened, after: timedelta) -> bool:
    with database.read() as session:
        return sessions.find_session(session, one.token, settings=AuthSettings(), now=NOW + after) is not None


def keep_touching(database: Database, one: sessions.Opened, until: timedelta) -> None:
    minutes = 0
    while timedelta(minutes=minutes) < until:
        minutes += 20
        with database.write() as session:
            sessions.touch(session, one.web_session.token_hash, now=NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("kind", "shared", "minutes"),
    [
        (SessionKind.RESIDENT, False, 60),
        (SessionKind.GUEST, False, 60),
        (SessionKind.STAFF, False, 30),
        (SessionKind.RESIDENT, True, 3),
        (SessionKind.GUEST, True, 3),
        (SessionKind.STAFF, True, 3),
    ],
)
def test_a_session_ends_when_nothing_is_heard_for_its_time(
    database: Database, kind: SessionKind, shared: bool, minutes: int
) -> None:
    """I-47. Mutation: any other number, or `<=` for `<` at the end."""
    one = opened(database, kind, shared=shared)
    assert is_alive(database, one, minutes * MINUTE - timedelta(seconds=1))
    assert not is_alive(database, one, minutes * MINUTE)


def test_a_staff_session_ends_after_twelve_hours_of_work(database: Database) -> None:
    """I-47. Mutation: leave out the absolute limit."""
    one = opened(database, SessionKind.STAFF)
    keep_touching(database, one, timedelta(hours=12))
    assert is_alive(database, one, timedelta(hours=12) - MINUTE)
    assert not is_alive(database, one, timedelta(hours=12))


def test_a_resident_who_goes_on_is_never_sent_away(database: Database) -> None:
    one = opened(database, SessionKind.RESIDENT)
    keep_touching(database, one, timedelta(hours=40))
    assert is_alive(database, one, timedelta(hours=40))


def test_the_session_is_written_at_most_once_a_minute(database: Database) -> None:
    """Mutation: touch on every request."""
    one = opened(database, SessionKind.RESIDENT)
    heard = []
    for seconds in (1, 60, 61, 62, 121, 122):
        with database.write() as session:
            now = NOW + timedelta(seconds=seconds)
            heard.append(sessions.touch(session, one.web_session.token_hash, now=now))
    assert heard == [False, False, True, False, False, True]


def test_two_requests_at_once_touch_only_once(database: Database) -> None:
    one = opened(database, SessionKind.RESIDENT)
    later, both_saw = NOW + 5 * MINUTE, one.web_session
    assert sessions.needs_touch(both_saw, later)
    for is_first in (True, False):
        with database.write() as session:
            assert sessions.touch(session, both_saw.token_hash, now=later) is is_first


def test_the_table_holds_no_token_that_opens_anything(database: Database) -> None:
    """Mutation: store the token instead of its hash."""
    one = opened(database, SessionKind.RESIDENT)
    assert len(one.token) >= 43
    assert one.token not in repr(one)
    with database.read() as session:
        rows = session.execute(text("SELECT * FROM web_session")).all()
        assert one.token not in repr(rows)
        stored = one.web_session.token_hash
        assert sessions.find_session(session, stored, settings=AuthSettings(), now=NOW) is None
    assert stored == token_hash(one.token)


def test_every_session_has_its_own_token_and_epoch(database: Database) -> None:
    every = [opened(database, SessionKind.RESIDENT) for _ in range(20)]
    assert len({one.token for one in every}) == 20
    assert len({one.web_session.epoch for one in every}) == 20


def test_an_ended_session_is_over_and_forgets_what_it_knew(database: Database) -> None:
    one = opened(database, SessionKind.RESIDENT)
    with database.write() as session:
        row = session.get_one(WebSession, one.web_session.token_hash)
        row.extra = {"display_name": "水野　陽子"}
        session.flush()
        sessions.end(row, now=NOW)
    assert not is_alive(database, one, timedelta())
    with database.read() as session:
        assert session.get_one(WebSession, one.web_session.token_hash).extra == {}


def test_all_sessions_of_one_person_end_but_the_one_in_use(database: Database) -> None:
    """Mutation: forget `kind` or `subject_id` in the search."""
    subject, other = uuid4(), uuid4()
    with database.write() as session:
        mine = [sessions.open_session(session, SessionKind.STAFF, subject, now=NOW) for _ in range(3)]
        theirs = sessions.open_session(session, SessionKind.STAFF, other, now=NOW)
        namesake = sessions.open_session(session, SessionKind.RESIDENT, subject, now=NOW)
        kept = mine[0].web_session
        assert sessions.end_all(session, SessionKind.STAFF, subject, now=NOW, but=kept) == 2
    alive = [is_alive(database, one, timedelta()) for one in (*mine, theirs, namesake)]
    assert alive == [True, False, False, True, True]


def test_what_a_session_knows_is_sealed_in_the_table(database: Database) -> None:
    with database.write() as session:
        extra = {"display_name": "mizuno", "cases": []}
        sessions.open_session(session, SessionKind.RESIDENT, uuid4(), now=NOW, extra=extra)
    with database.read() as session:
        assert b"mizuno" not in session.execute(text("SELECT extra FROM web_session")).scalar_one()


def test_a_touch_does_not_bring_an_ended_session_back(database: Database) -> None:
    one = opened(database, SessionKind.RESIDENT)
    with database.write() as session:
        sessions.end(session.get_one(WebSession, one.web_session.token_hash), now=NOW)
    with database.write() as session:
        assert not sessions.touch(session, one.web_session.token_hash, now=NOW + 5 * MINUTE)
