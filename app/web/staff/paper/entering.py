"""The pages of a paper, typed as they stand there: what is missing may stay open."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications import auditing
from app.applications.drafts import save_answers
from app.applications.hands import Hand
from app.errors import Conflict, NotFound
from app.files.intake import remove
from app.files.queries import get_ever
from app.language import Language, Message
from app.procedures.definition import Step
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.wording import Wording
from app.web.at_desk import DeskPages
from app.web.drawing.conflicts import Conflict as Clashes
from app.web.drawing.conflicts import Reader, conflict_of
from app.web.drawing.field_views import Boxes, FieldView
from app.web.drawing.fields import Drawing, errors_by_box, picks_by_box
from app.web.drawing.receiving import Prepared, attach_all, prepare_all
from app.web.drawing.redrawing import redraw
from app.web.drawing.taking import REDRAWS, Taken, aligned, take, take_with_gaps
from app.web.staff.paper.cases import ENTER, ROOT, PaperCase, note_look, open_paper
from app.web.staff.paper.frame import PaperFrame, frame_of
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/{{application_id}}")

FILES = frozenset({"upload", "delete_file"})
AS_IT_IS = "as_it_is"


@dataclass(frozen=True)
class EnterPage:
    frame: PaperFrame
    title: Wording
    intro: Wording | None
    action: str
    back_href: str | None
    fields: tuple[FieldView, ...]
    drawn: str
    errors: Mapping[str, Message]
    takes_files: bool


@dataclass(frozen=True)
class PaperClashPage:
    frame: PaperFrame
    conflict: Clashes
    action: str

    @property
    def errors(self) -> Mapping[str, Message]:
        return self.conflict.errors


@pages.get("", ENTER)
def show_paper(visit: Visit, application_id: UUID) -> Response:
    """To the first page on which something is open, or to what is to be checked."""
    case = open_paper(visit, application_id)
    note_look(case)
    step = next((each for each in case.pages if not case.journey.is_answered(each)), None)
    return visit.see_other(f"{case.href}/steps/{step.key}" if step else f"{case.href}/check")


@pages.get("/steps/{step_key}", ENTER)
def show_page(visit: Visit, application_id: UUID, step_key: str) -> Response:
    case = open_paper(visit, application_id)
    note_look(case)
    return _render(case, _page(case, step_key), None, {})


@pages.post("/steps/{step_key}", ENTER, outside=True)
def save_page(visit: Visit, application_id: UUID, step_key: str) -> Response:
    with visit.looking():
        step = _page(open_paper(visit, application_id), step_key)
    prepared, errors = prepare_all(visit, step)
    with visit.transaction() as session:
        visit.opened = session
        try:
            return _write_down(visit, application_id, step_key, prepared, errors)
        finally:
            visit.opened = None


def _page(case: PaperCase, step_key: str) -> Step:
    """Any page the answers call for, in any order: a paper lies there whole."""
    found = next((step for step in case.pages if step.key == step_key), None)
    if found is None:
        raise NotFound
    return found


def _write_down(
    visit: Visit, application_id: UUID, step_key: str, prepared: Prepared, errors: dict[str, Message]
) -> Response:
    case = open_paper(visit, application_id)
    errors |= attach_all(visit, application_id, prepared, visit.staff.id)
    _delete_files(case)
    if prepared or "delete_file" in visit.form.fields:
        by, keys = case.entering.actor, {key for key, _ in prepared}
        auditing.note(visit.session, case.application, "change_files", by, now=visit.now, fields=keys)
    visit.session.flush()
    case = open_paper(visit, application_id)
    step = _page(case, step_key)
    form = aligned(step, visit.form.fields, case.journey)
    if errors or FILES & set(form):
        return _render(case, step, form, errors)
    if REDRAWS & set(form):
        return _redraw(case, step, form)
    return _save(case, step, form)


def _delete_files(case: PaperCase) -> None:
    visit = case.visit
    for file_id in visit.form.fields.get("delete_file", ()):
        try:
            file = get_ever(visit.session, case.application.id, UUID(file_id))
        except ValueError as unreadable:
            raise Conflict from unreadable
        remove(visit.session, file, by=visit.staff.id, now=visit.now)


def _save(case: PaperCase, step: Step, form: Boxes) -> Response:
    if case.visit.form.one("action") == AS_IT_IS:
        taken = take_with_gaps(step, form, case.files, case.journey)
    else:
        taken = take(step, form, case.files, case.journey)
    if taken.errors:
        picks = picks_by_box(taken.errors)
        drawing = _drawing(case, form, errors_by_box(taken.errors))
        return _render_with(case, step, Drawing(**{**vars(drawing), "picks": picks}))
    if taken.clashes:
        return _render_clashes(case, step, form, taken)
    save_answers(
        case.application,
        taken.merged.answers,
        case.visit.office.town,
        hand=Hand.PAPER,
        now=case.visit.now,
        forgotten=taken.forgotten,
    )
    return case.visit.see_other(_next_href(case, step))


def _next_href(case: PaperCase, step: Step) -> str:
    """The page after this one, of those that the new answers call for."""
    now = PaperCase(case.visit, case.application, case.intake, case.procedure)
    order = case.procedure.steps.index(step)
    rest = (each for each in now.pages if case.procedure.steps.index(each) > order)
    following = next(rest, None)
    return f"{case.href}/steps/{following.key}" if following else f"{case.href}/check"


def _redraw(case: PaperCase, step: Step, form: Boxes) -> Response:
    redrawn = redraw(form, step.questions, case.journey.answers)
    drawing = _drawing(case, redrawn.boxes, redrawn.errors)
    more = {"picks": redrawn.picks, "focused": redrawn.focused}
    return _render_with(case, step, Drawing(**{**vars(drawing), **more}))


def _drawing(case: PaperCase, form: Boxes | None, errors: Mapping[str, Message]) -> Drawing:
    """Empty where nothing has been copied yet: what the register knows is not what was written."""
    return Drawing(case.journey, Language.JAPANESE, {}, form, errors, files=case.files, suggests=False)


def _render(case: PaperCase, step: Step, form: Boxes | None, errors: Mapping[str, Message]) -> Response:
    return _render_with(case, step, _drawing(case, form, errors))


def _render_with(case: PaperCase, step: Step, drawing: Drawing) -> Response:
    asked = case.journey.asked(step)
    position = case.pages.index(step)
    page = EnterPage(
        frame=frame_of(case, step),
        title=step.title,
        intro=step.intro,
        action=f"{case.href}/steps/{step.key}",
        back_href=f"{case.href}/steps/{case.pages[position - 1].key}" if position else None,
        fields=drawing.fields(asked, heading=False),
        drawn=drawing.as_drawn(asked),
        errors=drawing.errors,
        takes_files=any(isinstance(each, PhotosQuestion) for each in asked),
    )
    status = 422 if drawing.errors else 200
    return case.visit.render("staff/paper/enter.html", page, status=status)


def _render_clashes(case: PaperCase, step: Step, form: Boxes, taken: Taken) -> Response:
    """Its owner has written at the same draft meanwhile."""
    reader = Reader(Language.JAPANESE, Hand.PAPER)
    conflict = conflict_of(taken.clashes, form, case.journey, case.application.typed_by, reader)
    page = PaperClashPage(frame_of(case, step), conflict, f"{case.href}/steps/{step.key}")
    return case.visit.render("staff/paper/show_clashes.html", page, status=409)
