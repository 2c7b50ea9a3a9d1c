"""The check page: everything once more, what a person stands behind, and the button that sends it."""

from uuid import UUID

from starlette.responses import Response

from app.applications import submission
from app.applications.accepting import NotAccepted, NotForThem
from app.applications.assurance import MoreAssuranceNeeded
from app.applications.filing import Incomplete, Submission
from app.applications.lifecycle import State
from app.applications.matters import AlreadyFiled
from app.applications.models import ActorKind
from app.applications.signing.needed import SignatureMissing
from app.failpoints import reach
from app.procedures.journey import Journey
from app.web.drawing.fields import Drawing
from app.web.policies import APPLICANT
from app.web.resident.as_read import is_read_as_it_stands
from app.web.resident.assuring import href_of_missing, lead_through
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.check_page import (
    read_posted,
    render_again,
    render_changed,
    render_check,
    stage_of,
)
from app.web.resident.leading import unanswered_href
from app.web.resident.receipt_tries import give_out_here
from app.web.resident.stopped import detour
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")


@pages.get("/check", APPLICANT)
def show_check(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    if not case.is_open:
        return visit.see_other(f"/my/{case.application.reference_number}")
    if aside := detour(case, case.journey) or unanswered_href(case) or href_of_missing(case):
        return visit.see_other(aside)
    return render_check(case, Drawing(case.journey, visit.language, case.sources))


@pages.post("/submit", APPLICANT)
def submit(visit: Visit, application_id: UUID) -> Response:
    """Double taps, reloads and second tabs all end at the receipt of the one application there is."""
    case = open_case(visit, application_id)
    if visit.form.one("action") == "save_and_exit":
        return visit.see_other(f"/apply/{application_id}/saved")
    receipt = f"/my/{case.application.reference_number}"
    if not case.is_open or visit.form.one("stage") != stage_of(case):
        return visit.see_other(receipt if case.application.reference_number else f"/apply/{application_id}")
    reach("stage_known")
    return _send_as_read(case) if is_read_as_it_stands(case) else render_changed(case)


def _send_as_read(case: Case) -> Response:
    read, errors = read_posted(case)
    if not errors:
        try:
            return _send(case, case.journey_with({**case.application.answers, **read}))
        except Incomplete as incomplete:
            errors = incomplete.errors
        except (NotAccepted, SignatureMissing):
            pass  # the page says so
    return render_again(case, errors)


@pages.get("/submit", APPLICANT)
def show_submit(visit: Visit, application_id: UUID) -> Response:
    """Where the address of an answer with messages is opened again, which it is without scripts."""
    return visit.see_other(f"/apply/{open_case(visit, application_id).application.id}/check")


def _send(case: Case, journey: Journey) -> Response:
    what = Submission(journey, case.files, case.visit.office.town)
    try:
        return case.visit.see_other(_arrive(case, what))
    except MoreAssuranceNeeded:
        return lead_through(case)
    except (NotForThem, AlreadyFiled):
        return case.visit.see_other(f"/apply/{case.application.id}")


def _arrive(case: Case, what: Submission) -> str:
    """Where its owner reads that it has."""
    session, application = case.visit.session, case.application
    by, now = actor_of(case.visit), case.visit.office.clock()
    if application.state is State.DRAFT:
        submission.submit(session, application, what, by=by, now=now)
        if by.kind is ActorKind.GUEST:
            give_out_here(case.visit, application.reference_number or "")
        return f"/my/{application.reference_number}/receipt"
    if application.state is State.CORRECTION_REQUESTED:
        submission.resubmit(session, application, what, by=by, now=now)
    else:
        submission.supplement(session, application, what, by=by, now=now)
    return f"/my/{application.reference_number}?sent=1"
