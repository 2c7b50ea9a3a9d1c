"""What was sent while others wrote at the same application: nothing of it is lost, and nothing of theirs."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.applications.drafts import save_answers
from app.applications.hands import hand_of
from app.applications.lifecycle import State
from app.errors import NotFound
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.merging import Clash
from app.procedures.wording import Wording
from app.web.drawing.conflicts import Conflict, Reader, conflict_of
from app.web.drawing.field_views import Boxes
from app.web.drawing.taking import Taken, aligned, take
from app.web.resident.cases import Case, actor_of
from app.web.resident.leading import next_href


@dataclass(frozen=True)
class ClashPage:
    procedure_title: Wording
    start_href: str
    conflict: Conflict
    action: str

    @property
    def errors(self) -> Any:
        return self.conflict.errors


@dataclass(frozen=True)
class TooLatePage:
    """`rows`: what was sent and is not part of what has arrived."""

    procedure_title: Wording
    start_href: str
    rows: tuple[tuple[str, str], ...]
    case_href: str


def keep(case: Case, taken: Taken) -> None:
    save_answers(
        case.application,
        taken.merged.answers,
        case.visit.office.town,
        hand=hand_of(actor_of(case.visit)),
        now=case.visit.now,
        forgotten=taken.forgotten,
    )


def render_clashes(case: Case, step: Step, form: Boxes, clashes: tuple[Clash, ...]) -> Response:
    """The whole page, also for htmx: what stands around the boxes is another now."""
    reader = Reader(case.visit.language, hand_of(actor_of(case.visit)))
    page = ClashPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        conflict=conflict_of(clashes, form, case.journey, case.application.typed_by, reader),
        action=f"/apply/{case.application.id}/steps/{step.key}",
    )
    return case.visit.render(
        "resident/apply/show_clashes.html", page, status=409, section_phone=case.contact.phone
    )


def take_in_astray(case: Case, step_key: str, form: Boxes) -> Response:
    """For a page that is not open any more, or not yet, since an answer before it was changed elsewhere."""
    step, journey = case.procedure.find_step(step_key), case.journey
    if step is None:
        raise NotFound
    onward = case.visit.see_other(next_href(case, journey.first_unanswered))
    if case.application.state is not State.DRAFT:
        rows = _not_taken(case, step, form)
        return _render_too_late(case, rows) if rows else onward
    form = aligned(step, form, journey)
    taken = take(step, form, case.files_on(step), journey, leaving=True)
    if taken.clashes:
        return render_clashes(case, step, form, taken.clashes)
    keep(case, taken)
    return onward


def _not_taken(case: Case, step: Step, form: Boxes) -> tuple[tuple[str, str], ...]:
    """It has arrived as it was: whoever typed on is shown what they typed, so that they can tell the section."""
    journey = Journey(case.procedure, case.application.answers, case.context)
    taken = take(step, aligned(step, form, journey), case.files_on(step), journey, leaving=True)
    questions, language = case.procedure.questions, case.visit.language
    told = {**taken.merged.answers, **{clash.key: clash.mine for clash in taken.clashes}}
    return tuple(
        (questions[key].label.for_reader(language), questions[key].show(answer, language))
        for key, answer in told.items()
        if answer not in (None, [], journey.answers.get(key))
    )


def _render_too_late(case: Case, rows: tuple[tuple[str, str], ...]) -> Response:
    page = TooLatePage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        rows=rows,
        case_href=f"/my/{case.application.reference_number}",
    )
    return case.visit.render(
        "resident/apply/show_too_late.html", page, status=409, section_phone=case.contact.phone
    )
