"""Back to something begun without signing in: a number, and the telephone number as the second secret."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.applications import auditing
from app.applications.models import Actor, ActorKind, Application
from app.applications.queries import find_by_number, find_by_resume_code
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth.attempts import Try, check_allowed, is_known_place, record_failure, record_success
from app.japan import NotUnderstood
from app.japan.phones import read_phone
from app.japan.reference_numbers import read_reference_number
from app.language import Message, noted
from app.procedures.publication import get_procedure
from app.web.policies import PUBLIC
from app.web.resident.guests import enter_as_guest
from app.web.resident.kept import has_waiting
from app.web.resident.receipt_tries import folded, give_out_here, try_at
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/resume")

NOT_FOUND = noted("開けませんでした。控えの「続きの番号」と電話番号を、もう一度入力してください。")


@dataclass(frozen=True)
class ResumePage:
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("", PUBLIC)
def show_resume(visit: Visit) -> Response:
    return visit.render("resident/resume/show_resume.html", ResumePage())


@pages.post("", PUBLIC)
def resume(visit: Visit) -> Response:
    """The same words for a wrong number and a wrong telephone: neither is confirmed to a guesser."""
    code, phone = visit.form.one("code"), visit.form.one("phone")
    errors = _missing(code, phone)
    if errors:
        return _again(visit, errors)
    tried = try_at(visit, code)
    check_allowed(visit.session, tried, now=visit.now)
    application = _find(visit, code, tried)
    if application is None or not _is_theirs(visit, application, phone):
        record_failure(visit.session, tried, now=visit.now)
        record(
            visit.session, AuditEvent(visit.now, "anonymous", None, "open_by_number_failed", "application")
        )
        return _again(visit, {"code": NOT_FOUND})
    record_success(visit.session, tried)
    if application.reference_number:
        give_out_here(visit, application.reference_number)
    return _enter(visit, application)


def _missing(code: str, phone: str) -> dict[str, Message]:
    errors = {}
    if not code:
        errors["code"] = noted("受付番号か続きの番号を入力してください。")
    if not phone:
        errors["phone"] = noted("電話番号を入力してください。")
    return errors


def _again(visit: Visit, errors: Mapping[str, Message]) -> Response:
    page = ResumePage({name: list(values) for name, values in visit.form.fields.items()}, errors)
    return visit.render("resident/resume/show_resume.html", page, status=422, block="fields")


def _find(visit: Visit, code: str, tried: Try) -> Application | None:
    """By the 続きの番号 from anywhere; by the 受付番号, which anybody can count up to, only from a place known for it."""
    found = find_by_resume_code(visit.session, folded(code))
    if found is not None or not is_known_place(visit.session, tried):
        return found
    try:
        return find_by_number(visit.session, read_reference_number(code))
    except NotUnderstood:
        return None


def _is_theirs(visit: Visit, application: Application, phone: str) -> bool:
    """Only what was begun without a card can be opened without one."""
    if application.owner_kind is not ActorKind.GUEST:
        return False
    procedure = get_procedure(visit.session, application.revision_id)
    known = str(application.answers.get(procedure.contact.get("phone", "")) or "")
    try:
        return bool(known) and hmac.compare_digest(read_phone(phone), known)
    except NotUnderstood:
        return False


def _enter(visit: Visit, application: Application) -> Response:
    by = Actor(ActorKind.GUEST, application.owner_id)
    auditing.note(visit.session, application, "open_by_number", by, now=visit.now)
    enter_as_guest(visit, application.owner_id)
    if has_waiting(visit, application.owner_id):
        return visit.see_other("/kept")
    if application.reference_number:
        return visit.see_other(f"/my/{application.reference_number}")
    return visit.see_other(f"/apply/{application.id}")
