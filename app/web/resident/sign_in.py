"""Signing in with the card, coming back, and leaving."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications import drafts
from app.applications.models import Actor, ActorKind
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import contact_codes, kept_posts, resident_sign_in
from app.auth.form_tokens import subject_digest
from app.auth.identity import Resident
from app.auth.resident_sign_in import Arrival, Callback
from app.auth.return_paths import safe_return_path
from app.auth.sign_in import SignInRefused
from app.auth.visitors import Visit as Entered
from app.errors import Unavailable
from app.language import Message
from app.mandates.parties import person_of_account
from app.mandates.queries import claim
from app.web.policies import PUBLIC
from app.web.resident.kept import has_waiting
from app.web.routing import Pages
from app.web.security import allow_form_target, forget_in_browser
from app.web.visits import Visit

pages = Pages()
RETURN_PATH = "/sign-in/return"


@dataclass(frozen=True)
class SignInPage:
    """`ended`: the session ran out; `kept`: what was posted meanwhile waits behind this door."""

    next: str
    ended: bool
    kept: bool
    refusal: Message | None = None


@pages.get("/sign-in", PUBLIC)
def show_sign_in(visit: Visit, back: str = "/my", ended: str = "", kept: str = "") -> Response:
    if isinstance(visit.who, Resident):
        return visit.see_other(safe_return_path(back, "/my"))
    return _render(visit, SignInPage(safe_return_path(back, "/my"), bool(ended), bool(kept)))


def _render(visit: Visit, page: SignInPage, status: int = 200) -> Response:
    response = visit.render("resident/sign_in/show_sign_in.html", page, status=status)
    return allow_form_target(response, visit.office.doors.sign_in.origin)


@pages.post("/sign-in", PUBLIC)
def begin(visit: Visit) -> Response:
    method = visit.office.doors.sign_in
    back = safe_return_path(visit.form.one("next"), "/my")
    begun = resident_sign_in.begin(visit.session, method, _callback_url(visit), back, now=visit.now)
    visit.cookies.keep_sign_in(begun.cookie)
    return visit.see_other(begun.redirect_to)


def _callback_url(visit: Visit) -> str:
    return f"{visit.office.public_url}{RETURN_PATH}"


@pages.get(RETURN_PATH, PUBLIC, signs_in=True)
def come_back(visit: Visit) -> Response:
    cookies = visit.cookies
    callback = Callback(
        cookies.sign_in_secret,
        cookies.resident_token,
        dict(visit.request.query_params),
        _callback_url(visit),
        cookies.is_shared_terminal,
    )
    arrival = _arrival(visit, callback)
    visit.cookies.forget("signin")
    if arrival.entered is None:
        return _refuse(visit, arrival)
    visit.cookies.keep_resident(arrival.entered.opened.token)
    visit.entered = Entered(visit.entered.visitor)  # the session that came with the request has just ended
    _take_over(visit, arrival)
    return visit.see_other(_next(visit, arrival))


def _arrival(visit: Visit, callback: Callback) -> Arrival:
    """Whoever never left from here, or comes back twice, may still begin anew."""
    office = visit.office
    try:
        return resident_sign_in.come_back(
            office.database,
            office.doors.sign_in,
            callback,
            register=office.doors.prefill,
            settings=office.auth,
            now=visit.now,
        )
    except SignInRefused as refusal:
        return Arrival("/my", refusal=refusal)


def _refuse(visit: Visit, arrival: Arrival) -> Response:
    refusal, visit.stands_at = arrival.refusal, "/sign-in"
    said = Message(refusal.message) if refusal else None
    page = SignInPage(arrival.return_to, ended=False, kept=False, refusal=said)
    return _render(visit, page, 503 if isinstance(refusal, Unavailable) else 403)


def _take_over(visit: Visit, arrival: Arrival) -> None:
    """What was begun before signing in belongs to the person who signed in from the same browser."""
    entered = arrival.entered
    if entered:
        visit.record_view(_event(visit, "sign_in", entered.account.id))
        with visit.transaction() as session:
            me = person_of_account(visit.office.auth.keys, entered.account)
            claim(session, me.digest, entered.account.id)
    if entered and entered.guest:
        guest_id, resident_id = entered.guest.id, entered.account.id
        secret = visit.office.secret
        with visit.transaction() as session:
            drafts.hand_over(session, guest_id, Actor(ActorKind.RESIDENT, resident_id))
            contact_codes.hand_over(session, guest_id, resident_id)
            digests = (subject_digest(secret, guest_id), subject_digest(secret, resident_id))
            kept_posts.hand_over(session, *digests)


def _next(visit: Visit, arrival: Arrival) -> str:
    """First to words that were kept when an earlier session ended, if there are any."""
    if arrival.entered and has_waiting(visit, arrival.entered.account.id):
        return "/kept"
    return arrival.return_to


def _event(visit: Visit, action: str, resident_id: UUID) -> AuditEvent:
    return AuditEvent(visit.now, "resident", resident_id, action, "resident_account", resident_id)


@pages.post("/sign-out", PUBLIC)
def sign_out(visit: Visit) -> Response:
    if isinstance(visit.who, Resident):
        record(visit.session, _event(visit, "sign_out", visit.who.id))
    visit.end_session()
    visit.cookies.forget_person()
    return forget_in_browser(visit.see_other("/"))


@pages.post("/keep-alive", PUBLIC)
def keep_alive(visit: Visit) -> Response:
    """「このまま続ける」: any request keeps the session; this one shows nothing."""
    return Response(status_code=204)
