"""What is done about ways in: second factors, sessions, and the town's own identity provider."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.auth import second_factor
from app.auth.authenticator import code_at, step_at
from app.auth.identity import Role
from app.auth.queries import get_staff
from app.auth.staff_accounts import NewStaff, create_account
from app.auth.staff_idp import StaffIdp
from app.auth.staff_queries import find_second_factor
from app.database import new_id
from tests.auth.town_peer import settings
from tests.people import Clerk
from tests.world import PASSWORD

DOOR = "/staff/sign-in"


def with_second_factor(town: Any, *, confirmed: bool = True) -> tuple[Clerk, str, list[str]]:
    """Somebody hired just now, after the password; their secret, and their codes on paper."""
    login = f"two{new_id().hex[-12:]}"
    with town.world.office.database.write() as session:
        new = NewStaff(login, "新人 なお", PASSWORD, frozenset({Role.CLERK}), frozenset({"jumin"}))
        account = create_account(session, new, by=None, now=town.world.clock())
        account.must_change_password = False
        factor = second_factor.begin_enrolment(session, account.id, now=town.world.clock())
        codes = second_factor.new_recovery_codes(session, account.id)
        factor.confirmed_at = town.world.clock()
        secret, account_id = factor.secret, account.id
    clerk = Clerk(town.world.url)
    clerk.signs_in(login, PASSWORD)
    if not confirmed:
        with town.world.office.database.write() as session:
            found = find_second_factor(session, account_id)
            assert found is not None
            found.confirmed_at = None
        clerk.opens(f"{DOOR}/enrol")
    return clerk, secret, codes


def tells_two_codes(town: Any) -> None:
    clerk, secret, _ = with_second_factor(town)
    now = step_at(town.world.clock())
    clerk.sends("サインイン", {"code": code_at(secret, now - 1), "next_code": code_at(secret, now)})
    assert clerk.path == "/staff/queue"
    clerk.close()


def tells_code_from_paper(town: Any) -> None:
    clerk, _, codes = with_second_factor(town)
    clerk.follows("予備のコードを使う")
    clerk.sends("サインイン", {"recovery": codes[0]})
    clerk.close()


def enrols(town: Any) -> None:
    clerk, secret, _ = with_second_factor(town, confirmed=False)
    clerk.sends("登録する", {"code": code_at(secret, step_at(town.world.clock()))})
    clerk.close()


def begins_second_factor(town: Any) -> None:
    """By somebody new, who otherwise would be asked for it from now on."""
    clerk = Clerk(town.world.url)
    page = town.account
    with town.world.office.database.write() as session:
        account = second_factor_account(session, page)
        account.must_change_password = False
        login = account.login
    clerk.signs_in(login, PASSWORD)
    clerk.opens("/staff/account/second-factor")
    clerk.sends("認証アプリを登録する", {"password": PASSWORD})
    clerk.close()


def second_factor_account(session: Any, page: str) -> Any:
    return get_staff(session, UUID(page.rpartition("/")[2]))


def begins_anew(town: Any) -> None:
    page = town.account
    with town.world.office.database.write() as session:
        account = second_factor_account(session, page)
        factor = second_factor.begin_enrolment(session, account.id, now=town.world.clock())
        factor.confirmed_at = town.world.clock()
    town.posts(town.admin, page, f"{page}/second-factor")


def binds(town: Any) -> None:
    page, app = town.account, town.world.app
    before = app.state.office
    app.state.office = replace(before, staff_idp=StaffIdp(settings(), town.world.clock))
    try:
        town.posts(town.admin, page, f"{page}/identity", subject=f"subject-{new_id()}")
    finally:
        app.state.office = before


def plans(town: Any) -> str:
    page = str(town.account)
    town.posts(town.admin, page, page, planned_on="2050-04-01", roles="clerk", sections="kosodate")
    return page


def forgets_plan(town: Any) -> None:
    page = plans(town)
    town.posts(town.admin, page, f"{page}/plan")


def changes_password(town: Any) -> None:
    new = "another-password-2026"
    town.clerk.opens("/staff/account/password")
    town.clerk.sends("パスワードを変える", {"current": PASSWORD, "new": new, "again": new})


def leaves_the_desk(town: Any) -> None:
    auditor = Clerk(town.world.url)
    auditor.signs_in("kansa", PASSWORD)
    town.posts(auditor, "/staff/account", "/staff/sign-out")
    auditor.close()


# As in `tests.hostile.deeds.DEEDS`.
OF_SIGN_INS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    f"POST {DOOR}/code": ("sign_in", tells_two_codes),
    f"POST {DOOR}/recovery": ("use_recovery_code", tells_code_from_paper),
    f"POST {DOOR}/enrol": ("enrol_second_factor", enrols),
    "POST /staff/account/second-factor": ("begin_second_factor", begins_second_factor),
    "POST /staff/account/sessions/end": (
        "end_other_sessions",
        lambda t: t.posts(t.clerk, "/staff/account/sessions", "/staff/account/sessions/end"),
    ),
    "POST /staff/accounts/{account_id}/second-factor": ("reset_second_factor", begins_anew),
    "POST /staff/accounts/{account_id}/identity": ("bind_identity", binds),
    "POST /staff/accounts/{account_id}/plan": ("forget_plan", forgets_plan),
    "POST /staff/account/password": ("change_password", changes_password),
    "POST /staff/sign-out": ("sign_out", leaves_the_desk),
    "POST /my/sign-ins/end-others": (
        "end_other_sessions",
        lambda t: t.posts(t.owner, "/my/sign-ins", "/my/sign-ins/end-others"),
    ),
    "POST /my/sign-ins/end-all": (
        "end_all_sessions",
        lambda t: t.posts(t.owner, "/my/sign-ins", "/my/sign-ins/end-all"),
    ),
}
