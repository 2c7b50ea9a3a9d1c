"""担当: taking a case over, and giving it to a colleague."""

from uuid import UUID

from starlette.responses import Response

from app.applications import officers
from app.auth.permissions import Action as Permit
from app.errors import Invalid
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.case_page import render_case
from app.web.staff.cases import open_case
from app.web.staff.staleness import answered_before
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}")


@pages.post("/take-over", staff_who_may(Permit.TAKE_OVER))
def take_over(visit: Visit, reference_number: str) -> Response:
    """Who has it already has clicked twice, or was given it meanwhile: nothing is left to do."""
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=assignee"
    if case.application.assignee_id == visit.staff.id:
        return visit.see_other(done)
    if before := answered_before(case, done):
        return before
    officers.take_over(visit.session, case.application, by=visit.staff, now=visit.now)
    return visit.see_other(done)


@pages.post("/assignee", staff_who_may(Permit.ASSIGN))
def assign(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=assignee"
    chosen = _staff_id(visit.form.one("assignee"))
    if chosen and chosen == case.application.assignee_id:
        return visit.see_other(done)
    if before := answered_before(case, done):
        return before
    try:
        officers.assign(visit.session, case.application, chosen or UUID(int=0), by=visit.staff, now=visit.now)
    except Invalid as refusal:
        return render_case(case, refused=("assignee", refusal.message))
    return visit.see_other(done)


def _staff_id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
