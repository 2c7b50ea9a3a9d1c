"""Paying once for all, and the end: on both screens and on somebody's own phone, by keys and by few touches."""

import pytest

from tests.browser.at_counter import ByKeys, receives
from tests.browser.conftest import PHONE, Visiting
from tests.browser.walker import ALL, Walker
from tests.scenarios import counter

pytestmark = pytest.mark.browser
FEES = ("certificate_of_residence", "residence_record_certificate")


def test_paid_by_phone_and_taken_home(desk: ByKeys, tablet: Walker, visiting: Visiting) -> None:
    """Must catch: a screen that does not hear of the payment by itself; an end without a way home; more than few keys."""
    receives(desk, tablet)
    visit_id = desk.path.split("/")[4]
    numbers = counter.arrived(desk.world, visit_id, *FEES, "child_allowance_amount_revision")
    desk.opens("/staff/counter")
    desk.keys = 0
    tablet.page.wait_for_selector("text=合計")
    desk.presses_key("F10")
    desk.page.wait_for_selector("text=ご本人の画面にも")
    tablet.page.wait_for_selector("text=スマホのカメラで読む")
    desk.opens("/staff/counter")
    desk.presses_key("F8")
    phone = visiting(**PHONE)
    phone.opens(f"/screen/pair#{desk.code()}")
    phone.page.wait_for_url("**/screen")
    phone.looks("pay, on a phone", ALL)
    phone.presses("スマホで払う")
    phone.page.fill("[name=number]", "4242 4242 4242 4242")
    phone.page.fill("[name=expiry]", "12/40")
    phone.page.fill("[name=code]", "123")
    phone.page.locator("button[value=pay]").click()
    phone.page.locator("button[value=approve]").click()
    phone.page.wait_for_url("**/screen")
    tablet.page.wait_for_selector("text=これからのこと", timeout=60_000)
    phone.opens("/screen")
    phone.looks("end, on a phone", ALL)
    assert all(number in phone.text for number in numbers)
    desk.opens("/staff/counter")
    desk.presses_key("3")
    assert desk.path.endswith("/identify")


def test_coins_by_keys(desk: ByKeys, tablet: Walker) -> None:
    """Must catch: a mouse needed where money is counted."""
    receives(desk, tablet)
    visit_id = desk.path.split("/")[4]
    counter.arrived(desk.world, visit_id, *FEES)
    desk.opens("/staff/counter")
    desk.keys = 0
    desk.writes("A-1")
    desk.presses_key("1")
    assert desk.heading == "これからのこと"
    desk.presses_key("F2")
    assert desk.keys <= 6
