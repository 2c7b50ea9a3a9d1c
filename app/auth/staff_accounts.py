"""Giving, changing and taking away the accounts of staff."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth import passwords, second_factor, sessions
from app.auth.identity import Role, StaffMember
from app.auth.models import SessionKind, StaffAccount, WebSession
from app.auth.permissions import Action, may
from app.auth.queries import find_staff_by_login
from app.errors import Conflict, Forbidden, Invalid

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}\Z")


@dataclass(frozen=True)
class NewStaff:
    """What an administrator enters; the password is a first one, to be changed at the first sign-in."""

    login: str
    display_name: str
    password: str
    roles: frozenset[Role]
    sections: frozenset[str]


def create_account(session: Session, new: NewStaff, *, by: StaffMember | None, now: datetime) -> StaffAccount:
    """`by` is None only at the server's console. Raises Forbidden, Invalid, or Conflict for a taken login."""
    _require_administrator(by)
    login = normal_login(new.login)
    if not _LOGIN.match(login):
        raise Invalid("ログイン名は半角の英小文字、数字、「.」「-」「_」で、3文字以上にしてください。")
    if not new.display_name.strip():
        raise Invalid("氏名を入力してください。")
    _require_good(new.password, login)
    if find_staff_by_login(session, login) is not None:
        raise Conflict("このログイン名はすでに使われています。")
    account = StaffAccount(
        login=login,
        display_name=new.display_name,
        password_hash=passwords.hash_password(new.password),
        roles=sorted(new.roles),
        sections=sorted(new.sections),
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def change_duties(
    account: StaffAccount, roles: frozenset[Role], sections: frozenset[str], *, by: StaffMember | None
) -> None:
    """Holds from the account's next request on. Nobody changes their own duties."""
    _require_administrator(by, of=account.id)
    account.roles = sorted(roles)
    account.sections = sorted(sections)


def plan_duties(
    account: StaffAccount,
    roles: frozenset[Role],
    sections: frozenset[str],
    *,
    on: date,
    by: StaffMember | None,
) -> None:
    """人事異動, or the end of a role that was given for a while: from midnight of that day. One plan at a time."""
    _require_administrator(by, of=account.id)
    account.planned_on = on
    account.planned_roles, account.planned_sections = sorted(roles), sorted(sections)


def forget_plan(account: StaffAccount, *, by: StaffMember | None) -> None:
    _require_administrator(by, of=account.id)
    account.planned_on = account.planned_roles = account.planned_sections = None


def disable(session: Session, account: StaffAccount, *, by: StaffMember | None, now: datetime) -> None:
    """Shuts the account out at once, wherever it is signed in. Nobody disables themselves."""
    _require_administrator(by, of=account.id)
    account.disabled_at = account.disabled_at or now
    _end_all(session, account, now)


def enable(account: StaffAccount, *, by: StaffMember | None) -> None:
    """Undoes `disable`; the sessions stay ended."""
    _require_administrator(by, of=account.id)
    account.disabled_at = None


def reset_password(
    session: Session, account: StaffAccount, password: str, *, by: StaffMember | None, now: datetime
) -> None:
    """A first password from an administrator: everything is signed out, and it must be changed at once."""
    _require_administrator(by)
    _require_good(password, account.login)
    account.password_hash = passwords.hash_password(password)
    account.must_change_password = True
    _end_all(session, account, now)


def set_password(
    session: Session, account: StaffAccount, password: str, *, keep: WebSession, now: datetime
) -> None:
    """One's own new password, after `sign_in_staff.confirm_password`; every other session of theirs ends.

    Raises Invalid with all the reasons.
    """
    _require_good(password, account.login)
    if passwords.is_right(account.password_hash, password):
        raise Invalid("今と同じパスワードは使えません。")
    account.password_hash = passwords.hash_password(password)
    account.must_change_password = False
    _end_all(session, account, now, but=keep)


def reset_second_factor(
    session: Session, account: StaffAccount, *, by: StaffMember | None, now: datetime
) -> None:
    """For whoever has lost telephone and paper: signed out everywhere, and enrolled anew at the next sign-in.

    Another administrator does it, who has seen the person. `by` is None only at the server's console.
    """
    _require_administrator(by, of=account.id)
    second_factor.remove(session, account.id)
    _end_all(session, account, now)


def normal_login(login: str) -> str:
    """As it is stored: an input method may have made it full-width or capital."""
    return unicodedata.normalize("NFKC", login).strip().lower()


def _require_administrator(by: StaffMember | None, *, of: UUID | None = None) -> None:
    if by is None:
        return
    if not may(by, Action.MANAGE_ACCOUNTS):
        raise Forbidden
    if by.id == of:
        raise Forbidden("自分の権限は変えられません。ほかの管理者に頼んでください。")


def _end_all(
    session: Session, account: StaffAccount, now: datetime, *, but: WebSession | None = None
) -> None:
    """First steps too: whoever told the old password is not half in."""
    for kind in (SessionKind.STAFF, SessionKind.STAFF_STEP):
        sessions.end_all(session, kind, account.id, now=now, but=but)


def _require_good(password: str, login: str) -> None:
    if faults := passwords.faults_of(password, login):
        raise Invalid("".join(faults))
