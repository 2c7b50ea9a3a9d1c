"""Two pages at the door: the password, and then what only the telephone in the bag can tell."""

from dataclasses import replace

import pytest

from app.audit.queries import list_latest
from app.auth.authenticator import STEP_SECONDS, code_at, step_at
from app.auth.models import StaffAccount
from app.auth.staff_accounts import disable
from app.auth.staff_queries import count_recovery_codes, find_second_factor
from tests.web.staff.making import PASSWORD, Desk, Officer

DOOR = "/staff/sign-in"
GUARDED = (
    *("/staff/queue", "/staff/account", "/staff/account/password", "/staff/account/second-factor"),
    *("/staff/accounts", "/staff/health", "/staff/kept", "/staff"),
)


@pytest.fixture(autouse=True)
def required(desk: Desk) -> None:
    """As in production."""
    desk.app.state.office = replace(desk.office, asks_second_factor=True)


def at_the_door(desk: Desk, login: str = "tanto") -> Officer:
    """In a browser that nobody knows, after the password."""
    officer = Officer(desk.app, desk.office.public_url)
    officer.signs_in(login, PASSWORD)
    return officer


def secret_of(desk: Desk, login: str = "tanto") -> str:
    with desk.office.database.read() as session:
        factor = find_second_factor(session, desk.member(login).id)
        assert factor is not None
        return factor.secret


def code(desk: Desk, away: int = 0, login: str = "tanto") -> str:
    return code_at(secret_of(desk, login), step_at(desk.clock()) + away)


def enrolled(desk: Desk, login: str = "tanto") -> tuple[Officer, list[str]]:
    officer = at_the_door(desk, login)
    assert officer.path == f"{DOOR}/enrol"
    officer.sends("登録する", {"code": code(desk, login=login)})
    return officer, [each.text_content().strip() for each in officer.page.xpath("//main//li")]


def two_codes(desk: Desk) -> dict[str, str]:
    """After waiting for them, as one does."""
    desk.clock.forward(seconds=3 * STEP_SECONDS)
    return {"code": code(desk, -1), "next_code": code(desk)}


def test_the_first_sign_in_makes_an_authenticator_known(desk: Desk) -> None:
    officer = at_the_door(desk)
    assert officer.page.xpath("//main//img/@src") == [f"{DOOR}/enrol/qr.svg"]
    assert secret_of(desk) in "".join(officer.text.split())
    picture = officer.client.get(f"{DOOR}/enrol/qr.svg")
    assert (picture.headers["content-type"], picture.headers["cache-control"]) == (
        "image/svg+xml",
        "no-store",
    )
    officer.sends("登録する", {"code": "000000"}, expected=422)
    assert "コードが違います" in officer.text
    officer.sends("登録する", {"code": code(desk)})
    codes = [each.text_content().strip() for each in officer.page.xpath("//main//li")]
    assert len({*codes}) == 10
    officer.follows("仕事を始める")
    assert officer.path == "/staff/queue"
    officer.opens("/staff/account/second-factor")
    assert "残っている予備のコード：10個" in officer.text
    assert codes[0] not in officer.answer.text


def test_the_password_alone_opens_no_page(desk: Desk) -> None:
    """I-45b. Mutation: a first step is taken for a session."""
    enrolled(desk)
    number = desk.file("disaster_certificate")
    half = at_the_door(desk)
    assert half.path == f"{DOOR}/code"
    token = half.client.cookies["staff"]
    for path in (*GUARDED, f"/staff/cases/{number}"):
        answer = half.client.get(path, follow_redirects=False)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith(DOOR), path
    for path in ("/staff/account/sessions/end", "/staff/sign-out", f"/staff/cases/{number}/review"):
        half.opens(f"{DOOR}/code")
        form_token = half.page.xpath("//input[@name='form_token']/@value")[0]
        answer = half.client.post(path, data={"form_token": form_token}, follow_redirects=False)
        assert answer.headers["location"].startswith(DOOR), path
    half.client.cookies.set("sid", token)
    assert half.client.get("/my", follow_redirects=False).status_code == 303


def test_a_first_step_is_over_after_ten_minutes(desk: Desk) -> None:
    enrolled(desk)
    half = at_the_door(desk)
    desk.clock.forward(minutes=10)
    half.opens(f"{DOOR}/code")
    assert half.path == DOOR


def test_the_session_after_the_code_is_another_one(desk: Desk) -> None:
    """I-45b. Mutation: turn the first step into the session; a cookie that was planted before is then worth something."""
    enrolled(desk)
    half = at_the_door(desk)
    before = half.client.cookies["staff"]
    half.sends("サインイン", two_codes(desk))
    assert half.path == "/staff/queue"
    assert half.client.cookies["staff"] != before
    half.client.cookies.clear()
    half.client.cookies.set("staff", before)
    half.opens("/staff/queue")
    assert half.path == DOOR


def test_a_browser_that_is_known_is_asked_for_one_code_and_others_for_two(desk: Desk) -> None:
    """I-45b. Mutation: take one code from anywhere; six digits are no match for a million tries."""
    known, _ = enrolled(desk)
    known.follows("仕事を始める")
    known.sends("サインアウト")
    known.signs_in("tanto", PASSWORD)
    assert known.boxes == {"code"}
    desk.clock.forward(seconds=STEP_SECONDS)
    known.sends("サインイン", {"code": code(desk)})
    assert known.path == "/staff/queue"
    stranger = at_the_door(desk)
    assert stranger.boxes == {"code", "next_code"}
    desk.clock.forward(seconds=STEP_SECONDS)
    for given in ({"code": code(desk)}, {"code": code(desk), "next_code": ""}):
        stranger.opens(f"{DOOR}/code")
        stranger.sends("サインイン", given, expected=422)
    stranger.sends("サインイン", two_codes(desk))
    assert stranger.path == "/staff/queue"
    stranger.sends("サインアウト")
    stranger.signs_in("tanto", PASSWORD)
    assert stranger.boxes == {"code"}


def test_a_code_opens_once(desk: Desk) -> None:
    """I-45b. Mutation: forget which code was taken last; whoever looks over a shoulder comes in with it."""
    enrolled(desk)
    first, second = at_the_door(desk), at_the_door(desk)
    given = two_codes(desk)
    first.sends("サインイン", given)
    assert first.path == "/staff/queue"
    second.sends("サインイン", given, expected=422)
    assert "もう使われています" in second.text
    first.sends("サインアウト")
    first.signs_in("tanto", PASSWORD)
    first.sends("サインイン", {"code": given["next_code"]}, expected=422)


def test_a_known_browser_is_a_stranger_after_five_wrong_codes(desk: Desk) -> None:
    """Mutation: never charge the browser; who stole it then guesses for ever."""
    thief, _ = enrolled(desk)
    thief.follows("仕事を始める")
    thief.sends("サインアウト")
    thief.signs_in("tanto", PASSWORD)
    for _ in range(5):
        assert thief.boxes == {"code"}
        thief.sends("サインイン", {"code": "000000"}, expected=422)
    assert thief.boxes == {"code", "next_code"}
    desk.clock.forward(seconds=STEP_SECONDS)
    thief.sends("サインイン", {"code": code(desk)}, expected=422)


def test_a_code_from_paper_opens_once_and_makes_no_browser_known(desk: Desk) -> None:
    _, codes = enrolled(desk)
    for given, status in ((codes[3].upper(), 200), (codes[3], 422), ("", 422)):
        officer = at_the_door(desk)
        officer.follows("予備のコードを使う")
        officer.sends("サインイン", {"recovery": given}, expected=status)
        assert (officer.path == "/staff/queue") is (status == 200)
    with desk.office.database.read() as session:
        assert count_recovery_codes(session, desk.member().id) == 9
    assert at_the_door(desk).boxes == {"code", "next_code"}


def test_a_disabled_account_is_out_between_the_pages_too(desk: Desk) -> None:
    enrolled(desk)
    half = at_the_door(desk)
    with desk.office.database.write() as session:
        disable(session, session.get_one(StaffAccount, desk.member().id), by=None, now=desk.clock())
    half.sends("サインイン", two_codes(desk))
    assert half.path == DOOR


def test_another_administrator_lets_somebody_begin_again_and_nobody_oneself(desk: Desk) -> None:
    """Mutation: let an administrator reset their own; a stolen session is then enough for a new telephone."""
    clerk, _ = enrolled(desk)
    clerk.follows("仕事を始める")
    admin, _ = enrolled(desk, "kanri")
    admin.follows("仕事を始める")
    admin.opens(f"/staff/accounts/{desk.member('kanri').id}")
    admin.posts(f"/staff/accounts/{desk.member('kanri').id}/second-factor", 403)
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("はじめからにする")
    clerk.opens("/staff/queue")
    assert clerk.path == DOOR
    clerk.signs_in("tanto", PASSWORD)
    assert clerk.path == f"{DOOR}/enrol"


def test_a_second_secret_is_never_shown_to_whoever_has_one(desk: Desk) -> None:
    """Mutation: draw the page of enrolment for an account that is enrolled."""
    enrolled(desk)
    half = at_the_door(desk)
    half.opens(f"{DOOR}/enrol")
    assert half.path == f"{DOOR}/code"
    assert half.client.get(f"{DOOR}/enrol/qr.svg").status_code == 404
    assert Officer(desk.app, desk.office.public_url).client.get(f"{DOOR}/enrol/qr.svg").status_code == 404


def test_where_it_is_optional_it_begins_with_the_password_once_more(desk: Desk) -> None:
    desk.app.state.office = replace(desk.office, asks_second_factor=False)
    officer = desk.officer()
    assert officer.path == "/staff/queue"
    officer.opens("/staff/account/second-factor")
    officer.sends("認証アプリを登録する", {"password": "wrong"}, expected=422)
    assert "今のパスワードが違います" in officer.text
    officer.sends("認証アプリを登録する", {"password": PASSWORD})
    assert officer.path == f"{DOOR}/enrol"
    officer.sends("登録する", {"code": code(desk)})
    officer.follows("仕事を始める")
    assert officer.path == "/staff/account"
    assert at_the_door(desk).path == f"{DOOR}/code"


def test_words_that_were_kept_wait_behind_both_pages(desk: Desk) -> None:
    officer, _ = enrolled(desk)
    officer.follows("仕事を始める")
    number = desk.file("disaster_certificate")
    officer.opens(f"/staff/cases/{number}")
    desk.clock.forward(minutes=31)
    officer.sends("審査を始める")
    officer.sends("サインイン", {"login": "tanto", "password": PASSWORD})
    officer.sends("サインイン", {"code": code(desk)})
    assert officer.path == "/staff/kept"


def test_the_trail_tells_every_step(desk: Desk) -> None:
    _, codes = enrolled(desk)
    half = at_the_door(desk)
    half.sends("サインイン", {"code": "1", "next_code": "2"}, expected=422)
    half.opens(f"{DOOR}/recovery")
    half.sends("サインイン", {"recovery": codes[0]})
    who = desk.member().id
    with desk.office.database.read() as session:
        told = [(entry.action, entry.actor_id, entry.subject_id) for entry in list_latest(session)]
    assert [each for each in told if each[0] not in {"list_cases"}][:5] == [
        ("use_recovery_code", who, who),
        ("sign_in", who, who),
        ("second_factor_failed", None, who),
        ("enrol_second_factor", who, who),
        ("sign_in", who, who),
    ]
