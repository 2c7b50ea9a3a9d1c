"""Help on the telephone: a code that the owner reads out, and one clerk who sees the same page with it.

It lasts a quarter of an hour from the moment its owner says yes, and ends before that when either side wants. The clerk
has the section of the procedure; what was used, run out, taken by another or of another section is as wrong as a code
that never was.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.applications import auditing
from app.applications.help_models import EndedBy, HelpCall
from app.applications.help_queries import delete_before, find_by_digest, list_living
from app.applications.models import Actor, Application
from app.applications.officers import actor_of
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth.attempts import check_allowed, record_failure, record_success, try_of
from app.auth.identity import StaffMember
from app.auth.keys import keyed_digest
from app.auth.models import Scope
from app.auth.permissions import Action as Permit
from app.auth.permissions import may
from app.auth.sent_codes import digits_of
from app.municipality.town import Municipality

LASTS = timedelta(minutes=15)
KEPT_FOR = timedelta(days=1)
DIGITS = 12
GROUP = 4


@dataclass(frozen=True)
class Joining:
    """What a clerk has typed, and where."""

    staff: StaffMember
    code: str = field(repr=False)
    address: str = field(repr=False)


def ends_at(call: HelpCall) -> datetime:
    return call.opened_at + LASTS


def is_open(call: HelpCall, now: datetime) -> bool:
    return call.ended_at is None and now < ends_at(call)


def open_call(
    session: Session, application: Application, key: bytes, *, by: Actor, now: datetime
) -> HelpCall:
    """One at a time: what was open before is over."""
    for earlier in list_living(session, application.id):
        _close(earlier, EndedBy.OWNER, now)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    call = HelpCall(application_id=application.id, code=code, code_digest=_digest(key, code), opened_at=now)
    session.add(call)
    session.flush()
    auditing.note(session, application, "open_help", by, now=now)
    return call


def join(
    session: Session, key: bytes, joining: Joining, town: Municipality, *, now: datetime
) -> HelpCall | None:
    """None where it is not the code of anybody who waits; the caller commits what was counted. Raises TooMany.

    Whoever guesses is a clerk, so tries are counted for clerks, and for all of them together.
    """
    staff = joining.staff
    tried = try_of(key, Scope.HELP_CODE, str(staff.id), joining.address)
    check_allowed(session, tried, now=now)
    found = find_by_digest(session, _digest(key, digits_of(joining.code)))
    if found is None or not may_help(staff, found[1], town) or not _take(session, found[0], staff, now):
        record_failure(session, tried, now=now)
        record(session, AuditEvent(now, "staff", staff.id, "miss_help_code", "help_call"))
        return None
    record_success(session, tried)
    call, application = found
    session.refresh(call)
    auditing.note(session, application, "join_help", actor_of(staff), now=now)
    return call


def may_help(staff: StaffMember, application: Application, town: Municipality) -> bool:
    """A draft has no section yet: it is that of its procedure."""
    section = application.section or town.section_of(application.procedure_key).key
    return may(staff, Permit.HELP_ON_PHONE, section)


def end(
    session: Session, call: HelpCall, application: Application, who: EndedBy, *, by: Actor, now: datetime
) -> None:
    """Nothing more is shown, and what was typed is forgotten here. Once."""
    if call.ended_at is None:
        _close(call, who, now)
        auditing.note(session, application, "end_help", by, now=now)


def keep_typed(call: HelpCall, place: str, boxes: Mapping[str, Sequence[str]]) -> None:
    """What stands in the boxes of a page, named by its step and place."""
    call.typed = {"place": place, "boxes": {name: [*values] for name, values in boxes.items()}}


def typed_at(call: HelpCall, place: str) -> Mapping[str, list[str]]:
    """Nothing of another page."""
    typed = call.typed or {}
    return typed["boxes"] if typed.get("place") == place else {}


def shown(code: str) -> str:
    """1234 5678 9012: as one reads it out."""
    return " ".join(code[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def forget_old(session: Session, *, now: datetime) -> None:
    delete_before(session, now - KEPT_FOR)


def _close(call: HelpCall, who: EndedBy, now: datetime) -> None:
    call.ended_at, call.ended_by, call.code, call.typed = now, who, None, None


def _take(session: Session, call: HelpCall, staff: StaffMember, now: datetime) -> bool:
    """One conditional statement: of two clerks with the same code one wins."""
    claim = (
        update(HelpCall)
        .where(
            HelpCall.id == call.id,
            HelpCall.staff_id.is_(None),
            HelpCall.ended_at.is_(None),
            HelpCall.opened_at > now - LASTS,
        )
        .values(staff_id=staff.id, joined_at=now, code=None)
        .returning(HelpCall.id)
    )
    return session.scalar(claim) is not None


def _digest(key: bytes, code: str) -> str:
    return keyed_digest(key, "help-code", code).hex()
