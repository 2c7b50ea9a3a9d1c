"""Stopping in the middle: what has been kept, until when, and how to come back to it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.applications.lifecycle import State
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import note_look, open_case
from app.web.resident.forms_on_paper import form_href
from app.web.resident.page_hrefs import ways_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")


@dataclass(frozen=True)
class SavedPage:
    """`resume_code` with the telephone number opens the draft again on another device; None while it cannot."""

    procedure_title: Wording
    resume_code: str | None
    continue_href: str
    kept_until: Any
    signed_in: bool
    form_href: str | None
    counter_href: str | None


@pages.get("/saved", APPLICANT)
def show_saved(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    note_look(case, "draft")
    is_draft = case.application.state is State.DRAFT
    page = SavedPage(
        procedure_title=case.procedure.short_title,
        resume_code=case.resume_code,
        continue_href=f"/apply/{application_id}",
        kept_until=case.application.expires_at,
        signed_in=case.application.owner_kind != "guest",
        form_href=form_href(f"/apply/{application_id}/form.pdf", visit.language) if is_draft else None,
        counter_href=f"/apply/{application_id}/counter" if is_draft else None,
    )
    return visit.render(
        "resident/apply/show_saved.html",
        page,
        section_phone=case.contact.phone,
        ways=ways_of(case, page.continue_href),
    )
