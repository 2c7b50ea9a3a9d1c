"""本人確認書類 of one case: the photos beside what was answered, a list to tick, and the two ways on."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications import identity
from app.applications.auditing import seen_by
from app.applications.identity_models import IdentityCheck, IdentityState
from app.applications.identity_papers import BY_KEY, CHECKS, REASONS
from app.applications.identity_queries import find_check
from app.auth.permissions import Action as Permit
from app.errors import Invalid, NotFound
from app.files import serving
from app.files.models import ScanState
from app.files.queries import get_ever, list_files_of
from app.language import Message, noted
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.cases import StaffCase, open_case
from app.web.staff.frame import CaseFrame, frame_of
from app.web.staff.identity_panel import STATE_CHIPS
from app.web.staff.queue_rows import Chip
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}/identity")
CHECK = staff_who_may(Permit.CHECK_IDENTITY)


CHECK_NAMES: dict[str, Message] = {
    "listed": noted("一覧にある書類で、数もたりている"),
    "legible": noted("文字が読める"),
    "name": noted("氏名が申請と同じ"),
    "birth": noted("生年月日が申請と同じ"),
    "address": noted("住所が申請と同じ"),
    "valid": noted("有効期限が切れていない"),
}


@dataclass(frozen=True)
class PhotoView:
    """`href` is None while nobody may open it, which never changes where a virus was found."""

    paper: Message
    href: str | None
    is_infected: bool


@dataclass(frozen=True)
class IdentityPage:
    """`is_waiting`: it can be accepted, or asked for again."""

    case: CaseFrame
    chip: Chip
    is_waiting: bool
    photos: tuple[PhotoView, ...]
    checks: tuple[tuple[str, Message], ...]
    ticked: frozenset[str]
    reasons: tuple[tuple[str, Message], ...]
    chosen: frozenset[str]
    boxes: Mapping[str, str]
    errors: Mapping[str, str]


@pages.get("", CHECK)
def show_identity(visit: Visit, reference_number: str) -> Response:
    case, _check = _opened(visit, reference_number)
    return _render(case)


@pages.get("/photos/{file_id}", CHECK)
def send_photo(visit: Visit, reference_number: str, file_id: UUID) -> Response:
    """The cleaned copy, and never unnoticed. Raises NotScannedYet, Quarantined."""
    case, check = _opened(visit, reference_number)
    file = get_ever(case.session, check.id, file_id)
    if file.deleted_at is not None:
        raise NotFound
    _note_look(case)
    content = serving.open_copy(file, visit.office.doors.files)
    return Response(content, headers=serving.thumbnail_headers())


@pages.post("/acceptance", CHECK)
def accept(visit: Visit, reference_number: str) -> Response:
    case, check = _opened(visit, reference_number)
    if check.state is not IdentityState.WAITING:
        return visit.see_other(case.href)
    ticked = visit.form.fields.get("checked", ())
    try:
        identity.accept(visit.session, case.application, ticked, by=visit.staff, now=visit.now)
    except Invalid as refusal:
        return _render(case, {"checked": refusal.message})
    return visit.see_other(case.href)


@pages.post("/again", CHECK)
def ask_again(visit: Visit, reference_number: str) -> Response:
    case, check = _opened(visit, reference_number)
    if check.state is not IdentityState.WAITING:
        return visit.see_other(case.href)
    reasons, words = visit.form.fields.get("reasons", ()), visit.form.one("words")
    try:
        identity.ask_again(visit.session, case.application, reasons, words, by=visit.staff, now=visit.now)
    except Invalid as refusal:
        return _render(case, {"reasons": refusal.message})
    return visit.see_other(case.href)


def _opened(visit: Visit, reference_number: str) -> tuple[StaffCase, IdentityCheck]:
    """Raises NotFound for a case of another section, for one without papers, and for whoever may not see them."""
    case = open_case(visit, reference_number)
    check = find_check(case.session, case.application.id)
    if check is None or not case.may(Permit.CHECK_IDENTITY):
        raise NotFound
    return case, check


def _note_look(case: StaffCase) -> None:
    visit = case.visit
    seen = seen_by(case.application, "staff", visit.staff.id, now=visit.now, what="identity")
    visit.record_view(seen)


def _render(case: StaffCase, errors: Mapping[str, str] | None = None) -> Response:
    check = find_check(case.session, case.application.id)
    if check is None:
        raise NotFound
    _note_look(case)
    form = case.visit.form
    page = IdentityPage(
        case=frame_of(case),
        chip=STATE_CHIPS[check.state],
        is_waiting=check.state is IdentityState.WAITING,
        photos=_photos(case, check),
        checks=tuple((key, CHECK_NAMES[key]) for key in CHECKS),
        ticked=frozenset(form.fields.get("checked", ())),
        reasons=tuple(REASONS.items()),
        chosen=frozenset(form.fields.get("reasons", ())),
        boxes={"words": form.one("words")},
        errors=errors or {},
    )
    return case.visit.render("staff/cases/identity.html", page, status=422 if errors else 200)


def _photos(case: StaffCase, check: IdentityCheck) -> tuple[PhotoView, ...]:
    return tuple(
        PhotoView(
            BY_KEY[file.question_key].name,
            f"{case.href}/identity/photos/{file.id}" if file.scan_state is ScanState.CLEAN else None,
            file.scan_state is ScanState.INFECTED,
        )
        for file in list_files_of(case.session, check.id)
    )
