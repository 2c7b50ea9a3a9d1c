"""An error signal opens an incident, once; a human closes it, with a reason; nothing else does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.audit.incident_queries import count_open, list_closed, list_open
from app.audit.incidents import close_incident, open_incident
from app.audit.models import Incident, IncidentKind
from app.audit.queries import list_latest
from app.database import Database
from app.errors import Conflict, Invalid
from tests.audit.conftest import STAFF_ID
from tests.conftest import NOW

PARKED = IncidentKind.JOB_PARKED


def signal(database: Database, about: str = "", minutes: int = 0, since: int | None = None) -> None:
    came = None if since is None else NOW + timedelta(minutes=since)
    with database.write() as session:
        open_incident(session, PARKED, about, at=NOW + timedelta(minutes=minutes), since=came)


def closed(database: Database, reason: str = "直した", minutes: int = 0) -> None:
    with database.write() as session:
        (waiting,) = list_open(session)
        close_incident(session, waiting, reason, by=STAFF_ID, now=NOW + timedelta(minutes=minutes))


def waiting(database: Database) -> list[Incident]:
    with database.read() as session:
        found = list_open(session)
        session.expunge_all()
        return found


def test_the_same_again_is_the_same_incident(audited: Database) -> None:
    """I-36. Must catch: a thousand incidents of one outage, among which nobody finds the other one."""
    for minutes in (0, 1, 1, 5):
        signal(audited, minutes=minutes)
    signal(audited, "another")
    first, other = waiting(audited)
    assert (first.times, first.opened_at, first.last_at) == (3, NOW, NOW + timedelta(minutes=5))
    assert other.about == "another"


def test_many_at_once_open_one(audited: Database) -> None:
    """I-36. Must catch: two processes that notice the same, and one of them that fails of it."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: signal(audited), range(16)))
    assert len(waiting(audited)) == 1


def test_a_human_closes_it_with_a_reason_and_once(audited: Database) -> None:
    """I-36. Must catch: closed without a word; closed by two who each believe that they have looked."""
    signal(audited)
    with pytest.raises(Invalid):
        closed(audited, " \n")
    with pytest.raises(Invalid):
        closed(audited, "長" * 1001)
    closed(audited)
    with audited.read() as session:
        (done,) = list_closed(session)
        assert (done.reason, done.closed_by) == ("直した", STAFF_ID)
        assert [entry.action for entry in list_latest(session)] == ["close_incident", "open_incident"]
    with pytest.raises(Conflict), audited.write() as session:
        close_incident(session, list_closed(session)[0], "もう一度", by=STAFF_ID, now=NOW)


def test_what_was_closed_opens_anew_with_a_new_signal_only(audited: Database) -> None:
    """I-36. Must catch: closed for ever, whatever happens after; or opened again by what the human looked at."""
    signal(audited)
    closed(audited, minutes=10)
    signal(audited, minutes=20, since=9)
    assert waiting(audited) == []
    signal(audited, minutes=20, since=11)
    assert [each.opened_at for each in waiting(audited)] == [NOW + timedelta(minutes=11)]
    with audited.read() as session:
        assert count_open(session) == 1


def test_what_was_closed_by_a_wrong_clock_tells_nothing(audited: Database) -> None:
    """I-36. Must catch: a year of silence, because a human closed it while the clock was a year ahead."""
    signal(audited)
    closed(audited, minutes=525_600)
    signal(audited, minutes=20, since=11)
    assert len(waiting(audited)) == 1
