"""The paper itself, scanned: taken in like any attachment, and opened by whoever enters it."""

from uuid import UUID

from starlette.responses import Response

from app.applications import auditing
from app.files import serving
from app.files.intake import remove
from app.files.queries import get_ever, get_file
from app.web.at_desk import DeskPages
from app.web.drawing.receiving import attach_all, prepare_box
from app.web.posted_ids import read_id
from app.web.staff.paper.cases import ENTER, ROOT, note_look, open_paper
from app.web.staff.paper.checking import SCAN, render_check
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/{{application_id}}/scans")


@pages.post("", ENTER, outside=True)
def save_scans(visit: Visit, application_id: UUID) -> Response:
    """Raises NotFound before a file is looked at, for a paper that is not being entered."""
    with visit.looking():
        open_paper(visit, application_id)
    prepared, errors = prepare_box(visit, SCAN, visit.office.limits)
    with visit.transaction() as session:
        visit.opened = session
        try:
            case = open_paper(visit, application_id)
            errors |= attach_all(visit, case.intake.id, prepared, visit.staff.id)
            for file_id in visit.form.fields.get("delete_file", ()):
                remove(
                    session,
                    get_ever(session, case.intake.id, read_id(file_id)),
                    by=visit.staff.id,
                    now=visit.now,
                )
            auditing.note(session, case.application, "change_scans", case.entering.actor, now=visit.now)
            session.flush()
            if errors:
                return render_check(open_paper(visit, application_id), errors)
            return visit.see_other(f"{case.href}/check#{SCAN}")
        finally:
            visit.opened = None


@pages.get("/{file_id}", ENTER)
def send_scan(visit: Visit, application_id: UUID, file_id: UUID) -> Response:
    """Raises NotScannedYet, Quarantined."""
    case = open_paper(visit, application_id)
    note_look(case)
    file = get_file(visit.session, case.intake.id, file_id)
    return Response(serving.open_copy(file, visit.office.doors.files), headers=serving.download_headers(file))
