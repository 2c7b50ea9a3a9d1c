"""Who a form was drawn for → a token in the form → whether the same person is sending it.

A token is three digests: the subject, the sitting (session, subject and epoch), and a seal over both.
The sitting refuses a tab left open by another person or by an earlier sign-in, and with it every
request forged elsewhere; the subject says whose words they were when the session has ended meanwhile.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.auth.identity import NOBODY
from app.auth.keys import keyed_digest

_PART = 16  # bytes: 128 bits for each of the three digests


@dataclass(frozen=True)
class Holder:
    """Whom a form is drawn for; `session_hash` is the hash of their session's token, or of a visit's."""

    session_hash: str
    subject_id: UUID
    epoch: UUID


class FormTokenVerdict(StrEnum):
    """Only `FINE` may change anything; only `ENDED_SESSION` may be kept."""

    FINE = "fine"
    ENDED_SESSION = "ended_session"
    OTHER_SUBJECT = "other_subject"
    FORGED = "forged"


@dataclass(frozen=True)
class CheckedToken:
    """`subject_digest` is set when the session has ended: it fits the same subject's next sign-in."""

    verdict: FormTokenVerdict
    subject_digest: str | None = None


def issue(secret: bytes, holder: Holder) -> str:
    """64 characters, the same for every form of one sitting."""
    subject, sitting = _subject(secret, holder.subject_id), _sitting(secret, holder)
    return base64.urlsafe_b64encode(subject + sitting + _seal(secret, subject + sitting)).decode()


def check(secret: bytes, token: str, holder: Holder | None) -> CheckedToken:
    """`holder` is whoever sends the form now, None when they have no living session."""
    parts = _opened(secret, token)
    if parts is None:
        return CheckedToken(FormTokenVerdict.FORGED)
    subject, sitting = parts
    if holder is not None and hmac.compare_digest(sitting, _sitting(secret, holder)):
        return CheckedToken(FormTokenVerdict.FINE)
    # A form drawn for nobody in particular has nobody who could come back and claim it.
    if _may_still_be_in(holder) or hmac.compare_digest(subject, _subject(secret, NOBODY)):
        return CheckedToken(FormTokenVerdict.OTHER_SUBJECT)
    return CheckedToken(FormTokenVerdict.ENDED_SESSION, subject.hex())


def subject_digest(secret: bytes, subject_id: UUID) -> str:
    """What `CheckedToken.subject_digest` is for this subject."""
    return _subject(secret, subject_id).hex()


def _may_still_be_in(holder: Holder | None) -> bool:
    return holder is not None and holder.subject_id != NOBODY


def _opened(secret: bytes, token: str) -> tuple[bytes, bytes] | None:
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    body, seal = raw[: 2 * _PART], raw[2 * _PART :]
    if not hmac.compare_digest(seal, _seal(secret, body)):
        return None
    return body[:_PART], body[_PART:]


def _subject(secret: bytes, subject_id: UUID) -> bytes:
    return keyed_digest(secret, "subject", str(subject_id))[:_PART]


def _sitting(secret: bytes, holder: Holder) -> bytes:
    parts = (holder.session_hash, str(holder.subject_id), str(holder.epoch))
    return keyed_digest(secret, "sitting", *parts)[:_PART]


def _seal(secret: bytes, body: bytes) -> bytes:
    return keyed_digest(secret, "seal", body.hex())[:_PART]
