import pytest

from app.audit.queries import list_latest
from app.auth.attempts import PER_KEY_AND_ADDRESS
from app.auth.models import StaffAccount
from app.auth.staff_accounts import disable, reset_password
from tests.web.staff.making import PASSWORD, Desk, Officer

FIRST = "first-password-2026"
OWN = "橋のたもとの 赤い自転車"


def newcomer(desk: Desk) -> Officer:
    return Officer(desk.app, desk.office.public_url)


def give_first_password(desk: Desk, login: str) -> None:
    with desk.office.database.write() as session:
        account = session.get_one(StaffAccount, desk.member(login).id)
        reset_password(session, account, FIRST, by=None, now=desk.clock())


def test_everybody_comes_in_where_their_work_is(desk: Desk) -> None:
    for login, path in (("tanto", "/staff/queue"), ("kanri", "/staff/accounts"), ("kansa", "/staff/audit")):
        assert desk.officer(login).path == path


def test_nobody_learns_whether_it_was_the_login_or_the_password(desk: Desk) -> None:
    """Mutation: another sentence for an unknown or a disabled account."""
    with desk.office.database.write() as session:
        shut_out = session.get_one(StaffAccount, desk.member("both").id)
        disable(session, shut_out, by=None, now=desk.clock())
    officer, seen = newcomer(desk), set()
    for login, password in (("tanto", "wrong"), ("nobody", "wrong"), ("both", PASSWORD), ("", "")):
        officer.opens("/staff/sign-in")
        officer.sends("サインイン", {"login": login, "password": password}, expected=422)
        seen.add(officer.text)
        assert "ログイン名かパスワードが違います" in officer.text
        assert "wrong" not in officer.answer.text
    assert len(seen) == 1


def test_after_five_wrong_tries_the_door_stays_shut_for_the_right_password_too(desk: Desk) -> None:
    """Mutation: raise where the password is wrong; the failures would be rolled back uncounted."""
    officer = newcomer(desk)
    for _ in range(PER_KEY_AND_ADDRESS):
        officer.opens("/staff/sign-in")
        officer.sends("サインイン", {"login": "tanto", "password": "wrong"}, expected=422)
    officer.sends("サインイン", {"login": "tanto", "password": PASSWORD}, expected=429)
    assert "15分ほど" in officer.text
    desk.clock.forward(minutes=16)
    officer.signs_in("tanto", PASSWORD)
    assert officer.path == "/staff/queue"


def test_whoever_has_a_first_password_chooses_their_own_before_anything_else(desk: Desk) -> None:
    """Mutation: `DeskPages` without its guard."""
    give_first_password(desk, "tanto")
    number = desk.file("disaster_certificate")
    officer = newcomer(desk)
    officer.signs_in("tanto", FIRST)
    assert officer.path == "/staff/account/password"
    for path in ("/staff/queue", f"/staff/cases/{number}", "/staff/health", "/staff/approvals"):
        answer = officer.client.get(path, follow_redirects=False)
        assert answer.status_code in {303, 403}, path
        assert number not in answer.text
    officer.opens("/staff/account/password")
    officer.sends("パスワードを変える", {"current": FIRST, "new": OWN, "again": OWN})
    assert officer.path == "/staff/queue"
    officer.opens(f"/staff/cases/{number}")


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"current": "wrong", "new": OWN, "again": OWN}, "今のパスワードが違います"),
        ({"current": PASSWORD, "new": OWN, "again": OWN + "!"}, "2つの欄で違います"),
        ({"current": PASSWORD, "new": "short", "again": "short"}, "12文字以上"),
        ({"current": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "今と同じ"),
    ],
)
def test_a_new_password_is_refused_with_its_reason(desk: Desk, given: dict[str, str], complaint: str) -> None:
    officer = desk.officer()
    officer.opens("/staff/account/password")
    officer.sends("パスワードを変える", given, expected=422)
    assert complaint in officer.text
    assert OWN not in officer.answer.text
    newcomer(desk).signs_in("tanto", PASSWORD)


def test_a_new_password_ends_the_other_sessions(desk: Desk) -> None:
    here, elsewhere = desk.officer(), newcomer(desk)
    elsewhere.signs_in("tanto", PASSWORD)
    here.opens("/staff/account/password")
    here.sends("パスワードを変える", {"current": PASSWORD, "new": OWN, "again": OWN})
    assert "パスワードを変えました" in here.text
    elsewhere.opens("/staff/queue")
    assert elsewhere.path == "/staff/sign-in"


def test_signing_out_ends_the_session_and_clears_the_browser(desk: Desk) -> None:
    officer = desk.officer()
    token = officer.client.cookies["staff"]
    officer.opens("/staff/account")
    button = officer.form("サインアウト")
    answer = officer.client.post(button.action, data=officer.fields_of(button), follow_redirects=False)
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    officer.client.cookies.set("staff", token)
    officer.opens("/staff/queue")
    assert officer.path == "/staff/sign-in"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/my", "/staffroom"]
)
def test_the_door_leads_to_staff_pages_only(desk: Desk, elsewhere: str) -> None:
    """Mutation: redirect to `next` as it came."""
    officer = newcomer(desk)
    officer.client.follow_redirects = False
    officer.opens(f"/staff/sign-in?back={elsewhere}")
    officer.sends("サインイン", {"login": "tanto", "password": PASSWORD}, expected=303)
    assert officer.answer.headers["location"] == "/staff/queue"


def test_the_door_leads_back_to_where_one_wanted_to_go(desk: Desk) -> None:
    number = desk.file("disaster_certificate")
    officer = newcomer(desk)
    officer.opens(f"/staff/cases/{number}")
    assert officer.path == "/staff/sign-in"
    officer.sends("サインイン", {"login": "tanto", "password": PASSWORD})
    assert officer.path == f"/staff/cases/{number}"
    officer.opens("/staff/sign-in?back=/staff/account")
    assert officer.path == "/staff/account"


def test_the_time_of_the_sign_in_before_this_one_is_shown(desk: Desk) -> None:
    newcomer(desk).signs_in("tanto", PASSWORD)
    desk.clock.forward(hours=1)
    officer = desk.officer()
    officer.opens("/staff/account")
    assert "前回のサインイン2026年5月12日 10:30" in officer.text


def test_coming_in_and_failing_to_are_noted_without_the_login(desk: Desk) -> None:
    officer = newcomer(desk)
    officer.opens("/staff/sign-in")
    officer.sends("サインイン", {"login": "tanto", "password": "wrong"}, expected=422)
    officer.signs_in("tanto", PASSWORD)
    with desk.office.database.read() as session:
        entries = [entry for entry in list_latest(session) if entry.action.startswith("sign_in")]
        assert [(entry.action, entry.actor_id) for entry in entries] == [
            ("sign_in", desk.member("tanto").id),
            ("sign_in_failed", None),
        ]


def test_words_sent_after_the_session_ended_wait_for_the_same_officer(desk: Desk) -> None:
    """Nothing is done behind anybody's back: the words come back as a form, with the lock they had."""
    number = desk.file("disaster_certificate")
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}")
    desk.clock.forward(minutes=31)
    officer.sends("審査を始める")
    assert "送った内容は残してあります" in officer.text
    officer.sends("サインイン", {"login": "tanto", "password": PASSWORD})
    assert officer.path == "/staff/kept"
    officer.sends("に送った内容を開く")
    officer.sends("この内容を送る")
    assert "審査を始めました" in officer.text


def test_kept_words_of_one_officer_are_not_given_to_another(desk: Desk) -> None:
    number = desk.file("disaster_certificate")
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}")
    desk.clock.forward(minutes=31)
    officer.sends("審査を始める")
    officer.sends("サインイン", {"login": "both", "password": PASSWORD})
    assert officer.path == "/staff/queue"
