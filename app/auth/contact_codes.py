"""Proving that one reads what is sent to an address: a code goes there, and comes back typed.

A code lives ten minutes, serves once, and bears four tries; the newest alone counts. Whether anybody is known under
the address is never asked, so the answer cannot tell.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.auth.attempts import (
    Try,
    check_allowed,
    is_known_place,
    record_failure,
    record_success,
    remember_place,
    try_of,
)
from app.auth.contact_models import ContactCode, ContactKind, ProvenContact
from app.auth.contact_queries import count_codes, find_newest_code
from app.auth.keys import keyed_digest
from app.auth.limits import WINDOW
from app.auth.models import Scope
from app.auth.sent_codes import digits_of, new_code
from app.errors import TooMany

LASTS = timedelta(minutes=10)
TRIES = 4
# Within a WINDOW. What may go to one address, times the tries of each code, is all that can be guessed at there.
MOST_BY_ONE, MOST_TO_ONE, MOST_AT_ALL = 5, 2, 500
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """Who wants a code, where to, and from which IP address they ask."""

    subject_id: UUID
    kind: ContactKind
    target: str = field(repr=False)
    language: str
    address: str = field(repr=False)


def send_code(session: Session, key: bytes, asked: Asked, *, now: datetime) -> ContactCode:
    """The row only: the caller enqueues its sending beside it. Raises TooMany.

    Each sending counts like a failed try: what an address has used up here it cannot guess with.
    """
    target = keyed_digest(key, "contact", asked.kind, asked.target).hex()
    sending = _place_of(key, target, asked.address)
    check_allowed(session, sending, now=now)
    by_one, to_one, at_all = count_codes(session, asked.subject_id, target, now - WINDOW)
    if by_one >= MOST_BY_ONE:
        raise TooMany
    if (to_one >= MOST_TO_ONE or at_all >= MOST_AT_ALL) and not is_known_place(session, sending):
        raise TooMany
    record_failure(session, sending, now=now)
    code = new_code()
    row = ContactCode(
        subject_id=asked.subject_id,
        kind=asked.kind,
        target=asked.target,
        target_digest=target,
        code=code,
        code_digest=_digest(key, asked.subject_id, code),
        language=asked.language,
        tries=0,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def prove(
    session: Session, key: bytes, subject_id: UUID, typed: str, *, address: str, now: datetime
) -> ProvenContact | None:
    """None when it is not the code; the caller commits what was counted. Raises TooMany."""
    tried = try_of(key, Scope.CONTACT_CODE, f"by {subject_id}", address)
    check_allowed(session, tried, now=now)
    newest = find_newest_code(session, subject_id)
    if newest is None or not _use_up(session, newest.id, _digest(key, subject_id, digits_of(typed)), now):
        record_failure(session, tried, now=now)
        if newest is not None:
            _count_try(session, newest.id)
        return None
    record_success(session, tried)
    remember_place(session, _place_of(key, newest.target_digest, address), now=now)
    proven = ProvenContact(subject_id=subject_id, kind=newest.kind, target=newest.target, proven_at=now)
    session.add(proven)
    session.flush()
    return proven


def hand_over(session: Session, guest_id: UUID, resident_id: UUID) -> None:
    """After a sign-in: what a guest has proven, the resident has."""
    theirs = update(ProvenContact).where(ProvenContact.subject_id == guest_id)
    session.execute(theirs.values(subject_id=resident_id))


def purge_codes(session: Session, *, now: datetime) -> None:
    session.execute(delete(ContactCode).where(ContactCode.created_at <= now - KEPT_FOR))


def _place_of(key: bytes, target_digest: str, address: str) -> Try:
    """Where somebody has read what is sent there before, nobody else's sendings are in their way."""
    return try_of(key, Scope.CONTACT_CODE, f"to {target_digest}", address)


def _digest(key: bytes, subject_id: UUID, code: str) -> str:
    return keyed_digest(key, "contact-code", str(subject_id), code).hex()


def _use_up(session: Session, code_id: UUID, digest: str, now: datetime) -> bool:
    """One conditional statement: of two requests with the same code one wins."""
    claim = (
        update(ContactCode)
        .where(
            ContactCode.id == code_id,
            ContactCode.code_digest == digest,
            ContactCode.used_at.is_(None),
            ContactCode.tries < TRIES,
            ContactCode.created_at > now - LASTS,
        )
        .values(used_at=now, code=None)
        .returning(ContactCode.id)
    )
    return session.scalar(claim) is not None


def _count_try(session: Session, code_id: UUID) -> None:
    counted = update(ContactCode).where(ContactCode.id == code_id).values(tries=ContactCode.tries + 1)
    session.execute(counted)
