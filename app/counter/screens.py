"""Screens: a code shown to staff, typed or scanned on a device, makes it the screen of a desk or of one visit.

Staff see the code and the device asks for it, not the other way round: nobody outside can make staff type something.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth import sessions
from app.auth.keys import keyed_digest
from app.auth.models import SessionKind
from app.auth.settings import AuthSettings
from app.counter import queries
from app.counter.code_models import CodePurpose, VisitCode
from app.mandates.codes import LENGTH, folded, new_code

HOLDS_FOR = timedelta(minutes=5)
LETTERS = LENGTH  # whoever guesses one sees who is in front of a desk: docs/decisions/0019


@dataclass(frozen=True)
class Joined:
    """`token` goes into the cookie of the screen."""

    token: str = field(repr=False)
    purpose: CodePurpose
    subject_id: UUID


def digest_of(secret: bytes, code: str) -> str:
    return keyed_digest(secret, "screen-code", folded(code)).hex()


def offer(session: Session, secret: bytes, purpose: CodePurpose, subject_id: UUID, *, now: datetime) -> str:
    """A new code in place of any before: ABCD-EFGH-JKMN."""
    queries.forget_codes(session, subject_id)
    code = new_code(LETTERS)
    session.add(
        VisitCode(
            digest=digest_of(secret, code),
            purpose=purpose,
            subject_id=subject_id,
            created_at=now,
            expires_at=now + HOLDS_FOR,
        )
    )
    session.flush()
    return code


def join(session: Session, secret: bytes, code: str, *, now: datetime) -> Joined | None:
    """Once. None for a wrong code, an old one, one of a visit that is over. A desk has one tablet at a time."""
    found = queries.find_code(session, digest_of(secret, code), now)
    if found is None or not _leads_somewhere(session, found):
        return None
    found.used_at = now
    if found.purpose is CodePurpose.TABLET:
        sessions.end_all(session, SessionKind.SCREEN, found.subject_id, now=now)
    opened = sessions.open_session(
        session, SessionKind.SCREEN, found.subject_id, now=now, extra={"of": found.purpose.value}
    )
    return Joined(opened.token, found.purpose, found.subject_id)


def _leads_somewhere(session: Session, code: VisitCode) -> bool:
    if code.purpose is CodePurpose.TABLET:
        return queries.find_desk_by_id(session, code.subject_id) is not None
    visit = queries.find_visit(session, code.subject_id)
    return visit is not None and visit.is_open


def count_screens(session: Session, subject_id: UUID, *, settings: AuthSettings, now: datetime) -> int:
    """How many devices show this desk or this visit: staff see it, so that no stranger looks on."""
    return len(sessions.list_alive(session, SessionKind.SCREEN, subject_id, settings=settings, now=now))


def part(session: Session, subject_id: UUID, *, now: datetime) -> int:
    """No device shows it any more. How many did."""
    queries.forget_codes(session, subject_id)
    return sessions.end_all(session, SessionKind.SCREEN, subject_id, now=now)
