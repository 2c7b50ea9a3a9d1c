"""I-112. A draft changes hands by a number: minutes long, once, and never by guessing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.applications.handover import codes, to_counter, to_phone
from app.applications.handover.codes import LASTS, TRIES, NotADraft
from app.applications.handover.models import HandOverCode
from app.applications.handover.to_phone import SignsInInstead
from app.applications.lifecycle import State
from app.applications.models import Application
from app.auth.limits import COUNTER_CODE
from app.database import Database, new_id
from app.errors import TooMany
from tests import make
from tests.conftest import NOW

KEY = b"of the tests"
BORN = date(1980, 1, 2)
OFFICE = "192.0.2.10"
CLERK = new_id()
DISASTER = "disaster_certificate"


def a_draft(database: Database, *, guest: bool = True) -> UUID:
    with database.write() as session:
        made = make.a_draft(session, *((DISASTER, None) if guest else (make.ALLOWANCE,)))
        return made.application.id


def offered(database: Database, draft: UUID, now: Any = NOW, address: str = "203.0.113.5") -> str:
    with database.write() as session:
        application = session.get_one(Application, draft)
        by = make.a_guest()
        code = to_counter.offer(session, KEY, application, by=by, address=address, now=now).code
        assert code is not None
        return code


def found(database: Database, code: str, now: Any = NOW, clerk: UUID = CLERK) -> UUID | None:
    """The draft that a clerk would see the initial of."""
    with database.write() as session:
        typed = to_counter.Typed(code, clerk, OFFICE)
        seen = to_counter.find_offered(session, KEY, typed, now=now)
        return seen.application.id if seen else None


def taken(database: Database, code: str, now: Any = NOW, clerk: UUID = CLERK) -> bool:
    with database.write() as session:
        seen = to_counter.find_offered(session, KEY, to_counter.Typed(code, clerk, OFFICE), now=now)
        return seen is not None and to_counter.take(session, seen, clerk_id=clerk, now=now)


def for_the_phone(database: Database, draft: UUID, now: Any = NOW) -> str:
    with database.write() as session:
        application = session.get_one(Application, draft)
        code = to_phone.offer(session, KEY, application, born=BORN, clerk_id=CLERK, now=now).code
        assert code is not None
        return code


def redeemed(
    database: Database, code: str, born: date = BORN, now: Any = NOW, address: str = "203.0.113.9"
) -> UUID | None:
    with database.write() as session:
        application = to_phone.redeem(session, KEY, to_phone.Typed(code, born, address), now=now)
        return application.id if application else None


def test_a_clerk_takes_the_draft_whose_number_is_shown(database: Database) -> None:
    draft = a_draft(database)
    code = offered(database, draft)
    assert len(code) == to_counter.DIGITS
    assert found(database, f" {code[:3]} {code[3:]} ") == draft
    assert taken(database, code)
    with database.read() as session:
        assert to_counter.find_taken(session, session.get_one(Application, draft)) == NOW


def test_a_number_is_good_once(database: Database) -> None:
    """I-112. Must catch: a clerk who opens the draft again when the person has long gone."""
    code = offered(database, a_draft(database))
    assert taken(database, code)
    assert not taken(database, code)
    assert found(database, code) is None


def test_of_two_clerks_with_the_same_number_one_takes_the_draft(database: Database) -> None:
    code = offered(database, a_draft(database))
    with ThreadPoolExecutor(4) as clerks:
        assert sum(clerks.map(lambda _: taken(database, code, clerk=new_id()), range(4))) == 1


def test_of_two_who_have_found_it_one_takes_it(database: Database) -> None:
    """I-112. Must catch: two who looked at the same moment, and both of them open the draft."""
    code = offered(database, a_draft(database))
    with database.write() as session:
        typed = to_counter.Typed(code, CLERK, OFFICE)
        seen = to_counter.find_offered(session, KEY, typed, now=NOW)
        assert seen is not None
        assert to_counter.take(session, seen, clerk_id=CLERK, now=NOW)
        assert not to_counter.take(session, seen, clerk_id=new_id(), now=NOW)


def test_it_is_good_for_five_minutes(database: Database) -> None:
    code = offered(database, a_draft(database))
    late = NOW + LASTS
    assert found(database, code, late - timedelta(seconds=1)) is not None
    assert found(database, code, late) is None


def test_a_new_number_ends_the_one_before(database: Database) -> None:
    draft = a_draft(database)
    first, second = offered(database, draft), offered(database, draft)
    assert found(database, first) is None
    assert found(database, second) == draft


def test_what_has_arrived_changes_hands_no_more(database: Database) -> None:
    with database.write() as session:
        case = make.a_draft(session, DISASTER, None)
        code = to_counter.offer(
            session, KEY, case.application, by=make.a_guest(), address="203.0.113.5", now=NOW
        ).code
        case.submit()
        with pytest.raises(NotADraft):
            to_counter.offer(
                session, KEY, case.application, by=make.a_guest(), address="203.0.113.5", now=NOW
            )
    assert code is not None
    assert found(database, code) is None


def test_a_clerk_who_guesses_is_stopped_and_other_clerks_go_on(database: Database) -> None:
    """I-112. Must catch: tries counted per address alone, which all clerks of the office share."""
    code = offered(database, a_draft(database))
    for _ in range(COUNTER_CODE.key):
        assert found(database, "000000") is None
    with pytest.raises(TooMany):
        found(database, code)
    assert found(database, code, clerk=new_id()) is not None


def test_ones_own_number_buys_no_new_guesses(database: Database) -> None:
    """I-112. Must catch: a clerk who types the number of their own telephone in between, and guesses for ever."""
    for each in range(COUNTER_CODE.key):
        assert found(database, "000000") is None
        if each < COUNTER_CODE.key - 1:
            assert taken(database, offered(database, a_draft(database), address=f"203.0.113.{each}"))
    with pytest.raises(TooMany):
        found(database, "000000")


def test_the_town_has_a_budget_for_a_day(database: Database) -> None:
    day = timedelta(minutes=20)
    tries = 0
    for each in range(COUNTER_CODE.scope_in_a_day + 20):
        try:
            found(database, "000000", NOW + each * day / 4, new_id())
            tries += 1
        except TooMany:
            continue
    assert tries == COUNTER_CODE.scope_in_a_day


def test_nobody_fills_the_six_digits(database: Database) -> None:
    draft = a_draft(database)
    for _ in range(5):
        offered(database, draft)
    with pytest.raises(TooMany):
        offered(database, draft)


def test_a_number_in_use_is_drawn_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Must catch: two people at two desks with one number."""
    drafts = a_draft(database), a_draft(database)
    drawn = iter("1" * 6 + "1" * 6 + "2" * 6)
    monkeypatch.setattr(codes.secrets, "choice", lambda _: next(drawn))
    first, second = (offered(database, draft) for draft in drafts)
    assert (first, second) == ("111111", "222222")


def test_before_it_is_taken_a_clerk_sees_the_first_letter_of_the_name(database: Database) -> None:
    with database.write() as session:
        case = make.a_draft(session, DISASTER, None)
        procedure = case.what().journey.procedure
        case.application.answers = {"applicant_name": {"family": "山川", "given": "緑"}}
        assert to_counter.initial_of(case.application, procedure) == "山"
        case.application.answers = {}
        assert to_counter.initial_of(case.application, procedure) == ""


def test_the_draft_goes_on_at_home_with_number_and_date_of_birth(database: Database) -> None:
    draft = a_draft(database)
    code = for_the_phone(database, draft)
    assert len(code) == to_phone.DIGITS
    assert redeemed(database, code) == draft
    assert redeemed(database, code) is None, "once"


def test_the_number_alone_opens_nothing(database: Database) -> None:
    """I-112. Must catch: a number read over somebody's shoulder that opens what they wrote."""
    code = for_the_phone(database, a_draft(database))
    other = date(1980, 1, 3)
    for each in range(TRIES):
        assert redeemed(database, code, other, address=f"203.0.113.{each}") is None
    assert redeemed(database, code) is None, "five wrong dates, and it is worth nothing"


def test_it_opens_nothing_after_five_minutes(database: Database) -> None:
    code = for_the_phone(database, a_draft(database))
    assert redeemed(database, code, now=NOW + LASTS) is None


def test_a_number_for_the_counter_opens_nothing_at_home(database: Database) -> None:
    code = offered(database, a_draft(database))
    assert redeemed(database, code) is None


def test_what_was_begun_with_a_card_opens_with_the_card_alone(database: Database) -> None:
    draft = a_draft(database, guest=False)
    with pytest.raises(SignsInInstead):
        for_the_phone(database, draft)


def test_the_draft_keeps_its_owner(database: Database) -> None:
    draft = a_draft(database)
    with database.read() as session:
        owner = session.get_one(Application, draft).owner_id
    assert taken(database, offered(database, draft))
    assert redeemed(database, for_the_phone(database, draft)) == draft
    with database.read() as session:
        assert session.get_one(Application, draft).owner_id == owner


def test_used_numbers_are_wiped_and_old_ones_forgotten(database: Database) -> None:
    draft = a_draft(database)
    assert taken(database, offered(database, draft))
    with database.write() as session:
        assert session.query(HandOverCode).one().code is None
        codes.purge_codes(session, now=NOW + LASTS)
        assert session.query(HandOverCode).count() == 0
        assert session.get_one(Application, draft).state is State.DRAFT
