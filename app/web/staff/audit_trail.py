"""Who did and saw what: the entries of one case or of the whole chain, and whether the chain is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlencode

from starlette.responses import Response

from app.applications.desk.queries import names_of_staff
from app.applications.queries import find_by_number
from app.audit.anchors import read_anchors
from app.audit.models import AuditEntry
from app.audit.queries import list_about, list_by, list_latest
from app.audit.verify import Fault, Verdict, verify
from app.auth.permissions import Action
from app.auth.queries import find_staff_by_login
from app.auth.staff_accounts import normal_login
from app.japan import NotUnderstood
from app.japan.reference_numbers import read_reference_number
from app.language import Message, noted
from app.web.at_desk import DeskPages, event_of
from app.web.policies import staff_who_may
from app.web.staff.audit_words import action_name, colleague_in, field_name
from app.web.staff.exports import PURPOSES
from app.web.visits import Visit

pages = DeskPages("/staff/audit")
# Entries, and what is wrong with the boxes where something is.
Found: TypeAlias = tuple[Sequence[AuditEntry], Mapping[str, str]]

FAULTS: dict[Fault, Message] = {
    Fault.CHANGED: noted("書き換えられています。"),
    Fault.MISSING: noted("抜けています。"),
    Fault.NOT_FOLLOWING: noted("前の記録とつながっていません。"),
    Fault.CUT_SHORT: noted("ここから後ろが、なくなっています。"),
    Fault.NOT_AS_ANCHORED: noted("外に残した控えと違います。"),
}
ACTORS: dict[str, Message] = {
    "staff": noted("職員"),
    "resident": noted("申請した方"),
    "guest": noted("申請した方（サインインなし）"),
    "anonymous": noted("サインイン前の人"),
    "proxy": noted("代理の人"),
    "system": noted("システム"),
}


@dataclass(frozen=True)
class EntryView:
    sequence: int
    at: datetime
    who: Message
    name: str
    action: Message
    reference_number: str
    fields: tuple[Message | str, ...]
    purpose: Message | None


@dataclass(frozen=True)
class AuditPage:
    """`older_href`: the entries before these. `verdict`: of the whole chain, None where only a part is looked at.

    `fault` says what is wrong with the entry that the verdict names.
    """

    number: str
    login: str
    errors: Mapping[str, str]
    verdict: Verdict | None
    fault: Message | None
    entries: tuple[EntryView, ...]
    older_href: str | None


@pages.get("", staff_who_may(Action.VIEW_AUDIT))
def show_audit(visit: Visit, number: str = "", login: str = "", before: int | None = None) -> Response:
    """All of it, what concerns one case, or what one member of staff did and saw."""
    entries, errors = _of_staff(visit, login, before) if login.strip() else _entries(visit, number, before)
    verdict = None if number or login or before else _verdict(visit)
    visit.record_view(event_of(visit, "view_audit", "audit"))
    page = AuditPage(
        number=number,
        login=login,
        errors=errors,
        verdict=verdict,
        fault=FAULTS[verdict.fault] if verdict and verdict.fault else None,
        entries=_views(visit, entries),
        older_href=_older(number, login, entries),
    )
    return visit.render("staff/audit/show_audit.html", page, status=422 if errors else 200)


def _verdict(visit: Visit) -> Verdict:
    """Reads the whole chain: a few seconds for a million entries."""
    settings = visit.office.audit
    return verify(visit.session, settings.sealing_keys, read_anchors(settings.anchors))


def _of_staff(visit: Visit, login: str, before: int | None) -> Found:
    """Whom it concerns when an account was misused."""
    account = find_staff_by_login(visit.session, normal_login(login))
    if account is None:
        return (), {"login": "このログイン名の職員はいません。"}
    return list_by(visit.session, "staff", account.id, before=before), {}


def _entries(visit: Visit, number: str, before: int | None) -> Found:
    if not number.strip():
        return list_latest(visit.session, before=before), {}
    try:
        read = read_reference_number(number)
    except NotUnderstood as complaint:
        return (), {"number": str(complaint.naming("受付番号"))}
    application = find_by_number(visit.session, read)
    if application is None:
        return (), {"number": "この受付番号の案件はありません。"}
    return list_about(visit.session, "application", application.id, before=before), {}


def _views(visit: Visit, entries: Sequence[AuditEntry]) -> tuple[EntryView, ...]:
    acting = {entry.actor_id for entry in entries if entry.actor_id and entry.actor_kind == "staff"}
    named = {colleague for entry in entries for field in entry.fields if (colleague := colleague_in(field))}
    names = names_of_staff(visit.session, acting | named)
    return tuple(
        EntryView(
            sequence=entry.sequence,
            at=entry.at,
            who=ACTORS.get(entry.actor_kind, noted("システム")),
            name=names.get(entry.actor_id, "") if entry.actor_id else "",
            action=action_name(entry.action),
            reference_number=entry.reference_number or "",
            fields=tuple(field_name(field, names) for field in entry.fields),
            purpose=PURPOSES.get(entry.purpose or ""),
        )
        for entry in entries
    )


def _older(number: str, login: str, entries: Sequence[AuditEntry]) -> str | None:
    if len(entries) < 100:
        return None
    asked = urlencode({"number": number, "login": login, "before": entries[-1].sequence})
    return f"/staff/audit?{asked}"
