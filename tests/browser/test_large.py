"""おおきい on a telephone: every page of the way looked at, touched too soon, and walked with the keyboard."""

import pytest

from tests import make
from tests.browser.conftest import Visiting
from tests.browser.elder import READS, RENEWAL, Elder
from tests.browser.keyboard import Typist
from tests.browser.large_looks import promises_broken, ways_of
from tests.sampling import covering, tiered
from tests.scenarios.counter_only import is_for_the_counter
from tests.walks import WALKS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


ONLINE = {
    key: procedure
    for key, procedure in make.catalog().items()
    if key in WALKS and not is_for_the_counter(procedure)
}


class Looking(Elder):
    """Looks at every page on the way; `ways`: where the three ways were on each."""

    def comes_to(self, name: str) -> None:
        self.ways = getattr(self, "ways", {})
        self.looks(name, ("large",))
        self.complaints += [f"{name}: {broken}" for broken in promises_broken(self.page)]
        self.ways[name] = ways_of(self.page)


@pytest.mark.parametrize("key", tiered(ONLINE, {RENEWAL}, covering(ONLINE)))
def test_every_page_is_calm_and_keeps_the_promise(visiting: Visiting, key: str) -> None:
    """L-1. Must catch: a target of 50 px, 12 px between two, grey on grey, a lone picture, a button that moves."""
    elder = visiting(Looking)
    elder.begins(key)
    elder.reaches_check()
    elder.comes_to("check")
    assert len({str(each) for each in elder.ways.values()}) == 1, elder.ways
    assert len(elder.ways["check"]) == 3


def test_pages_beside_the_way_are_too(visiting: Visiting) -> None:
    """L-1. An error, the telephone, a number to read out, what was saved, the receipt."""
    elder = visiting(Looking)
    elder.begins()
    elder.goes_on()
    elder.comes_to("told off")
    elder.follows("電話で聞く")
    elder.comes_to("telephone")
    elder.presses("はい、見せます")
    elder.comes_to("a number to read out")
    elder.follows("続きを入力する")
    elder.comes_to("while it is shown")
    elder.presses("見せるのをやめる")
    elder.presses("やめて保存")
    elder.comes_to("saved")
    elder.follows("続きを入力する")
    elder.reaches_check()
    number = elder.sends()
    assert len({str(each) for each in elder.ways.values()}) == 1, elder.ways
    elder.takes_back(number)


def test_a_touch_that_was_meant_for_the_page_before_does_nothing(visiting: Visiting) -> None:
    """L-2. Must catch: a page that takes a touch before anybody can have read it."""
    elder = visiting(Elder)
    elder.begins()
    elder.gives(elder.at)
    elder.goes_on()
    answer = elder.page.locator(".choice label").first
    answer.tap()
    assert elder.page.locator("main input:checked").count() == 0
    elder.page.wait_for_timeout(READS)
    answer.tap()
    assert elder.page.locator("main input:checked").count() == 1


def test_the_second_of_two_taps_takes_nothing_back(visiting: Visiting) -> None:
    """L-2. Must catch: a sentence somebody stands behind that two taps leave unticked."""
    elder = visiting(Elder)
    elder.begins()
    elder.reaches_check()
    label = elder.page.locator("form .field > .choice label").last
    label.scroll_into_view_if_needed()
    elder.page.wait_for_timeout(READS)
    label.tap()
    elder.page.wait_for_timeout(100)
    label.tap()
    assert elder.page.locator("#consent_truth").is_checked()


# As a telephone tells of it: a menu is called for, and no click follows. (A browser without a screen clicks anyway.)
LONG_PRESS = """label => {
  const menu = {pointerType: "touch", bubbles: true, cancelable: true};
  label.dispatchEvent(new PointerEvent("contextmenu", menu));
  label.dispatchEvent(new Event("touchend", {bubbles: true}));
}"""


def test_a_long_press_is_a_press(visiting: Visiting) -> None:
    """L-2. Must catch: a finger that stays too long, for which nothing happens."""
    elder = visiting(Elder)
    elder.begins()
    elder.page.wait_for_timeout(READS)
    elder.page.locator(".choice label").first.evaluate(LONG_PRESS)
    assert elder.page.locator("main input:checked").count() == 1


def test_larger_letters_in_the_middle_of_a_page_cost_nothing(visiting: Visiting) -> None:
    """L-2. With scripts. Must catch: what is typed gone with the page of before."""
    elder = visiting(Elder)
    elder.begins()
    while elder.at != "last_visit":
        elder.answers_page()
    elder.types("last_visit.year", "8")
    elder.types("last_visit.month", "1")
    elder.presses("ふつう")
    assert elder.page.input_value('[id="last_visit.month"]') == "1"
    assert elder.page.get_attribute("html", "data-mode") == "standard"
    elder.presses("おおきい")
    assert elder.at == "last_visit"
    assert elder.page.input_value('[id="last_visit.year"]') == "8"


class TypingElder(Typist, Elder):
    """Reads, and touches nothing."""

    def enters(self, words: str) -> None:
        self.reads()
        super().enters(words)

    def selects(self, words: str, *, downs: int = 0) -> None:
        self.reads()
        super().selects(words, downs=downs)


def test_with_the_keyboard_alone(visiting: Visiting) -> None:
    """L-1. Must catch: a focus under the bar at the bottom, or a bar that keeps it."""
    typist = visiting(TypingElder, is_mobile=False, has_touch=False)
    typist.begins()
    stops = typist.walks_through()
    words = ["中川 キヨ", "次へ", "ひとつ戻る", "やめて保存", "電話で聞く", "ふつう"]
    places = [next(i for i, stop in enumerate(stops) if word in stop) for word in words]
    assert places == sorted(places)
    typist.selects("中川 キヨ")
    typist.enters("次へ")
    assert typist.at == "no_need"
    typist.selects("使う・使うかもしれない")
    typist.enters("次へ")
    assert typist.at == "status_change"
    typist.enters("ひとつ戻る")
    assert typist.at == "no_need"
