"""The check page: everything once more, what a person stands behind, and the button that sends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.applications import fees, submission
from app.applications.lifecycle import State
from app.applications.submission import Incomplete, Submission
from app.failpoints import reach
from app.language import Message, noted
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.answers import complaints_of, read_step
from app.procedures.journey import Journey
from app.procedures.named import PREVIEWS
from app.procedures.questions.base import FieldError, Given
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.fields import FROM_ABOVE, Drawing, FieldView, errors_by_box, find_answer, source_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")

SUBMIT_LABELS = {
    State.DRAFT: noted("この内容で申請する"),
    State.CORRECTION_REQUESTED: noted("直した内容を送る"),
}


@dataclass(frozen=True)
class RowView:
    label: Any
    text: Any
    source: Message | None
    change_href: str


@dataclass(frozen=True)
class SectionView:
    title: Any
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class CheckPage:
    """`stage` comes back with the form: a second tap finds that the stage has passed and writes nothing."""

    procedure_title: Wording
    start_href: str
    total: int
    sections: tuple[SectionView, ...]
    preview: tuple[tuple[Any, Any], ...]
    fee_lines: tuple[tuple[str, str], ...]
    fee_yen: int
    fields: tuple[FieldView, ...]
    errors: Mapping[str, Message]
    problems: tuple[tuple[str, Message], ...]
    action: str
    stage: str
    submit_label: Message
    back_href: str | None


@pages.get("/check", APPLICANT)
def show_check(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    if not case.is_open:
        return visit.see_other(f"/my/{case.application.reference_number}")
    if case.journey.first_unanswered:
        return visit.see_other(f"/apply/{application_id}/steps/{case.journey.first_unanswered.key}")
    return _render(case, Drawing(case.journey, visit.language, case.sources))


@pages.post("/submit", APPLICANT)
def submit(visit: Visit, application_id: UUID) -> Response:
    """Double taps, reloads and second tabs all end at the receipt of the one application there is."""
    case = open_case(visit, application_id)
    receipt = f"/my/{case.application.reference_number}"
    if not case.is_open or visit.form.one("stage") != _stage(case):
        return visit.see_other(receipt if case.application.reference_number else f"/apply/{application_id}")
    reach("stage_known")
    read: dict[str, Any] = {}
    errors: list[FieldError] = []
    for step in case.journey.at_check:
        reading = read_step(step, Given(visit.form.fields, case.context.known), case.journey)
        read |= reading.answers
        errors.extend(reading.errors)
    if not errors:
        try:
            return _send(case, case.journey_with({**case.application.answers, **read}))
        except Incomplete as incomplete:
            errors = incomplete.errors
    drawing = Drawing(case.journey, visit.language, case.sources, visit.form.fields, errors_by_box(errors))
    return _render(case, drawing, status=422)


def _send(case: Case, journey: Journey) -> Response:
    visit, application = case.visit, case.application
    what = Submission(journey, case.files, visit.office.town)
    by, now = actor_of(visit), visit.office.clock()
    if application.state is State.DRAFT:
        submission.submit(visit.session, application, what, by=by, now=now)
        return visit.see_other(f"/my/{application.reference_number}/receipt")
    if application.state is State.CORRECTION_REQUESTED:
        submission.resubmit(visit.session, application, what, by=by, now=now)
    else:
        submission.supplement(visit.session, application, what, by=by, now=now)
    return visit.see_other(f"/my/{application.reference_number}?sent=1")


def _stage(case: Case) -> str:
    if case.application.state is State.DRAFT:
        return State.DRAFT
    return f"{case.application.state}-{len(case.application.versions)}"


def _render(case: Case, drawing: Drawing, *, status: int = 200) -> Response:
    journey = case.journey
    lines = (
        fees.fee_lines(journey, case.visit.office.town.offering_of(case.procedure.key)) if _pays(case) else ()
    )
    last = journey.steps[-1] if journey.steps else None
    page = CheckPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        total=len(journey.steps) + 1,
        sections=_sections(case),
        preview=_preview(case),
        fee_lines=tuple((line.label, f"{line.unit_yen:,}円 × {line.quantity}") for line in lines),
        fee_yen=fees.total_yen(lines),
        fields=drawing.fields(question for step in journey.at_check for question in journey.asked(step)),
        errors=drawing.errors,
        problems=_problems(case, {**_complaints(case), **drawing.errors}),
        action=f"/apply/{case.application.id}/submit",
        stage=_stage(case),
        submit_label=SUBMIT_LABELS.get(case.application.state, noted("この内容を送る")),
        back_href=f"/apply/{case.application.id}/steps/{last.key}" if last else None,
    )
    phone = case.contact.phone
    return case.visit.render(
        "resident/check/show_check.html", page, status=status, block="fields", section_phone=phone
    )


def _problems(case: Case, errors: Mapping[str, Message]) -> tuple[tuple[str, Message], ...]:
    """Each leads to its box: on this page, or on the page where it is asked."""
    steps = case.procedure.step_of_question
    found = []
    for box, message in errors.items():
        step = steps[box.partition(".")[0]]
        page = "" if step.at_check else f"/apply/{case.application.id}/steps/{step.key}"
        found.append((f"{page}#{box}", message))
    return tuple(found)


def _pays(case: Case) -> bool:
    return case.application.state is State.DRAFT and case.procedure.fee is not None


def _complaints(case: Case) -> dict[str, Message]:
    """What the answers contradict is said here already, before the button."""
    questions = case.procedure.questions
    return errors_by_box(
        questions[each.question].error(each.question, each.message) for each in complaints_of(case.journey)
    )


def _preview(case: Case) -> tuple[tuple[Any, Any], ...]:
    lines = (
        line
        for name in case.procedure.previews
        for line in PREVIEWS[name](case.journey.answers, case.context)
    )
    return tuple((line.label, line.text) for line in lines)


def _sections(case: Case) -> tuple[SectionView, ...]:
    """The pages of this journey; in a correction and for additions only what is open."""
    journey = case.journey
    asked = {question.key for step in journey.steps for question in journey.asked(step)}
    rows = [row for row in answer_rows(journey) if (row.group or row.question).key in asked]
    grouped = groupby(rows, key=lambda row: row.step)
    return tuple(SectionView(step.title, tuple(_row(case, row) for row in part)) for step, part in grouped)


def _row(case: Case, row: AnswerRow) -> RowView:
    question = row.question
    source = source_of(question.prefill, case.sources) if row.is_from_register else None
    if question.copy_from and row.answer == find_answer(case.journey.answers, question.copy_from):
        source = FROM_ABOVE
    href = f"/apply/{case.application.id}/steps/{row.step.key}#{question.box_id(row.at)}"
    return RowView(question.label.for_reader(case.visit.language), row.text, source, href)
