"""Away to sign, and back: what was shown, bound to one browser, one person and one try.

As with signing in, the way has parts, for the method calls outside: `open_round` in a transaction, `begin_signing` in
none, `leave` in another; back again `consume` in one, `finish_signing` in none. Whatever comes of it: no second use.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.auth import queries
from app.auth.keys import keyed_digest, new_token, token_hash
from app.auth.models import SigningRound
from app.auth.sign_in import Departure
from app.auth.signing import NotSigned, Unsigned

VALID_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Opened:
    """`cookie` goes to this browser alone; `state` travels with it and is worth nothing without."""

    round: SigningRound
    cookie: str = field(repr=False)

    @property
    def state(self) -> str:
        return _state_of(self.cookie)


@dataclass(frozen=True)
class ToSign:
    """`document` is what was shown; `told` is whatever else the caller must find again."""

    subject_id: UUID
    signer_id: UUID
    method: str
    nonce: str
    document: bytes = field(repr=False)
    told: dict[str, Any] = field(repr=False)


def open_round(session: Session, what: ToSign, *, now: datetime) -> Opened:
    """Earlier tries of the same subject end here: one document at a time can be signed."""
    _end_others(session, what.subject_id, now)
    cookie = new_token()
    opened = SigningRound(
        secret_hash=token_hash(cookie),
        subject_id=what.subject_id,
        signer_id=what.signer_id,
        method=what.method,
        nonce=what.nonce,
        document=what.document.decode(),
        told=what.told,
        created_at=now,
    )
    session.add(opened)
    session.flush()
    return Opened(opened, cookie)


def leave(session: Session, round_id: UUID, departure: Departure) -> None:
    """What the method wants to find again."""
    session.get_one(SigningRound, round_id).keep = dict(departure.keep)


def consume(
    session: Session, cookie: str | None, state: str, signer_id: UUID, *, now: datetime
) -> SigningRound:
    """Uses it up, before anything is looked at. Raises NotSigned unless this browser of this person began it."""
    found = queries.find_signing_round(session, token_hash(cookie)) if cookie else None
    if cookie is None or found is None or found.signer_id != signer_id:
        raise NotSigned(Unsigned.REFUSED, "nobody left from here")
    if not hmac.compare_digest(state.encode(), _state_of(cookie).encode()):
        raise NotSigned(Unsigned.REFUSED, "another state")
    if not _use_up(session, found, now):
        raise NotSigned(Unsigned.TOO_LATE, "used up, or too old")
    return found


def note_outcome(session: Session, round_id: UUID, why: Unsigned) -> None:
    """Read by the page that tells it."""
    session.get_one(SigningRound, round_id).outcome = why


def digest_of(document: bytes) -> bytes:
    return hashlib.sha256(document).digest()


def _state_of(cookie: str) -> str:
    return keyed_digest(cookie.encode(), "signing").hex()


def _use_up(session: Session, found: SigningRound, now: datetime) -> bool:
    claim = (
        update(SigningRound)
        .where(
            SigningRound.id == found.id,
            SigningRound.consumed_at.is_(None),
            SigningRound.created_at > now - VALID_FOR,
        )
        .values(consumed_at=now)
        .returning(SigningRound.id)
    )
    return session.scalar(claim) is not None


def _end_others(session: Session, subject_id: UUID, now: datetime) -> None:
    ended = update(SigningRound).where(
        SigningRound.subject_id == subject_id, SigningRound.consumed_at.is_(None)
    )
    session.execute(ended.values(consumed_at=now))
