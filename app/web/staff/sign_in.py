"""The door for staff: a login and a password of their own, never shared."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import sessions
from app.auth.identity import StaffMember
from app.auth.staff_sign_in import prove_password
from app.errors import TooMany
from app.web.at_desk import note
from app.web.menu import home_of
from app.web.policies import PUBLIC, STAFF
from app.web.routing import Pages
from app.web.security import allow_form_target, forget_in_browser
from app.web.staff.coming_in import Goal, asks_for_more, begin_step, go_in, staff_path
from app.web.visits import Visit

pages = Pages("/staff")
WRONG = "ログイン名かパスワードが違います。"


@dataclass(frozen=True)
class SignInPage:
    """`ended`: the session ran out; `kept`: what was sent meanwhile waits behind this door."""

    next: str
    ended: bool
    kept: bool
    boxes: Mapping[str, str]
    error: str
    has_town: bool


@pages.get("", STAFF)
def go_home(visit: Visit) -> Response:
    return visit.see_other(home_of(visit.staff))


@pages.get("/sign-in", PUBLIC)
def show_sign_in(visit: Visit, back: str = "", ended: str = "", kept: str = "") -> Response:
    if isinstance(visit.who, StaffMember):
        return visit.see_other(staff_path(back, home_of(visit.staff)))
    return _render(visit, staff_path(back, ""), ended=bool(ended), kept=bool(kept))


@pages.post("/sign-in", PUBLIC)
def sign_in(visit: Visit) -> Response:
    """The same words for an unknown login, a wrong password and a disabled account."""
    login, password = visit.form.one("login"), next(iter(visit.form.fields.get("password", ())), "")
    keys = visit.office.auth.keys
    try:
        account = prove_password(
            visit.session, login, password, address=visit.address, keys=keys, now=visit.now
        )
    except TooMany as refusal:
        return _again(visit, login, refusal.message, 429)
    if account is None:
        record(visit.session, AuditEvent(visit.now, "anonymous", None, "sign_in_failed", "staff_account"))
        return _again(visit, login, WRONG, 422)
    goal = Goal(visit.form.one("next"), bool(visit.form.one("kept")))
    if asks_for_more(visit, account):
        return begin_step(visit, account, goal)
    return visit.see_other(go_in(visit, account, goal))


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
    kept, boxes = bool(visit.form.one("kept")), {"login": login}
    return _render(visit, staff_path(visit.form.one("next"), ""), kept=kept, again=(boxes, error, status))


def _render(
    visit: Visit,
    next_path: str,
    *,
    ended: bool = False,
    kept: bool = False,
    again: tuple[Mapping[str, str], str, int] = ({}, "", 200),
) -> Response:
    boxes, error, status = again
    idp = visit.office.staff_idp
    page = SignInPage(next_path, ended, kept, boxes, error, has_town=idp is not None)
    response = visit.render("staff/sign_in/show_sign_in.html", page, status=status)
    return allow_form_target(response, idp.origin) if idp else response
