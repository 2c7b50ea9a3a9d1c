"""The counter on two screens of their own: staff by keyboard, the person in front by a few touches."""

import json
from typing import Any

import pytest
from playwright.sync_api import Error

from tests.browser.at_counter import TABLET, ByKeys, receives
from tests.browser.conftest import DESK, PHONE, Visiting
from tests.browser.test_wipe import NOTHING, STORED
from tests.browser.walker import ALL, Walker

pytestmark = pytest.mark.browser
WORDS = ("水野", "陽子", "ミズノ", "若葉台", "みどり野ハイツ", "平成7年", "住民票")
OF_THE_NEXT = ("井上", "フミ")


def test_somebody_is_called_found_and_says_that_it_is_they(desk: ByKeys, tablet: Walker) -> None:
    """Must catch: a page that wants a mouse; a screen that does not follow by itself."""
    desk.presses_key("F2")
    tablet.page.wait_for_selector("text=こんにちは")
    desk.writes("なにか")
    desk.page.locator("#sought").fill("")
    desk.page.locator("#sought").focus()
    desk.writes("mizu 0614")
    desk.presses_key("1")
    desk.presses_key("1")
    tablet.page.wait_for_selector("text=あなたですか")
    tablet.presses("はい、私です")
    desk.page.wait_for_url("**/procedures")
    desk.writes("住民票")
    desk.presses_key("1")
    tablet.page.wait_for_selector("text=住民票の写しをとる")


def test_a_certificate_costs_few_keys(desk: ByKeys, tablet: Walker) -> None:
    """Must catch: a key more for everybody who ever comes: twenty for all of one certificate."""
    receives(desk, tablet)
    desk.writes("住民票")
    desk.presses_key("1")
    assert desk.keys <= 18


def sees_nothing(walker: Walker) -> None:
    shown = walker.page.content() + walker.page.title() + walker.page.url
    shown += str(
        walker.page.evaluate("[...document.querySelectorAll('input')].map(box => box.value).join(' ')")
    )
    assert [word for word in WORDS if word in shown] == [], walker.page.url


def keeps_nothing(walker: Walker) -> None:
    """Neither where scripts can look, nor in the jar: the screen is a screen still, and knows nobody."""
    assert json.loads(walker.page.evaluate(STORED)) == NOTHING
    left = {each["name"] for each in walker.page.context.cookies()}
    assert left <= {"screen", "visit"}, left
    cached = walker.page.evaluate(
        "async urls => (await Promise.all(urls.map(url => fetch(url, {cache: 'only-if-cached', mode: 'same-origin'})"
        ".then(answer => answer.ok && answer.url, () => false)))).filter(Boolean)",
        ["/screen", "/screen/changes"],
    )
    assert cached == []
    walker.complaints[:] = [each for each in walker.complaints if "ERR_CACHE_MISS" not in each]


def goes_back(walker: Walker) -> None:
    """Ten steps, or as many as there are."""
    for _ in range(10):
        try:
            walker.page.go_back(wait_until="load")
        except Error:  # the answer to a form, wiped: the browser has nothing to show but its own words
            walker.page.wait_for_timeout(300)
        if walker.page.url == "about:blank":
            return
        sees_nothing(walker)


def test_the_next_person_finds_nothing_of_the_one_before(desk: ByKeys, tablet: Walker) -> None:
    """I-38b. Must catch: a page in the history, a form filled in by the browser, a copy in a cache or a storage."""
    receives(desk, tablet)
    desk.writes("住民票")
    desk.presses_key("1")
    tablet.page.wait_for_selector("text=住民票の写しをとる")
    tablet.presses("おおきい")
    desk.opens("/staff/counter")
    desk.presses_key("F2")
    tablet.page.wait_for_selector("text=こんにちは")
    sees_nothing(tablet)
    sees_nothing(desk)
    assert tablet.page.evaluate("document.documentElement.dataset.mode ?? ''") == ""
    keeps_nothing(tablet)
    goes_back(tablet)
    goes_back(desk)
    tablet.complaints[:] = [each for each in tablet.complaints if "ERR_CACHE_MISS" not in each]


def test_a_tab_of_the_one_before_writes_nothing_for_the_next(desk: ByKeys, tablet: Walker) -> None:
    """I-37b. Must catch: a button of the person before, pressed while somebody else is in front."""
    receives(desk, tablet)
    tab = desk.page.context.new_page()
    stale = ByKeys(tab, desk.world)
    stale.opens("/staff/counter")
    tab.route("**/changes", lambda route: route.abort())  # a tab that has not noticed
    stale.opens(stale.path)
    screen_tab = tablet.page.context.new_page()
    screen_tab.route("**/changes", lambda route: route.abort())
    screen_tab.goto(f"{desk.world.url}/screen")
    desk.opens("/staff/counter")
    receives(desk, tablet, "inoue 0115")
    stale.page.locator("#words").fill("住民票")
    stale.page.keyboard.press("Enter")
    tab.wait_for_selector("text=画面の方と違います")
    assert not any(word in tab.content() for word in (*WORDS[:6], *OF_THE_NEXT))
    screen_tab.get_by_text("Language").click()
    screen_tab.get_by_role("button", name="English").click()
    screen_tab.wait_for_selector("text=画面の方と違います")
    assert not any(word in screen_tab.content() for word in (*WORDS[:6], *OF_THE_NEXT))
    for page in (tab, screen_tab):
        page.close()


def test_a_screen_left_alone_closes_after_three_minutes(desk: ByKeys, tablet: Walker) -> None:
    """I-38b. Must catch: a name that stands there for whoever sits down next."""
    receives(desk, tablet)
    desk.opens("/staff/queue")  # nobody is busy with them
    tablet.page.clock.install()
    tablet.opens("/screen")
    tablet.page.clock.fast_forward(121_000)
    tablet.page.locator("#session-message").wait_for(state="visible")
    tablet.world.clock.forward(minutes=3)
    tablet.page.clock.fast_forward(62_000)
    tablet.page.wait_for_selector("text=お待ちください")
    sees_nothing(tablet)
    keeps_nothing(tablet)
    goes_back(tablet)
    desk.opens("/staff/counter")
    desk.presses_key("F4")
    tablet.opens("/screen")
    assert tablet.heading == "あなたですか"


def test_somebodys_own_phone_is_a_screen_until_they_go(
    desk: ByKeys, tablet: Walker, visiting: Visiting
) -> None:
    """I-38b. Must catch: a phone in the pocket that shows the next person."""
    receives(desk, tablet)
    desk.presses_key("F8")
    code = desk.code()
    phone = visiting(**PHONE)
    phone.opens(f"/screen/pair#{code}")
    phone.page.wait_for_url("**/screen")
    assert phone.heading == "いまの手続"
    phone.looks("what is being done, on a phone", ALL)
    desk.presses_key("Enter")
    receives(desk, tablet, "inoue 0115")
    phone.page.wait_for_url("**/screen/pair")
    shown = phone.page.content()
    assert not any(word in shown for word in (*WORDS, *OF_THE_NEXT))


def test_it_all_goes_without_scripts(visiting: Visiting) -> None:
    """Must catch: a button that only a script can press, or a screen that never changes."""
    plain: dict[str, Any] = {"is_mobile": False, "has_touch": False, "device_scale_factor": 1}
    desk = visiting(**DESK, **plain, java_script_enabled=False)
    desk.comes_in("kessai")
    desk.opens("/staff/counter/desks")
    desk.presses("3番窓口")
    desk.presses("タブレットをつなぐ")
    code = desk.page.locator(".counter-code .number").inner_text()
    screen = visiting(**{**TABLET, "java_script_enabled": False})
    screen.opens("/screen/pair")
    screen.types("code", code)
    screen.presses("つなぐ")
    desk.follows("つながった")
    desk.presses("次の方")
    desk.types("sought", "mizu 0614")
    desk.presses("さがす")
    desk.presses("水野 陽子")
    desk.presses("運転免許証")
    screen.follows("画面を新しくする")
    screen.presses("はい、私です")
    desk.follows("画面を新しくする")
    assert desk.heading == "手続を選ぶ"
