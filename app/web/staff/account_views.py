"""What the pages about accounts show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from app.auth.identity import Role
from app.auth.models import StaffAccount
from app.auth.permissions import ACTION_NAMES, PERMISSIONS, ROLE_NAMES, Action
from app.auth.second_factor import is_enrolled
from app.auth.staff_queries import find_identity_of
from app.japan.eras import full_date
from app.web.staff.own_account import section_names
from app.web.visits import Visit


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
    has_second_factor: bool
    has_town: bool
    is_bound: bool
    plan: str | None


def row_of(visit: Visit, account: StaffAccount) -> AccountRow:
    return AccountRow(
        href=f"/staff/accounts/{account.id}",
        name=account.display_name,
        login=account.login,
        roles="、".join(ROLE_NAMES[role] for role in Role if role in account.role_set),
        sections="、".join(section_names(visit.office.town, account.sections)),
        is_disabled=account.disabled_at is not None,
        last_at=account.last_signed_in_at,
    )


def render(
    visit: Visit,
    account: StaffAccount | None,
    boxes: Mapping[str, list[str]],
    errors: Mapping[str, str] | None = None,
    *,
    is_changed: bool = False,
) -> Response:
    page = AccountForm(
        account=row_of(visit, account) if account else None,
        is_own=account is not None and account.id == visit.staff.id,
        roles=tuple(DutyChoice(role.value, ROLE_NAMES[role], _told(role)) for role in Role),
        sections=tuple(DutyChoice(section.key, section.name) for section in visit.office.town.sections),
        boxes=boxes,
        plan=_plan(visit, account) if account else None,
        errors=errors or {},
        is_changed=is_changed,
        has_town=visit.office.staff_idp is not None,
        is_bound=account is not None and find_identity_of(visit.session, account.id) is not None,
        has_second_factor=account is not None and is_enrolled(visit.session, account.id),
    )
    return visit.render("staff/accounts/show_account.html", page, status=422 if errors else 200)


def _plan(visit: Visit, account: StaffAccount) -> str | None:
    """What will hold, and from when."""
    if account.planned_on is None:
        return None
    roles, sections = account.duties_on(account.planned_on)
    words = "、".join(ROLE_NAMES[role] for role in Role if role in roles) or "職務なし"
    places = "、".join(section_names(visit.office.town, sorted(sections))) or "所属なし"
    return f"{full_date(account.planned_on)}から：{words}（{places}）"


def _told(role: Role) -> str:
    return "、".join(ACTION_NAMES[action] for action in Action if action in PERMISSIONS[role])
