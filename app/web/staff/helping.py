"""電話の手助け: the clerk types the number that is read out, and reads the page of whoever is on the telephone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from starlette.responses import Response

from app.applications import helping
from app.applications.help_models import EndedBy, HelpCall
from app.applications.help_queries import find_joined
from app.applications.helping import Joining
from app.applications.models import Application
from app.applications.officers import actor_of
from app.audit.events import AuditEvent
from app.auth.permissions import Action as Permit
from app.errors import NotFound
from app.language import Message, noted
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.shared_page import SharedPage, seen_of, shared_page
from app.web.visits import Visit

pages = DeskPages("/staff/help")
HELP = staff_who_may(Permit.HELP_ON_PHONE)
WRONG = noted("この番号では開けません。番号が違うか、もう終わっています。")


@dataclass(frozen=True)
class JoinPage:
    is_over: bool = False
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("", HELP)
def show_join(visit: Visit, over: str = "") -> Response:
    return visit.render("staff/help/show_join.html", JoinPage(is_over=bool(over)))


@pages.post("", HELP)
def join_call(visit: Visit) -> Response:
    """A try that fails is counted, so it is answered and never raised."""
    code = visit.form.one("code")
    joining = Joining(visit.staff, code, visit.address)
    key = visit.office.auth.keys.attempts
    call = helping.join(visit.session, key, joining, visit.office.town, now=visit.now) if code else None
    if call is None:
        page = JoinPage(boxes={"code": [code]}, errors={"code": WRONG})
        return visit.render("staff/help/show_join.html", page, status=422)
    return visit.see_other(f"/staff/help/{call.id}")


@pages.get("/{call_id}", HELP)
def show_shared(visit: Visit, call_id: UUID) -> Response:
    """Every look is written down before the page leaves, and when it is over there is nothing to look at."""
    found = _own(visit, call_id)
    if found is None:
        return visit.see_other("/staff/help?over=1")
    call, application = found
    page: SharedPage = shared_page(visit, call, application)
    visit.record_view(
        AuditEvent(
            visit.now,
            "staff",
            visit.staff.id,
            "view_shared_page",
            "application",
            application.id,
            application.reference_number,
            page.names,
            "help",
        )
    )
    return visit.render("staff/help/show_shared.html", page)


@pages.get("/{call_id}/changes", HELP)
def tell_changes(visit: Visit, call_id: UUID, seen: str = "") -> Response:
    """Nothing of anybody: whether there is something else to see than what is on the screen."""
    found = _own(visit, call_id)
    if found is not None and seen_of(visit, *found) == seen:
        return Response(status_code=204)
    return Response(status_code=200, headers={"HX-Refresh": "true"})


@pages.post("/{call_id}/end", HELP)
def end_call(visit: Visit, call_id: UUID) -> Response:
    found = _own(visit, call_id)
    if found is not None:
        call, application = found
        by = actor_of(visit.staff)
        helping.end(visit.session, call, application, EndedBy.STAFF, by=by, now=visit.now)
    return visit.see_other("/staff/help?over=1")


def _own(visit: Visit, call_id: UUID) -> tuple[HelpCall, Application] | None:
    """None when it is over. Raises NotFound for what another clerk has joined, or nobody, and without the section."""
    found = find_joined(visit.session, call_id, visit.staff.id)
    if found is None or not helping.may_help(visit.staff, found[1], visit.office.town):
        raise NotFound
    return found if helping.is_open(found[0], visit.now) else None
