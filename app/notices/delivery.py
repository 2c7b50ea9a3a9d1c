"""Sends one notice: at least once, and twice only when a process dies in the very moment of sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.database import Database
from app.errors import Conflict
from app.failpoints import reach
from app.notices.channel import NoticeChannel, NotNow, OutgoingMail, Undeliverable
from app.notices.kinds import NoticeState
from app.notices.models import Notice
from app.notices.queries import get_notice
from app.notices.wording import Letterhead, wording_of

MAX_TRIES = 5
# A try takes less; one that began earlier and never ended died with its process.
TRY_LASTS = timedelta(seconds=50)


class BeingSent(Conflict):
    """Another run of the same job is at it, or died less than TRY_LASTS ago: to be tried again later."""


@dataclass(frozen=True)
class Try:
    """What one delivery needs, read out of the row while it was locked."""

    notice_id: UUID
    mail: OutgoingMail
    is_last: bool


def deliver_notice(
    database: Database, channel: NoticeChannel, notice_id: UUID, *, letterhead: Letterhead, now: datetime
) -> None:
    """Does nothing when it is already sent or given up.

    Raises NotNow while there are tries left and BeingSent: the job then comes again. After the last try,
    or when the address is refused for good, the notice is FAILED, which staff see.
    """
    begun = _begin(database, notice_id, letterhead, now)
    if begun is None:
        return
    reach("notice_taken")
    try:
        channel.deliver(begun.mail)
    except Undeliverable as refused:
        _end(database, begun, NoticeState.FAILED, refused.reason)
    except NotNow as busy:
        if not begun.is_last:
            _end(database, begun, NoticeState.CREATED, busy.reason)
            raise
        _end(database, begun, NoticeState.FAILED, busy.reason, is_incident=True)
    else:
        reach("mail_handed_over")
        _end(database, begun, NoticeState.SENT, None)


def _begin(database: Database, notice_id: UUID, letterhead: Letterhead, now: datetime) -> Try | None:
    with database.write() as session:
        notice = get_notice(session, notice_id, to_change=True)
        if notice.state in (NoticeState.SENT, NoticeState.FAILED):
            return None
        if _is_being_sent(notice, now):
            raise BeingSent
        if notice.attempts >= MAX_TRIES:
            notice.state, notice.failure = NoticeState.FAILED, notice.failure or "no answer"
            open_incident(session, IncidentKind.MAIL_GIVEN_UP, notice.failure, at=now)
            return None
        notice.state, notice.claimed_at = NoticeState.SENDING, now
        notice.attempts += 1
        return Try(notice_id, _mail_of(notice, letterhead, now), notice.attempts == MAX_TRIES)


def _is_being_sent(notice: Notice, now: datetime) -> bool:
    claimed_at = notice.claimed_at
    return notice.state is NoticeState.SENDING and claimed_at is not None and now - claimed_at < TRY_LASTS


def _mail_of(notice: Notice, letterhead: Letterhead, now: datetime) -> OutgoingMail:
    words = wording_of(notice.kind, notice.language, letterhead, notice.reference_number)
    return OutgoingMail(notice.id, notice.to_address, words.subject, words.body, notice.language, now)


def _end(
    database: Database, begun: Try, state: NoticeState, failure: str | None, *, is_incident: bool = False
) -> None:
    """An address that is refused is one person's; a server that takes nothing may be everybody's."""
    with database.write() as session:
        notice = get_notice(session, begun.notice_id, to_change=True)
        # A slow try that another one overtook must not undo what that one achieved.
        if notice.state is NoticeState.SENT:
            return
        notice.state, notice.failure = state, failure
        if state is NoticeState.SENT:
            notice.sent_at = begun.mail.at
        if is_incident:
            open_incident(session, IncidentKind.MAIL_GIVEN_UP, failure or "", at=begun.mail.at)
