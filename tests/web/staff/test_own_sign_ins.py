"""Where one is signed in, and how all of it ends: by oneself, and by an administrator."""

from pathlib import Path

from app.auth.models import StaffAccount
from app.auth.staff_accounts import disable
from tests.web.staff.making import PASSWORD, Desk, Officer, open_desk

DOOR = "/staff/sign-in"


def another(desk: Desk, login: str = "tanto") -> Officer:
    officer = Officer(desk.app, desk.office.public_url)
    officer.signs_in(login, PASSWORD)
    return officer


def test_ones_own_sessions_are_listed_and_all_others_end(desk: Desk) -> None:
    """Mutation: end this one too, or somebody else's."""
    here, elsewhere, colleague = desk.officer(), another(desk), another(desk, "both")
    desk.clock.forward(minutes=2)
    here.opens("/staff/account/sessions")
    rows = [" ".join(row.text_content().split()) for row in here.page.xpath("//tbody/tr")]
    assert len(rows) == 2
    assert sum("この画面" in row for row in rows) == 1
    here.sends("この画面のほかを、すべてサインアウトする")
    assert "ほかのサインインを終えました" in here.text
    for officer, path in ((here, "/staff/queue"), (elsewhere, DOOR), (colleague, "/staff/queue")):
        officer.opens("/staff/queue")
        assert officer.path == path


def test_a_session_that_ran_out_is_not_listed(desk: Desk) -> None:
    another(desk)
    desk.clock.forward(minutes=31)
    here = another(desk)
    here.opens("/staff/account/sessions")
    assert len(here.page.xpath("//tbody/tr")) == 1


def test_whoever_is_disabled_is_out_within_the_minute_in_every_process(desk: Desk, tmp_path: Path) -> None:
    """I-47. Mutation: remember for a while who somebody is. Two processes know nothing of each other but the tables."""
    second = open_desk(tmp_path)
    second.clock = desk.clock
    clerk, there = desk.officer(), Officer(second.app, second.office.public_url)
    there.client.cookies.set("staff", clerk.client.cookies["staff"])
    there.opens("/staff/queue")
    assert there.path == "/staff/queue"
    with desk.office.database.write() as session:
        disable(session, session.get_one(StaffAccount, desk.member().id), by=None, now=desk.clock())
    for seconds in (0, 1, 30, 29):
        desk.clock.forward(seconds=seconds)
        for officer in (clerk, there):
            for path in ("/staff/queue", "/staff/account", "/staff/health", "/staff/account/sessions"):
                answer = officer.client.get(path, follow_redirects=False)
                assert answer.status_code == 303, path
                assert answer.headers["location"].startswith(DOOR), path
    there.close()
    second.office.database.engine.dispose()
