"""Files that come with a page: received, cleaned and kept outside any transaction, then written down in a short one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile

from app.files.intake import IncomingFile, PreparedFile, attach, prepare
from app.files.kinds import PICTURES, FileLimits
from app.files.models import ScanState
from app.files.queries import list_files_of
from app.files.refusals import FileRefused, FileTooLarge
from app.language import Message, noted
from app.procedures.definition import Procedure, Step
from app.procedures.questions.photos import PhotosQuestion
from app.web.visits import Visit

Prepared: TypeAlias = list[tuple[str, PreparedFile]]
Attached: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]

CHOOSE_FIRST = noted("送るものを、先に選んでください。")


def prepare_all(visit: Visit, step: Step) -> tuple[Prepared, dict[str, Message]]:
    """Of the questions of a page, by their keys."""
    prepared: Prepared = []
    errors: dict[str, Message] = {}
    for question in step.questions:
        if isinstance(question, PhotosQuestion):
            limits = limits_for(visit.office.limits, question)
            found, wrong = prepare_box(visit, question.key, limits)
            prepared, errors = [*prepared, *found], errors | wrong
    return prepared, errors


def prepare_box(visit: Visit, box: str, limits: FileLimits) -> tuple[Prepared, dict[str, Message]]:
    prepared: Prepared = []
    errors: dict[str, Message] = {}
    chosen = visit.form.files.get(box, ())
    if not chosen and box in visit.form.fields.get("upload", ()):
        errors[box] = CHOOSE_FIRST
    for upload in chosen:
        try:
            prepared.append((box, _prepare(visit, upload, limits)))
        except (FileRefused, FileTooLarge) as refused:
            errors[box] = refused.said
    return prepared, errors


def limits_for(limits: FileLimits, question: PhotosQuestion) -> FileLimits:
    return limits if question.documents else replace(limits, kinds=frozenset(PICTURES))


def attach_all(
    visit: Visit, subject_id: UUID, prepared: Iterable[tuple[str, PreparedFile]], by: UUID | None
) -> dict[str, Message]:
    """What could not be taken, by box."""
    errors: dict[str, Message] = {}
    for key, file in prepared:
        try:
            attach(visit.session, file, subject_id=subject_id, question_key=key, by=by, now=visit.now)
        except (FileRefused, FileTooLarge) as refused:
            errors[key] = refused.said
    return errors


def files_of(session: Session, application_id: UUID, procedure: Procedure) -> Attached:
    """Question key → files as an answer holds them, and whether they had to be shut away since."""
    if not any(isinstance(each, PhotosQuestion) for each in procedure.questions.values()):
        return {}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for file in list_files_of(session, application_id):
        entry = {**file.entry, "is_infected": file.scan_state is ScanState.INFECTED}
        found.setdefault(file.question_key, []).append(entry)
    return found


def _prepare(visit: Visit, upload: UploadFile, limits: FileLimits) -> PreparedFile:
    incoming = IncomingFile(upload.filename or "", upload.file, upload.content_type or "")
    return prepare(incoming, limits, visit.office.doors.files, visit.office.doors.virus_scan)
