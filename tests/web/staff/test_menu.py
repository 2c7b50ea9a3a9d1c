"""What is offered can be opened: the menu, for every role there is and every pair of them."""

from itertools import combinations

import pytest

from app.auth.identity import Role
from app.auth.permissions import PERMISSIONS, Action
from app.auth.staff_accounts import NewStaff, create_account
from tests.web.staff.making import PASSWORD, Desk, Officer

ROLES = [frozenset(chosen) for count in (0, 1, 2) for chosen in combinations(PERMISSIONS, count)]


def hired(desk: Desk, roles: frozenset[Role]) -> Officer:
    """Just signed in, on whatever page that leads to."""
    with desk.office.database.write() as session:
        new = NewStaff("shinjin", "新人 ひかり", PASSWORD, roles, frozenset({"jumin"}))
        create_account(session, new, by=None, now=desk.clock()).must_change_password = False
    return desk.officer("shinjin")


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: "+".join(sorted(roles)) or "none")
def test_every_link_of_the_menu_opens_for_whoever_sees_it(desk: Desk, roles: frozenset[Role]) -> None:
    """Must catch: an administrator or an auditor who is shown the queue, and gets 403 there or at the door."""
    officer = hired(desk, roles)
    assert officer.answer.status_code == 200
    offered = officer.page.xpath("//ul[@class='staff-nav']//a/@href")
    home = officer.page.xpath("//a[@class='brand']/@href")
    assert officer.path == offered[0]
    for href in (*offered, *home):
        officer.opens(href)
    may = {action for role in roles for action in PERMISSIONS[role]}
    assert ("/staff/queue" in offered) is (Action.VIEW_CASE in may)
    assert ("/staff/approvals" in offered) is (Action.APPROVE in may)
    assert ("/staff/accounts" in offered) is (Action.MANAGE_ACCOUNTS in may)
    assert ("/staff/parameters" in offered) is (Action.SET_PARAMETERS in may)
    assert ("/staff/incidents" in offered) is (Action.CLOSE_INCIDENTS in may)
    assert ("/staff/audit" in offered) is (Action.VIEW_AUDIT in may)


def test_the_page_that_refuses_leads_to_one_that_does_not(desk: Desk) -> None:
    """Must catch: 「最初のページへ」 that leads an auditor to the next refusal."""
    auditor = desk.officer("kansa")
    auditor.opens("/staff/queue", expected=403)
    auditor.follows("最初のページへ")
    assert auditor.path == "/staff/audit"


def test_the_menu_marks_where_one_is(desk: Desk) -> None:
    """Must catch: 「アカウント」 marked on the page of all accounts, whose address begins alike."""
    admin = desk.officer("kanri")
    admin.opens("/staff/accounts")
    marked = admin.page.xpath("//ul[@class='staff-nav']//a[@aria-current]/@href")
    assert marked == ["/staff/accounts"]
