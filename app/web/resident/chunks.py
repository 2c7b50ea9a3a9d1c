"""A photo in pieces, for whoever has a script and a bad line: static/upload.js speaks to these addresses.

Without a script the same form is sent whole (app/web/resident/uploads.py). The answer to each piece is given when
its bytes have reached the disk; the last answer, when the cleaned copy has and the row is committed.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from app.errors import Conflict, Invalid
from app.files import chunk_queries, chunks
from app.files.chunks import Announced
from app.files.intake import IncomingFile, attach, prepare
from app.files.kinds import FileLimits
from app.files.models import Upload
from app.files.queries import find_same_content
from app.files.refusals import FileRefused, FileTooLarge
from app.procedures.definition import Step
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.photos import PhotosQuestion
from app.web.drawing.receiving import limits_for
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.leading import open_step
from app.web.resident.uploads import answer_again, note_files
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}/uploads/{step_key}/{question_key}")


@dataclass(frozen=True)
class Place:
    """Where a file is to go: a question for photos on a page that is open."""

    visit: Visit
    application_id: UUID
    step_key: str
    question_key: str

    @contextmanager
    def opened(
        self, within: AbstractContextManager[Session]
    ) -> Iterator[tuple[Session, FileLimits, Case, Step]]:
        """Raises NotFound for another's case, Conflict where the page is not open or has no such question."""
        with within as session:
            self.visit.opened = session
            try:
                case = open_case(self.visit, self.application_id)
                step = open_step(case, self.step_key)
                question = (
                    next((each for each in step.questions if self._is_it(each)), None) if step else None
                )
                if step is None or not isinstance(question, PhotosQuestion):
                    raise Conflict
                yield session, limits_for(self.visit.office.limits, question), case, step
            finally:
                self.visit.opened = None

    def reading(self) -> AbstractContextManager[tuple[Session, FileLimits, Case, Step]]:
        return self.opened(self.visit.office.database.read())

    def writing(self) -> AbstractContextManager[tuple[Session, FileLimits, Case, Step]]:
        return self.opened(self.visit.transaction())

    def upload(self, session: Session, upload_id: UUID) -> Upload:
        """Raises NotFound."""
        return chunk_queries.get_upload(session, self.application_id, self.question_key, upload_id)

    def _is_it(self, question: QuestionBase) -> bool:
        return isinstance(question, PhotosQuestion) and question.key == self.question_key


@pages.post("", APPLICANT, outside=True)
def announce_file(visit: Visit, application_id: UUID, step_key: str, question_key: str) -> Response:
    """What is missing of it: nothing when it is there already, only the rest when the line broke earlier."""
    place = Place(visit, application_id, step_key, question_key)
    return _or_refusal(visit, lambda: _announced(place))


def _announced(place: Place) -> Response:
    subject, question, form = place.application_id, place.question_key, place.visit.form
    with place.writing() as (session, limits, _, _):
        file = Announced(form.one("name"), _number(form.one("size")), form.one("sha256"))
        if find_same_content(session, subject, question, file.sha256):
            return JSONResponse({"received": True})
        now = place.visit.now
        upload = chunks.announce(session, file, limits, subject_id=subject, question_key=question, now=now)
        return JSONResponse({"upload": str(upload.id), "missing": chunks.missing(session, upload)})


@pages.post("/{upload_id}/finish", APPLICANT, outside=True)
def finish_file(
    visit: Visit, application_id: UUID, step_key: str, question_key: str, upload_id: UUID
) -> Response:
    """Scanned, cleaned and attached as any other file. Raises Conflict while pieces are missing."""
    place = Place(visit, application_id, step_key, question_key)
    return _or_refusal(visit, lambda: _finished(place, upload_id))


@pages.post("/{upload_id}/{position}", APPLICANT, outside=True)
def keep_chunk(
    visit: Visit, application_id: UUID, step_key: str, question_key: str, upload_id: UUID, position: int
) -> Response:
    place = Place(visit, application_id, step_key, question_key)
    with place.reading() as (session, _, _, _):
        upload = place.upload(session, upload_id)
        session.expunge(upload)
    content = _piece(visit)
    chunks.check_piece(upload, position, content, visit.form.one("sha256"))
    store_key = visit.office.doors.files.put(content)
    with place.writing() as (session, _, _, _):
        chunks.keep_piece(session, place.upload(session, upload_id), position, store_key, now=visit.now)
    return JSONResponse({"kept": position})


def _finished(place: Place, upload_id: UUID) -> Response:
    doors = place.visit.office.doors
    with place.reading() as (session, limits, _, _):
        upload = place.upload(session, upload_id)
        keys = [chunk.store_key for chunk in chunk_queries.list_chunks(session, upload_id)]
        session.expunge(upload)
    try:
        whole = IncomingFile(upload.name, chunks.assemble(upload, keys, doors.files))
        prepared = prepare(whole, limits, doors.files, doors.virus_scan)
    except (FileRefused, FileTooLarge, Invalid):
        with place.writing() as (session, _, _, _):
            chunks.forget(session, upload_id)  # sent again it would be the same
        raise
    with place.writing() as (session, _, case, step):
        by, now = actor_of(place.visit).id, place.visit.now
        attach(
            session,
            prepared,
            subject_id=place.application_id,
            question_key=place.question_key,
            by=by,
            now=now,
        )
        chunks.forget(session, upload_id)
        note_files(case, [place.question_key])
        answer_again(case, step)
    return JSONResponse({"received": True})


def _or_refusal(visit: Visit, answer: Callable[[], Response]) -> Response:
    """What is wrong with a file is said in the reader's language, to be shown beside it."""
    try:
        return answer()
    except (FileRefused, FileTooLarge) as refused:
        words = visit.office.pages.from_string("{{ refused|message }}")
        said = words.render(refused=refused.said, language=visit.language)
        return JSONResponse({"refused": said}, status_code=422)


def _piece(visit: Visit) -> bytes:
    sent = visit.form.files.get("chunk", ())
    if len(sent) != 1:
        raise Invalid
    return sent[0].file.read(chunks.CHUNK_BYTES + 1)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise Invalid
    return int(text)
