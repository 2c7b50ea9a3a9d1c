from dataclasses import replace
from uuid import uuid4

import pytest

from app.auth import passwords, sessions, staff_accounts, visitors
from app.auth.identity import Role, StaffMember
from app.auth.models import SessionKind, StaffAccount, WebSession
from app.auth.queries import get_staff, list_staff
from app.database import Database
from app.errors import Conflict, Forbidden, Invalid, NotFound
from tests.auth.conftest import PASSWORD, new_staff
from tests.conftest import NOW

ADMIN = StaffMember(uuid4(), "管理 一", frozenset({Role.ADMIN}), frozenset())
CLERK = StaffMember(uuid4(), "担当 二", frozenset({Role.CLERK}), frozenset({"children"}))


def living(database: Database, account: StaffAccount) -> int:
    with database.read() as session:
        every = session.query(WebSession).where(WebSession.subject_id == account.id)
        return every.where(WebSession.ended_at.is_(None)).count()


def test_an_administrator_makes_an_account_that_must_change_its_password(database: Database) -> None:
    with database.write() as session:
        made = staff_accounts.create_account(session, new_staff(" Ｓato.K "), by=ADMIN, now=NOW)
    assert (made.login, made.must_change_password, made.roles) == ("sato.k", True, ["clerk"])
    assert PASSWORD not in made.password_hash
    with database.read() as session:
        assert [one.id for one in list_staff(session)] == [made.id]
        with pytest.raises(NotFound):
            get_staff(session, uuid4())


def test_a_login_is_given_once(database: Database, clerk: StaffAccount) -> None:
    with pytest.raises(Conflict), database.write() as session:
        staff_accounts.create_account(session, new_staff(clerk.login.upper()), by=ADMIN, now=NOW)


@pytest.mark.parametrize("login", ["", "ab", "佐藤", "sato k", ".sato", "a" * 65, "sato@town"])
def test_a_login_that_cannot_be_typed_everywhere_is_refused(database: Database, login: str) -> None:
    with pytest.raises(Invalid), database.write() as session:
        staff_accounts.create_account(session, new_staff(login), by=ADMIN, now=NOW)


def test_an_account_needs_a_name_and_a_good_password(database: Database) -> None:
    for new in (replace(new_staff(), display_name=" "), replace(new_staff(), password="short")):
        with pytest.raises(Invalid), database.write() as session:
            staff_accounts.create_account(session, new, by=ADMIN, now=NOW)


def test_only_administrators_touch_accounts(database: Database, clerk: StaffAccount) -> None:
    """Mutation: drop `_require_administrator` from any verb."""
    with database.write() as session:
        account = session.get_one(StaffAccount, clerk.id)
        with pytest.raises(Forbidden):
            staff_accounts.create_account(session, new_staff("other"), by=CLERK, now=NOW)
        with pytest.raises(Forbidden):
            staff_accounts.change_duties(account, frozenset(Role), frozenset(), by=CLERK)
        with pytest.raises(Forbidden):
            staff_accounts.disable(session, account, by=CLERK, now=NOW)
        with pytest.raises(Forbidden):
            staff_accounts.enable(account, by=CLERK)
        with pytest.raises(Forbidden):
            staff_accounts.reset_password(session, account, PASSWORD + "!", by=CLERK, now=NOW)


def test_nobody_changes_their_own_duties(database: Database) -> None:
    """Mutation: leave out the comparison of ids; an administrator then makes themselves an approver."""
    with database.write() as session:
        mine = staff_accounts.create_account(session, new_staff("boss", Role.ADMIN), by=None, now=NOW)
        myself = visitors.staff_member_of(mine)
        with pytest.raises(Forbidden):
            staff_accounts.change_duties(mine, frozenset(Role), frozenset({"children"}), by=myself)
        with pytest.raises(Forbidden):
            staff_accounts.disable(session, mine, by=myself, now=NOW)


def test_disabling_ends_every_session_at_once(database: Database, clerk: StaffAccount) -> None:
    """I-47. Mutation: only set `disabled_at`."""
    with database.write() as session:
        for _ in range(3):
            sessions.open_session(session, SessionKind.STAFF, clerk.id, now=NOW)
    assert living(database, clerk) == 3
    with database.write() as session:
        staff_accounts.disable(session, session.get_one(StaffAccount, clerk.id), by=ADMIN, now=NOW)
    assert living(database, clerk) == 0
    with database.write() as session:
        staff_accounts.enable(session.get_one(StaffAccount, clerk.id), by=ADMIN)
    assert living(database, clerk) == 0


def test_a_reset_password_is_a_first_password_again(database: Database, clerk: StaffAccount) -> None:
    with database.write() as session:
        sessions.open_session(session, SessionKind.STAFF, clerk.id, now=NOW)
        account = session.get_one(StaffAccount, clerk.id)
        account.must_change_password = False
        staff_accounts.reset_password(session, account, "べつの ながい ながい ことば", by=ADMIN, now=NOW)
        assert account.must_change_password
        assert passwords.is_right(account.password_hash, "べつの ながい ながい ことば")
    assert living(database, clerk) == 0


def test_a_new_password_of_ones_own_ends_the_other_sessions(database: Database, clerk: StaffAccount) -> None:
    """I-47. Mutation: keep the others; whoever stole one of them stays in."""
    with database.write() as session:
        mine = sessions.open_session(session, SessionKind.STAFF, clerk.id, now=NOW).web_session
        sessions.open_session(session, SessionKind.STAFF, clerk.id, now=NOW)
        account = session.get_one(StaffAccount, clerk.id)
        for unfit in ("short", PASSWORD):
            with pytest.raises(Invalid):
                staff_accounts.set_password(session, account, unfit, keep=mine, now=NOW)
        staff_accounts.set_password(session, account, "べつの ながい ながい ことば", keep=mine, now=NOW)
        assert not account.must_change_password
    assert living(database, clerk) == 1
