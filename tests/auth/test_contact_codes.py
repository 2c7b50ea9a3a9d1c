"""Proving an address: a code that lives ten minutes, serves once, and cannot be guessed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from app.auth import contact_codes
from app.auth.contact_codes import LASTS, MOST_BY_ONE, MOST_TO_ONE, TRIES, Asked
from app.auth.contact_models import ContactCode, ContactKind, ProvenContact
from app.auth.contact_queries import list_proven
from app.auth.limits import WINDOW
from app.auth.purging import purge
from app.auth.sent_codes import DIGITS, shown
from app.database import Database, new_id
from app.errors import TooMany
from tests.conftest import NOW

pytestmark = pytest.mark.calendar

KEY = b"of the tests"
EMAIL, HOME = "hanako@mail.example", "203.0.113.7"
SECOND = timedelta(seconds=1)
WRONG = "0" * DIGITS


def asked(subject_id: UUID, target: str = EMAIL, address: str = HOME) -> Asked:
    kind = ContactKind.EMAIL if "@" in target else ContactKind.PHONE
    return Asked(subject_id, kind, target, "ja", address)


def send(database: Database, subject_id: UUID, now: Any = NOW, **more: Any) -> str:
    """The code, as it is put into the message."""
    with database.write() as session:
        row = contact_codes.send_code(session, KEY, asked(subject_id, **more), now=now)
        assert row.code is not None
        return row.code


def prove(database: Database, subject_id: UUID, typed: str, now: Any = NOW, address: str = HOME) -> bool:
    with database.write() as session:
        found = contact_codes.prove(session, KEY, subject_id, typed, address=address, now=now)
        return found is not None


def test_whoever_reads_it_has_proven_the_address(either_database: Database) -> None:
    somebody = new_id()
    code = send(either_database, somebody)
    assert prove(either_database, somebody, code)
    with either_database.read() as session:
        proven = list_proven(session, somebody)
        assert [(each.kind, each.target) for each in proven] == [(ContactKind.EMAIL, EMAIL)]


def test_a_code_serves_once(either_database: Database) -> None:
    """I-45d. Must catch: `used_at` left out of the condition."""
    somebody = new_id()
    code = send(either_database, somebody)
    assert prove(either_database, somebody, code)
    assert not prove(either_database, somebody, code)


def test_of_two_requests_with_the_same_code_one_wins(pg_database: Database) -> None:
    """I-45d. Must catch: looking first and writing afterwards."""
    somebody = new_id()
    code = send(pg_database, somebody)
    with ThreadPoolExecutor(8) as pool:
        addresses = [f"203.0.113.{each}" for each in range(8)]
        won = pool.map(lambda address: prove(pg_database, somebody, code, address=address), addresses)
        assert sum(won) == 1
    with pg_database.read() as session:
        assert session.query(ProvenContact).count() == 1


def test_after_ten_minutes_it_is_worth_nothing(database: Database) -> None:
    """I-45d."""
    somebody = new_id()
    code = send(database, somebody)
    assert not prove(database, somebody, code, NOW + LASTS)
    assert prove(database, somebody, code, NOW + LASTS - SECOND)


def test_it_bears_four_tries(database: Database) -> None:
    """I-45d. From as many places, so that it is the code that has had enough and not the place."""
    somebody = new_id()
    code = send(database, somebody)
    for each in range(TRIES):
        assert not prove(database, somebody, WRONG, address=f"198.51.100.{each}")
    assert not prove(database, somebody, code, address="198.51.100.99")


def test_guessing_from_one_place_ends_soon(database: Database) -> None:
    somebody = new_id()
    send(database, somebody)
    for _ in range(5):
        assert not prove(database, somebody, WRONG, address="192.0.2.1")
    with pytest.raises(TooMany):
        prove(database, somebody, WRONG, address="192.0.2.1")


def test_only_the_newest_counts_and_only_for_whom_it_was_made(database: Database) -> None:
    """I-45d. Must catch: every code ever sent opening; the code of another person opening."""
    hanako, taro = new_id(), new_id()
    first = send(database, hanako)
    second = send(database, hanako, NOW + SECOND)
    his = send(database, taro, NOW + SECOND, target="taro@mail.example")
    now = NOW + 2 * SECOND
    assert not prove(database, hanako, first, now) or first == second
    assert not prove(database, taro, second, now)
    assert prove(database, hanako, second, now)
    assert prove(database, taro, his, now)


def test_it_is_taken_as_people_copy_it(database: Database) -> None:
    somebody = new_id()
    code = send(database, somebody)
    wide = "".join(chr(ord(each) + 0xFEE0) for each in shown(code))
    assert prove(database, somebody, f" {wide.replace('－', '　', 1)} ")


def test_nobody_is_flooded(database: Database) -> None:
    """I-45d. Must catch: messages to one address without end, each time from another place and by somebody else."""
    for each in range(MOST_TO_ONE):
        send(database, new_id(), address=f"198.51.100.{each}")
    with pytest.raises(TooMany):
        send(database, new_id(), address="198.51.100.200")
    assert send(database, new_id(), NOW + WINDOW, address="198.51.100.201")


def test_where_it_was_read_before_others_are_in_nobodys_way(database: Database) -> None:
    """I-45d. Must catch: an address that anybody can keep its owner from showing; the place of another address."""
    owner = new_id()
    assert prove(database, owner, send(database, owner))
    for each in range(MOST_TO_ONE - 1):
        send(database, new_id(), address=f"198.51.100.{each}")
    with pytest.raises(TooMany):
        send(database, new_id(), address="198.51.100.200")
    assert send(database, owner)
    for each in range(MOST_TO_ONE):
        send(database, new_id(), target="taro@mail.example", address=f"198.51.100.{each}")
    with pytest.raises(TooMany):
        send(database, new_id(), target="taro@mail.example")


def test_nobody_sends_without_end(database: Database) -> None:
    somebody = new_id()
    for each in range(MOST_BY_ONE):
        send(database, somebody, target=f"a{each}@mail.example", address=f"198.51.100.{each}")
    with pytest.raises(TooMany):
        send(database, somebody, target="another@mail.example", address="198.51.100.200")


def test_the_table_tells_no_code_and_no_address(database: Database) -> None:
    """Must catch: a code or an address in clear; one kept after it served."""
    somebody = new_id()
    code = send(database, somebody)
    with database.read() as session:
        rows = session.execute(text("SELECT * FROM contact_code")).all()
        assert code.encode() not in str(rows).encode()
        assert EMAIL not in str(rows)
    assert prove(database, somebody, code)
    with database.read() as session:
        assert session.query(ContactCode).one().code is None
    assert EMAIL not in repr(asked(somebody))


def test_codes_are_forgotten_and_what_was_proven_moves_to_the_account(database: Database) -> None:
    guest, resident = new_id(), new_id()
    assert prove(database, guest, send(database, guest))
    with database.write() as session:
        contact_codes.hand_over(session, guest, resident)
        purge(session, now=NOW + timedelta(days=1))
    with database.read() as session:
        assert session.query(ContactCode).count() == 0
        assert [each.target for each in list_proven(session, resident)] == [EMAIL]
        assert list_proven(session, guest) == []
