"""What every way in has in common: the session before it ends, the cookie changes, the trail knows, and on one goes."""

from dataclasses import dataclass

from starlette.responses import Response

from app.auth import second_factor, sessions, staff_sign_in
from app.auth.models import StaffAccount, WebSession
from app.auth.return_paths import safe_return_path
from app.auth.visitors import staff_member_of
from app.clock import japan_date
from app.web.at_desk import OWN_PASSWORD, note
from app.web.menu import home_of
from app.web.visits import Visit

DOOR = "/staff/sign-in"
CODE, ENROL, RECOVERY = f"{DOOR}/code", f"{DOOR}/enrol", f"{DOOR}/recovery"
PREVIOUS = "previous_at"


@dataclass(frozen=True)
class Goal:
    """Where somebody wanted to go; `kept`: what was sent meanwhile waits behind this door."""

    next: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Step:
    """Somebody who has told the password and nothing more."""

    account: StaffAccount
    web_session: WebSession

    @property
    def goal(self) -> Goal:
        extra = self.web_session.extra
        return Goal(extra.get("next", ""), bool(extra.get("kept")))


def asks_for_more(visit: Visit, account: StaffAccount) -> bool:
    return visit.office.asks_second_factor or second_factor.is_enrolled(visit.session, account.id)


def begin_step(visit: Visit, account: StaffAccount, goal: Goal) -> Response:
    """After the password: to the code, or to where an authenticator is made known."""
    end_previous(visit)
    opened = staff_sign_in.step_in(visit.session, account, now=visit.now)
    opened.web_session.extra = {"next": goal.next, "kept": goal.kept}
    opened.web_session.shared_terminal = visit.cookies.is_shared_terminal
    visit.cookies.keep_staff(opened.token)
    if second_factor.is_enrolled(visit.session, account.id):
        return visit.see_other(CODE)
    second_factor.begin_enrolment(visit.session, account.id, now=visit.now)
    return visit.see_other(ENROL)


def step_of(visit: Visit) -> Step | None:
    found = _web_session(visit)
    account = staff_sign_in.account_of_step(visit.session, found)
    return Step(account, found) if account is not None and found is not None else None


def go_in(visit: Visit, account: StaffAccount, goal: Goal) -> str:
    """Where to go on. A new session, which remembers the sign-in before this one."""
    end_previous(visit)
    entered = staff_sign_in.go_in(visit.session, account, now=visit.now)
    if entered.previous_at:
        entered.opened.web_session.extra = {PREVIOUS: entered.previous_at.isoformat()}
    entered.opened.web_session.shared_terminal = visit.cookies.is_shared_terminal
    visit.cookies.keep_staff(entered.opened.token)
    visit.who = staff_member_of(account, today=japan_date(visit.now))
    note(visit, "sign_in", "staff_account", account.id)
    if visit.staff.must_change_password:
        return OWN_PASSWORD
    return "/staff/kept" if goal.kept else staff_path(goal.next, home_of(visit.staff))


def end_previous(visit: Visit) -> None:
    """Whatever session this browser had."""
    old = _web_session(visit)
    if old is not None:
        sessions.end(old, now=visit.now)


def staff_path(path: str, otherwise: str) -> str:
    safe = safe_return_path(path, otherwise)
    return safe if safe == "/staff" or safe.startswith("/staff/") else otherwise


def _web_session(visit: Visit) -> WebSession | None:
    token = visit.cookies.staff_token
    return (
        sessions.find_session(visit.session, token, settings=visit.office.auth, now=visit.now)
        if token
        else None
    )
