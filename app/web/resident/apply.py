"""Filling in an application, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.applications.drafts import save_answers
from app.applications.lifecycle import State
from app.language import Message
from app.procedures.answers import read_step
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.named import previewed
from app.procedures.pages_left import PagesLeft, pages_left
from app.procedures.questions.base import Given
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.row_boxes import realigned_boxes
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, note_look, open_case
from app.web.resident.field_views import Boxes, FieldView
from app.web.resident.fields import Drawing, errors_by_box, picks_by_box
from app.web.resident.leading import after_saving, next_href, open_step
from app.web.resident.prefilling import prefill_subject
from app.web.resident.redrawing import redraw
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")


@dataclass(frozen=True)
class StepPage:
    procedure_title: Wording
    title: Wording
    intro: Wording | None
    notice: Message | None
    left: PagesLeft
    start_href: str
    back_href: str | None
    action: str
    preview: tuple[tuple[Message, Message], ...]
    fields: tuple[FieldView, ...]
    errors: Mapping[str, Message]
    takes_files: bool
    resume_code: str | None

    @property
    def heads_itself(self) -> bool:
        """A page with one question has that question for its heading."""
        return bool(self.fields) and self.fields[0].as_title


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
    return render_step(
        case, step, Drawing(case.journey, visit.language, case.sources, files=case.files_on(step))
    )


@pages.post("/steps/{step_key}", APPLICANT)
def save_step(visit: Visit, application_id: UUID, step_key: str) -> Response:
    case = open_case(visit, application_id)
    step = open_step(case, step_key)
    if step is None:
        return visit.see_other(next_href(case, case.journey.first_unanswered))
    return save(case, step, visit.form.fields)


def save(case: Case, step: Step, form: Boxes) -> Response:
    """What could be understood is kept; the rest comes back with a message at its box."""
    visit = case.visit
    for group in _groups(step):
        form = realigned_boxes(form, group.key, group.bound(case.journey.answers))
    if {"look_up", "add_row", "remove_row"} & set(form):
        return _redraw(case, step, form)
    read = read_step(
        step, Given(form, case.journey.context.known, case.files_on(step), case.context.today), case.journey
    )
    leaving = visit.form.one("action") == "save_and_exit"
    if read.errors and not leaving:
        drawing = Drawing(
            case.journey,
            visit.language,
            case.sources,
            form,
            errors_by_box(read.errors),
            case.files_on(step),
            picks_by_box(read.errors),
        )
        return render_step(case, step, drawing, status=422)
    # Leaving keeps what could be understood; what could not is asked again on return.
    answers = {key: answer for key, answer in read.answers.items() if answer is not None or not leaving}
    save_answers(case.application, answers, visit.office.town, now=visit.now, forgotten=read.forgotten)
    if leaving:
        return visit.see_other(f"/apply/{case.application.id}/saved")
    prefill_subject(case.application, case.procedure, step, visit.office.town, visit.now)
    return visit.see_other(after_saving(case, step))


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


def render_step(case: Case, step: Step, drawing: Drawing, *, status: int = 200) -> Response:
    journey = case.journey
    asked = journey.asked(step)
    earlier = journey.before(step) if step in journey.steps else None
    page = StepPage(
        procedure_title=case.procedure.short_title,
        title=step.title,
        intro=step.intro,
        notice=_notice(case, journey),
        left=pages_left(journey, step),
        start_href=f"/procedures/{case.procedure.key}",
        back_href=f"/apply/{case.application.id}/steps/{earlier.key}" if earlier else None,
        action=f"/apply/{case.application.id}/{'files' if _takes_files(asked) else 'steps'}/{step.key}",
        preview=_preview(case, step),
        fields=drawing.fields(asked, heading=step.intro is None and not step.previews),
        errors=drawing.errors,
        takes_files=_takes_files(asked),
        resume_code=case.resume_code if case.application.state is State.DRAFT else None,
    )
    phone = case.contact.phone
    return case.visit.render(
        "resident/apply/show_step.html", page, status=status, block="fields", section_phone=phone
    )


def _preview(case: Case, step: Step) -> tuple[tuple[Message, Message], ...]:
    """From what is saved: what is only typed yet may still be wrong."""
    lines = previewed(step.previews, case.journey.answers, case.journey.context)
    return tuple((line.label, line.text) for line in lines)


def _groups(step: Step) -> list[GroupQuestion]:
    return [question for question in step.questions if isinstance(question, GroupQuestion)]


def _takes_files(asked: Sequence[Any]) -> bool:
    return any(isinstance(question, PhotosQuestion) for question in asked)


def _notice(case: Case, journey: Journey) -> Message | None:
    """In a correction: what the officer wrote, on every page that is open for it."""
    if journey.only is None:
        return None
    return Message("{message}", {"message": case.application.corrections[-1].message})
