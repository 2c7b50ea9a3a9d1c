"""Login and password → a staff session, with every wrong guess counted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.auth import attempts, passwords, sessions
from app.auth.attempts import Try
from app.auth.keys import AuthKeys
from app.auth.models import Scope, SessionKind, StaffAccount
from app.auth.queries import find_staff_by_login
from app.auth.staff_accounts import normal_login


@dataclass(frozen=True)
class StaffSignedIn:
    """`previous_at` is shown after the sign-in: whoever did not sign in then should say so."""

    account: StaffAccount
    opened: sessions.Opened
    previous_at: datetime | None


def sign_in_staff(
    session: Session, login: str, password: str, *, address: str, keys: AuthKeys, now: datetime
) -> StaffSignedIn | None:
    """None when login and password do not belong together or the account is disabled: nobody learns which.

    Return normally after None, or the failure is rolled back uncounted. Raises TooMany before looking.
    """
    account = find_staff_by_login(session, normal_login(login))
    tried = attempts.try_of(keys.attempts, Scope.STAFF_PASSWORD, normal_login(login), address)
    if not _proves(session, account, password, tried, now) or account is None:
        return None
    previous_at, account.last_signed_in_at = account.last_signed_in_at, now
    if passwords.needs_rehash(account.password_hash):
        account.password_hash = passwords.hash_password(password)
    opened = sessions.open_session(session, SessionKind.STAFF, account.id, now=now)
    return StaffSignedIn(account, opened, previous_at)


def confirm_password(
    session: Session, account: StaffAccount, password: str, *, address: str, keys: AuthKeys, now: datetime
) -> bool:
    """Asks again before something grave, for a stolen session cannot answer. Counted like a sign-in."""
    tried = attempts.try_of(keys.attempts, Scope.STAFF_PASSWORD, account.login, address)
    return _proves(session, account, password, tried, now)


def _proves(session: Session, account: StaffAccount | None, password: str, tried: Try, now: datetime) -> bool:
    attempts.check_allowed(session, tried, now=now)
    enabled = account if account is not None and account.disabled_at is None else None
    if passwords.is_right(enabled.password_hash if enabled else None, password):
        attempts.record_success(session, tried)
        return True
    attempts.record_failure(session, tried, now=now)
    return False
