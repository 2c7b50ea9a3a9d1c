"""Giving accounts to colleagues, changing what they may do, and taking accounts away."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.responses import Response

from app.applications import officers
from app.auth import staff_accounts
from app.auth.identity import Role
from app.auth.models import StaffAccount
from app.auth.permissions import ACTION_NAMES, PERMISSIONS, ROLE_NAMES, Action
from app.auth.queries import get_staff, list_staff
from app.auth.staff_accounts import NewStaff
from app.errors import Conflict, Invalid
from app.web.policies import staff_who_may
from app.web.staff.at_desk import DeskPages, event_of, note
from app.web.staff.own_account import section_names
from app.web.visits import Visit

pages = DeskPages("/staff/accounts")
MANAGE = staff_who_may(Action.MANAGE_ACCOUNTS)
# No 0/O, 1/I/L: read from a note, typed once.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class AccountRow:
    href: str
    name: str
    login: str
    roles: str
    sections: str
    is_disabled: bool
    last_at: datetime | None


@dataclass(frozen=True)
class AccountsPage:
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True)
class DutyChoice:
    value: str
    label: str
    hint: str | None = None


@dataclass(frozen=True)
class AccountForm:
    """`account` is None for a new one. `is_own`: nobody changes their own duties."""

    account: AccountRow | None
    is_own: bool
    roles: tuple[DutyChoice, ...]
    sections: tuple[DutyChoice, ...]
    boxes: Mapping[str, list[str]]
    errors: Mapping[str, str]
    is_changed: bool


@dataclass(frozen=True)
class FirstPasswordPage:
    """`password` is shown here and nowhere else, ever."""

    name: str
    login: str
    password: str


@pages.get("", MANAGE)
def show_accounts(visit: Visit) -> Response:
    accounts = list_staff(visit.session)
    visit.record_view(event_of(visit, "list_accounts", "staff_account"))
    page = AccountsPage(tuple(_row(visit, account) for account in accounts))
    return visit.render("staff/accounts/show_accounts.html", page)


@pages.get("/new", MANAGE)
def show_new(visit: Visit) -> Response:
    return _render(visit, None, {})


@pages.post("/new", MANAGE)
def create(visit: Visit) -> Response:
    form, password = visit.form, _first_password()
    roles, sections = _duties(visit)
    new = NewStaff(form.one("login"), form.one("display_name"), password, roles, sections)
    try:
        account = staff_accounts.create_account(visit.session, new, by=visit.staff, now=visit.now)
    except (Invalid, Conflict) as refusal:
        box = "login" if new.display_name else "display_name"
        return _render(visit, None, visit.form.fields, {box: refusal.message})
    note(visit, "create_account", "staff_account", account.id)
    return _show_password(visit, account, password)


@pages.get("/{account_id}", MANAGE)
def show_account(visit: Visit, account_id: UUID, done: str = "") -> Response:
    account = get_staff(visit.session, account_id)
    visit.record_view(event_of(visit, "view_account", "staff_account", account.id))
    boxes = {"roles": list(account.roles), "sections": list(account.sections)}
    return _render(visit, account, boxes, is_changed=bool(done))


@pages.post("/{account_id}", MANAGE)
def change_duties(visit: Visit, account_id: UUID) -> Response:
    account = get_staff(visit.session, account_id)
    officers.change_duties(visit.session, account, _duties(visit), by=visit.staff, now=visit.now)
    note(visit, "change_duties", "staff_account", account.id)
    return visit.see_other(f"/staff/accounts/{account.id}?done=1")


@pages.post("/{account_id}/disable", MANAGE)
def disable(visit: Visit, account_id: UUID) -> Response:
    account = get_staff(visit.session, account_id)
    officers.disable_account(visit.session, account, by=visit.staff, now=visit.now)
    note(visit, "disable_account", "staff_account", account.id)
    return visit.see_other(f"/staff/accounts/{account.id}?done=1")


@pages.post("/{account_id}/enable", MANAGE)
def enable(visit: Visit, account_id: UUID) -> Response:
    account = get_staff(visit.session, account_id)
    staff_accounts.enable(account, by=visit.staff)
    note(visit, "enable_account", "staff_account", account.id)
    return visit.see_other(f"/staff/accounts/{account.id}?done=1")


@pages.post("/{account_id}/password", MANAGE)
def reset_password(visit: Visit, account_id: UUID) -> Response:
    account, password = get_staff(visit.session, account_id), _first_password()
    staff_accounts.reset_password(visit.session, account, password, by=visit.staff, now=visit.now)
    note(visit, "reset_password", "staff_account", account.id)
    return _show_password(visit, account, password)


def _first_password() -> str:
    """Four groups of four letters, to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _show_password(visit: Visit, account: StaffAccount, password: str) -> Response:
    page = FirstPasswordPage(account.display_name, account.login, password)
    return visit.render("staff/accounts/show_password.html", page)


def _duties(visit: Visit) -> tuple[frozenset[Role], frozenset[str]]:
    """What does not exist is left out, whatever was sent."""
    roles = set(visit.form.fields.get("roles", ()))
    sections = set(visit.form.fields.get("sections", ()))
    known = {section.key for section in visit.office.town.sections}
    return frozenset(role for role in Role if role.value in roles), frozenset(sections & known)


def _row(visit: Visit, account: StaffAccount) -> AccountRow:
    return AccountRow(
        href=f"/staff/accounts/{account.id}",
        name=account.display_name,
        login=account.login,
        roles="、".join(ROLE_NAMES[role] for role in Role if role in account.role_set),
        sections="、".join(section_names(visit.office.town, account.sections)),
        is_disabled=account.disabled_at is not None,
        last_at=account.last_signed_in_at,
    )


def _render(
    visit: Visit,
    account: StaffAccount | None,
    boxes: Mapping[str, list[str]],
    errors: Mapping[str, str] | None = None,
    *,
    is_changed: bool = False,
) -> Response:
    page = AccountForm(
        account=_row(visit, account) if account else None,
        is_own=account is not None and account.id == visit.staff.id,
        roles=tuple(DutyChoice(role.value, ROLE_NAMES[role], _told(role)) for role in Role),
        sections=tuple(DutyChoice(section.key, section.name) for section in visit.office.town.sections),
        boxes=boxes,
        errors=errors or {},
        is_changed=is_changed,
    )
    return visit.render("staff/accounts/show_account.html", page, status=422 if errors else 200)


def _told(role: Role) -> str:
    return "、".join(ACTION_NAMES[action] for action in Action if action in PERMISSIONS[role])
