"""Who in the town hall has looked at one's own case: the day and the section, never a person's name."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from app.audit.models import AuditEntry
from app.audit.queries import list_about
from app.clock import japan_date
from app.language import Message, noted
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import note_look, open_by_number
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/my/{number}")
MOST = 1000

LOOKS: dict[str, Message] = {
    "view_case": noted("内容を見ました"),
    "view_sensitive": noted("ふだん隠す答えを見ました"),
    "view_attachment": noted("添付を見ました"),
    "view_copy": noted("申請の写しを見ました"),
    "view_decision_document": noted("通知書を見ました"),
    "export": noted("書き出しました"),
}


@dataclass(frozen=True)
class Look:
    day: date
    what: Message


@dataclass(frozen=True)
class LookersPage:
    """`looks`: the newest first, each kind once a day."""

    title: Wording
    number: str
    section: str
    looks: tuple[Look, ...]


@pages.get("/lookers", APPLICANT)
def show_lookers(visit: Visit, number: str) -> Response:
    case = open_by_number(visit, number)
    note_look(case, "lookers")
    entries = list_about(visit.session, "application", case.application.id, limit=MOST)
    page = LookersPage(case.procedure.short_title, number, case.contact.name, _looks(entries))
    return visit.render("resident/my/show_lookers.html", page, section_phone=case.contact.phone)


def _looks(entries: list[AuditEntry]) -> tuple[Look, ...]:
    found = (
        Look(japan_date(entry.at), LOOKS[entry.action])
        for entry in entries
        if entry.actor_kind == "staff" and entry.action in LOOKS
    )
    return tuple(dict.fromkeys(found))
