"""Photos and papers: received, cleaned and kept outside any transaction, then written down in a short one."""

from collections.abc import Collection
from functools import partial
from uuid import UUID

from starlette.responses import Response

from app.applications import auditing
from app.applications.drafts import save_answers
from app.applications.hands import hand_of
from app.errors import Conflict
from app.files.intake import remove
from app.files.queries import get_ever
from app.language import Message
from app.procedures.definition import Step
from app.procedures.questions.photos import PhotosQuestion, answer_of
from app.web.drawing.fields import Drawing
from app.web.drawing.receiving import Prepared, attach_all, prepare_all
from app.web.policies import APPLICANT
from app.web.posted_ids import read_id
from app.web.resident.apply import save
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.leading import open_place, open_step
from app.web.resident.page_hrefs import place_href
from app.web.resident.place_page import AT, render_place
from app.web.resident.placing import save_place
from app.web.resident.step_page import render_step
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")


@pages.post("/files/{step_key}", APPLICANT, outside=True)
def save_files(visit: Visit, application_id: UUID, step_key: str) -> Response:
    """Whatever button was pressed, chosen files are received first: nobody loses a photo to 「次へ」."""
    step = _step_in_its_own_transaction(visit, application_id, step_key)
    prepared, errors = prepare_all(visit, step)
    with visit.transaction() as session:
        visit.opened = session
        try:
            return _write_down(visit, application_id, step_key, prepared, errors)
        finally:
            visit.opened = None


@pages.get("/files/{step_key}", APPLICANT)
def show_files(visit: Visit, application_id: UUID, step_key: str) -> Response:
    """Where the address of an answer with messages is opened again, which it is without scripts."""
    return visit.see_other(f"/apply/{open_case(visit, application_id).application.id}/steps/{step_key}")


def _step_in_its_own_transaction(visit: Visit, application_id: UUID, step_key: str) -> Step:
    """Raises Conflict where the page is not open: then no file is even looked at."""
    with visit.office.database.read() as session:
        visit.opened = session
        case = open_case(visit, application_id)
        step = open_step(case, step_key)
        visit.opened = None
    if step is None:
        raise Conflict
    return step


def _write_down(
    visit: Visit, application_id: UUID, step_key: str, prepared: Prepared, errors: dict[str, Message]
) -> Response:
    case = open_case(visit, application_id)
    step = open_step(case, step_key)
    if step is None:
        raise Conflict
    errors |= attach_all(visit, application_id, prepared, actor_of(visit).id)
    for file_id in visit.form.fields.get("delete_file", ()):
        remove(
            visit.session,
            get_ever(visit.session, application_id, read_id(file_id)),
            by=actor_of(visit).id,
            now=visit.now,
        )
    if prepared or "delete_file" in visit.form.fields:
        note_files(case, {key for key, _ in prepared})
    visit.session.flush()
    case = open_case(visit, application_id)
    place = open_place(case, step_key, visit.form.one(AT)) if AT in visit.form.fields else None
    here = place_href(case, place) if place else f"/apply/{application_id}/steps/{step_key}"
    if errors:
        drawing = Drawing(case.journey, visit.language, case.sources, visit.form.fields, errors, case.files)
        draw = partial(render_place, case, place) if place else partial(render_step, case, step)
        return draw(drawing, status=422)
    if {"upload", "delete_file"} & set(visit.form.fields):
        answer_again(case, step)
        return visit.see_other(here)
    return save_place(case, place) if place else save(case, step, visit.form.fields)


def note_files(case: Case, question_keys: Collection[str]) -> None:
    """That files came or went, and for which questions."""
    visit, by = case.visit, actor_of(case.visit)
    auditing.note(visit.session, case.application, "change_files", by, now=visit.now, fields=question_keys)


def answer_again(case: Case, step: Step) -> None:
    """A page that was answered before is answered with what is there now, should nobody press 「次へ」."""
    photos = [question.key for question in step.questions if isinstance(question, PhotosQuestion)]
    answered = [key for key in photos if key in case.application.answers]
    there = {key: [answer_of(file) for file in case.files.get(key, ())] or None for key in answered}
    hand, town = hand_of(actor_of(case.visit)), case.visit.office.town
    save_answers(case.application, there, town, hand=hand, now=case.visit.now)
