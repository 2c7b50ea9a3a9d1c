from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from app.auth import passwords, staff_accounts
from app.auth.models import StaffAccount
from app.auth.settings import AuthSettings
from app.auth.staff_sign_in import StaffSignedIn, confirm_password, go_in, prove_password
from app.database import Database
from app.errors import TooMany
from tests.auth.conftest import PASSWORD
from tests.conftest import NOW

KEYS = AuthSettings().keys


def sign_in(
    database: Database, login: str, password: str, address: str = "192.0.2.1"
) -> StaffSignedIn | None:
    with database.write() as session:
        account = prove_password(session, login, password, address=address, keys=KEYS, now=NOW)
        return go_in(session, account, now=NOW) if account else None


def test_login_and_password_open_a_session(database: Database, clerk: StaffAccount) -> None:
    signed_in = sign_in(database, " ＳATO.K", PASSWORD)
    assert signed_in is not None
    assert signed_in.account.id == clerk.id
    assert signed_in.opened.web_session.subject_id == clerk.id
    assert signed_in.previous_at is None
    again = sign_in(database, "sato.k", PASSWORD)
    assert again is not None
    assert again.previous_at == NOW
    assert again.opened.token != signed_in.opened.token


def test_wrong_password_unknown_login_and_disabled_account_look_alike(
    database: Database, clerk: StaffAccount
) -> None:
    """Mutation: tell a disabled account, or look at its password."""
    assert sign_in(database, "sato.k", PASSWORD + "x") is None
    assert sign_in(database, "nobody", PASSWORD) is None
    with database.write() as session:
        staff_accounts.disable(session, session.get_one(StaffAccount, clerk.id), by=None, now=NOW)
    assert sign_in(database, "sato.k", PASSWORD) is None


def test_every_wrong_guess_counts_even_for_a_login_that_is_not_there(database: Database) -> None:
    """Mutation: raise on a wrong password; the transaction then takes its count back."""
    for _ in range(5):
        assert sign_in(database, "nobody", "a guess of words") is None
    with pytest.raises(TooMany):
        sign_in(database, "nobody", "a guess of words")
    assert sign_in(database, "nobody", "a guess of words", "198.51.100.9") is None


def test_the_right_password_wipes_the_slate(database: Database, clerk: StaffAccount) -> None:
    for password in (PASSWORD + "x", PASSWORD + "y", PASSWORD):
        sign_in(database, "sato.k", password)
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM attempt")) == 0


def test_an_old_hash_is_renewed_at_the_sign_in(database: Database, clerk: StaffAccount) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with database.write() as session:
        session.get_one(StaffAccount, clerk.id).password_hash = old
    assert sign_in(database, "sato.k", PASSWORD) is not None
    with database.read() as session:
        assert not passwords.needs_rehash(session.get_one(StaffAccount, clerk.id).password_hash)


def test_asking_again_before_something_grave_is_counted_too(database: Database, clerk: StaffAccount) -> None:
    def confirm(password: str) -> bool:
        with database.write() as session:
            account = session.get_one(StaffAccount, clerk.id)
            at = NOW + timedelta(minutes=1)
            return confirm_password(session, account, password, address="192.0.2.1", keys=KEYS, now=at)

    assert confirm(PASSWORD)
    assert [confirm("not the password") for _ in range(5)] == [False] * 5
    with pytest.raises(TooMany):
        confirm(PASSWORD)
