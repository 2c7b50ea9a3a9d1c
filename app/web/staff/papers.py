"""The papers of a case for an officer's printer: what was sent, and what was decided."""

from starlette.responses import Response

from app.applications.auditing import event_of, seen_by
from app.applications.documents import copy_of, fee_text, receipt_of
from app.applications.export.rows import sensitive_keys
from app.applications.identity_queries import find_check
from app.applications.issuing import made_whole
from app.applications.officers import actor_of
from app.applications.proving import receipt_claim
from app.auth.permissions import Action
from app.documents.pdf import render
from app.errors import NotFound
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.cases import open_case
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}")
LOOK = staff_who_may(Action.VIEW_CASE)


@pages.get("/copy.pdf", LOOK)
def send_copy(visit: Visit, reference_number: str, version: int | None = None) -> Response:
    """Every answer as it was sent, hidden ones too: their names are noted."""
    case = open_case(visit, reference_number, version)
    by, fields = actor_of(visit.staff), sensitive_keys(case.journey)
    visit.record_view(event_of(case.application, "view_copy", by, now=visit.now, fields=fields))
    town = visit.office.town_at(case.version.submitted_at)
    copy = copy_of(case.application, case.procedure, town, case.version.number)
    database, subject = visit.office.database, case.application.id
    made = made_whole(database, subject, case.number, lambda: render(copy).pdf, now=visit.now)
    return _pdf(made, f"{case.number}.pdf")


@pages.get("/receipt.pdf", LOOK)
def send_receipt(visit: Visit, reference_number: str) -> Response:
    """To be posted to whoever has no page of ours before them: with its number, and how to look it up."""
    case = open_case(visit, reference_number)
    visit.record_view(seen_by(case.application, "staff", visit.staff.id, now=visit.now, what="receipt"))
    town = visit.office.town_at(case.application.versions[0].submitted_at)
    receipt = receipt_of(
        case.application,
        case.procedure,
        town,
        fee=fee_text(case.payment),
        papers=find_check(visit.session, case.application.id),
        public_url=visit.office.public_url,
    )
    claim = receipt_claim(case.application, case.procedure, receipt)
    database, subject = visit.office.database, case.application.id
    made = made_whole(database, subject, case.number, lambda: visit.office.stamp.issue(claim), now=visit.now)
    return _pdf(made, f"receipt-{case.number}.pdf")


@pages.get("/decision.pdf", LOOK)
def send_decision(visit: Visit, reference_number: str) -> Response:
    """The bytes that were issued. Raises NotFound while there are none."""
    case = open_case(visit, reference_number)
    keys = [decision.document_key for decision in case.application.decisions if decision.document_key]
    if not keys:
        raise NotFound
    staff_id = visit.staff.id
    visit.record_view(seen_by(case.application, "staff", staff_id, now=visit.now, what="decision_document"))
    return _pdf(visit.office.doors.files.open(keys[-1]), f"{case.number}-decision.pdf")


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)
