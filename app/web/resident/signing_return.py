"""Back from the card: the signature is verified, and what was signed is sent; or a page says why not, and what now."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications import submission
from app.applications.accepting import NotAccepted, NotForThem
from app.applications.filing import Incomplete
from app.applications.lifecycle import NotPossibleNow, State
from app.applications.matters import AlreadyFiled
from app.applications.signing.keeping import Signed, report_of
from app.auth import signing_rounds
from app.auth.jpki.profile import CardIdentity
from app.auth.jpki.verification import Rejected, SignedDocument, Verified, verify
from app.auth.models import SigningRound
from app.auth.queries import find_last_round
from app.auth.sign_in import Return
from app.auth.signing import CardSignature, NotSigned, Unsigned, told_of
from app.errors import Unavailable
from app.language import Message
from app.mandates.kinds import MandateDeed
from app.procedures.wording import Wording
from app.web.policies import APPLICANT, PUBLIC
from app.web.resident.card_of import require_own_card
from app.web.resident.cases import Case, actor_of, note_look, open_case
from app.web.resident.forms_on_paper import form_href
from app.web.resident.on_behalf import still_may
from app.web.resident.page_hrefs import ways_of
from app.web.resident.signing_round import (
    RETURN_PATH,
    callback_url,
    document_of,
    showing_again,
    submission_of,
    tell_unsigned,
)
from app.web.resident.signing_words import UNSIGNED, Words
from app.web.routing import Pages
from app.web.standing_in import MandateEnded
from app.web.visits import Visit

pages = Pages()
log = logging.getLogger(__name__)
NOT_TAKEN = (Incomplete, NotAccepted, NotForThem, AlreadyFiled, NotPossibleNow)


@dataclass(frozen=True)
class Back:
    """What came back with the browser, verified. `whose` card it was."""

    begun: SigningRound
    card: CardSignature
    verified: Verified
    identity: CardIdentity


@dataclass(frozen=True)
class UnsignedPage:
    """`again_href`: where it can be tried once more, None where that would lead to the same end."""

    procedure_title: Wording
    title: Message
    texts: tuple[Message, ...]
    again_href: str | None
    check_href: str
    other_ways: tuple[Wording, ...]
    form_href: str | None


@pages.get(RETURN_PATH, PUBLIC, signs_in=True)
def come_back(visit: Visit) -> Response:
    """Used up before anything is looked at: whatever comes of it, the same way back leads nowhere twice."""
    params, cookie = dict(visit.request.query_params), visit.cookies.signing_secret
    visit.cookies.forget("signing")
    try:
        with visit.transaction() as session:
            begun = signing_rounds.consume(
                session, cookie, params.get("state", ""), visit.who.id, now=visit.now
            )
    except NotSigned as refused:
        log.warning("no signature", extra={"why": refused.why.value, "fault": refused.fault})
        visit.stands_at = "/my"  # what the card's page has sent along stands on no page of ours
        return visit.render("resident/sign/show_used.html", None, status=403)
    if visit.lapsed:
        raise MandateEnded
    try:
        return visit.see_other(_send(visit, _received(visit, begun, params)))
    except (NotSigned, Rejected, Unavailable, *NOT_TAKEN) as refused:
        return tell_unsigned(visit, begun, *_why(refused))


def _why(refused: Exception) -> tuple[Unsigned, str]:
    """For the person, and for the log."""
    match refused:
        case NotSigned():
            return refused.why, refused.fault
        case Rejected():
            return told_of(refused.fault), refused.fault
        case Unavailable():
            return Unsigned.UNAVAILABLE, ""
    return Unsigned.NOT_TAKEN, type(refused).__name__


def _received(visit: Visit, begun: SigningRound, params: Mapping[str, str]) -> Back:
    """In no transaction: the card's signature is fetched, and whether its certificate was revoked is asked."""
    door = visit.office.doors.signing
    if door is None or door.method.name != begun.method:
        raise Unavailable
    card = door.method.finish_signing(Return(params, begun.keep, callback_url(visit)))
    signed = SignedDocument(begun.document.encode(), card.signature, card.certificate)
    verified = verify(signed, door.trust, door.checker, at=visit.office.clock())
    if verified.identity is None:
        raise NotSigned(Unsigned.REFUSED, "nobody is named")
    return Back(begun, card, verified, verified.identity)


def _send(visit: Visit, back: Back) -> str:
    """Where to go on. Raises NotSigned, or why it was not taken; then nothing was written."""
    with visit.transaction() as session:
        visit.opened = session
        case = open_case(visit, back.begun.subject_id)
        path = _send_signed(case, back)
        visit.opened = None
    return path


def _send_signed(case: Case, back: Back) -> str:
    visit, application, begun = case.visit, case.application, back.begun
    now, at_check = visit.office.clock(), begun.told["at_check"]
    what = submission_of(case, at_check, _signed(visit, back))
    if document_of(case, what, showing_again(visit, begun)) != begun.document.encode():
        raise NotSigned(Unsigned.CHANGED)
    require_own_card(case, back.identity, what.journey.answers)
    by, is_draft = actor_of(visit), application.state is State.DRAFT
    still_may(visit.session, visit, case.procedure, MandateDeed.FILE if is_draft else MandateDeed.CORRECT)
    if is_draft:
        submission.submit(visit.session, application, what, by=by, now=now)
        return f"/my/{application.reference_number}/receipt"
    submission.resubmit(visit.session, application, what, by=by, now=now)
    return f"/my/{application.reference_number}?sent=1"


def _signed(visit: Visit, back: Back) -> Signed:
    under = visit.acting.mandate_id if visit.acting else None
    report = report_of(back.verified, under=under, at=visit.office.clock())
    return Signed(back.begun.document.encode(), back.card, report, visit.office.stamp.signer)


@pages.get("/apply/{application_id}/unsigned", APPLICANT)
def show_unsigned(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    last = find_last_round(visit.session, application_id)
    if not case.is_open or last is None or last.outcome is None:
        return visit.see_other(f"/apply/{application_id}")
    note_look(case, "draft")
    words: Words = UNSIGNED[Unsigned(last.outcome)]
    check, is_draft = f"/apply/{application_id}/check", case.application.state is State.DRAFT
    page = UnsignedPage(
        procedure_title=case.procedure.short_title,
        title=words.title,
        texts=words.texts,
        again_href=check if words.may_go_well else None,
        check_href=check,
        other_ways=() if words.may_go_well else case.procedure.other_ways,
        form_href=form_href(f"/apply/{application_id}/form.pdf", visit.language) if is_draft else None,
    )
    return visit.render(
        "resident/sign/show_unsigned.html", page, section_phone=case.contact.phone, ways=ways_of(case, check)
    )
