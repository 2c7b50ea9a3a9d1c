"""The arrival receipt, on the screen and as a PDF: made from what arrived; fee and papers as they stand now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.applications.documents import copy_of, fee_text, journey_of, receipt_of
from app.applications.export.cases import exported_of
from app.applications.export.json import as_json
from app.applications.identity_queries import find_check
from app.applications.issuing import made_whole
from app.applications.proving import receipt_claim
from app.applications.signing.queries import find_by_hand, find_evidence
from app.applications.statuses import came
from app.documents.pdf import render
from app.language import Message
from app.mandates.kinds import MandateDeed
from app.municipality.offering import Contact
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, note_look, open_by_number
from app.web.resident.page_hrefs import ways_outside
from app.web.resident.standing import payment_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/my/{number}")


@dataclass(frozen=True)
class ReceiptPage:
    """`pay_href`: a fee is still to be paid; `additions_href`: there is more that may follow later."""

    title: Wording
    number: str
    arrived_at: Any
    due_on: Any
    due_waiting: Message | None
    contact: Contact
    files: tuple[Any, ...]
    pay_href: str | None
    fee_yen: int | None
    additions_href: str | None
    case_href: str
    pdf_href: str
    verify_href: str
    is_signed: bool
    is_signed_by_hand: bool
    resume_code: str | None


@pages.get("/receipt", APPLICANT)
def show_receipt(visit: Visit, number: str) -> Response:
    case = open_by_number(visit, number)
    note_look(case, "receipt")
    application = case.application
    payment = payment_of(visit, application)
    unpaid = payment is not None and payment.is_owed
    later = case.journey.later and not case.journey.is_complete
    page = ReceiptPage(
        title=case.procedure.title,
        number=number,
        arrived_at=came(application),
        due_on=application.due_on,
        due_waiting=_due_waiting(case),
        contact=case.contact,
        files=tuple(file for files in case.files.values() for file in files),
        pay_href=f"/my/{number}/pay" if unpaid else None,
        fee_yen=payment.amount_yen if payment else None,
        additions_href=f"/apply/{application.id}" if later else None,
        case_href=f"/my/{number}",
        pdf_href=f"/my/{number}/receipt.pdf",
        verify_href="/verify",
        is_signed=find_evidence(visit.session, application.versions[0].id) is not None,
        is_signed_by_hand=find_by_hand(visit.session, application.versions[0].id) is not None,
        resume_code=case.resume_code,
    )
    phone = case.contact.phone
    ways = ways_outside(case.procedure.short_title, None, phone)
    return visit.render("resident/my/show_receipt.html", page, section_phone=phone, ways=ways)


@pages.get("/receipt.pdf", APPLICANT)
def send_receipt(visit: Visit, number: str) -> Response:
    case = open_by_number(visit, number)
    note_look(case, "receipt")
    town = visit.office.town_at(case.application.versions[0].submitted_at)
    fee, papers = (
        fee_text(payment_of(visit, case.application)),
        find_check(visit.session, case.application.id),
    )
    receipt = receipt_of(
        case.application, case.procedure, town, fee=fee, papers=papers, public_url=visit.office.public_url
    )
    claim = receipt_claim(case.application, case.procedure, receipt)
    made = _made_whole(visit, case, lambda: visit.office.stamp.issue(claim))
    return pdf_response(made, f"receipt-{number}.pdf")


@pages.get("/copy.pdf", APPLICANT)
def send_copy(visit: Visit, number: str) -> Response:
    """Everything that was sent last."""
    case = open_by_number(visit, number)
    note_look(case, "copy")
    version = case.application.versions[-1]
    town = visit.office.town_at(version.submitted_at)
    copy = copy_of(case.application, case.procedure, town, version.number)
    return pdf_response(_made_whole(visit, case, lambda: render(copy).pdf), f"copy-{number}.pdf")


@pages.get("/copy.json", APPLICANT)
def send_data(visit: Visit, number: str) -> Response:
    """The same for a machine, hidden answers too: they are one's own (個人情報保護法76条)."""
    case = open_by_number(visit, number, MandateDeed.DECISIONS)
    note_look(case, "data")
    version = case.application.versions[-1]
    journey = journey_of(case.procedure, version, visit.office.town)
    content = as_json(exported_of(case.application, version, journey, sensitive=True))
    headers = {"Content-Disposition": f'attachment; filename="{number}.json"'}
    return Response(content, media_type="application/json", headers=headers)


def _made_whole(visit: Visit, case: Case, make: Callable[[], bytes]) -> bytes:
    number = case.application.reference_number or ""
    return made_whole(visit.office.database, case.application.id, number, make, now=visit.now)


def _due_waiting(case: Case) -> Message | None:
    """The words beside a day that was counted by a period the town had not confirmed."""
    town = case.visit.office.town_at(case.application.versions[0].submitted_at)
    days = town.offering_of(case.procedure.key).standard_processing_days
    return town.unconfirmed_words if days and not days.confirmed else None


def pdf_response(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)
