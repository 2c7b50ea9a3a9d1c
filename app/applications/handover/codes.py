"""What both ways have in common: a code of digits that lives five minutes and serves once."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications.handover.models import Direction, HandOverCode
from app.applications.lifecycle import State
from app.applications.models import Application
from app.auth.keys import keyed_digest
from app.errors import Conflict, TooMany

LASTS = timedelta(minutes=5)
TRIES = 5
# Codes are drawn until one is free: with a tenth of all in use, twenty in a row are taken once in 10^20.
DRAWS = 20


class NotADraft(Conflict):
    message = "この申請は、もう届いています。続きの入力はありません。"


@dataclass(frozen=True)
class Wanted:
    """`born`: what has to be told beside the code, None where somebody sees whose hand it is."""

    direction: Direction
    digits: int
    born: str | None = field(default=None, repr=False)


def issue(
    session: Session, key: bytes, application: Application, wanted: Wanted, *, now: datetime
) -> HandOverCode:
    """The newest alone is good. Raises NotADraft."""
    if application.state is not State.DRAFT:
        raise NotADraft
    ours = (HandOverCode.application_id == application.id, HandOverCode.direction == wanted.direction)
    session.execute(delete(HandOverCode).where(*ours))
    purge_codes(session, now=now)
    for _ in range(DRAWS):
        code = "".join(secrets.choice("0123456789") for _ in range(wanted.digits))
        row = HandOverCode(
            application_id=application.id,
            direction=wanted.direction,
            code=code,
            code_digest=digest_of(key, wanted.direction, code),
            born_digest=born_digest(key, code, wanted.born) if wanted.born else None,
            tries=0,
            created_at=now,
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue  # somebody else's for another few minutes
        return row
    raise TooMany


def use_up(session: Session, code_id: UUID, by: UUID | None, *, now: datetime) -> bool:
    """One conditional statement: of two who come with the same code one takes the draft."""
    claim = (
        update(HandOverCode)
        .where(
            HandOverCode.id == code_id,
            HandOverCode.used_at.is_(None),
            HandOverCode.tries < TRIES,
            HandOverCode.created_at > now - LASTS,
        )
        .values(used_at=now, used_by=by, code=None)
        .returning(HandOverCode.id)
    )
    return session.scalar(claim) is not None


def count_try(session: Session, code_id: UUID) -> None:
    counted = update(HandOverCode).where(HandOverCode.id == code_id)
    session.execute(counted.values(tries=HandOverCode.tries + 1))


def lives(row: HandOverCode, now: datetime) -> bool:
    return row.used_at is None and row.tries < TRIES and now - row.created_at < LASTS


def purge_codes(session: Session, *, now: datetime) -> None:
    session.execute(delete(HandOverCode).where(HandOverCode.created_at <= now - LASTS))


def digest_of(key: bytes, direction: Direction, digits: str) -> str:
    return keyed_digest(key, "hand-over", direction, digits).hex()


def born_digest(key: bytes, digits: str, born: str) -> str:
    return keyed_digest(key, "hand-over-born", digits, born).hex()
