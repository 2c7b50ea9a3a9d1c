"""The second step of a staff sign-in: an authenticator app, and ten codes on paper for when it is lost.

A browser that has shown one before is asked for one code; any other for two that follow each other, for
whoever sits there may be guessing with a stolen password: docs/decisions/0019 has the arithmetic.
"""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.auth import authenticator
from app.auth.keys import new_token, token_hash
from app.auth.models import StaffAccount
from app.auth.staff_models import KnownBrowser, RecoveryCode, SecondFactor
from app.auth.staff_queries import find_known_browser, find_second_factor

RECOVERY_CODES = 10
# No 0/O, 1/I/L: read from paper, typed once.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
BROWSER_FOR = timedelta(days=90)
# Then it is a stranger like any other.
FAILURES_OF_A_BROWSER = 5


def is_enrolled(session: Session, staff_id: UUID) -> bool:
    factor = find_second_factor(session, staff_id)
    return factor is not None and factor.confirmed_at is not None


def begin_enrolment(session: Session, staff_id: UUID, *, now: datetime) -> SecondFactor:
    """The same secret each time the page is drawn, until it is confirmed."""
    factor = find_second_factor(session, staff_id)
    if factor is None:
        secret = authenticator.new_secret()
        factor = SecondFactor(staff_id=staff_id, secret=secret, last_step=0, created_at=now)
        session.add(factor)
        session.flush()
    return factor


def confirm_enrolment(session: Session, factor: SecondFactor, typed: str, *, now: datetime) -> list[str]:
    """The recovery codes, which nobody sees again; none when the code is wrong."""
    code = authenticator.read_code(typed)
    step = code and authenticator.step_of(factor.secret, code, now=now, after=factor.last_step)
    if factor.confirmed_at is not None or not step or not _use_up(session, factor, step):
        return []
    factor.confirmed_at = now
    return new_recovery_codes(session, factor.staff_id)


def takes_code(session: Session, factor: SecondFactor, typed: str, *, now: datetime) -> bool:
    """One code, from a browser that is known. A code is taken once."""
    code = authenticator.read_code(typed)
    step = code and authenticator.step_of(factor.secret, code, now=now, after=factor.last_step)
    return bool(step) and _use_up(session, factor, int(step or 0))


def takes_two(session: Session, factor: SecondFactor, first: str, second: str, *, now: datetime) -> bool:
    """Two codes that follow each other, from anywhere."""
    one, other = authenticator.read_code(first), authenticator.read_code(second)
    if one is None or other is None:
        return False
    step = authenticator.step_of_two(factor.secret, (one, other), now=now, after=factor.last_step)
    return step is not None and _use_up(session, factor, step)


def _use_up(session: Session, factor: SecondFactor, step: int) -> bool:
    """Of two requests with the same code, one is first."""
    used = (
        update(SecondFactor)
        .where(SecondFactor.staff_id == factor.staff_id, SecondFactor.last_step < step)
        .values(last_step=step)
        .returning(SecondFactor.staff_id)
        .execution_options(synchronize_session=False)
    )
    taken = session.scalar(used) is not None
    session.refresh(factor)
    return taken


def new_recovery_codes(session: Session, staff_id: UUID) -> list[str]:
    """In place of all earlier ones."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(staff_id=staff_id, code_hash=_hash(staff_id, code)) for code in codes)
    session.flush()
    return codes


def takes_recovery_code(session: Session, staff_id: UUID, typed: str, *, now: datetime) -> bool:
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == staff_id,
            RecoveryCode.code_hash == _hash(staff_id, typed),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(used) is not None


def remove(session: Session, staff_id: UUID) -> None:
    """The next sign-in begins again: a new secret, new codes, and no browser is known."""
    for table in (SecondFactor, RecoveryCode, KnownBrowser):
        session.execute(delete(table).where(table.staff_id == staff_id))


def know_browser(session: Session, account: StaffAccount, token: str | None, *, now: datetime) -> str:
    """Its new token, whatever it brought: one that somebody planted there is worth nothing after it."""
    fresh = new_token()
    if token:
        moved = update(KnownBrowser).where(KnownBrowser.token_hash == token_hash(token))
        session.execute(moved.values(token_hash=token_hash(fresh)))
    found = find_known_browser(session, token_hash(fresh), account.id)
    if found is None:
        session.add(KnownBrowser(token_hash=token_hash(fresh), staff_id=account.id, failures=0, seen_at=now))
    else:
        found.failures, found.seen_at = 0, now
    session.flush()
    return fresh


def is_known_browser(session: Session, staff_id: UUID, token: str | None, *, now: datetime) -> bool:
    found = find_known_browser(session, token_hash(token), staff_id) if token else None
    if found is None or found.seen_at <= now - BROWSER_FOR:
        return False
    return found.failures < FAILURES_OF_A_BROWSER


def charge_browser(session: Session, staff_id: UUID, token: str) -> bool:
    """A try of it, paid for before the code is looked at; `know_browser` gives it back."""
    charged = (
        update(KnownBrowser)
        .where(
            KnownBrowser.token_hash == token_hash(token),
            KnownBrowser.staff_id == staff_id,
            KnownBrowser.failures < FAILURES_OF_A_BROWSER,
        )
        .values(failures=KnownBrowser.failures + 1)
        .returning(KnownBrowser.staff_id)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(charged) is not None


def forget_browsers(session: Session, *, now: datetime) -> None:
    session.execute(delete(KnownBrowser).where(KnownBrowser.seen_at <= now - BROWSER_FOR))


def new_code() -> str:
    """Four groups of four letters: 79 random bits, to be read from a note."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _hash(staff_id: UUID, code: str) -> str:
    """Bits enough to need no salt; the account keeps the codes of two people apart."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", code).lower() if letter.isalnum())
    return hashlib.sha256(f"{staff_id.hex}:{plain}".encode()).hexdigest()
