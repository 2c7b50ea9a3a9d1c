from datetime import UTC, datetime

import pytest

from app.applications.officers import carry_out_plans
from app.audit.queries import list_latest
from app.auth.models import StaffAccount
from app.auth.queries import find_staff_by_login
from tests.web.staff.making import PASSWORD, Desk, Officer


def account_named(desk: Desk, login: str) -> StaffAccount | None:
    with desk.office.database.read() as session:
        found = find_staff_by_login(session, login)
        if found is not None:
            session.expunge(found)
        return found


def made(desk: Desk, login: str = "shinjin") -> tuple[Officer, str]:
    """The administrator after making an account, and its first password."""
    admin = desk.officer("kanri")
    admin.opens("/staff/accounts/new")
    given = {"login": login, "display_name": "新人 ひかり", "roles": ["clerk"], "sections": ["kosodate"]}
    admin.sends("登録して、最初のパスワードを作る", given)
    return admin, admin.page.xpath("//div[@class='confirmation']//dd")[0].text_content().strip()


def test_an_account_is_made_with_a_password_that_is_shown_once(desk: Desk) -> None:
    """Mutation: keep the password where it could be shown again."""
    admin, password = made(desk)
    assert len(password) == 19
    admin.opens("/staff/accounts")
    admin.follows("shinjin")
    assert password not in admin.answer.text
    newcomer = Officer(desk.app, desk.office.public_url)
    newcomer.signs_in("shinjin", password)
    assert newcomer.path == "/staff/account/password"


def test_two_first_passwords_are_never_the_same(desk: Desk) -> None:
    assert made(desk, "one")[1] != made(desk, "two")[1]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"login": "あ", "display_name": "新人"}, "ログイン名は半角"),
        ({"login": "tanto", "display_name": "新人"}, "すでに使われています"),
        ({"login": "shinjin", "display_name": ""}, "氏名を入力してください"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    desk: Desk, given: dict[str, str], complaint: str
) -> None:
    admin = desk.officer("kanri")
    admin.opens("/staff/accounts/new")
    admin.sends("登録して", {**given, "roles": ["clerk"], "sections": ["jumin"]}, expected=422)
    assert complaint in admin.text
    assert {box.get("value") for box in admin.page.xpath("//main//input[@checked]")} == {"clerk", "jumin"}
    assert account_named(desk, "shinjin") is None


def test_new_duties_hold_from_the_next_request_on(desk: Desk) -> None:
    number = desk.file("disaster_certificate")
    clerk, admin = desk.officer(), desk.officer("kanri")
    clerk.opens(f"/staff/cases/{number}")
    admin.opens("/staff/accounts")
    admin.follows("tanto")
    admin.sends("変更する", {"roles": ["clerk"], "sections": ["kosodate"]})
    assert "変えました" in admin.text
    clerk.opens(f"/staff/cases/{number}", expected=404)


def test_roles_and_sections_that_do_not_exist_are_left_out(desk: Desk) -> None:
    admin = desk.officer("kanri")
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("変更する", {"roles": ["clerk", "mayor"], "sections": ["kosodate", "everything"]})
    account = account_named(desk, "tanto")
    assert account is not None
    assert (account.roles, account.sections) == (["clerk"], ["kosodate"])


def test_an_account_that_is_shut_is_out_at_once_and_can_come_back(desk: Desk) -> None:
    clerk, admin = desk.officer(), desk.officer("kanri")
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("使えないようにする")
    clerk.opens("/staff/queue")
    assert clerk.path == "/staff/sign-in"
    admin.sends("また使えるようにする")
    clerk.signs_in("tanto", PASSWORD)
    assert clerk.path == "/staff/queue"


def test_a_forgotten_password_is_replaced_and_every_session_ends(desk: Desk) -> None:
    clerk, admin = desk.officer(), desk.officer("kanri")
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("新しいパスワードを作る")
    password = admin.page.xpath("//div[@class='confirmation']//dd")[0].text_content().strip()
    clerk.opens("/staff/queue")
    assert clerk.path == "/staff/sign-in"
    clerk.sends("サインイン", {"login": "tanto", "password": password})
    assert clerk.path == "/staff/account/password"


def test_nobody_changes_their_own_duties(desk: Desk) -> None:
    """Mutation: draw the form for oneself too, and drop the check in the verb."""
    admin = desk.officer("kanri")
    own = f"/staff/accounts/{desk.member('kanri').id}"
    admin.opens(own)
    assert admin.page.xpath("//main//form") == []
    admin.posts(own, 403, roles="clerk")
    admin.opens(own)
    admin.posts(f"{own}/disable", 403)


def test_every_change_is_noted(desk: Desk) -> None:
    admin, _ = made(desk)
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("変更する")
    admin.sends("使えないようにする")
    with desk.office.database.read() as session:
        noted = [(entry.action, entry.actor_id) for entry in list_latest(session)]
    by = desk.member("kanri").id
    changes = [each for each in noted if not each[0].startswith("view_")]
    assert changes[:3] == [("disable_account", by), ("change_duties", by), ("create_account", by)]
    assert ("view_account", by) in noted


def test_an_account_that_does_not_exist_is_not_found(desk: Desk) -> None:
    desk.officer("kanri").opens("/staff/accounts/00000000-0000-7000-8000-000000000000", expected=404)


def test_a_transfer_holds_from_midnight_of_its_day_and_frees_the_cases(desk: Desk) -> None:
    """人事異動. Mutation: wait for whatever carries it out at night; until then the old section's cases stay open."""
    number = desk.file("disaster_certificate")
    clerk, admin = desk.officer(), desk.officer("kanri")
    clerk.opens(f"/staff/cases/{number}")
    clerk.sends("審査を始める")
    admin.opens(f"/staff/accounts/{desk.member().id}")
    given = {"roles": ["clerk"], "sections": ["kosodate"], "planned_on": "2026-05-13"}
    admin.sends("変更する", given)
    assert "5月13日" in admin.text
    clerk.opens(f"/staff/cases/{number}")
    desk.clock.at = datetime(2026, 5, 12, 15, 0, tzinfo=UTC)  # midnight in Japan
    clerk = Officer(desk.app, desk.office.public_url)
    clerk.signs_in("tanto", PASSWORD)
    clerk.opens(f"/staff/cases/{number}", expected=404)
    with desk.office.database.write() as session:
        carry_out_plans(session, now=desk.clock())
    with desk.case(number) as (_session, application):
        assert application.assignee_id is None
    account = account_named(desk, "tanto")
    assert account is not None
    assert (account.sections, account.planned_on) == (["kosodate"], None)


def test_a_plan_can_be_taken_back_and_a_day_that_is_none_is_refused(desk: Desk) -> None:
    admin = desk.officer("kanri")
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("変更する", {"planned_on": "きのう"}, expected=422)
    admin.sends("変更する", {"roles": [], "sections": [], "planned_on": "2026-06-01"})
    assert "職務なし" in admin.text
    admin.sends("予定を取り消す")
    assert "異動の予定" not in admin.text
    account = account_named(desk, "tanto")
    assert account is not None
    assert (account.roles, account.planned_on) == (["clerk"], None)
