"""Login and password → a first step; the second factor → a staff session. Every wrong guess is counted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.auth import attempts, passwords, second_factor, sessions
from app.auth.attempts import Try
from app.auth.keys import AuthKeys
from app.auth.models import Scope, SessionKind, StaffAccount, WebSession
from app.auth.queries import find_staff, find_staff_by_login
from app.auth.staff_accounts import normal_login
from app.auth.staff_queries import find_second_factor


@dataclass(frozen=True)
class StaffSignedIn:
    """`previous_at` is shown after the sign-in: whoever did not sign in then should say so."""

    account: StaffAccount
    opened: sessions.Opened
    previous_at: datetime | None


@dataclass(frozen=True)
class Proof:
    """What was typed for the second step, and in which browser: one code, two, or one from paper."""

    code: str = ""
    next_code: str = ""
    recovery: str = ""
    browser: str | None = None


def prove_password(
    session: Session, login: str, password: str, *, address: str, keys: AuthKeys, now: datetime
) -> StaffAccount | None:
    """None when login and password do not belong together or the account is disabled: nobody learns which.

    Return normally after None, or the failure is rolled back uncounted. Raises TooMany before looking.
    """
    account = find_staff_by_login(session, normal_login(login))
    tried = attempts.try_of(keys.attempts, Scope.STAFF_PASSWORD, normal_login(login), address)
    if not _proves(session, account, password, tried, now) or account is None:
        return None
    if passwords.needs_rehash(account.password_hash):
        account.password_hash = passwords.hash_password(password)
    return account


def step_in(session: Session, account: StaffAccount, *, now: datetime) -> sessions.Opened:
    """After the password, where a second factor is asked for: a session that is nobody yet."""
    return sessions.open_session(session, SessionKind.STAFF_STEP, account.id, now=now)


def account_of_step(session: Session, web_session: WebSession | None) -> StaffAccount | None:
    """Who has told the password in this session and nothing more yet."""
    if web_session is None or web_session.kind is not SessionKind.STAFF_STEP:
        return None
    account = find_staff(session, web_session.subject_id)
    return account if account is not None and account.disabled_at is None else None


def go_in(session: Session, account: StaffAccount, *, now: datetime) -> StaffSignedIn:
    """Everything that was asked for has been shown: a new session, and never the one of the first step."""
    previous_at, account.last_signed_in_at = account.last_signed_in_at, now
    opened = sessions.open_session(session, SessionKind.STAFF, account.id, now=now)
    return StaffSignedIn(account, opened, previous_at)


def prove_second_factor(
    session: Session, account: StaffAccount, proof: Proof, *, address: str, keys: AuthKeys, now: datetime
) -> bool:
    """Return normally after False. Raises TooMany before looking."""
    if _is_from_known_browser(session, account, proof, now):
        return _proves_one_code(session, account, proof, now)
    scope = Scope.STAFF_RECOVERY if proof.recovery else Scope.STAFF_CODE
    tried = attempts.try_of(keys.attempts, scope, account.login, address)
    attempts.check_allowed(session, tried, now=now)
    if _takes(session, account, proof, now):
        attempts.record_success(session, tried)
        return True
    attempts.record_failure(session, tried, now=now)
    return False


def confirm_password(
    session: Session, account: StaffAccount, password: str, *, address: str, keys: AuthKeys, now: datetime
) -> bool:
    """Asks again before something grave, for a stolen session cannot answer. Counted like a sign-in."""
    tried = attempts.try_of(keys.attempts, Scope.STAFF_PASSWORD, account.login, address)
    return _proves(session, account, password, tried, now)


def _is_from_known_browser(session: Session, account: StaffAccount, proof: Proof, now: datetime) -> bool:
    one_code = not proof.recovery and not proof.next_code
    return one_code and second_factor.is_known_browser(session, account.id, proof.browser, now=now)


def _proves_one_code(session: Session, account: StaffAccount, proof: Proof, now: datetime) -> bool:
    factor = find_second_factor(session, account.id)
    if factor is None or not second_factor.charge_browser(session, account.id, proof.browser or ""):
        return False
    return second_factor.takes_code(session, factor, proof.code, now=now)


def _takes(session: Session, account: StaffAccount, proof: Proof, now: datetime) -> bool:
    if proof.recovery:
        return second_factor.takes_recovery_code(session, account.id, proof.recovery, now=now)
    factor = find_second_factor(session, account.id)
    if factor is None or factor.confirmed_at is None:
        return False
    return second_factor.takes_two(session, factor, proof.code, proof.next_code, now=now)


def _proves(session: Session, account: StaffAccount | None, password: str, tried: Try, now: datetime) -> bool:
    attempts.check_allowed(session, tried, now=now)
    enabled = account if account is not None and account.disabled_at is None else None
    if passwords.is_right((enabled and enabled.password_hash) or None, password):
        attempts.record_success(session, tried)
        attempts.remember_place(session, tried, now=now)
        return True
    attempts.record_failure(session, tried, now=now)
    return False
