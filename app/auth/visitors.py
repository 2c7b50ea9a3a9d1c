"""A cookie → who is asking."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth import queries, sessions
from app.auth.form_tokens import Holder
from app.auth.identity import NOBODY, Anonymous, Assurance, Guest, Resident, Screen, StaffMember, Visitor
from app.auth.keys import token_hash
from app.auth.models import SessionKind, StaffAccount
from app.auth.sessions import SessionRecord
from app.auth.settings import AuthSettings
from app.auth.sign_in import BasicFour, SignedIn
from app.clock import japan_date


@dataclass(frozen=True)
class Visit:
    """Who is asking, and what a page needs of their session; values, so that they outlive the transaction.

    Anonymous visitors have no `holder`: their forms are drawn for `anonymous_holder`. `needs_touch` asks
    for `sessions.touch`, in a transaction of its own. `mandate_id`: the session was opened to act for somebody
    else; whether one still may, `app.mandates` says. `proxy_four`: of whoever acts, beside a `basic_four` that is none.
    """

    visitor: Visitor
    holder: Holder | None = None
    ends_at: datetime | None = None
    needs_touch: bool = False
    is_shared_terminal: bool = False
    mandate_id: UUID | None = None
    basic_four: BasicFour | None = field(default=None, repr=False)
    proxy_four: BasicFour | None = field(default=None, repr=False)


def recognise(session: Session, token: str | None, *, settings: AuthSettings, now: datetime) -> Visit:
    """One statement for residents and guests, two for staff, whose roles are read afresh each time."""
    web_session = sessions.read_session(session, token, settings=settings, now=now) if token else None
    if web_session is None:
        return Visit(Anonymous())
    visitor = _visitor_of(session, web_session, japan_date(now))
    if isinstance(visitor, Anonymous):
        return Visit(visitor)
    return Visit(
        visitor,
        sessions.holder_of(web_session),
        ends_at=sessions.session_ends_at(web_session, settings),
        needs_touch=sessions.needs_touch(web_session, now),
        is_shared_terminal=web_session.shared_terminal,
        mandate_id=_mandate_of(web_session),
        basic_four=_basic_four_of(web_session),
    )


def anonymous_holder(visit_token: str) -> Holder:
    """Forms shown before anybody signs in are bound to a random cookie of the visit, which no table knows."""
    return Holder(token_hash(visit_token), NOBODY, NOBODY)


def staff_member_of(account: StaffAccount, epoch: UUID = NOBODY, *, today: date | None = None) -> StaffMember:
    """`today` where something planned may begin to hold."""
    roles, sections = account.duties_on(today)
    return StaffMember(
        id=account.id,
        display_name=account.display_name,
        roles=roles,
        sections=sections,
        epoch=epoch,
        must_change_password=account.must_change_password,
    )


def guest_of(web_session: SessionRecord) -> Guest:
    cases = frozenset(UUID(case) for case in web_session.extra.get("cases", []))
    assurance = Assurance(web_session.extra.get("assurance", Assurance.NONE))
    return Guest(web_session.subject_id, web_session.epoch, cases, assurance)


def told_to_session(who: SignedIn) -> dict[str, Any]:
    """What the session knows of the person while it lives; it is sealed, and wiped when the session ends."""
    extra: dict[str, Any] = {"assurance": who.assurance, "display_name": ""}
    if who.basic_four is not None:
        four = who.basic_four
        extra["display_name"] = four.full_name
        extra["basic_four"] = {
            "full_name": four.full_name,
            "address": four.address,
            "date_of_birth": four.date_of_birth.isoformat() if four.date_of_birth else None,
            "sex": four.sex,
        }
    return extra


def _mandate_of(web_session: SessionRecord) -> UUID | None:
    told = web_session.extra.get("mandate")
    return UUID(told) if told else None


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


def _screen_of(web_session: SessionRecord) -> Screen:
    is_phone = web_session.extra.get("of") == "phone"
    return Screen(web_session.subject_id, is_phone, web_session.epoch)


_MADE_OF_THE_SESSION: dict[SessionKind, Callable[[SessionRecord], Visitor]] = {
    SessionKind.GUEST: guest_of,
    SessionKind.RESIDENT: _resident_of,
    SessionKind.SCREEN: _screen_of,
}


def _visitor_of(session: Session, web_session: SessionRecord, today: date) -> Visitor:
    if make := _MADE_OF_THE_SESSION.get(web_session.kind):
        return make(web_session)
    if web_session.kind is SessionKind.STAFF_STEP:
        return Anonymous()  # the password alone makes nobody of anybody
    account = queries.find_staff(session, web_session.subject_id)
    # Disabling ends the sessions; this holds even for one opened in the same instant.
    if account is not None and account.disabled_at is None:
        return staff_member_of(account, web_session.epoch, today=today)
    return Anonymous()
