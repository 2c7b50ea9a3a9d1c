"""The door for staff: a login and a password of their own, never shared."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import sessions
from app.auth.identity import StaffMember
from app.auth.return_paths import safe_return_path
from app.auth.staff_sign_in import StaffSignedIn, sign_in_staff
from app.auth.visitors import staff_member_of
from app.errors import TooMany
from app.web.menu import home_of
from app.web.policies import PUBLIC, STAFF
from app.web.routing import Pages
from app.web.security import forget_in_browser
from app.web.staff.at_desk import OWN_PASSWORD, note
from app.web.visits import Visit

pages = Pages("/staff")
WRONG = "ログイン名かパスワードが違います。"
PREVIOUS = "previous_at"


@dataclass(frozen=True)
class SignInPage:
    """`ended`: the session ran out; `kept`: what was sent meanwhile waits behind this door."""

    next: str
    ended: bool
    kept: bool
    boxes: Mapping[str, str]
    error: str


@pages.get("", STAFF)
def go_home(visit: Visit) -> Response:
    return visit.see_other(home_of(visit.staff))


@pages.get("/sign-in", PUBLIC)
def show_sign_in(visit: Visit, back: str = "", ended: str = "", kept: str = "") -> Response:
    if isinstance(visit.who, StaffMember):
        return visit.see_other(_staff_path(back, home_of(visit.staff)))
    return _render(visit, SignInPage(_staff_path(back, ""), bool(ended), bool(kept), {}, ""))


@pages.post("/sign-in", PUBLIC)
def sign_in(visit: Visit) -> Response:
    """The same words for an unknown login, a wrong password and a disabled account."""
    login, password = visit.form.one("login"), next(iter(visit.form.fields.get("password", ())), "")
    address = visit.request.client.host if visit.request.client else ""
    keys = visit.office.auth.keys
    try:
        found = sign_in_staff(visit.session, login, password, address=address, keys=keys, now=visit.now)
    except TooMany as refusal:
        return _again(visit, login, refusal.message, 429)
    if found is None:
        record(visit.session, AuditEvent(visit.now, "anonymous", None, "sign_in_failed", "staff_account"))
        return _again(visit, login, WRONG, 422)
    return _enter(visit, found)


def _enter(visit: Visit, found: StaffSignedIn) -> Response:
    """Ends the session this browser had before; the new one remembers the sign-in before this one."""
    if visit.cookies.staff_token:
        old = sessions.find_session(
            visit.session, visit.cookies.staff_token, settings=visit.office.auth, now=visit.now
        )
        if old is not None:
            sessions.end(old, now=visit.now)
    if found.previous_at:
        found.opened.web_session.extra = {PREVIOUS: found.previous_at.isoformat()}
    found.opened.web_session.shared_terminal = visit.cookies.is_shared_terminal
    visit.cookies.keep_staff(found.opened.token)
    visit.who = staff_member_of(found.account)
    note(visit, "sign_in", "staff_account", found.account.id)
    if visit.staff.must_change_password:
        return visit.see_other(OWN_PASSWORD)
    if visit.form.one("kept"):
        return visit.see_other("/staff/kept")
    return visit.see_other(_staff_path(visit.form.one("next"), home_of(visit.staff)))


@pages.post("/sign-out", STAFF)
def sign_out(visit: Visit) -> Response:
    token = visit.cookies.staff_token or ""
    found = sessions.find_session(visit.session, token, settings=visit.office.auth, now=visit.now)
    if found is not None:
        sessions.end(found, now=visit.now)
    note(visit, "sign_out", "staff_account", visit.staff.id)
    visit.cookies.forget("staff")
    return forget_in_browser(visit.see_other("/staff/sign-in"))


@pages.post("/keep-alive", STAFF)
def keep_alive(visit: Visit) -> Response:
    """「このまま続ける」: any request keeps the session; this one shows nothing."""
    return Response(status_code=204)


def _again(visit: Visit, login: str, error: str, status: int) -> Response:
    kept = bool(visit.form.one("kept"))
    next_path = _staff_path(visit.form.one("next"), "")
    return _render(visit, SignInPage(next_path, False, kept, {"login": login}, error), status)


def _render(visit: Visit, page: SignInPage, status: int = 200) -> Response:
    return visit.render("staff/sign_in/show_sign_in.html", page, status=status)


def _staff_path(path: str, otherwise: str) -> str:
    safe = safe_return_path(path, otherwise)
    return safe if safe == "/staff" or safe.startswith("/staff/") else otherwise
