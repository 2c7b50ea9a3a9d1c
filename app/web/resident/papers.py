"""本人確認書類: photos of papers in place of the card, received as attachments are and kept apart from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from starlette.responses import Response

from app.applications import auditing, identity
from app.applications.assurance import needed_for, takes_papers
from app.applications.identity_models import IdentityCheck, IdentityState
from app.applications.identity_papers import BY_KEY, PAPERS, REASONS, Paper, papers_suffice
from app.applications.identity_queries import find_check
from app.auth.identity import Assurance
from app.errors import NotFound
from app.files.intake import IncomingFile, PreparedFile, attach, prepare, remove
from app.files.kinds import PICTURES, FileLimits
from app.files.models import StoredFile
from app.files.queries import get_ever, list_files_of
from app.files.refusals import FileRefused, FileTooLarge
from app.language import Message, noted
from app.procedures.wording import Wording
from app.web.drawing.stored_files import StoredView, views_of
from app.web.policies import APPLICANT
from app.web.posted_ids import read_id
from app.web.resident.assuring import code_href
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.page_hrefs import ways_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}/papers")
MOST_PHOTOS = 8


@dataclass(frozen=True)
class PaperChoice:
    value: str
    label: Message
    hint: Message


@dataclass(frozen=True)
class PapersPage:
    """`handed_in`: each paper with its photos. `one_more`: another paper is wanted beside what can be opened.

    `reasons`, `words`: why it was asked for again.
    """

    procedure_title: Wording
    start_href: str
    action: str
    choices: tuple[PaperChoice, ...]
    handed_in: tuple[tuple[Message, tuple[StoredView, ...]], ...]
    suffices: bool
    one_more: bool
    reasons: tuple[Message, ...]
    words: str
    days_kept: int
    chosen: Mapping[str, list[str]]
    errors: Mapping[str, Message]


@pages.get("", APPLICANT)
def show_papers(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    if aside := _aside(case):
        return visit.see_other(aside)
    return _render(case, {})


@pages.post("", APPLICANT, outside=True)
def save_papers(visit: Visit, application_id: UUID) -> Response:
    """Chosen photos are received first, whatever button was pressed."""
    with visit.office.database.read() as session:
        visit.opened = session
        aside = _aside(open_case(visit, application_id))
        visit.opened = None
    if aside:
        return visit.see_other(aside)
    prepared, errors = _prepare(visit)
    with visit.transaction() as session:
        visit.opened = session
        try:
            return _write_down(open_case(visit, application_id), prepared, errors)
        finally:
            visit.opened = None


def _aside(case: Case) -> str | None:
    """Where somebody is led for whom there is nothing to hand in here, or not yet."""
    visit, here = case.visit, f"/apply/{case.application.id}"
    check = find_check(case.visit_session, case.application.id)
    is_asked_again = check is not None and check.state is IdentityState.ASKED_AGAIN
    if not is_asked_again:
        if not takes_papers(case.procedure, visit.office.town):
            raise NotFound
        if check is not None and check.state is not IdentityState.COLLECTING:
            return f"/my/{case.application.reference_number}"
        if actor_of(visit).assurance >= needed_for(case.procedure, visit.office.town):
            return f"{here}/check"
    return code_href(f"{here}/papers") if actor_of(visit).assurance < Assurance.CONTACT else None


def _prepare(visit: Visit) -> tuple[list[PreparedFile], dict[str, Message]]:
    office, chosen = visit.office, visit.form.files.get("photos", ())
    if chosen and visit.form.one("paper") not in BY_KEY:
        return [], {"paper": noted("どの書類の写真か、選んでください。写真は、もう一度選んでください。")}
    if not chosen and "upload" in visit.form.fields:
        return [], {"photos": noted("送るものを、先に選んでください。")}
    prepared: list[PreparedFile] = []
    for upload in chosen:
        incoming = IncomingFile(upload.filename or "", upload.file, upload.content_type or "")
        try:
            prepared.append(
                prepare(incoming, _limits(office.limits), office.doors.files, office.doors.virus_scan)
            )
        except (FileRefused, FileTooLarge) as refused:
            return prepared, {"photos": refused.said}
    return prepared, {}


def _limits(limits: FileLimits) -> FileLimits:
    return replace(limits, kinds=frozenset(PICTURES), case_files=MOST_PHOTOS)


def _write_down(case: Case, prepared: list[PreparedFile], errors: dict[str, Message]) -> Response:
    visit, session = case.visit, case.visit.session
    check, by = identity.check_of(session, case.application), actor_of(visit)
    for file in prepared:
        try:
            paper = visit.form.one("paper")
            attach(session, file, subject_id=check.id, question_key=paper, by=by.id, now=visit.now)
        except (FileRefused, FileTooLarge) as refused:
            errors["photos"] = refused.said
    for file_id in visit.form.fields.get("delete_file", ()):
        remove(session, get_ever(session, check.id, read_id(file_id)), by=by.id, now=visit.now)
    if prepared or "delete_file" in visit.form.fields:
        auditing.note(session, case.application, "change_identity_papers", by, now=visit.now)
    session.flush()
    if errors:
        return _render(case, errors)
    if {"upload", "delete_file"} & set(visit.form.fields):
        return visit.see_other(f"/apply/{case.application.id}/papers")
    return _go_on(case, check)


def _go_on(case: Case, check: IdentityCheck) -> Response:
    session, application = case.visit.session, case.application
    if not papers_suffice(identity.papers_in(session, check)):
        return _render(case, {"photos": noted("書類がたりません。写真を選んで送ってください。")})
    if check.state is not IdentityState.ASKED_AGAIN:
        return case.visit.see_other(f"/apply/{application.id}")
    identity.hand_in_again(session, application, by=actor_of(case.visit), now=case.visit.now)
    return case.visit.see_other(f"/my/{application.reference_number}?sent=1")


def _render(case: Case, errors: Mapping[str, Message]) -> Response:
    visit, session = case.visit, case.visit_session
    check = find_check(session, case.application.id)
    papers = identity.papers_in(session, check) if check else set()
    page = PapersPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        action=f"/apply/{case.application.id}/papers",
        choices=tuple(PaperChoice(each.key, each.name, _hint(each)) for each in PAPERS),
        handed_in=_handed_in(list_files_of(session, check.id) if check else []),
        suffices=papers_suffice(papers),
        one_more=bool(papers) and not papers_suffice(papers),
        reasons=tuple(REASONS[key] for key in check.reasons) if check else (),
        words=check.words if check else "",
        days_kept=visit.office.town.identity_papers.days_kept.value,
        chosen=dict(visit.form.fields),
        errors=errors,
    )
    return visit.render(
        "resident/identity/show_papers.html",
        page,
        status=422 if errors else 200,
        section_phone=case.contact.phone,
        ways=ways_of(case, None),
    )


def _handed_in(files: list[StoredFile]) -> tuple[tuple[Message, tuple[StoredView, ...]], ...]:
    by_paper = groupby(files, lambda file: file.question_key)  # they come in the order of their papers
    return tuple((BY_KEY[key].name, views_of(those)) for key, those in by_paper)


def _hint(paper: Paper) -> Message:
    if paper.suffices:
        return noted("1つでかまいません。{photograph}", photograph=paper.photograph)
    return noted("ほかの書類と2つ必要です。{photograph}", photograph=paper.photograph)
