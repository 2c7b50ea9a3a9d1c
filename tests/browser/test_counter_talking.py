"""Talking in writing on two screens that follow each other by themselves, without taking what is being typed."""

import pytest

from tests.browser.at_counter import ByKeys, receives
from tests.browser.conftest import PHONE, Visiting
from tests.browser.walker import ALL, Walker

pytestmark = pytest.mark.browser


def test_lines_appear_while_somebody_types(desk: ByKeys, tablet: Walker, visiting: Visiting) -> None:
    """Must catch: a page that waits to be asked, or that takes half a sentence away; nothing a mouse is needed for."""
    receives(desk, tablet)
    desk.presses_key("F3")
    desk.page.locator("#text").focus()
    desk.page.keyboard.type("耳のことで、お手伝いすることはありますか。")
    desk.presses_key("F7")
    tablet.page.wait_for_selector("text=お手伝いすること")
    tablet.page.locator("#text").fill("補聴器を忘")
    desk.presses_key("2")
    tablet.page.wait_for_selector("text=少しお待ちください")
    assert tablet.page.locator("#text").input_value() == "補聴器を忘"
    tablet.page.locator("#text").fill("補聴器を忘れました")
    tablet.presses("送る")
    desk.page.wait_for_selector("text=補聴器を忘れました")
    tablet.presses("送る")
    desk.presses_key("F8")
    phone = visiting(**PHONE)
    phone.opens(f"/screen/pair#{desk.code()}")
    phone.page.wait_for_selector("text=補聴器を忘れました")
    phone.looks("talk, on a phone", ALL)
    desk.presses_key("F5")
    desk.presses_key("F3")
    desk.presses_key("F6")
    tablet.page.wait_for_selector("text=いまの手続")
