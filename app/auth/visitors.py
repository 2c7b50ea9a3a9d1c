"""A cookie → who is asking."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth import queries, sessions
from app.auth.form_tokens import Holder
from app.auth.identity import NOBODY, Anonymous, Assurance, Guest, Resident, StaffMember, Visitor
from app.auth.keys import token_hash
from app.auth.models import SessionKind, StaffAccount
from app.auth.sessions import SessionRecord
from app.auth.settings import AuthSettings
from app.auth.sign_in import BasicFour


@dataclass(frozen=True)
class Visit:
    """Who is asking, and what a page needs of their session; values, so that they outlive the transaction.

    Anonymous visitors have no `holder`: their forms are drawn for `anonymous_holder`. `needs_touch` asks
    for `sessions.touch`, in a transaction of its own.
    """

    visitor: Visitor
    holder: Holder | None = None
    ends_at: datetime | None = None
    needs_touch: bool = False
    is_shared_terminal: bool = False
    basic_four: BasicFour | None = field(default=None, repr=False)


def recognise(session: Session, token: str | None, *, settings: AuthSettings, now: datetime) -> Visit:
    """One statement for residents and guests, two for staff, whose roles are read afresh each time."""
    web_session = sessions.read_session(session, token, settings=settings, now=now) if token else None
    if web_session is None:
        return Visit(Anonymous())
    visitor = _visitor_of(session, web_session)
    if isinstance(visitor, Anonymous):
        return Visit(visitor)
    return Visit(
        visitor,
        sessions.holder_of(web_session),
        ends_at=sessions.session_ends_at(web_session, settings),
        needs_touch=sessions.needs_touch(web_session, now),
        is_shared_terminal=web_session.shared_terminal,
        basic_four=_basic_four_of(web_session),
    )


def anonymous_holder(visit_token: str) -> Holder:
    """Forms shown before anybody signs in are bound to a random cookie of the visit, which no table knows."""
    return Holder(token_hash(visit_token), NOBODY, NOBODY)


def staff_member_of(account: StaffAccount, epoch: UUID = NOBODY) -> StaffMember:
    return StaffMember(
        id=account.id,
        display_name=account.display_name,
        roles=account.role_set,
        sections=frozenset(account.sections),
        epoch=epoch,
        must_change_password=account.must_change_password,
    )


def guest_of(web_session: SessionRecord) -> Guest:
    cases = frozenset(UUID(case) for case in web_session.extra.get("cases", []))
    return Guest(web_session.subject_id, web_session.epoch, cases)


def _basic_four_of(web_session: SessionRecord) -> BasicFour | None:
    told = web_session.extra.get("basic_four")
    if told is None:
        return None
    born = date.fromisoformat(told["date_of_birth"]) if told["date_of_birth"] else None
    return BasicFour(told["full_name"], told["address"], born, told["sex"])


def _resident_of(web_session: SessionRecord) -> Resident:
    extra = web_session.extra
    assurance = Assurance(extra.get("assurance", Assurance.NONE))
    return Resident(web_session.subject_id, extra.get("display_name", ""), assurance, web_session.epoch)


def _visitor_of(session: Session, web_session: SessionRecord) -> Visitor:
    match web_session.kind:
        case SessionKind.GUEST:
            return guest_of(web_session)
        case SessionKind.RESIDENT:
            return _resident_of(web_session)
        case SessionKind.STAFF:
            account = queries.find_staff(session, web_session.subject_id)
            # Disabling ends the sessions; this holds even for one opened in the same instant.
            if account is None or account.disabled_at is not None:
                return Anonymous()
            return staff_member_of(account, web_session.epoch)
