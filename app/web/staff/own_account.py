"""One's own account: what one may do here, when one was here last, and the password."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from app.auth import sessions, staff_accounts
from app.auth.models import StaffAccount, WebSession
from app.auth.permissions import ROLE_NAMES
from app.auth.queries import get_staff
from app.auth.staff_sign_in import confirm_password
from app.errors import Forbidden, Invalid, TooMany
from app.municipality.town import Municipality
from app.web.at_desk import note
from app.web.menu import home_of
from app.web.policies import STAFF
from app.web.routing import Pages
from app.web.staff.coming_in import PREVIOUS
from app.web.visits import Visit

pages = Pages("/staff/account")
BOXES = ("current", "new", "again")


@dataclass(frozen=True)
class AccountPage:
    """`previous_at`: whoever did not sign in then has to say so."""

    name: str
    login: str
    roles: tuple[str, ...]
    sections: tuple[str, ...]
    previous_at: datetime | None
    is_changed: bool


@dataclass(frozen=True)
class PasswordPage:
    must_change: bool
    errors: Mapping[str, str]


@pages.get("", STAFF)
def show_account(visit: Visit, done: str = "") -> Response:
    account = get_staff(visit.session, visit.staff.id)
    found = _web_session(visit).extra.get(PREVIOUS)
    page = AccountPage(
        name=account.display_name,
        login=account.login,
        roles=tuple(ROLE_NAMES[role] for role in sorted(account.role_set)),
        sections=section_names(visit.office.town, account.sections),
        previous_at=datetime.fromisoformat(found) if found else None,
        is_changed=done == "password",
    )
    return visit.render("staff/account/show_account.html", page)


def section_names(town: Municipality, keys: list[str]) -> tuple[str, ...]:
    return tuple(section.name for section in town.sections if section.key in keys)


@pages.get("/password", STAFF)
def show_password(visit: Visit) -> Response:
    return _render(visit, {})


@pages.post("/password", STAFF)
def change_password(visit: Visit) -> Response:
    """A wrong current password is counted like one at the door, and so it must not raise."""
    current, new, again = (next(iter(visit.form.fields.get(name, ())), "") for name in BOXES)
    account = get_staff(visit.session, visit.staff.id)
    was_first = account.must_change_password
    errors = _confirmed(visit, account, current)
    if not errors and new != again:
        errors = {"again": "新しいパスワードが、2つの欄で違います。"}
    if not errors:
        errors = _set(visit, account, new)
    if errors:
        return _render(visit, errors)
    note(visit, "change_password", "staff_account", account.id)
    return visit.see_other(home_of(visit.staff) if was_first else "/staff/account?done=password")


def _confirmed(visit: Visit, account: StaffAccount, password: str) -> dict[str, str]:
    keys = visit.office.auth.keys
    try:
        right = confirm_password(
            visit.session, account, password, address=visit.address, keys=keys, now=visit.now
        )
    except TooMany as refusal:
        return {"current": refusal.message}
    return {} if right else {"current": "今のパスワードが違います。"}


def _set(visit: Visit, account: StaffAccount, new: str) -> dict[str, str]:
    try:
        staff_accounts.set_password(visit.session, account, new, keep=_web_session(visit), now=visit.now)
    except Invalid as refusal:
        return {"new": refusal.message}
    return {}


def _web_session(visit: Visit) -> WebSession:
    """Raises Forbidden when it ended in this very instant."""
    token = visit.cookies.staff_token or ""
    found = sessions.find_session(visit.session, token, settings=visit.office.auth, now=visit.now)
    if found is None:
        raise Forbidden
    return found


def _render(visit: Visit, errors: Mapping[str, str]) -> Response:
    page = PasswordPage(visit.staff.must_change_password, errors)
    return visit.render("staff/account/change_password.html", page, status=422 if errors else 200)
