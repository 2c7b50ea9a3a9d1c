"""Accounts of staff and the subjects of the town's identity provider: who is whom, and who said so."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.auth.identity import StaffMember
from app.auth.keys import AuthKeys, keyed_digest
from app.auth.models import StaffAccount
from app.auth.permissions import Action, may
from app.auth.queries import find_staff, find_staff_by_login
from app.auth.staff_accounts import normal_login
from app.auth.staff_idp import SignedInAtTown
from app.auth.staff_models import StaffIdentity
from app.auth.staff_queries import find_identity, find_identity_of
from app.errors import Conflict, Forbidden, Invalid

LONGEST_SUBJECT = 255


def account_of(
    session: Session, issuer: str, who: SignedInAtTown, *, keys: AuthKeys, now: datetime
) -> tuple[StaffAccount | None, bool]:
    """The account, and whether the claim has bound it just now. None is made here, and none found that is disabled."""
    known = find_identity(session, issuer, subject_digest(keys, issuer, who.subject))
    if known is not None:
        return _enabled(find_staff(session, known.staff_id)), False
    account = _enabled(find_staff_by_login(session, normal_login(who.login))) if who.login else None
    if account is None or find_identity_of(session, account.id) is not None:
        return None, False
    _bind(session, account, issuer, subject_digest(keys, issuer, who.subject), now)
    return account, True


def bind(
    session: Session, account: StaffAccount, issuer: str, digest: str, *, by: StaffMember, now: datetime
) -> None:
    """Whose sign-in there is whose here. Nobody binds their own account."""
    if not may(by, Action.MANAGE_ACCOUNTS) or by.id == account.id:
        raise Forbidden
    holder = find_identity(session, issuer, digest)
    if holder is not None and holder.staff_id != account.id:
        raise Conflict("この番号は、ほかの職員に結びついています。")
    unbind(session, account, by=by)
    _bind(session, account, issuer, digest, now)


def unbind(session: Session, account: StaffAccount, *, by: StaffMember) -> None:
    if not may(by, Action.MANAGE_ACCOUNTS) or by.id == account.id:
        raise Forbidden
    found = find_identity_of(session, account.id)
    if found is not None:
        session.delete(found)
        session.flush()


def subject_digest(keys: AuthKeys, issuer: str, subject: str) -> str:
    """Raises Invalid for what can be no subject."""
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise Invalid("組織の番号を、表示されたとおりに入力してください。")
    return keyed_digest(keys.subjects, "staff_oidc", issuer, subject).hex()


def _bind(session: Session, account: StaffAccount, issuer: str, digest: str, now: datetime) -> None:
    """The first password is of no use any more: the way in is the town's."""
    session.add(StaffIdentity(staff_id=account.id, issuer=issuer, subject_digest=digest, bound_at=now))
    if account.must_change_password:
        account.password_hash, account.must_change_password = "", False
    session.flush()


def _enabled(account: StaffAccount | None) -> StaffAccount | None:
    return account if account is not None and account.disabled_at is None else None
