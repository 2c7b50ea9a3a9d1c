"""From a request to its answer: who is it, may they, is the form theirs, and only then the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.audit.chain import record_view
from app.auth import form_tokens, kept_posts, sessions
from app.auth.form_tokens import FormTokenVerdict
from app.auth.visitors import recognise
from app.errors import Forbidden, Invalid, StaleForm, TooLarge, TooMany
from app.failpoints import reach
from app.web.cookies import Cookies
from app.web.forms import PostedForm
from app.web.in_front import OtherPerson, is_at_counter, look_in_front, require_front
from app.web.office import Office
from app.web.places import is_for_screen, is_for_staff, require_place
from app.web.policies import Audience, Policy, SignInNeeded
from app.web.standing_in import MandateEnded, stand_in
from app.web.visits import Visit

UNKEPT = {"form_token"}


class FormExpired(Forbidden):
    message = "画面を開いてから時間がたちました。前の画面を開きなおして、もう一度お試しください。"


class SessionEnded(SignInNeeded):
    """What was posted is kept for the same person: `kept` says whether."""

    def __init__(self, kept: bool) -> None:
        super().__init__()
        self.kept = kept


@dataclass(frozen=True)
class Entrance:
    policy: Policy
    outside: bool = False


def serve(
    request: Request,
    page: Callable[..., Response],
    entrance: Entrance,
    form: PostedForm,
    arguments: dict[str, Any],
) -> Response:
    """Raises what the page raises; then nothing was written."""
    office: Office = request.app.state.office
    visit = Visit(request, office.for_one_request(), office.clock(), form, Cookies(request, office.is_https))
    if is_for_staff(request):
        require_place(visit)
    try:
        response = _answer(visit, page, entrance, arguments)
    except _Ended as ended:
        kept = _is_worth_keeping(request, entrance.policy) and keep_words(request, form, ended.subject_digest)
        raise SessionEnded(kept) from ended
    reach("before_response")
    _after(visit)
    visit.cookies.apply(response)
    return response


def _answer(
    visit: Visit, page: Callable[..., Response], entrance: Entrance, arguments: dict[str, Any]
) -> Response:
    request, office = visit.request, visit.office
    writes = request.method == "POST" and not entrance.outside
    with office.database.write() if writes else office.database.read() as session:
        _identify(visit, session, entrance.policy, writes=writes)
        if request.method == "POST" and entrance.policy.takes_form:
            _check_form(visit)
        entrance.policy.admit(visit.who)
        require_front(visit)
        if visit.lapsed and _is_for_somebody(entrance.policy):
            raise MandateEnded
        if not entrance.outside:
            visit.opened = session
            return page(visit, **arguments)
    return page(visit, **arguments)


def _identify(visit: Visit, session: Session, policy: Policy, *, writes: bool) -> None:
    token, is_staff_page = _token_of(visit, policy), _is_staff_page(visit.request, policy)
    visit.entered = recognise(session, token, settings=visit.office.auth, now=visit.now)
    visit.who = visit.entered.visitor
    if is_at_counter(visit.request):
        look_in_front(visit, session, writes=writes)
    elif not is_staff_page:
        stand_in(visit, session, writes=writes)


def _is_staff_page(request: Request, policy: Policy) -> bool:
    return policy.audience is Audience.STAFF or is_for_staff(request)


def _token_of(visit: Visit, policy: Policy) -> str | None:
    if is_for_screen(visit.request):
        return visit.cookies.screen_token
    is_staff_page = _is_staff_page(visit.request, policy)
    return visit.cookies.staff_token if is_staff_page else visit.cookies.resident_token


def _is_for_somebody(policy: Policy) -> bool:
    return policy.audience in {Audience.APPLICANT, Audience.RESIDENT} and not policy.also_lapsed


def _check_form(visit: Visit) -> None:
    """A tab of another person or of an earlier sign-in is refused and nothing is written."""
    checked = form_tokens.check(visit.office.secret, visit.form.one("form_token"), visit.holder)
    match checked.verdict:
        case FormTokenVerdict.FINE:
            return
        case FormTokenVerdict.OTHER_SUBJECT if is_at_counter(visit.request):
            raise OtherPerson
        case FormTokenVerdict.OTHER_SUBJECT:
            raise StaleForm
        case FormTokenVerdict.ENDED_SESSION if is_for_screen(visit.request):
            raise OtherPerson  # nobody comes back to a screen that is none any more
        case FormTokenVerdict.ENDED_SESSION:
            raise _Ended(checked.subject_digest or "")
        case _:
            raise FormExpired


class _Ended(Exception):
    """Inside `serve` only: the posted words still have to be kept, in a transaction that commits."""

    def __init__(self, subject_digest: str) -> None:
        super().__init__()
        self.subject_digest = subject_digest


def keep_words(request: Request, form: PostedForm, subject_digest: str) -> bool:
    """Stores what was posted, encrypted, for the same person's next sign-in. False when it was too much, or nothing:
    「サインアウト」 and other buttons without words are not pressed again behind the next door.
    """
    office: Office = request.app.state.office
    fields = [(name, value) for name, values in form.fields.items() for value in values if name not in UNKEPT]
    if not fields:
        return False
    try:
        with office.database.write() as session:
            kept_posts.keep(session, subject_digest, request.url.path, fields, now=office.clock())
    except (Invalid, TooLarge, TooMany):
        return False
    return True


def _is_worth_keeping(request: Request, policy: Policy) -> bool:
    """Not 「サインアウト」 and other forms that are open to all, no piece of a photo, and never a password.

    Nor the way to a signature: what is signed is read first, on its own page. Nor what is said at a counter, where
    somebody else stands by the time that staff have signed in again.
    """
    if is_at_counter(request):
        return False
    unkept = ("password", "second-factor", "/uploads/", "/sign", "/phone")
    return policy.audience is not Audience.PUBLIC and not any(each in request.url.path for each in unkept)


def _after(visit: Visit) -> None:
    """The two things a GET may write: that somebody looked, and that a session is alive."""
    for event in visit.viewed:
        record_view(visit.office.database, event)
    if visit.entered.holder is not None and visit.entered.needs_touch:
        with visit.office.database.write() as session:
            sessions.touch(session, visit.entered.holder.session_hash, now=visit.now)
