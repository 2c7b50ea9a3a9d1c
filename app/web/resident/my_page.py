"""One's applications, and each of them: where it stands, what comes next, and what can be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import Response

from app.applications import queries
from app.applications.auditing import on_behalf
from app.applications.labels import FULFILMENT_LABELS
from app.applications.lifecycle import FINAL, Fulfilment, State
from app.applications.models import ActorKind, Application
from app.applications.review_models import Correction
from app.applications.statuses import (
    Status,
    happened,
    is_decided,
    is_open_for_additions,
    may_withdraw,
    transferred_to,
)
from app.audit.events import AuditEvent
from app.auth.identity import Guest, Resident
from app.language import Language, Message, noted
from app.mandates.kinds import MandateDeed
from app.mandates.queries import find_mandate
from app.municipality.offering import Contact
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, actor_of, may, note_look, open_by_number
from app.web.resident.identity_part import IdentityPart, identity_of
from app.web.resident.standing import payment_of, told_status
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/my")


@dataclass(frozen=True)
class ListedApplication:
    title: Wording
    href: str
    status: Status
    number: str | None
    saved_at: datetime
    filed_by: str | None = None


@dataclass(frozen=True)
class MyPage:
    drafts: tuple[ListedApplication, ...]
    open: tuple[ListedApplication, ...]
    done: tuple[ListedApplication, ...]
    has_mandates: bool


@pages.get("", APPLICANT)
def show_list(visit: Visit) -> Response:
    also = visit.who.cases if isinstance(visit.who, Guest) else ()
    by = actor_of(visit)
    fields = on_behalf(by.mandate_id)
    seen = AuditEvent(visit.now, by.kind, by.id, "list_own", "application", fields=fields, purpose="own_case")
    visit.record_view(seen)
    owned = queries.list_owned(visit.session, visit.who.party, also)
    listed = [(each, _listed(visit, each)) for each in owned]
    page = MyPage(
        drafts=tuple(row for each, row in listed if each.state is State.DRAFT),
        open=tuple(row for each, row in listed if each.state in queries.OPEN_STATES),
        done=tuple(row for each, row in listed if each.state in FINAL),
        has_mandates=isinstance(visit.who, Resident) and visit.acting is None,
    )
    return visit.render("resident/my/show_list.html", page)


def _listed(visit: Visit, application: Application) -> ListedApplication:
    procedure = get_procedure(visit.session, application.revision_id)
    is_draft = application.state is State.DRAFT
    href = f"/apply/{application.id}" if is_draft else f"/my/{application.reference_number}"
    status = told_status(visit, application, payment_of(visit, application))
    number, filed_by = application.reference_number, _proxy_of(visit, application)
    return ListedApplication(procedure.short_title, href, status, number, application.saved_at, filed_by)


def _proxy_of(visit: Visit, application: Application) -> str | None:
    """Who does it, on the pages of the person it is for."""
    if application.owner_kind is not ActorKind.MANDATE or visit.acting is not None:
        return None
    mandate = find_mandate(visit.session, application.owner_id)
    return mandate.proxy_name if mandate else None


@dataclass(frozen=True)
class HistoryView:
    title: Message
    state: str
    at: Any
    text: Any = None


@dataclass(frozen=True)
class CasePage:
    """`just_sent`: the page is the answer to something that was sent."""

    title: Wording
    number: str
    status: Status
    identity: IdentityPart | None
    entries: tuple[HistoryView, ...]
    correction: Any
    correction_href: str
    additions_href: str | None
    additions_left: int
    pay_href: str | None
    fee_yen: int | None
    decision_href: str | None
    fulfilment: Message | None
    transferred_to: str | None
    withdraw_href: str | None
    contact: Contact
    just_sent: bool
    rows: tuple[tuple[Any, Any], ...]


@pages.get("/{number}", APPLICANT)
def show_case(visit: Visit, number: str, sent: str = "") -> Response:
    case = open_by_number(visit, number)
    note_look(case, "case")
    application = case.application
    payment = payment_of(visit, application)
    status = told_status(visit, application, payment)
    is_told = may(case, MandateDeed.DECISIONS)
    page = CasePage(
        title=case.procedure.title,
        number=number,
        status=status,
        identity=identity_of(case),
        entries=_entries(application, status) if is_told else (HistoryView(status.title, "current", None),),
        correction=_open_correction(application),
        correction_href=f"/apply/{application.id}",
        additions_href=f"/apply/{application.id}" if _takes_additions(case) else None,
        additions_left=_additions_left(case),
        pay_href=f"/my/{number}/pay" if payment and status.title == noted("お支払い待ち") else None,
        fee_yen=payment.amount_yen if payment else None,
        decision_href=f"/my/{number}/decision" if is_decided(application) and is_told else None,
        fulfilment=_fulfilment(application) if is_told else None,
        transferred_to=transferred_to(application),
        withdraw_href=f"/my/{number}/withdraw" if may_withdraw(application) else None,
        contact=case.contact,
        just_sent=bool(sent),
        rows=_submitted_rows(case, visit.language),
    )
    return visit.render("resident/my/show_case.html", page, section_phone=case.contact.phone)


def _open_correction(application: Application) -> Correction | None:
    return application.corrections[-1] if application.state is State.CORRECTION_REQUESTED else None


def _takes_additions(case: Case) -> bool:
    has_pages = any(step.later for step in case.procedure.steps)
    return has_pages and is_open_for_additions(case.application)


def _fulfilment(application: Application) -> Message | None:
    if application.fulfilment is Fulfilment.NONE:
        return None
    return FULFILMENT_LABELS[application.fulfilment]


def _additions_left(case: Case) -> int:
    journey = case.journey
    return sum(not journey.is_answered(step) for step in journey.steps) if journey.later else 0


def _entries(application: Application, status: Status) -> tuple[HistoryView, ...]:
    past = [HistoryView(title, "done", at) for title, at in happened(application)]
    if application.state in FINAL:
        return tuple(past)
    return (*past, HistoryView(status.title, "current", None, status.next_step))


def _submitted_rows(case: Case, language: Language) -> tuple[tuple[Any, Any], ...]:
    """What arrived last, as it arrived; where a page asked about several people, with whose it is."""
    if not case.application.versions:
        return ()
    rows = answer_rows(Journey(case.procedure, case.application.versions[-1].answers, case.context))
    several = {row.group for row in rows if row.row and row.row > 1}
    return tuple((_label(row, row.group in several), row.text_for(language)) for row in rows)


def _label(row: AnswerRow, is_one_of_several: bool) -> Wording | Message:
    label = row.question.label
    return noted("{label}（{which}）", label=label, which=row.which) if is_one_of_several else label
