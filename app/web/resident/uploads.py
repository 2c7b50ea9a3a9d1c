"""Photos and papers: received, cleaned and kept outside any transaction, then written down in a short one."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.applications import auditing
from app.applications.drafts import save_answers
from app.errors import Conflict
from app.files.intake import IncomingFile, PreparedFile, attach, prepare, remove
from app.files.kinds import PICTURES, FileLimits
from app.files.queries import get_ever
from app.files.refusals import FileRefused, FileTooLarge
from app.language import Message, noted
from app.procedures.definition import Step
from app.procedures.questions.photos import PhotosQuestion, answer_of
from app.web.policies import APPLICANT
from app.web.resident.apply import render_step, save
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.fields import Drawing
from app.web.resident.leading import open_step
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")

Prepared = list[tuple[PhotosQuestion, PreparedFile]]


@pages.post("/files/{step_key}", APPLICANT, outside=True)
def save_files(visit: Visit, application_id: UUID, step_key: str) -> Response:
    """Whatever button was pressed, chosen files are received first: nobody loses a photo to 「次へ」."""
    step = _step_in_its_own_transaction(visit, application_id, step_key)
    prepared, errors = _prepare_all(visit, step)
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


def _prepare_all(visit: Visit, step: Step) -> tuple[Prepared, dict[str, Message]]:
    prepared: Prepared = []
    errors: dict[str, Message] = {}
    for question in step.questions:
        if isinstance(question, PhotosQuestion):
            chosen = visit.form.files.get(question.key, ())
            if not chosen and question.key in visit.form.fields.get("upload", ()):
                errors[question.key] = noted("送るものを、先に選んでください。")
            for upload in chosen:
                try:
                    prepared.append((question, _prepare(visit, upload, question)))
                except (FileRefused, FileTooLarge) as refused:
                    errors[question.key] = refused.said
    return prepared, errors


def _prepare(visit: Visit, upload: UploadFile, question: PhotosQuestion) -> PreparedFile:
    office = visit.office
    incoming = IncomingFile(upload.filename or "", upload.file, upload.content_type or "")
    return prepare(incoming, limits_for(office.limits, question), office.doors.files, office.doors.virus_scan)


def limits_for(limits: FileLimits, question: PhotosQuestion) -> FileLimits:
    return limits if question.documents else replace(limits, kinds=frozenset(PICTURES))


def _write_down(
    visit: Visit, application_id: UUID, step_key: str, prepared: Prepared, errors: dict[str, Message]
) -> Response:
    case = open_case(visit, application_id)
    step = open_step(case, step_key)
    if step is None:
        raise Conflict
    for question, file in prepared:
        _attach(visit, application_id, question, file, errors)
    for file_id in visit.form.fields.get("delete_file", ()):
        remove(
            visit.session,
            get_ever(visit.session, application_id, _id(file_id)),
            by=actor_of(visit).id,
            now=visit.now,
        )
    if prepared or "delete_file" in visit.form.fields:
        note_files(case, {question.key for question, _ in prepared})
    visit.session.flush()
    case = open_case(visit, application_id)
    here = f"/apply/{application_id}/steps/{step_key}"
    if errors:
        drawing = Drawing(case.journey, visit.language, case.sources, visit.form.fields, errors, case.files)
        return render_step(case, step, drawing, status=422)
    if {"upload", "delete_file"} & set(visit.form.fields):
        answer_again(case, step)
        return visit.see_other(here)
    return save(case, step, visit.form.fields)


def note_files(case: Case, question_keys: Collection[str]) -> None:
    """That files came or went, and for which questions."""
    visit, by = case.visit, actor_of(case.visit)
    auditing.note(visit.session, case.application, "change_files", by, now=visit.now, fields=question_keys)


def answer_again(case: Case, step: Step) -> None:
    """A page that was answered before is answered with what is there now, should nobody press 「次へ」."""
    photos = [question.key for question in step.questions if isinstance(question, PhotosQuestion)]
    answered = [key for key in photos if key in case.application.answers]
    there = {key: [answer_of(file) for file in case.files.get(key, ())] or None for key in answered}
    save_answers(case.application, there, case.visit.office.town, now=case.visit.now)


def _attach(
    visit: Visit,
    application_id: UUID,
    question: PhotosQuestion,
    file: PreparedFile,
    errors: dict[str, Message],
) -> None:
    by = actor_of(visit).id
    try:
        attach(
            visit.session, file, subject_id=application_id, question_key=question.key, by=by, now=visit.now
        )
    except (FileRefused, FileTooLarge) as refused:
        errors[question.key] = refused.said


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as unreadable:
        raise Conflict from unreadable
