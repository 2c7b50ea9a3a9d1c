"""Somebody with the keys of the database changes the past; the chain must tell."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, text

from app.audit import chain
from app.audit.anchors import Anchor, read_anchors, write_anchor
from app.audit.events import row_of, sealed
from app.audit.models import AuditEntry
from app.audit.queries import find_last
from app.audit.settings import AuditSettings
from app.audit.verify import Fault, Verdict, verify
from app.database import Database
from app.errors import Invalid
from tests.audit.conftest import KEYS, noted
from tests.audit.tampering import as_owner
from tests.conftest import NOW


@pytest.fixture
def anchors(tmp_path: Path) -> Path:
    return tmp_path / "outside" / "anchors.jsonl"


@pytest.fixture
def ten(audited: Database, anchors: Path) -> Database:
    """Ten entries, anchored after the fifth and the tenth."""
    for number in range(1, 11):
        chain.record_view(audited, noted(f"view_{number}"))
        if number % 5 == 0:
            with audited.read() as session:
                write_anchor(session, anchors, now=NOW)
    return audited


def checked(database: Database, anchors: Path | None = None) -> Verdict:
    with database.read() as session:
        return verify(session, KEYS, read_anchors(anchors) if anchors else ())


def tamper(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            as_owner(connection).execute(text(statement))


def forge(database: Database, sequence: int, key: bytes) -> None:
    """An entry whose links are right, sealed with `key`."""
    with database.engine.begin() as connection:
        previous = connection.scalar(text(f"SELECT hash FROM audit_entry WHERE sequence = {sequence - 1}"))
        row = sealed(row_of(noted("forged")), sequence, str(previous), key)
        connection.execute(insert(AuditEntry.__table__), [row])  # type: ignore[arg-type]  # is a Table


def test_an_untouched_chain_is_whole(ten: Database, anchors: Path) -> None:
    assert checked(ten, anchors) == Verdict(10)
    assert checked(ten).ok


def test_an_empty_chain_is_whole(audited: Database, anchors: Path) -> None:
    assert checked(audited, anchors) == Verdict(0)
    with audited.read() as session:
        assert write_anchor(session, anchors, now=NOW) is None
    assert not anchors.exists()


@pytest.mark.parametrize(
    "change",
    [
        "action = 'view_nothing'",
        "at = '2020-01-01 00:00:00'",
        "actor_id = NULL",
        "actor_kind = 'system'",
        "subject_id = NULL",
        "subject_kind = 'file'",
        "reference_number = 'R8-00013-A'",
        "fields = '[]'",
        "purpose = ''",
        "request_id = NULL",
        "previous_hash = hash",
        "hash = previous_hash",
    ],
)
def test_an_edited_entry_is_found(ten: Database, change: str) -> None:
    """I-71. Mutation: leave any column out of the hash."""
    tamper(ten, f"UPDATE audit_entry SET {change} WHERE sequence = 4")
    assert checked(ten) == Verdict(3, Fault.CHANGED, 4)


def test_a_deleted_entry_is_found(ten: Database) -> None:
    """I-71. Mutation: compare the links only; whoever re-links them leaves a gap all the same."""
    tamper(ten, "DELETE FROM audit_entry WHERE sequence = 4")
    assert checked(ten) == Verdict(3, Fault.MISSING, 4)


def test_a_deleted_first_entry_is_found(ten: Database) -> None:
    tamper(ten, "DELETE FROM audit_entry WHERE sequence = 1")
    assert checked(ten) == Verdict(0, Fault.MISSING, 1)


def test_a_deleted_entry_with_the_rest_moved_up_is_found(ten: Database) -> None:
    tamper(
        ten,
        "DELETE FROM audit_entry WHERE sequence = 4",
        *(
            f"UPDATE audit_entry SET sequence = {number - 1} WHERE sequence = {number}"
            for number in range(5, 11)
        ),
    )
    assert checked(ten) == Verdict(3, Fault.CHANGED, 4)


@pytest.mark.parametrize("key", [b"", b"a guess"])
def test_an_entry_inserted_in_the_middle_is_found(ten: Database, key: bytes) -> None:
    """I-71. Mutation: a hash without a key; the forger can compute it."""
    tamper(
        ten,
        *(
            f"UPDATE audit_entry SET sequence = {number + 1} WHERE sequence = {number}"
            for number in range(10, 4, -1)
        ),
    )
    forge(ten, 5, key)
    assert checked(ten) == Verdict(4, Fault.CHANGED, 5)


def test_an_entry_appended_at_the_end_is_found(ten: Database) -> None:
    """Mutation: a hash without a key."""
    forge(ten, 11, b"a guess")
    assert checked(ten) == Verdict(10, Fault.CHANGED, 11)


def test_two_entries_that_changed_places_are_found(ten: Database) -> None:
    """I-71. Mutation: leave `sequence` out of the hash and trust the order of the table."""
    tamper(
        ten,
        "UPDATE audit_entry SET sequence = 99 WHERE sequence = 4",
        "UPDATE audit_entry SET sequence = 4 WHERE sequence = 6",
        "UPDATE audit_entry SET sequence = 6 WHERE sequence = 99",
    )
    assert checked(ten) == Verdict(3, Fault.CHANGED, 4)


def test_entries_cut_from_the_end_are_found_by_the_anchor(ten: Database, anchors: Path) -> None:
    """I-71. Mutation: compare with the last anchor only while its entry is there."""
    tamper(ten, "DELETE FROM audit_entry WHERE sequence > 8")
    assert checked(ten).ok
    assert checked(ten, anchors) == Verdict(8, Fault.CUT_SHORT, 9)
    tamper(ten, "DELETE FROM audit_entry")
    assert checked(ten, anchors) == Verdict(0, Fault.CUT_SHORT, 1)


def test_a_chain_made_anew_with_the_right_key_is_found_by_the_anchor(ten: Database, anchors: Path) -> None:
    """I-71. Mutation: compare the numbers of the anchors and not their hashes."""
    tamper(ten, "DELETE FROM audit_entry WHERE sequence >= 5")
    for number in range(5, 12):
        chain.record_view(ten, noted(f"another_{number}"))
    assert checked(ten).ok
    assert checked(ten, anchors) == Verdict(4, Fault.NOT_AS_ANCHORED, 5)


def test_an_entry_that_follows_another_past_is_found(ten: Database) -> None:
    """Only whoever has the key could seal it."""
    tamper(ten, "DELETE FROM audit_entry WHERE sequence = 10")
    with ten.engine.begin() as connection:
        row = sealed(row_of(noted("forged")), 10, "f" * 64, KEYS[0])
        connection.execute(insert(AuditEntry.__table__), [row])  # type: ignore[arg-type]  # is a Table
    assert checked(ten) == Verdict(9, Fault.NOT_FOLLOWING, 10)


def test_a_clock_set_back_does_not_break_the_chain(ten: Database, anchors: Path) -> None:
    """I-73. Must catch: a chain that goes on from the latest time instead of the last number."""
    for hours in (-10, 9000, 0):
        chain.record_view(ten, noted(at=NOW + timedelta(hours=hours)))
    assert checked(ten, anchors) == Verdict(13)


def test_entries_sealed_with_an_older_key_still_verify(ten: Database) -> None:
    """Mutation: verify with the first key only."""
    with ten.read() as session:
        assert verify(session, (b"a newer key", *KEYS)).ok
        assert verify(session, (b"a newer key",)).fault is Fault.CHANGED


def test_an_anchor_is_one_line_and_is_read_back(ten: Database, anchors: Path) -> None:
    with ten.read() as session:
        last = find_last(session)
    assert last is not None
    assert len(anchors.read_text().splitlines()) == 2
    assert read_anchors(anchors)[1] == Anchor(*last, NOW)
    assert read_anchors(anchors.with_name("not there")) == []


@pytest.mark.parametrize("damage", ["{", "{}", "[]", '{"sequence": 1, "hash": "a", "at": "yesterday"}'])
def test_a_damaged_line_of_the_anchors_is_named(ten: Database, anchors: Path, damage: str) -> None:
    anchors.write_text(anchors.read_text() + damage + "\n")
    with pytest.raises(Invalid, match="3行目"):
        read_anchors(anchors)


def test_a_long_chain_is_read_in_pieces(audited: Database) -> None:
    """More entries than one piece holds. Mutation: lose the link from one piece to the next."""
    with audited.write() as session:
        for number in range(5_100):
            chain.record(session, noted(f"view_{number}"))
    assert checked(audited) == Verdict(5_100)
    tamper(audited, "UPDATE audit_entry SET action = 'x' WHERE sequence = 5001")
    assert checked(audited) == Verdict(5_000, Fault.CHANGED, 5_001)


def test_the_key_of_a_rehearsal_is_named_in_production() -> None:
    real = SecretStr("a-random-value-of-32-characters-or-more")
    assert AuditSettings().faults_in_production()
    assert AuditSettings(keys=()).faults_in_production()
    assert AuditSettings(keys=(real, SecretStr("short"))).faults_in_production()
    settings = AuditSettings(keys=(real,))
    assert settings.faults_in_production() == []
    assert settings.sealing_keys == (b"a-random-value-of-32-characters-or-more",)
    assert real.get_secret_value() not in repr(settings)
