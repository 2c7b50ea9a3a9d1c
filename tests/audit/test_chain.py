from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import chain, queries
from app.audit.models import AuditEntry
from app.audit.verify import verify
from app.database import Database, new_id
from tests.audit.conftest import CASE_ID, KEYS, STAFF_ID, noted


class OwnFault(Exception):
    """Something that goes wrong in a test."""


def actions(database: Database) -> list[str]:
    with database.read() as session:
        return [entry.action for entry in reversed(queries.list_latest(session))]


def is_whole(database: Database) -> bool:
    with database.read() as session:
        return verify(session, KEYS).ok


@contextmanager
def heard(database: Database) -> Iterator[list[str]]:
    """The statements sent meanwhile, without those that begin a transaction."""
    statements: list[str] = []

    def listen(*told: object) -> None:
        if not str(told[2]).startswith(("PRAGMA", "BEGIN")):
            statements.append(str(told[2]))

    event.listen(database.engine, "before_cursor_execute", listen)
    yield statements
    event.remove(database.engine, "before_cursor_execute", listen)


def test_what_was_done_is_in_the_chain_when_it_is_committed(audited: Database) -> None:
    for names in (["start_review"], ["propose", "mark_sent", "send_back"], ["approve"]):
        with audited.write() as session:
            for name in names:
                chain.record(session, noted(name))
    assert actions(audited) == ["start_review", "propose", "mark_sent", "send_back", "approve"]
    with audited.read() as session:
        assert [entry.sequence for entry in queries.list_latest(session)] == [5, 4, 3, 2, 1]
    assert is_whole(audited)


def test_everything_noted_is_read_back_as_it_was(audited: Database) -> None:
    chain.record_view(audited, noted())
    with audited.read() as session:
        entry = session.get_one(AuditEntry, 1)
        same = noted()
        assert (entry.at, entry.actor_kind, entry.actor_id) == (same.at, "staff", STAFF_ID)
        assert (entry.subject_kind, entry.subject_id, entry.reference_number) == (
            "case",
            CASE_ID,
            "R8-00012-K",
        )
        assert (entry.fields, entry.purpose, entry.request_id) == (
            list(same.fields),
            same.purpose,
            same.request_id,
        )


def test_a_rollback_leaves_no_entry_and_no_gap(audited: Database) -> None:
    """Mutation: write the entry in a transaction of its own."""
    chain.record_view(audited, noted("first"))
    with suppress(OwnFault), audited.write() as session:
        chain.record(session, noted("lost"))
        raise OwnFault
    chain.record_view(audited, noted("second"))
    assert actions(audited) == ["first", "second"]
    assert is_whole(audited)


def test_a_commit_that_fails_late_leaves_no_entry(audited: Database) -> None:
    """Mutation: seal after the commit."""
    with suppress(IntegrityError), audited.write() as session:
        chain.record(session, noted("lost"))
        chain.record(session, noted("lost_too"))
        session.add(AuditEntry(sequence=9))
    assert actions(audited) == []


def test_what_is_rolled_back_to_a_savepoint_is_not_in_the_chain(audited: Database) -> None:
    """Mutation: ignore savepoints, or forget everything at the first of them."""
    with audited.write() as session:
        chain.record(session, noted("before"))
        with suppress(OwnFault), session.begin_nested():
            chain.record(session, noted("lost"))
            with session.begin_nested():
                chain.record(session, noted("lost_deeper"))
            raise OwnFault
        with session.begin_nested():
            chain.record(session, noted("within"))
        chain.record(session, noted("after"))
    assert actions(audited) == ["before", "within", "after"]
    assert is_whole(audited)


def test_a_session_closed_without_a_commit_carries_nothing_on(audited: Database) -> None:
    session = audited.sessions()
    session.begin()
    chain.record(session, noted("lost"))
    session.close()
    with session.begin():
        chain.record(session, noted("kept"))
    session.close()
    assert actions(audited) == ["kept"]


def test_sealing_is_the_last_thing_and_costs_two_statements(audited: Database) -> None:
    """Mutation: read the chain's end when the event is noted; the lock is then held through the request."""
    with heard(audited) as statements, audited.write() as session:
        for _ in range(5):
            chain.record(session, noted())
        session.execute(text("SELECT 1"))
    assert statements[0] == "SELECT 1"
    assert len(statements) == 3
    assert statements[-1].startswith("INSERT INTO audit_entry")


def test_a_transaction_without_events_touches_no_chain(audited: Database) -> None:
    with heard(audited) as statements, audited.write() as session:
        session.execute(text("SELECT 1"))
    assert statements == ["SELECT 1"]


def test_many_at_once_make_one_chain(audited: Database) -> None:
    """Mutation: drop the lock; two entries then claim one number or one predecessor."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: chain.record_view(audited, noted(f"view_{number}")), range(80)))
    assert sorted(actions(audited)) == sorted(f"view_{number}" for number in range(80))
    assert is_whole(audited)


def test_without_the_chain_nothing_is_noted_in_silence(database: Database) -> None:
    with pytest.raises(RuntimeError), Session(database.engine) as session:
        chain.record(session, noted())


def test_two_databases_have_two_chains(audited: Database, database: Database) -> None:
    """The listeners belong to one sessionmaker, not to every session of the process."""
    with Session(database.engine) as other:
        assert "audit_key" not in other.info
    chain.record_view(audited, noted())
    assert is_whole(audited)


@pytest.mark.parametrize(
    "changed",
    [
        {"fields": ("山田太郎",)},
        {"fields": ("full_name=Taro",)},
        {"fields": ("Taro",)},
        {"action": "saw Taro"},
        {"subject_kind": "090-0000-0000"},
        {"actor_kind": ""},
    ],
)
def test_an_event_holds_names_and_no_values(changed: dict[str, Any]) -> None:
    """Mutation: accept any text as a field's name."""
    with pytest.raises(ValueError, match="names"):
        noted(**changed)


def test_who_looked_at_a_case_and_what_somebody_saw_are_one_query_each(audited: Database) -> None:
    other_case, other_staff = new_id(), new_id()
    events: list[dict[str, Any]] = [{}, {"subject_id": other_case}, {"actor_id": other_staff}, {}]
    for changed in events:
        chain.record_view(audited, noted(**changed))
    with audited.read() as session:
        about = queries.list_about(session, "case", CASE_ID)
        assert [entry.sequence for entry in about] == [4, 3, 1]
        assert [
            entry.sequence for entry in queries.list_about(session, "case", CASE_ID, before=4, limit=1)
        ] == [3]
        by = queries.list_by(session, "staff", STAFF_ID, before=4)
        assert [entry.sequence for entry in by] == [2, 1]
        assert [entry.sequence for entry in queries.list_latest(session, before=3)] == [2, 1]
