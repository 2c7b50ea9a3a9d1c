"""Opening, finding and ending the sessions of browsers.

The cookie holds a token of 256 random bits; the table holds its hash. A session ends when it is idle
for too long, when a member of staff has been in for a working day, or when somebody ends it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.auth.form_tokens import Holder
from app.auth.identity import Assurance
from app.auth.keys import new_token, token_hash
from app.auth.models import SessionKind, WebSession
from app.auth.queries import find_web_session, list_living_sessions, read_web_session
from app.auth.settings import AuthSettings

TOUCH_AFTER = timedelta(seconds=60)
# From the password to the code, with the telephone still in the bag.
STEP = timedelta(minutes=10)


@dataclass(frozen=True)
class Opened:
    """`token` goes into the cookie and nowhere else: this is the only time anybody sees it."""

    token: str = field(repr=False)
    web_session: WebSession


class SessionRecord(Protocol):
    """What a session says of itself, as a row to change or as values to read."""

    @property
    def token_hash(self) -> str: ...
    @property
    def kind(self) -> SessionKind: ...
    @property
    def subject_id(self) -> UUID: ...
    @property
    def epoch(self) -> UUID: ...
    @property
    def shared_terminal(self) -> bool: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def last_seen_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def extra(self) -> dict[str, Any]: ...


def open_session(
    session: Session,
    kind: SessionKind,
    subject_id: UUID,
    *,
    now: datetime,
    shared_terminal: bool = False,
    extra: dict[str, Any] | None = None,
) -> Opened:
    """Always a new token and a new epoch: a cookie planted before the sign-in is worth nothing after it."""
    token = new_token()
    web_session = WebSession(
        token_hash=token_hash(token),
        kind=kind,
        subject_id=subject_id,
        shared_terminal=shared_terminal,
        created_at=now,
        last_seen_at=now,
        extra=extra or {},
    )
    session.add(web_session)
    session.flush()
    return Opened(token, web_session)


def step_up(session: Session, before: WebSession, assurance: Assurance, *, now: datetime) -> Opened:
    """The same person, of whom we are surer now, under a new token and a new epoch; the old session ends."""
    held = Assurance(before.extra.get("assurance", Assurance.NONE))
    extra = {**before.extra, "assurance": max(held, assurance)}
    shared = before.shared_terminal
    opened = open_session(
        session, before.kind, before.subject_id, now=now, shared_terminal=shared, extra=extra
    )
    end(before, now=now)
    return opened


def find_session(session: Session, token: str, *, settings: AuthSettings, now: datetime) -> WebSession | None:
    """The living session of this cookie."""
    web_session = find_web_session(session, token_hash(token))
    return web_session if web_session is not None and _lives(web_session, settings, now) else None


def read_session(
    session: Session, token: str, *, settings: AuthSettings, now: datetime
) -> SessionRecord | None:
    """The same for whoever only wants to know whose it is."""
    record: Any = read_web_session(session, token_hash(token))
    return record if record is not None and _lives(record, settings, now) else None


def _lives(record: SessionRecord, settings: AuthSettings, now: datetime) -> bool:
    return record.ended_at is None and now < session_ends_at(record, settings)


def session_ends_at(web_session: SessionRecord, settings: AuthSettings) -> datetime:
    """When it will end if nothing more is heard from the browser."""
    if web_session.kind is SessionKind.STAFF_STEP:
        return web_session.created_at + STEP
    if web_session.kind is SessionKind.SCREEN:
        return web_session.created_at + settings.staff_absolute
    is_staff = web_session.kind is SessionKind.STAFF
    idle = settings.idle(is_staff=is_staff, is_shared_terminal=web_session.shared_terminal)
    ends_at = web_session.last_seen_at + idle
    return min(ends_at, web_session.created_at + settings.staff_absolute) if is_staff else ends_at


def needs_touch(web_session: SessionRecord, now: datetime) -> bool:
    return now - web_session.last_seen_at > TOUCH_AFTER


def touch(session: Session, session_hash: str, *, now: datetime) -> bool:
    """Notes that the browser was heard from; writes at most once a minute, even from two requests at once."""
    stale = (
        update(WebSession)
        .where(
            WebSession.token_hash == session_hash,
            WebSession.last_seen_at < now - TOUCH_AFTER,
            WebSession.ended_at.is_(None),
        )
        .values(last_seen_at=now)
        .returning(WebSession.token_hash)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(stale) is not None


def end(web_session: WebSession, *, now: datetime) -> None:
    """Ends it for good; the caller's session writes it. What the session knew is forgotten with it."""
    if web_session.ended_at is None:
        web_session.ended_at = now
        web_session.extra = {}


def list_alive(
    session: Session, kind: SessionKind, subject_id: UUID, *, settings: AuthSettings, now: datetime
) -> list[WebSession]:
    """Those that would still let somebody in."""
    found = list_living_sessions(session, kind, subject_id)
    return [one for one in found if _lives(one, settings, now)]


def end_all(
    session: Session, kind: SessionKind, subject_id: UUID, *, now: datetime, but: WebSession | None = None
) -> int:
    """Ends every session of the subject except `but`; how many."""
    kept = but.token_hash if but else None
    ending = [one for one in list_living_sessions(session, kind, subject_id) if one.token_hash != kept]
    for one in ending:
        end(one, now=now)
    return len(ending)


def allow_case(web_session: WebSession, case_id: UUID) -> None:
    """Lets a guest see one more case, once they have shown its receipt."""
    cases = {*web_session.extra.get("cases", []), str(case_id)}
    web_session.extra = {**web_session.extra, "cases": sorted(cases)}


def holder_of(web_session: SessionRecord) -> Holder:
    """Whom the forms of this session are drawn for."""
    return Holder(web_session.token_hash, web_session.subject_id, web_session.epoch)
