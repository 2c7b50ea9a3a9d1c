"""Files of a case for an officer: only what was submitted and scanned, and never unnoticed."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from starlette.responses import Response

from app.applications.auditing import seen_by
from app.audit.queries import has_looked
from app.auth.permissions import Action
from app.errors import NotFound
from app.files import serving
from app.files.models import StoredFile
from app.files.queries import get_file
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.cases import StaffCase, file_ids_of, open_case
from app.web.staff.overview import FileView, files_of
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}/files/{file_id}")
LOOK = staff_who_may(Action.VIEW_ATTACHMENTS)
TURNS = (0, 90, 180, 270)
ONE_LOOK = timedelta(minutes=5)


@dataclass(frozen=True)
class ViewerPage:
    """`position` of `total` among the files of the version. `turned` in degrees, clockwise."""

    number: str
    case_href: str
    name: str
    file: FileView | None
    source: str
    is_picture: bool
    position: int
    total: int
    previous_href: str | None
    next_href: str | None
    turned: int
    turn_href: str
    is_large: bool
    size_href: str


@pages.get("", LOOK)
def send_file(visit: Visit, reference_number: str, file_id: UUID) -> Response:
    """The sanitised copy. Raises NotScannedYet, Quarantined."""
    case = open_case(visit, reference_number)
    file = _submitted_file(case, file_id)
    visit.record_view(seen_by(case.application, "staff", visit.staff.id, now=visit.now, what="attachment"))
    content = serving.open_copy(file, visit.office.doors.files)
    return Response(content, headers=serving.download_headers(file))


@pages.get("/thumbnail", LOOK)
def send_thumbnail(visit: Visit, reference_number: str, file_id: UUID) -> Response:
    """Part of the page of the case, which has been noted already; asked for by itself it is noted too."""
    case = open_case(visit, reference_number)
    file = _submitted_file(case, file_id)
    _note_unless_just_seen(visit, case)
    content = serving.open_thumbnail(file, visit.office.doors.files)
    return Response(content, headers=serving.thumbnail_headers())


@pages.get("/view", LOOK)
def show_file(
    visit: Visit, reference_number: str, file_id: UUID, turn: int = 0, large: bool = False
) -> Response:
    """One picture after the other, without leaving the service; the picture itself notes that it was seen."""
    case = open_case(visit, reference_number)
    file = _submitted_file(case, file_id)
    _note_unless_just_seen(visit, case)
    ids = [each.id for each in (*case.files, *case.scans)]
    position = ids.index(file.id) if file.id in ids else 0
    source = f"{case.href}/files/{file.id}"
    turned = turn if turn in TURNS else 0
    page = ViewerPage(
        number=case.number,
        case_href=case.href,
        name=file.display_name,
        file=next((view for view in files_of(case) if view.view_href == source), None),
        source=source,
        is_picture=file.thumbnail_key is not None,
        position=position + 1,
        total=len(ids),
        previous_href=f"{case.href}/files/{ids[position - 1]}/view" if position else None,
        next_href=f"{case.href}/files/{ids[position + 1]}/view" if position + 1 < len(ids) else None,
        turned=turned,
        turn_href=f"{source}/view?turn={(turned + 90) % 360}{'&large=true' if large else ''}",
        is_large=large,
        size_href=f"{source}/view?turn={turned}{'' if large else '&large=true'}",
    )
    return visit.render("staff/cases/show_file.html", page)


def _note_unless_just_seen(visit: Visit, case: StaffCase) -> None:
    """Ten pictures on one page are one look at the case."""
    application, staff_id = case.application, visit.staff.id
    if not has_looked(visit.session, staff_id, application.id, since=visit.now - ONE_LOOK):
        visit.record_view(seen_by(application, "staff", staff_id, now=visit.now, what="attachment"))


def _submitted_file(case: StaffCase, file_id: UUID) -> StoredFile:
    """Raises NotFound for what stands in no submitted version: it is still the resident's alone."""
    scan = next((each for each in case.scans if each.id == file_id), None)
    if scan is not None:
        return scan
    journeys = [case.journey_of(version) for version in case.application.versions]
    if not any(file_id in file_ids_of(journey) for journey in journeys):
        raise NotFound
    return get_file(case.session, case.application.id, file_id)
