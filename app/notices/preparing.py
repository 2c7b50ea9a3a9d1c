"""Something happened to a case → a notice, in the caller's transaction."""

from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from app.language import Language
from app.notices.kinds import NoticeKind, NoticeState
from app.notices.models import Notice


class Addressee(TypedDict):
    """`subject_id` is the case; `reference_number` is None for a draft, which has none yet."""

    subject_id: UUID
    reference_number: str | None
    to_address: str
    language: str


def prepare_notice(session: Session, kind: str, *, now: datetime, **addressee: Unpack[Addressee]) -> Notice:
    """The row only: the caller enqueues `DeliverNotice` beside it, so that both exist or neither does.

    Raises ValueError for a kind or a language there is none of.
    """
    notice = Notice(
        kind=NoticeKind(kind),
        subject_id=addressee["subject_id"],
        reference_number=addressee["reference_number"],
        to_address=addressee["to_address"],
        language=Language(addressee["language"]),
        state=NoticeState.CREATED,
        attempts=0,
        created_at=now,
    )
    session.add(notice)
    session.flush()
    return notice


def send_again(notice: Notice, *, now: datetime) -> None:
    """A human had the cause mended; the caller enqueues `DeliverNotice` beside it. Sent notices stay sent."""
    if notice.state is not NoticeState.SENT:
        notice.state = NoticeState.CREATED
        notice.attempts = 0
        notice.created_at = now
        notice.failure = None
