"""電話で聞く: the number of the section, and for whoever wants it a clerk who sees the same page."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications import helping
from app.applications.help_models import EndedBy
from app.municipality.offering import Contact
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import actor_of, note_look, open_case
from app.web.resident.helped import HelpView, current_call, view_of, without_secrets
from app.web.resident.page_hrefs import ways_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}/phone")


@dataclass(frozen=True)
class PhonePage:
    """`helped`: what has been said yes to already."""

    procedure_title: Wording
    contact: Contact
    action: str
    minutes: int
    helped: HelpView | None
    continue_href: str


@pages.get("", APPLICANT)
def show_phone(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    if not case.is_open:
        return visit.see_other(f"/my/{case.application.reference_number}")
    note_look(case, "draft")
    here = f"/apply/{application_id}"
    page = PhonePage(
        procedure_title=case.procedure.short_title,
        contact=case.contact,
        action=f"{here}/phone",
        minutes=int(helping.LASTS.total_seconds() // 60),
        helped=view_of(case),
        continue_href=here,
    )
    ways = ways_of(case, here)
    return visit.render("resident/apply/show_phone.html", page, section_phone=case.contact.phone, ways=ways)


@pages.post("", APPLICANT)
def share_page(visit: Visit, application_id: UUID) -> Response:
    """Only for who says yes; said twice, there is one number."""
    case = open_case(visit, application_id)
    here = f"/apply/{application_id}/phone"
    if not case.is_open or visit.form.one("share") != "yes" or current_call(case) is not None:
        return visit.see_other(here)
    key = visit.office.auth.keys.attempts
    call = helping.open_call(visit.session, case.application, key, by=actor_of(visit), now=visit.now)
    visit.cookies.keep_help_call(call.id, int(helping.LASTS.total_seconds()))
    return visit.see_other(here)


@pages.post("/typed", APPLICANT)
def mirror_typed(visit: Visit, application_id: UUID) -> Response:
    """What stands in the boxes now, told by a script while somebody types. Nothing of it is judged or saved."""
    case = open_case(visit, application_id)
    call, place = current_call(case), visit.form.one("page-place")
    step = case.procedure.find_step(place.partition("/")[0])
    if call is not None and step is not None:
        helping.keep_typed(call, place, without_secrets(step, visit.form.fields))
    return Response(status_code=204)


@pages.post("/end", APPLICANT)
def stop_sharing(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    call = current_call(case)
    if call is not None:
        helping.end(visit.session, call, case.application, EndedBy.OWNER, by=actor_of(visit), now=visit.now)
    visit.cookies.forget("help")
    return visit.see_other(f"/apply/{application_id}")
