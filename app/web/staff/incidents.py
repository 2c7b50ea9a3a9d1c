"""Incidents: what went wrong, and a human who says why it may be closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.responses import Response

from app.applications.desk.queries import names_of_staff
from app.audit.incident_queries import get_incident, list_closed, list_open
from app.audit.incidents import SUBJECT, close_incident
from app.audit.models import Incident, IncidentKind
from app.auth.permissions import Action
from app.errors import Invalid
from app.language import Message, noted
from app.web.at_desk import DeskPages, event_of
from app.web.policies import staff_who_may
from app.web.visits import Visit

pages = DeskPages("/staff/incidents")
CLOSE = staff_who_may(Action.CLOSE_INCIDENTS)

WHAT: dict[IncidentKind, Message] = {
    IncidentKind.DOCUMENT_REFUSED: noted("作った書類が案件と合わず、渡しませんでした"),
    IncidentKind.AUDIT_BROKEN: noted("操作の記録がつながっていません"),
    IncidentKind.CLOCK_STEPPED: noted("時計が急に変わりました"),
    IncidentKind.MAIL_GIVEN_UP: noted("メールを送るのをあきらめました"),
    IncidentKind.SCANNER_SILENT: noted("ウイルスの検査が答えません"),
    IncidentKind.JOB_PARKED: noted("仕事が何度も失敗して止まりました"),
}
TO_DO: dict[IncidentKind, Message] = {
    IncidentKind.DOCUMENT_REFUSED: noted(
        "案件の内容を確かめてください。原因が分かるまで、その書類は渡りません。"
    ),
    IncidentKind.AUDIT_BROKEN: noted("バックアップと外の控えを守り、すぐに責任者へ知らせてください。"),
    IncidentKind.CLOCK_STEPPED: noted(
        "サーバーの時刻合わせを確かめ、この前後の受付の日時を見直してください。"
    ),
    IncidentKind.MAIL_GIVEN_UP: noted("メールの設定を確かめ、届かなかった人へ別の方法で知らせてください。"),
    IncidentKind.SCANNER_SILENT: noted("検査のしくみを動かしてください。その間の添付は開けません。"),
    IncidentKind.JOB_PARKED: noted("しくみの調子のページで原因を確かめ、直してからやり直してください。"),
}


@dataclass(frozen=True)
class IncidentView:
    """`about` is as the program knows it. `closed_by` is a name; `reason` is what they wrote."""

    href: str
    what: Message
    to_do: Message
    about: str
    opened_at: datetime
    last_at: datetime
    times: int
    closed_at: datetime | None
    closed_by: str
    reason: str


@dataclass(frozen=True)
class IncidentsPage:
    waiting: tuple[IncidentView, ...]
    closed: tuple[IncidentView, ...]


@dataclass(frozen=True)
class IncidentPage:
    incident: IncidentView
    boxes: Mapping[str, list[str]]
    errors: Mapping[str, str]


@pages.get("", CLOSE)
def show_incidents(visit: Visit) -> Response:
    waiting, closed = list_open(visit.session), list_closed(visit.session)
    visit.record_view(event_of(visit, "list_incidents", SUBJECT))
    page = IncidentsPage(_views(visit, waiting), _views(visit, closed))
    return visit.render("staff/incidents/show_incidents.html", page)


@pages.get("/{incident_id}", CLOSE)
def show_incident(visit: Visit, incident_id: UUID) -> Response:
    incident = get_incident(visit.session, incident_id)
    visit.record_view(event_of(visit, "view_incident", SUBJECT, incident.id))
    return _render(visit, incident, {})


@pages.post("/{incident_id}", CLOSE)
def close(visit: Visit, incident_id: UUID) -> Response:
    incident = get_incident(visit.session, incident_id, to_change=True)
    try:
        close_incident(visit.session, incident, visit.form.one("reason"), by=visit.staff.id, now=visit.now)
    except Invalid as refusal:
        return _render(visit, incident, {"reason": refusal.message})
    return visit.see_other("/staff/incidents")


def _render(visit: Visit, incident: Incident, errors: Mapping[str, str]) -> Response:
    (view,) = _views(visit, [incident])
    page = IncidentPage(view, visit.form.fields if errors else {}, errors)
    return visit.render("staff/incidents/show_incident.html", page, status=422 if errors else 200)


def _views(visit: Visit, incidents: list[Incident]) -> tuple[IncidentView, ...]:
    names = names_of_staff(visit.session, {each.closed_by for each in incidents if each.closed_by})
    return tuple(
        IncidentView(
            href=f"/staff/incidents/{each.id}",
            what=WHAT[each.kind],
            to_do=TO_DO[each.kind],
            about=each.about,
            opened_at=each.opened_at,
            last_at=each.last_at,
            times=each.times,
            closed_at=each.closed_at,
            closed_by=names.get(each.closed_by, "") if each.closed_by else "",
            reason=each.reason or "",
        )
        for each in incidents
    )
