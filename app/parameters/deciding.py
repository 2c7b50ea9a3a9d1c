"""Proposing a value of the town, and what a second person says to it: each with an entry in the audit trail."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth.identity import StaffMember
from app.auth.permissions import Action, may
from app.errors import Conflict, Forbidden, Invalid
from app.parameters.models import TownParameter

SUBJECT = "town_parameter"
WORDS_LIMIT = 500


class SamePerson(Forbidden):
    message = "自分が提案した値は、自分では確かめられません。ほかの管理者に頼んでください。"


class DecidedAlready(Conflict):
    message = "この提案は、もう終わっています。いまの記録を確かめてください。"


class WaitingAlready(Conflict):
    message = "同じ値と日の提案が、もう確認を待っています。先に、その提案を確かめてください。"


@dataclass(frozen=True)
class Proposed:
    """`value` is plain JSON that fits its place: whoever calls has compared it with the town's file."""

    name: str
    effective_from: date
    value: Any
    source: str


def propose(session: Session, what: Proposed, *, by: StaffMember, now: datetime) -> TownParameter:
    """Raises Forbidden, Invalid without a source, WaitingAlready."""
    _permitted(by)
    source = _words(what.source, "根拠を入力してください。例：手数料条例 第3条")
    made = TownParameter(
        name=what.name,
        effective_from=what.effective_from,
        value=what.value,
        source=source,
        proposed_by=by.id,
        proposed_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise WaitingAlready from None
    _note(session, "propose_parameter", made, by, now)
    return made


def confirm(session: Session, row: TownParameter, *, by: StaffMember, now: datetime) -> None:
    """By a second person. Holds from its day on, and at once where that has come. Raises SamePerson, DecidedAlready."""
    _permitted(by)
    if not row.is_open:
        raise DecidedAlready
    if row.proposed_by == by.id:
        raise SamePerson
    row.confirmed_by, row.confirmed_at = by.id, now
    _note(session, "confirm_parameter", row, by, now)


def reject(session: Session, row: TownParameter, reason: str, *, by: StaffMember, now: datetime) -> None:
    """Whoever proposed it may take it back in the same way. Raises Invalid without a reason, DecidedAlready."""
    _permitted(by)
    if not row.is_open:
        raise DecidedAlready
    row.reason = _words(reason, "認めない理由を入力してください。")
    row.rejected_by, row.rejected_at = by.id, now
    _note(session, "reject_parameter", row, by, now)


def _permitted(by: StaffMember) -> None:
    if not may(by, Action.SET_PARAMETERS):
        raise Forbidden


def _words(given: str, missing: str) -> str:
    if not given.strip():
        raise Invalid(missing)
    if len(given) > WORDS_LIMIT:
        raise Invalid(f"{WORDS_LIMIT}文字までで入力してください。")
    return given.strip()


def _note(session: Session, action: str, row: TownParameter, by: StaffMember, now: datetime) -> None:
    event = AuditEvent(now, "staff", by.id, action, SUBJECT, row.id, fields=(row.name.replace("-", "_"),))
    record(session, event)
