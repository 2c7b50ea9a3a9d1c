"""Showing who one is, in the middle of an application: by the card, or by photos of papers in its place."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications.assurance import takes_papers
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.assuring import href_of_missing
from app.web.resident.cases import open_case
from app.web.resident.page_hrefs import ways_of
from app.web.routing import Pages
from app.web.security import allow_form_target
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")


@dataclass(frozen=True)
class IdentityPage:
    procedure_title: Wording
    start_href: str
    next: str
    papers_href: str | None


@pages.get("/identity", APPLICANT)
def show_identity(visit: Visit, application_id: UUID) -> Response:
    """Only where the card, or papers in its place, are missing; else on to where it is."""
    case = open_case(visit, application_id)
    here = f"/apply/{application_id}"
    missing = href_of_missing(case)
    if missing != f"{here}/identity":
        return visit.see_other(missing or f"{here}/check")
    page = IdentityPage(
        case.procedure.short_title,
        f"/procedures/{case.procedure.key}",
        f"{here}/check",
        f"{here}/papers" if takes_papers(case.procedure, visit.office.town) else None,
    )
    response = visit.render(
        "resident/identity/show_identity.html",
        page,
        section_phone=case.contact.phone,
        ways=ways_of(case, None),
    )
    return allow_form_target(response, visit.office.doors.sign_in.origin)
