"""The check page: everything once more, what a person stands behind, and the button that sends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.applications import submission
from app.applications.accepting import NotAccepted, NotForThem, closed_reason
from app.applications.lifecycle import State
from app.applications.matters import AlreadyFiled
from app.applications.submission import Incomplete, Submission
from app.clock import japan_date
from app.failpoints import reach
from app.language import Message, noted
from app.procedures.answers import complaints_of, read_step
from app.procedures.journey import Journey
from app.procedures.named import previewed
from app.procedures.questions.base import FieldError, Given
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.check_sections import SectionView, sections_of
from app.web.resident.fee_part import FeePart, fee_of
from app.web.resident.field_views import FieldView
from app.web.resident.fields import Drawing, errors_by_box
from app.web.resident.stopped import detour
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")

SUBMIT_LABELS = {
    State.DRAFT: noted("この内容で申請する"),
    State.CORRECTION_REQUESTED: noted("直した内容を送る"),
}


@dataclass(frozen=True)
class CheckPage:
    """`stage` comes back with the form: a second tap finds that the stage has passed and writes nothing.

    `closed`: why it cannot be sent today; None for what has arrived already, which is mended at any time.
    """

    procedure_title: Wording
    start_href: str
    passed: int
    sections: tuple[SectionView, ...]
    closed: Message | None
    preview: tuple[tuple[Any, Any], ...]
    fee: FeePart
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
    if aside := detour(case, case.journey):
        return visit.see_other(aside)
    if case.journey.first_unanswered:
        return visit.see_other(f"/apply/{application_id}/steps/{case.journey.first_unanswered.key}")
    return _render(case, Drawing(case.journey, visit.language, case.sources))


@pages.post("/submit", APPLICANT)
def submit(visit: Visit, application_id: UUID) -> Response:
    """Double taps, reloads and second tabs all end at the receipt of the one application there is."""
    case = open_case(visit, application_id)
    if visit.form.one("action") == "save_and_exit":
        return visit.see_other(f"/apply/{application_id}/saved")
    receipt = f"/my/{case.application.reference_number}"
    if not case.is_open or visit.form.one("stage") != _stage(case):
        return visit.see_other(receipt if case.application.reference_number else f"/apply/{application_id}")
    reach("stage_known")
    read: dict[str, Any] = {}
    errors: list[FieldError] = []
    for step in case.journey.at_check:
        reading = read_step(step, Given(visit.form.fields, case.journey.context.known), case.journey)
        read |= reading.answers
        errors.extend(reading.errors)
    if not errors:
        try:
            return _send(case, case.journey_with({**case.application.answers, **read}))
        except Incomplete as incomplete:
            errors = incomplete.errors
        except NotAccepted:
            pass  # the page says so
    drawing = Drawing(case.journey, visit.language, case.sources, visit.form.fields, errors_by_box(errors))
    return _render(case, drawing, status=422)


@pages.get("/submit", APPLICANT)
def show_submit(visit: Visit, application_id: UUID) -> Response:
    """Where the address of an answer with messages is opened again, which it is without scripts."""
    return visit.see_other(f"/apply/{open_case(visit, application_id).application.id}/check")


def _send(case: Case, journey: Journey) -> Response:
    visit, application = case.visit, case.application
    what = Submission(journey, case.files, visit.office.town)
    by, now = actor_of(visit), visit.office.clock()
    if application.state is State.DRAFT:
        try:
            submission.submit(visit.session, application, what, by=by, now=now)
        except (NotForThem, AlreadyFiled):
            return visit.see_other(f"/apply/{application.id}")
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
    fee = fee_of(case)
    last = journey.steps[-1] if journey.steps else None
    page = CheckPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        passed=len(journey.steps) + 1,
        sections=sections_of(case),
        closed=_closed(case),
        preview=_preview(case),
        fee=fee,
        fields=drawing.fields(question for step in journey.at_check for question in journey.asked(step)),
        errors=drawing.errors,
        problems=_problems(case, {**_complaints(case), **errors_by_box(fee.errors), **drawing.errors}),
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


def _closed(case: Case) -> Message | None:
    """By the clock of this moment, as the verb goes by it: a page may be drawn when midnight has just passed."""
    if case.application.state is not State.DRAFT:
        return None
    today = japan_date(case.visit.office.clock())
    return closed_reason(case.visit.office.town, case.procedure.key, today)


def _complaints(case: Case) -> dict[str, Message]:
    """What the answers contradict is said here already, before the button."""
    questions = case.procedure.questions
    return errors_by_box(
        questions[each.question].error(each.question, each.message) for each in complaints_of(case.journey)
    )


def _preview(case: Case) -> tuple[tuple[Any, Any], ...]:
    lines = previewed(case.procedure.previews, case.journey.answers, case.journey.context)
    return tuple((line.label, line.text) for line in lines)
