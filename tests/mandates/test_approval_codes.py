"""A yes or no by a code: twelve digits that serve once, for a day, with the date of birth, and never the proxy."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from app.auth.contact_models import ContactKind
from app.database import Database, new_id
from app.mandates import approval_codes as codes
from app.mandates.approval_codes import LASTS, MOST_IN_A_DAY, TRIES, Typed
from app.mandates.code_models import ApprovalCode
from app.mandates.kinds import MandateKind
from app.mandates.lifecycle import MandateState
from app.mandates.models import Mandate
from app.mandates.own_addresses import OwnAddress, own_address
from tests.conftest import NOW
from tests.make import facts_of

KEY = b"of the tests"
BORN = date(1950, 2, 2)
HOME = "203.0.113.7"
PHONE = OwnAddress(ContactKind.PHONE, "09000000101")
MAIL = OwnAddress(ContactKind.EMAIL, "yoko.mizuno@mail.example")


def asked(database: Database, state: MandateState = MandateState.REQUESTED, **more: Any) -> UUID:
    """A mandate somebody waits for."""
    made: dict[str, Any] = {"grantor_digest": "d" * 64, "proxy_id": new_id(), **more}
    with database.write() as session:
        mandate = Mandate(
            kind=MandateKind.FAMILY,
            state=state,
            grantor_name="原 静江",
            name_folded="原静江",
            proxy_name="原 由紀",
            areas=["care"],
            deeds=["file"],
            sections=["kaigo"],
            since=NOW.date(),
            until=NOW.date() + timedelta(days=30),
            begun_at=NOW,
            **made,
        )
        session.add(mandate)
        session.flush()
        return mandate.id


def sent(database: Database, mandate_id: UUID, now: Any = NOW) -> str | None:
    with database.write() as session:
        mandate = session.get_one(Mandate, mandate_id)
        row = codes.send_code(session, KEY, mandate, PHONE, BORN, now=now)
        return row.code if row else None


def a_code(database: Database, mandate_id: UUID) -> str:
    code = sent(database, mandate_id)
    assert code is not None
    return code


def opens(
    database: Database,
    code: str,
    now: Any = NOW,
    *,
    born: date = BORN,
    address: str = HOME,
    by: UUID | None = None,
) -> bool:
    with database.write() as session:
        return codes.find_asked(session, KEY, Typed(code, born, address, by), now=now) is not None


def uses(database: Database, code: str, now: Any = NOW, address: str = HOME) -> bool:
    with database.write() as session:
        found = codes.find_asked(session, KEY, Typed(code, BORN, address), now=now)
        return found is not None and codes.use_up(session, found.code_id, now)


def test_with_code_and_date_it_opens_as_people_copy_it(either_database: Database) -> None:
    code = a_code(either_database, asked(either_database))
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)
    assert opens(either_database, f" {wide[:5]}－{wide[5:]} ")


def test_it_serves_once(either_database: Database) -> None:
    """I-43d. Must catch: a code with which somebody says yes again after the person has taken it back."""
    code = a_code(either_database, asked(either_database))
    assert uses(either_database, code)
    assert not uses(either_database, code)
    with either_database.write() as session:
        row = session.query(ApprovalCode).one()
        assert not codes.use_up(session, row.id, NOW), "whoever looked before the other wrote"


def test_of_two_answers_at_once_one_counts(pg_database: Database) -> None:
    code = a_code(pg_database, asked(pg_database))
    with ThreadPoolExecutor(8) as pool:
        won = pool.map(lambda each: uses(pg_database, code, address=f"203.0.113.{each}"), range(8))
        assert sum(won) == 1


def test_after_a_day_it_is_worth_nothing(database: Database) -> None:
    code = a_code(database, asked(database))
    assert opens(database, code, NOW + LASTS - timedelta(seconds=1))
    assert not opens(database, code, NOW + LASTS)


def test_it_bears_five_wrong_dates(database: Database) -> None:
    """I-43d. From five places. Must catch: a date of birth that is tried until it fits."""
    code = a_code(database, asked(database))
    for each in range(TRIES):
        assert not opens(database, code, born=date(1950, 2, 3), address=f"198.51.100.{each}")
    assert not opens(database, code, address="198.51.100.99")


def test_the_proxys_own_sign_in_opens_nothing(database: Database) -> None:
    """I-43d. Must catch: a code read out over the telephone, typed by whoever asked for it."""
    proxy = new_id()
    code = a_code(database, asked(database, proxy_id=proxy))
    assert not opens(database, code, by=proxy)
    assert opens(database, code, by=new_id())


@pytest.mark.parametrize("state", [each for each in MandateState if each is not MandateState.REQUESTED])
def test_it_answers_a_question_that_is_still_asked(database: Database, state: MandateState) -> None:
    """I-43d. Must catch: an offer that is approved, or an end that is undone, by a code."""
    assert not opens(database, a_code(database, asked(database, state)))


def test_nobody_is_written_to_all_day(database: Database) -> None:
    """Must catch: a telephone that rings until somebody gives in; whoever asks being somebody else each time."""
    for _ in range(MOST_IN_A_DAY):
        assert sent(database, asked(database)) is not None
    assert sent(database, asked(database)) is None
    assert sent(database, asked(database, grantor_digest="e" * 64)) is not None
    assert sent(database, asked(database), NOW + LASTS) is not None


def test_the_table_tells_neither_code_nor_address_nor_date(database: Database) -> None:
    code = a_code(database, asked(database))
    with database.read() as session:
        rows = str(session.execute(text("SELECT * FROM approval_code")).all())
    for secret in (code, PHONE.target, BORN.isoformat()):
        assert secret not in rows
        assert secret not in repr(Typed(code, BORN, HOME)) + repr(PHONE)
    assert uses(database, code)
    with database.write() as session:
        assert session.query(ApprovalCode).one().code is None
        codes.purge_approval_codes(session, now=NOW + LASTS)
        assert session.query(ApprovalCode).count() == 0


def to(proven: tuple[OwnAddress, ...] = (), proxys: tuple[OwnAddress, ...] = (), **more: bool) -> Any:
    facts = facts_of("mizuno_yoko")
    return own_address(facts, proven, proxys, **{"sends_sms": True, **more})


def test_it_goes_to_an_address_of_their_own() -> None:
    """I-43d. Must catch: a code that goes where the proxy reads it, in whichever spelling."""
    other = OwnAddress(ContactKind.EMAIL, "other@mail.example")
    assert to() == PHONE
    assert to(proven=(other,)) == other
    assert to(sends_sms=False) == MAIL
    assert to(proxys=(PHONE,)) == MAIL
    shouted = OwnAddress(ContactKind.EMAIL, MAIL.target.upper())
    assert to(proxys=(PHONE, shouted)) is None
    assert to(proven=(other,), proxys=(other, PHONE, MAIL)) is None
    landline = OwnAddress(ContactKind.PHONE, "0261000101")
    assert to(proven=(landline,)) == PHONE
