"""The page for whom a procedure is not meant: why, and what to do instead. What was written stays a draft."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications.lifecycle import State
from app.applications.matters import find_other, matter_key
from app.applications.queries import find_own
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, open_case
from app.web.resident.page_hrefs import box_href, ways_of
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


@dataclass(frozen=True)
class AlreadyPage:
    """`number` only of one's own application."""

    procedure_title: Wording
    start_href: str
    number: str | None


def detour(case: Case, journey: Journey, *, before: Journey | None = None) -> str | None:
    """Where somebody is led who cannot go on, None for everybody else.

    `before` are the answers of before: what is under way is looked up only when the matter has become another.
    """
    if case.application.state is not State.DRAFT:
        return None
    if journey.stop:
        return f"/apply/{case.application.id}/stop"
    known = before and matter_key(case.application, before)
    if matter_key(case.application, journey) in (None, known):
        return None
    other = find_other(case.visit.session, case.application, journey)
    return f"/apply/{case.application.id}/already" if other else None


@pages.get("/stop", APPLICANT)
def show_stop(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    stop = case.journey.stop
    if stop is None or case.application.state is not State.DRAFT:
        return visit.see_other(f"/apply/{application_id}")
    step = case.procedure.step_of_question.get(stop.question or "")
    page = StopPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        title=stop.title,
        text=stop.text,
        instead=_instead(visit, stop.instead),
        change_href=box_href(case, step, stop.question or "").partition("#")[0]
        if step and not step.at_check
        else None,
    )
    return visit.render(
        "resident/apply/show_stop.html",
        page,
        section_phone=case.contact.phone,
        ways=ways_of(case, page.change_href),
    )


@pages.get("/already", APPLICANT)
def show_already(visit: Visit, application_id: UUID) -> Response:
    """二重申請: what is under way already. Another person's application is not named, only that there is one."""
    case = open_case(visit, application_id)
    other = find_other(visit.session, case.application, case.journey)
    if other is None or case.application.state is not State.DRAFT:
        return visit.see_other(f"/apply/{application_id}")
    is_own = find_own(visit.session, other.id, visit.who.party) is not None
    page = AlreadyPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        number=other.reference_number if is_own else None,
    )
    return visit.render(
        "resident/apply/show_already.html", page, section_phone=case.contact.phone, ways=ways_of(case, None)
    )


def _instead(visit: Visit, key: str | None) -> tuple[Wording, str] | None:
    if key is None or key not in visit.office.town.list_enabled():
        return None
    revision = find_latest_revision(visit.session, key)
    return (procedure_of(revision).short_title, f"/procedures/{key}") if revision else None
