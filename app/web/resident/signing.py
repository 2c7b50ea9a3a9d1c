"""署名: from the check page to the card."""

import secrets
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.applications import submission
from app.applications.accepting import NotAccepted, NotForThem
from app.applications.filing import Incomplete
from app.applications.lifecycle import State
from app.applications.signing.document import Showing
from app.auth import signing_rounds
from app.auth.sign_in import Departure
from app.auth.signing import NotSigned, Unsigned
from app.auth.signing_rounds import Opened, ToSign, digest_of
from app.errors import Unavailable
from app.templating import speaker
from app.web.policies import APPLICANT
from app.web.resident.as_read import is_read_as_it_stands
from app.web.resident.cases import Case, open_case
from app.web.resident.check_page import (
    read_posted,
    render_again,
    render_changed,
    stage_of,
)
from app.web.resident.signing_round import callback_url, document_of, submission_of, tell_unsigned
from app.web.resident.stopped import detour
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")
SIGNED_STATES = {State.DRAFT, State.CORRECTION_REQUESTED}


@pages.post("/sign", APPLICANT, outside=True)
def leave(visit: Visit, application_id: UUID) -> Response:
    """What is shown is written down before anybody signs it; the other side is asked when that is committed."""
    with visit.transaction() as session:
        visit.opened = session
        prepared = _prepare(visit, application_id)
        visit.opened = None
    if not isinstance(prepared, Opened):
        return prepared
    try:
        departure = _begin(visit, prepared)
    except NotSigned as refused:
        return tell_unsigned(visit, prepared.round, refused.why, refused.fault)
    except Unavailable:
        return tell_unsigned(visit, prepared.round, Unsigned.UNAVAILABLE)
    with visit.transaction() as session:
        signing_rounds.leave(session, prepared.round.id, departure)
    visit.cookies.keep_signing(prepared.cookie)
    return visit.see_other(departure.url)


def _begin(visit: Visit, opened: Opened) -> Departure:
    """In no transaction."""
    door = visit.office.doors.signing
    if door is None:
        raise Unavailable
    digest = digest_of(opened.round.document.encode())
    return door.method.begin_signing(digest, opened.state, callback_url(visit))


@pages.get("/sign", APPLICANT)
def show_leave(visit: Visit, application_id: UUID) -> Response:
    """Where the address of an answer with messages is opened again."""
    return visit.see_other(f"/apply/{open_case(visit, application_id).application.id}/check")


def _prepare(visit: Visit, application_id: UUID) -> Opened | Response:
    """The document of this moment; or where somebody goes who is not so far."""
    case = open_case(visit, application_id)
    if visit.form.one("action") == "save_and_exit":
        return visit.see_other(f"/apply/{application_id}/saved")
    if case.application.state not in SIGNED_STATES or visit.form.one("stage") != stage_of(case):
        number = case.application.reference_number
        return visit.see_other(f"/my/{number}" if number else f"/apply/{application_id}")
    return _open_or_complain(case) if is_read_as_it_stands(case) else render_changed(case)


def _open_or_complain(case: Case) -> Opened | Response:
    read, errors = read_posted(case)
    try:
        return render_again(case, errors) if errors else _open_round(case, read)
    except Incomplete as incomplete:
        return render_again(case, incomplete.errors)
    except (NotAccepted, NotForThem):
        return case.visit.see_other(f"/apply/{case.application.id}/check")  # the page says so


def _open_round(case: Case, at_check: dict[str, Any]) -> Opened | Response:
    visit, door = case.visit, case.visit.office.doors.signing
    what = submission_of(case, at_check)
    if aside := detour(case, what.journey):
        return visit.see_other(aside)
    submission.require_ready_to_sign(case.application, what, visit.now)
    nonce = secrets.token_urlsafe(24)
    showing = Showing(nonce, visit.now, visit.language, speaker(visit.office.pages, visit.language))
    to_sign = ToSign(
        subject_id=case.application.id,
        signer_id=visit.who.id,
        method=door.method.name if door else "",
        nonce=nonce,
        document=document_of(case, what, showing),
        told={"at_check": at_check, "language": visit.language.value},
    )
    return signing_rounds.open_round(visit.session, to_sign, now=visit.now)
