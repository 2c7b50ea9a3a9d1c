"""Looking things up about people and sessions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, case, func, select
from sqlalchemy.orm import Session

from app.auth.models import (
    Attempt,
    KeptPost,
    KnownPlace,
    ResidentAccount,
    Scope,
    SessionKind,
    SigningRound,
    SignInTransaction,
    StaffAccount,
    WebSession,
)
from app.errors import NotFound


def find_web_session(session: Session, hashed: str) -> WebSession | None:
    return session.get(WebSession, hashed)


_AS_VALUES = select(WebSession.__table__).where(WebSession.token_hash == bindparam("hashed"))


def read_web_session(session: Session, hashed: str) -> Row[Any] | None:
    """The same columns as values: every request needs them, and few have anything to change in them."""
    return session.execute(_AS_VALUES, {"hashed": hashed}).one_or_none()


def list_living_sessions(session: Session, kind: SessionKind, subject_id: UUID) -> list[WebSession]:
    """Those nobody ended; some of them may have run out of time."""
    found = select(WebSession).where(
        WebSession.kind == kind, WebSession.subject_id == subject_id, WebSession.ended_at.is_(None)
    )
    return list(session.scalars(found))


def find_staff_by_login(session: Session, login: str) -> StaffAccount | None:
    return session.scalar(select(StaffAccount).where(StaffAccount.login == login))


def find_staff(session: Session, staff_id: UUID) -> StaffAccount | None:
    return session.get(StaffAccount, staff_id)


def lock_staff(session: Session, staff_id: UUID) -> StaffAccount | None:
    """As it is now; nobody changes it before this transaction ends, and others may lock it beside us."""
    locked = select(StaffAccount).where(StaffAccount.id == staff_id).with_for_update(read=True)
    return session.scalar(locked.execution_options(populate_existing=True))


def get_staff(session: Session, staff_id: UUID) -> StaffAccount:
    account = find_staff(session, staff_id)
    if account is None:
        raise NotFound
    return account


def list_staff(session: Session) -> list[StaffAccount]:
    """Everybody who ever had an account here, by login."""
    return list(session.scalars(select(StaffAccount).order_by(StaffAccount.login)))


def list_planned_until(session: Session, day: date) -> list[StaffAccount]:
    """Whose planned duties hold by then and have not been carried out."""
    planned = select(StaffAccount).where(StaffAccount.planned_on <= day).order_by(StaffAccount.login)
    return list(session.scalars(planned))


def find_resident_by_key(session: Session, subject_key: str) -> ResidentAccount | None:
    return session.scalar(select(ResidentAccount).where(ResidentAccount.subject_key == subject_key))


def get_resident(session: Session, resident_id: UUID) -> ResidentAccount:
    account = session.get(ResidentAccount, resident_id)
    if account is None:
        raise NotFound
    return account


def find_sign_in(session: Session, secret_hash: str) -> SignInTransaction | None:
    return session.scalar(select(SignInTransaction).where(SignInTransaction.secret_hash == secret_hash))


def find_signing_round(session: Session, secret_hash: str) -> SigningRound | None:
    return session.scalar(select(SigningRound).where(SigningRound.secret_hash == secret_hash))


def find_last_round(session: Session, subject_id: UUID) -> SigningRound | None:
    about = select(SigningRound).where(SigningRound.subject_id == subject_id)
    return session.scalar(about.order_by(SigningRound.created_at.desc(), SigningRound.id.desc()).limit(1))


def list_waiting_posts(session: Session, subject_digest: str, since: datetime) -> list[KeptPost]:
    """Kept and not yet used, the newest first."""
    waiting = select(KeptPost).where(
        KeptPost.subject_digest == subject_digest, KeptPost.created_at > since, KeptPost.used_at.is_(None)
    )
    return list(session.scalars(waiting.order_by(KeptPost.created_at.desc())))


def count_posts_since(session: Session, subject_digest: str, since: datetime) -> int:
    kept = select(func.count()).where(KeptPost.subject_digest == subject_digest, KeptPost.created_at > since)
    return session.scalar(kept) or 0


def find_known_place(session: Session, scope: Scope, key: str, address: str) -> KnownPlace | None:
    """By the two digests."""
    return session.get(KnownPlace, (scope, key, address))


def count_failures(session: Session, tried: Attempt, since: datetime) -> tuple[int, int, int, int]:
    """Failures since then of this key from this address, from the address, of the key, and in the scope."""
    same_key = Attempt.key_digest == tried.key_digest
    same_address = Attempt.address_digest == tried.address_digest
    each = (same_key & same_address, same_address, same_key)
    counted = [func.coalesce(func.sum(case((fits, 1), else_=0)), 0) for fits in each]
    row = session.execute(
        select(*counted, func.count()).where(Attempt.scope == tried.scope, Attempt.failed_at > since)
    ).one()
    return int(row[0]), int(row[1]), int(row[2]), int(row[3])
