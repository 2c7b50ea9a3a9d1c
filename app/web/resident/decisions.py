"""The decision in hand: what was decided, why, and where to turn if one disagrees."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.applications.decision_words import appeal_of, document_name
from app.applications.labels import STATE_LABELS
from app.applications.review_models import Decision
from app.applications.statuses import is_decided
from app.clock import japan_date
from app.errors import NotFound
from app.mandates.kinds import MandateDeed
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, note_look, open_by_number
from app.web.resident.receipts import pdf_response
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/my/{number}")


@dataclass(frozen=True)
class DecisionPage:
    """`pdf_href` is None while the document is being made."""

    title: Wording
    number: str
    result: Any
    decided_on: Any
    document_name: str
    reasons: str
    message: str
    appeal: tuple[str, ...]
    legal_basis: tuple[str, ...]
    pdf_href: str | None
    case_href: str


def _decision(case: Case) -> Decision:
    if not is_decided(case.application):
        raise NotFound
    return case.application.decisions[-1]


@pages.get("/decision", APPLICANT)
def show_decision(visit: Visit, number: str) -> Response:
    case = open_by_number(visit, number, MandateDeed.DECISIONS)
    decision = _decision(case)
    note_look(case, "decision")
    page = DecisionPage(
        title=case.procedure.title,
        number=number,
        result=STATE_LABELS[case.application.state],
        decided_on=japan_date(decision.approved_at or decision.proposed_at),
        document_name=document_name(case.procedure, decision),
        reasons=decision.reasons,
        message=decision.message,
        appeal=appeal_of(case.procedure, visit.office.town, decision.outcome).paragraphs,
        legal_basis=case.procedure.legal_basis,
        pdf_href=f"/my/{number}/decision.pdf" if decision.document_key else None,
        case_href=f"/my/{number}",
    )
    return visit.render("resident/my/show_decision.html", page, section_phone=case.contact.phone)


@pages.get("/decision.pdf", APPLICANT)
def send_decision(visit: Visit, number: str) -> Response:
    """The bytes that were issued: opened again they are the same."""
    case = open_by_number(visit, number, MandateDeed.DECISIONS)
    decision = _decision(case)
    if decision.document_key is None:
        raise NotFound
    note_look(case, "decision_document")
    return pdf_response(visit.office.doors.files.open(decision.document_key), f"decision-{number}.pdf")
