"""I-38. After somebody has left, the browser shows, keeps and remembers nothing of them."""

import json
from typing import Any

import pytest
from playwright.sync_api import Error

from app.auth.models import WebSession
from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.browser.walker import Walker

pytestmark = pytest.mark.browser
WHO, PIN = "mizuno_yoko", "1101"
WORDS = ("水野", "陽子", "若葉台", "みどり野ハイツ", "090-0000-0101", "mail.example")
STORED = """async () => JSON.stringify({
  local: {...localStorage}, session: {...sessionStorage}, cookie: document.cookie,
  databases: await indexedDB.databases(), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
BOXES = "[...document.querySelectorAll('input, textarea')].map(box => box.value).join(' ')"
NOTHING = {"local": {}, "session": {}, "cookie": "", "databases": [], "caches": [], "workers": 0}


def walks_about(walker: Walker) -> str:
    """Through pages with everything of a person on them, one with boxes filled in; the address of the application."""
    walker.opens("/sign-in")
    walker.signs_in(WHO, PIN)
    walker.opens("/procedures/certificate_of_residence")
    walker._goes(walker.page.locator("main .buttons button").first)  # begins anew or goes on
    address = walker.path
    walker.goes_on()
    walker.opens("/my")
    walker.opens(address)
    assert any(word in walker.page.content() for word in WORDS), "there is something to be wiped"
    return address


def sees_nothing(walker: Walker) -> None:
    """On pages of ours: what the card reader still shows is not in our hands."""
    if not walker.page.url.startswith(walker.world.url):
        return
    shown = walker.page.content() + walker.page.title() + walker.page.url
    if walker.scripted:
        shown += str(walker.page.evaluate(BOXES))
    assert [word for word in WORDS if word in shown] == [], walker.page.url


def goes_back_and_forth(walker: Walker) -> None:
    """Ten steps back, or as many as there are."""
    for _ in range(10):
        try:
            walker.page.go_back(wait_until="load")
        except Error:  # the answer to a form, wiped: the browser has nothing to show but its own words
            walker.page.wait_for_timeout(300)
        else:
            sees_nothing(walker)
    for _ in range(3):
        walker.page.go_forward(wait_until="load")
        sees_nothing(walker)
    # A used errand is answered with 400 by the card reader.
    walker.complaints[:] = [each for each in walker.complaints if walker.world.ports.card_url not in each]


def keeps_nothing(walker: Walker) -> None:
    """Neither where scripts can look, nor in the browser's own cache and jar."""
    walker.opens("/contact")
    assert json.loads(walker.page.evaluate(STORED)) == NOTHING
    left = {each["name"] for each in walker.page.context.cookies() if "localhost" in each["domain"]}
    assert left <= {"mode", "lang", "visit", "terminal"}, left
    cached = walker.page.evaluate(
        "async urls => (await Promise.all(urls.map(url => fetch(url, {cache: 'only-if-cached', mode: 'same-origin'})"
        ".then(answer => answer.ok && answer.url, () => false)))).filter(Boolean)",
        ["/my", walker.page.url.replace("/contact", "/apply")],
    )
    assert cached == []
    # What the browser says of our own looking into its cache.
    walker.complaints[:] = [each for each in walker.complaints if "ERR_CACHE_MISS" not in each]


@pytest.mark.parametrize("scripted", [True, False], ids=["scripts", "no scripts"])
def test_whoever_comes_next_finds_nothing_behind_the_way_back(visiting: Visiting, *, scripted: bool) -> None:
    """I-38, I-89. Must catch: pages that a browser may keep; a session that outlives its sign-out."""
    walker = visiting(java_script_enabled=scripted)
    address = walks_about(walker)
    walker.presses("サインアウト")
    sees_nothing(walker)
    goes_back_and_forth(walker)
    walker.opens(address)
    sees_nothing(walker)
    assert walker.path == "/sign-in"
    if scripted:
        keeps_nothing(walker)


def test_a_shared_terminal_is_empty_when_somebody_says_so(resident: Walker) -> None:
    """I-38. Must catch: a guest who cannot leave; a next person who finds the words of the one before."""
    resident.opens("/terminal")
    resident.looks("terminal")
    resident.presses("みんなで使う端末にする")
    resident.opens("/terminal")
    resident.looks("terminal, shared")
    resident.opens(journeys.DISASTER)
    resident.presses("始める")
    resident.types("applicant_name.family", "水野")
    resident.types("applicant_name.given", "陽子")
    resident.types("applicant_phone", "09000000101")
    resident.goes_on()
    resident.looks("a page on a shared terminal")
    resident.presses("終わる（次の方へ）")
    assert resident.path == "/"
    goes_back_and_forth(resident)
    keeps_nothing(resident)


def is_shared(walker: Walker) -> list[bool]:
    with walker.world.office.database.read() as session:
        return [each.shared_terminal for each in session.query(WebSession).order_by(WebSession.created_at)][
            -1:
        ]


def test_a_shared_terminal_wipes_itself_after_three_minutes(visiting: Visiting) -> None:
    """I-38. Must catch: a screen that stays as it was; a session of an hour where others sit down next."""
    walker = visiting()
    walker.page.clock.install()
    walker.opens("/terminal")
    walker.presses("みんなで使う端末にする")
    address = walks_about(walker)
    assert is_shared(walker) == [True]
    walker.page.clock.fast_forward(121_000)
    walker.page.locator("#session-message").wait_for(state="visible")
    assert "あと1分" in walker.page.locator("#session-message").inner_text()
    walker.world.clock.forward(minutes=3)
    walker.page.clock.fast_forward(62_000)
    walker.page.wait_for_url("**/terminal/over")
    assert walker.heading == "時間がたったので、終わりました"
    sees_nothing(walker)
    goes_back_and_forth(walker)
    walker.opens(address)
    assert walker.path == "/sign-in"
    keeps_nothing(walker)


def test_whoever_is_still_writing_on_a_shared_terminal_is_not_interrupted(visiting: Visiting) -> None:
    """Must catch: somebody slow who loses a page while typing."""
    walker = visiting()
    walker.page.clock.install()
    walker.opens("/terminal")
    walker.presses("みんなで使う端末にする")
    walker.opens(journeys.DISASTER)
    walker.presses("始める")
    walker.types("applicant_name.family", "水")
    asked: list[Any] = []
    walker.page.on("request", lambda request: asked.append(request.url))
    with walker.page.expect_response("**/keep-alive"):
        walker.page.clock.fast_forward(121_000)
    assert not walker.page.locator("#session-message").is_visible()
    walker.page.clock.fast_forward(62_000)
    assert walker.page.locator('[id="applicant_name.family"]').input_value() == "水"


def test_an_officer_who_is_asked_can_stay(officer: Visiting) -> None:
    """Must catch: 「このまま続ける」 that asks for the session of a resident and does nothing at a desk."""
    desk = officer("tanto")
    with desk.page.expect_response("**/keep-alive") as kept:
        desk.page.evaluate("document.querySelector('#session-message').hidden = false")
        desk.page.locator("[data-keep-session]").click()
    assert kept.value.status == 204


def test_a_desk_that_was_left_shows_no_case(officer: Visiting) -> None:
    """I-38. Must catch: the list of cases behind the way back of a member of staff."""
    desk = officer("tanto")
    desk.opens("/staff/queue")
    desk.opens("/staff/account")
    desk.presses("サインアウト")
    for _ in range(4):
        desk.page.go_back(wait_until="load")
        assert desk.path in {"/staff/sign-in", "blank"}
        assert "担当 はるか" not in desk.page.content()
