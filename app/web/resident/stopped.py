"""The page for whom a procedure is not meant: why, and what to do instead. What was written stays a draft."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications.lifecycle import State
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, open_case
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")


@dataclass(frozen=True)
class StopPage:
    """`instead` is the title and address of the procedure meant for them, where this town offers it."""

    procedure_title: Wording
    start_href: str
    title: Wording
    text: Wording
    instead: tuple[Wording, str] | None
    change_href: str | None


def is_stopped(case: Case, journey: Journey) -> bool:
    """What has arrived is judged by an officer."""
    return case.application.state is State.DRAFT and journey.stop is not None


@pages.get("/stop", APPLICANT)
def show_stop(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    stop = case.journey.stop
    if stop is None or not is_stopped(case, case.journey):
        return visit.see_other(f"/apply/{application_id}")
    step = case.procedure.step_of_question.get(stop.question or "")
    page = StopPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        title=stop.title,
        text=stop.text,
        instead=_instead(visit, stop.instead),
        change_href=f"/apply/{application_id}/steps/{step.key}" if step and not step.at_check else None,
    )
    return visit.render("resident/apply/show_stop.html", page, section_phone=case.contact.phone)


def _instead(visit: Visit, key: str | None) -> tuple[Wording, str] | None:
    if key is None or key not in visit.office.town.list_enabled():
        return None
    revision = find_latest_revision(visit.session, key)
    return (procedure_of(revision).short_title, f"/procedures/{key}") if revision else None
