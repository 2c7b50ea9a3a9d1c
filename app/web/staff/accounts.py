"""Giving accounts to colleagues, changing what they may do, and taking accounts away."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications import officers
from app.auth import staff_accounts
from app.auth.identity import Role
from app.auth.models import StaffAccount
from app.auth.permissions import Action
from app.auth.queries import get_staff, list_staff
from app.auth.second_factor import new_code
from app.auth.staff_accounts import NewStaff
from app.clock import japan_date
from app.errors import Conflict, Invalid
from app.web.at_desk import DeskPages, event_of, note
from app.web.policies import staff_who_may
from app.web.staff.account_views import AccountRow, render, row_of
from app.web.staff.value_boxes import read_day
from app.web.visits import Visit

pages = DeskPages("/staff/accounts")
MANAGE = staff_who_may(Action.MANAGE_ACCOUNTS)


@dataclass(frozen=True)
class AccountsPage:
    rows: tuple[AccountRow, ...]


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
    page = AccountsPage(tuple(row_of(visit, account) for account in accounts))
    return visit.render("staff/accounts/show_accounts.html", page)


@pages.get("/new", MANAGE)
def show_new(visit: Visit) -> Response:
    return render(visit, None, {})


@pages.post("/new", MANAGE)
def create(visit: Visit) -> Response:
    form, password = visit.form, first_password()
    roles, sections = _duties(visit)
    new = NewStaff(form.one("login"), form.one("display_name"), password, roles, sections)
    try:
        account = staff_accounts.create_account(visit.session, new, by=visit.staff, now=visit.now)
    except (Invalid, Conflict) as refusal:
        box = "login" if new.display_name else "display_name"
        return render(visit, None, visit.form.fields, {box: refusal.message})
    note(visit, "create_account", "staff_account", account.id)
    return show_password(visit, account, password)


@pages.get("/{account_id}", MANAGE)
def show_account(visit: Visit, account_id: UUID, done: str = "") -> Response:
    account = get_staff(visit.session, account_id)
    visit.record_view(event_of(visit, "view_account", "staff_account", account.id))
    boxes = {"roles": list(account.roles), "sections": list(account.sections)}
    return render(visit, account, boxes, is_changed=bool(done))


@pages.post("/{account_id}", MANAGE)
def change_duties(visit: Visit, account_id: UUID) -> Response:
    """At once, or from a later day (人事異動)."""
    account, day = get_staff(visit.session, account_id), visit.form.one("planned_on")
    try:
        later = read_day("planned_on", day) if day else None
    except Invalid as refusal:
        return render(visit, account, visit.form.fields, {"planned_on": refusal.message})
    if later is not None and later > japan_date(visit.now):
        staff_accounts.plan_duties(account, *_duties(visit), on=later, by=visit.staff)
        note(visit, "plan_duties", "staff_account", account.id)
    else:
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


def first_password() -> str:
    """To be changed at the first sign-in."""
    return new_code()


def show_password(visit: Visit, account: StaffAccount, password: str) -> Response:
    page = FirstPasswordPage(account.display_name, account.login, password)
    return visit.render("staff/accounts/show_password.html", page)


def _duties(visit: Visit) -> tuple[frozenset[Role], frozenset[str]]:
    """What does not exist is left out, whatever was sent."""
    roles = set(visit.form.fields.get("roles", ()))
    sections = set(visit.form.fields.get("sections", ()))
    known = {section.key for section in visit.office.town.sections}
    return frozenset(role for role in Role if role.value in roles), frozenset(sections & known)
