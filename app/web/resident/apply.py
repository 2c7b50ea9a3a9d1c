"""Filling in an application, a page at a time."""

from collections.abc import Sequence
from uuid import UUID

from starlette.responses import Response

from app.applications import unread
from app.applications.lifecycle import State
from app.applications.prefilling import prefill_subject
from app.procedures.definition import Step
from app.procedures.questions.base import FieldError
from app.procedures.questions.unknown import is_typed
from app.procedures.row_boxes import is_within
from app.web.drawing.field_views import Boxes
from app.web.drawing.fields import Drawing, errors_by_box, picks_by_box
from app.web.drawing.redrawing import redraw
from app.web.drawing.taking import REDRAWS, Taken, aligned, take
from app.web.policies import APPLICANT
from app.web.resident import another_look
from app.web.resident.cases import Case, note_look, open_case
from app.web.resident.clashing import keep, render_clashes, take_in_astray
from app.web.resident.helped import forget_typed
from app.web.resident.leading import after_saving, next_href, open_step
from app.web.resident.page_hrefs import page_href
from app.web.resident.placing import left_open_here
from app.web.resident.step_page import render_step
from app.web.resident.typed_words import form_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")


@pages.get("", APPLICANT)
def resume(visit: Visit, application_id: UUID) -> Response:
    """To the first page that is still open, wherever one left off; in a correction to the first that is to be mended."""
    case = open_case(visit, application_id)
    note_look(case, "draft" if case.application.state is State.DRAFT else "case")
    to_mend = case.journey.steps[:1] if case.journey.only is not None else ()
    return visit.see_other(next_href(case, case.journey.first_unanswered or next(iter(to_mend), None)))


@pages.get("/steps/{step_key}", APPLICANT)
def show_step(visit: Visit, application_id: UUID, step_key: str) -> Response:
    case = open_case(visit, application_id)
    step = open_step(case, step_key)
    if step is None:
        return visit.see_other(next_href(case, case.journey.first_unanswered))
    if visit.one_by_one:
        return visit.see_other(left_open_here(case, step) or page_href(case, case.journey, step))
    form = form_of(case, case.journey.asked(step))
    drawing = Drawing(case.journey, visit.language, case.sources, form, files=case.files_on(step))
    return render_step(case, step, drawing)


@pages.post("/steps/{step_key}", APPLICANT)
def save_step(visit: Visit, application_id: UUID, step_key: str) -> Response:
    case = open_case(visit, application_id)
    step = open_step(case, step_key)
    if step is None:
        return take_in_astray(case, step_key, visit.form.fields)
    return save(case, step, visit.form.fields)


def save(case: Case, step: Step, form: Boxes) -> Response:
    """What could be understood is kept; the rest comes back with a message at its box."""
    if another_look.is_asked_for(form):
        return another_look.change_on_page(case, step)
    form = aligned(step, form, case.journey)
    if REDRAWS & set(form):
        return _redraw(case, step, form)
    leaving = case.visit.form.one("action") == "save_and_exit"
    taken = take(step, form, case.files_on(step), case.journey, leaving=leaving)
    return _not_yet(case, step, form, taken) or _saved(case, step, form, taken, leaving=leaving)


def _saved(case: Case, step: Step, form: Boxes, taken: Taken, *, leaving: bool) -> Response:
    visit = case.visit
    keep(case, taken)
    unread.forget(case.application, [question.key for question in step.questions])
    forget_typed(case)
    if leaving:
        _keep_unread(case, step, form, taken.misread)
        return visit.see_other(f"/apply/{case.application.id}/saved")
    prefill_subject(case.application, case.procedure, step, visit.office.town, visit.now)
    return visit.see_other(after_saving(case, step))


def _keep_unread(case: Case, step: Step, form: Boxes, errors: Sequence[FieldError]) -> None:
    """What could not be understood is there again on return, as it was typed."""
    asked = case.journey.asked(step)
    wrong = [each.key for each in asked if any(is_within(error.at, each.key) for error in errors)]
    if typed := [key for key in wrong if is_typed(form, key)]:
        unread.keep(case.application, form, typed)


def _not_yet(case: Case, step: Step, form: Boxes, taken: Taken) -> Response | None:
    """The page that asks again; None where all of it may be saved."""
    if taken.errors:
        drawing = Drawing(
            case.journey,
            case.visit.language,
            case.sources,
            form,
            errors_by_box(taken.errors),
            case.files_on(step),
            picks_by_box(taken.errors),
        )
        return render_step(case, step, drawing, status=422)
    return render_clashes(case, step, form, taken.clashes) if taken.clashes else None


def _redraw(case: Case, step: Step, form: Boxes) -> Response:
    """The same page with what was looked up, or with one row more or less; nothing is judged or saved."""
    redrawn = redraw(form, step.questions, case.journey.answers)
    drawing = Drawing(
        case.journey,
        case.visit.language,
        case.sources,
        redrawn.boxes,
        redrawn.errors,
        case.files_on(step),
        redrawn.picks,
        redrawn.focused,
    )
    return render_step(case, step, drawing, status=422 if redrawn.errors else 200)
