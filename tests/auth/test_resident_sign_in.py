"""From "sign in" to a session, with the sandbox card reader on the other side."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.auth import queries, resident_sign_in, sessions, visitors
from app.auth.digital_auth.provider import DigitalAuthApp
from app.auth.digital_auth.settings import PRODUCTION
from app.auth.identity import Assurance, Guest, Resident
from app.auth.models import ResidentAccount, SessionKind, WebSession
from app.auth.resident_sign_in import Arrival, Begun, Callback
from app.auth.sign_in import (
    NOT_KNOWN,
    BasicFour,
    Finding,
    Return,
    SignedIn,
    SignInCancelled,
    SignInMethod,
    SignInRefused,
)
from app.database import Database
from app.errors import Unavailable
from tests.auth.card import CALLBACK, CARDS, CardWorld, Register, bridge, digital_auth
from tests.conftest import NOW


@pytest.fixture
def world(tmp_path: Path) -> CardWorld:
    return CardWorld(tmp_path)


def leave(database: Database, world: CardWorld, return_to: str | None = "/apply/x") -> Begun:
    with database.write() as session:
        return resident_sign_in.begin(session, world.method, CALLBACK, return_to, now=NOW)


def come_back(
    database: Database,
    world: CardWorld,
    cookie: str | None,
    params: dict[str, str],
    *,
    token: str | None = None,
    later: timedelta = timedelta(minutes=1),
    register: Register | None = None,
) -> Arrival:
    callback = Callback(cookie, token, params, CALLBACK)
    method: SignInMethod = world.method
    told = {"register": register or Register(), "settings": world.settings}
    return resident_sign_in.come_back(database, method, callback, **told, now=NOW + later)


def enter(database: Database, world: CardWorld, token: str | None = None) -> resident_sign_in.Entered:
    begun = leave(database, world)
    arrival = come_back(database, world, begun.cookie, world.follow(begun.redirect_to), token=token)
    assert arrival.entered is not None
    return arrival.entered


def test_a_resident_comes_in_with_a_card(either_database: Database, world: CardWorld) -> None:
    begun = leave(either_database, world)
    arrival = come_back(either_database, world, begun.cookie, world.follow(begun.redirect_to))
    assert arrival.return_to == "/apply/x"
    assert arrival.entered is not None
    assert arrival.entered.is_new
    assert arrival.entered.account.person_key is None, "the card does not tell"
    with either_database.read() as session:
        token = arrival.entered.opened.token
        visit = visitors.recognise(session, token, settings=world.settings, now=NOW)
    assert isinstance(visit.visitor, Resident)
    assert visit.visitor.display_name == "星野　玲"
    assert visit.visitor.assurance is Assurance.AUTHENTICATED
    address = "みどり野町1番2号　星の家3号室"
    assert visit.basic_four == BasicFour("星野　玲", address, date(1990, 2, 3), "2")


def test_the_same_card_finds_the_same_account(either_database: Database, world: CardWorld) -> None:
    """Mutation: make an account at every sign-in."""
    first, second = enter(either_database, world), enter(either_database, world)
    assert second.account.id == first.account.id
    assert not second.is_new
    assert first.opened.web_session.epoch != second.opened.web_session.epoch


def test_the_account_keeps_no_subject_and_no_person_in_the_clear(
    database: Database, world: CardWorld
) -> None:
    account = enter(database, world).account
    with database.read() as session:
        row = session.execute(text("SELECT * FROM resident_account")).one()
    stored = b"".join(part if isinstance(part, bytes) else str(part).encode() for part in row)
    assert b"hoshino" not in stored
    key = resident_sign_in.subject_key_of(world.settings.keys, "digital_auth_rehearsal", "a subject")
    assert key != resident_sign_in.subject_key_of(world.settings.keys, "digital_auth_app", "a subject")
    assert account.method == "digital_auth_rehearsal"


def test_a_state_of_another_browser_brings_nobody_in(database: Database, world: CardWorld) -> None:
    """Mutation: find the transaction by its state; a link then signs a victim in as the attacker."""
    attacker, victim = leave(database, world), leave(database, world)
    params = world.follow(attacker.redirect_to)
    for cookie in (victim.cookie, None, "", "x"):
        with pytest.raises(SignInRefused):
            come_back(database, world, cookie, params)
    arrival = come_back(database, world, attacker.cookie, params)
    assert arrival.entered is not None


def test_a_return_is_good_once(database: Database, world: CardWorld) -> None:
    """Mutation: check `consumed_at` before the update and not in it."""
    begun = leave(database, world)
    params = world.follow(begun.redirect_to)
    come_back(database, world, begun.cookie, params)
    with pytest.raises(SignInRefused):
        come_back(database, world, begun.cookie, params)


def test_a_return_after_ten_minutes_is_too_late(database: Database, world: CardWorld) -> None:
    """Mutation: leave the age out of the condition."""
    ten = timedelta(minutes=10)
    for later, comes_in in ((ten - timedelta(seconds=1), True), (ten, False)):
        begun = leave(database, world)
        params = world.follow(begun.redirect_to)
        if comes_in:
            assert come_back(database, world, begun.cookie, params, later=later).entered
        else:
            with pytest.raises(SignInRefused):
                come_back(database, world, begun.cookie, params, later=later)


def test_cancelling_leads_back_to_where_one_was(database: Database, world: CardWorld) -> None:
    begun = leave(database, world)
    state = world.follow(begun.redirect_to)["state"]
    arrival = come_back(database, world, begun.cookie, {"error": "access_denied", "state": state})
    assert arrival.return_to == "/apply/x"
    assert arrival.entered is None
    assert isinstance(arrival.refusal, SignInCancelled)


@pytest.mark.parametrize("params", [{}, {"code": ""}, {"code": "made up"}, {"error": "invalid_request"}])
def test_without_a_good_code_nobody_comes_in(
    database: Database, world: CardWorld, params: dict[str, str]
) -> None:
    begun = leave(database, world)
    state = world.follow(begun.redirect_to)["state"]
    arrival = come_back(database, world, begun.cookie, {"state": state, **params})
    assert isinstance(arrival.refusal, SignInRefused)


def test_the_old_session_ends_and_the_new_one_has_another_token(database: Database, world: CardWorld) -> None:
    """Mutation: keep the token of the cookie; a session planted before the sign-in is then signed in."""
    with database.write() as session:
        planted = sessions.open_session(session, SessionKind.GUEST, uuid4(), now=NOW, shared_terminal=True)
        sessions.allow_case(planted.web_session, case := uuid4())
    entered = enter(database, world, token=planted.token)
    assert entered.opened.token != planted.token
    assert entered.opened.web_session.shared_terminal
    before = planted.web_session
    assert entered.guest == Guest(before.subject_id, before.epoch, frozenset({case}))
    with database.read() as session:
        assert session.get_one(WebSession, before.token_hash).ended_at is not None


def test_drafts_of_a_guest_only_are_handed_over(database: Database, world: CardWorld) -> None:
    first = enter(database, world)
    assert enter(database, world, token=first.opened.token).guest is None


def test_a_departure_leads_nowhere_else(database: Database, world: CardWorld) -> None:
    begun = leave(database, world, "https://elsewhere.example/")
    arrival = come_back(database, world, begun.cookie, world.follow(begun.redirect_to))
    assert arrival.return_to == "/my"


def test_two_first_sign_ins_at_once_make_one_account(
    either_database: Database, world: CardWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutation: let the unique constraint fail the second one."""
    found = Finding("hoshino_rei", settled=True)
    who = SignedIn("a subject", None, Assurance.AUTHENTICATED, found)
    keys = world.settings.keys
    key = resident_sign_in.subject_key_of(keys, world.method.name, who.subject)

    with either_database.write() as session:
        first = ResidentAccount(method="digital_auth_rehearsal", subject_key=key, created_at=NOW)
        session.add(first)
    looks = iter([True])
    found = queries.find_resident_by_key

    def too_early_once(session: Session, subject_key: str) -> ResidentAccount | None:
        return None if next(looks, False) else found(session, subject_key)

    monkeypatch.setattr(queries, "find_resident_by_key", too_early_once)
    with either_database.write() as session:
        entered = resident_sign_in.finish(session, world.method, who, previous=None, keys=keys, now=NOW)
    assert entered.account.id == first.id
    assert entered.account.person_key == "hoshino_rei"


def test_rehearsals_have_accounts_of_their_own_and_tell_their_health(world: CardWorld) -> None:
    """Must catch: an account that a test card opened and a real one finds again."""
    assert world.method.health().ok
    assert world.method.origin == CARDS
    names = {
        world.another_method(base_url=base).name
        for base in (CARDS, "https://sb-auth-and-sign.go.jp", "https://auth-and-sign.go.jp.example")
    }
    assert names == {"digital_auth_rehearsal"}
    assert world.another_method(base_url=PRODUCTION).name == "digital_auth_app"


def test_a_provider_that_does_not_answer_is_said_to_be_unavailable(
    database: Database, world: CardWorld
) -> None:
    def dead(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    begun = leave(database, world)
    params = world.follow(begun.redirect_to)
    for answer in (dead, lambda _: httpx.Response(500)):
        method = DigitalAuthApp(digital_auth(), world.clock, bridge(answer))
        assert not method.health().ok
        with pytest.raises(Unavailable):
            method.complete(Return(params, {"verifier": "v", "nonce": "n"}, CALLBACK))


def enter_found(database: Database, world: CardWorld, finding: Finding) -> str | None:
    begun = leave(database, world)
    register = Register(finding)
    params = world.follow(begun.redirect_to)
    arrival = come_back(database, world, begun.cookie, params, register=register)
    assert [told.full_name for told in register.asked] == ["星野　玲"]
    assert arrival.entered is not None
    with database.read() as session:
        return queries.get_resident(session, arrival.entered.account.id).person_key


def test_the_register_says_who_it_is_and_the_last_word_counts(database: Database, world: CardWorld) -> None:
    """Must catch: a key kept from before a move, one forgotten in an outage, or one that a part of the four erases."""
    for finding, key in (
        (NOT_KNOWN, None),
        (Finding("rei_before", settled=True), "rei_before"),
        (NOT_KNOWN, "rei_before"),
        (Finding("rei_married", settled=True), "rei_married"),
        (Finding(None, settled=True), None),
        (Finding("rei_again", settled=True), "rei_again"),
    ):
        assert enter_found(database, world, finding) == key


def test_the_register_is_not_asked_about_whom_nothing_was_told(database: Database, world: CardWorld) -> None:
    """Must catch: somebody looked for by a name alone; or by anything, before it is certain who came."""
    begun, register = leave(database, world), Register(Finding("somebody", settled=True))
    errand = world.errand(begun.redirect_to)
    params = world.enter("0123", errand=errand, let=("address", "gender"))[2]
    arrival = come_back(database, world, begun.cookie, params, register=register)
    assert arrival.entered is not None
    assert arrival.entered.account.person_key is None
    refused = leave(database, world)
    come_back(
        database, world, refused.cookie, world.follow(refused.redirect_to) | {"code": "x"}, register=register
    )
    assert register.asked == []
