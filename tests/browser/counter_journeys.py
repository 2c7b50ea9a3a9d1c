"""A visit to the counter page by page, for staff at the keys and whoever is in front: looking, or with a camera.

`looks` and `looks_as_staff` are called at every page, without modes where only a picture differs; who does not look
overrides them.
"""

from itertools import count

from tests.browser.at_counter import ByKeys, Told, confirms, draws
from tests.browser.walker import ALL, Walker
from tests.hostile.asking_deeds import CERTIFICATE
from tests.scenarios import at_the_desk

MOST_LOOKS = 5
SENTENCES = "document.querySelector('.counter-statement').scrollIntoView({block: 'center'})"


def sits_down(desk: ByKeys, digit: str = "1") -> None:
    """From the choice of desks: nobody is in front."""
    desk.opens("/staff/counter/desks")
    desk.looks_as_staff("desks", ALL)
    desk.presses_key(digit)
    desk.looks_as_staff("ready, no screen", ALL)


def joins_a_tablet(desk: ByKeys, screen: Walker) -> None:
    desk.presses_key("F7")
    desk.looks_as_staff("code", ALL)
    screen.opens("/screen")
    screen.looks("pairing", ALL)
    screen.types("code", desk.code())
    screen.presses("つなぐ")
    desk.presses_key("Enter")
    desk.looks_as_staff("ready")
    screen.looks("at rest", ALL)


def joins_a_phone(desk: ByKeys, phone: Walker) -> None:
    """Somebody's own, while they are in front."""
    desk.presses_key("F8")
    desk.looks_as_staff("code, for a phone")
    phone.opens(f"/screen/pair#{desk.code()}")
    phone.page.wait_for_url("**/screen")
    desk.presses_key("Enter")


def is_called(desk: ByKeys, screen: Walker) -> None:
    desk.presses_key("F2")
    desk.looks_as_staff("whom to find", ALL)
    screen.page.wait_for_selector("text=こんにちは")
    screen.looks("waiting", ALL)


def is_found(desk: ByKeys, screen: Walker, sought: str) -> None:
    desk.writes(sought)
    desk.looks_as_staff("who was found", ALL)
    desk.presses_key("1")
    desk.looks_as_staff("papers", ALL)
    desk.presses_key("1")
    desk.looks_as_staff("waiting for them", ALL)
    screen.page.wait_for_selector("text=あなたですか")
    screen.looks("is it you", ALL)
    screen.presses("はい、私です")
    desk.page.wait_for_url("**/procedures")
    desk.looks_as_staff("what for", ALL)


def tells_event(desk: ByKeys, key: str, told: dict[str, bool]) -> None:
    desk.presses_key(key)
    desk.looks_as_staff("questions of an event", ALL)
    desk.answers_page({name: ["yes" if answer else "no"] for name, answer in told.items()})
    desk.page.wait_for_url("**/found")
    desk.looks_as_staff("what was found", ALL)
    desk.presses_key("Enter")


def answers(desk: ByKeys, told: Told) -> None:
    """Page by page to the papers; the first few are looked at, and the first of all in every mode."""
    for number in count(1):
        if not desk.page.locator("form[data-digits] input[name=case]").count():
            return
        if number <= MOST_LOOKS:
            desk.looks_as_staff(f"question {number}", ALL if number == 1 else ("standard",))
        desk.answers_page(told)


def hands_over(desk: ByKeys, screen: Walker, papers: str = "") -> None:
    desk.page.wait_for_url("**/collect")
    desk.looks_as_staff("papers to collect", ALL)
    desk.ticks_paper(papers)
    desk.looks_as_staff("reading, for staff", ALL)
    screen.page.wait_for_selector("text=内容を確かめる")
    screen.looks("reading", ALL)
    screen.page.evaluate(SENTENCES)
    screen.looks("sentences", ())


def is_read(screen: Walker) -> None:
    confirms(screen)
    if screen.heading == "もう一度、あなたですか":
        screen.looks("who, once more", ALL)
        screen.presses("はい、私です")


def signs(screen: Walker) -> None:
    screen.looks("signing", ALL)
    draws(screen)
    screen.looks("signed", ())
    screen.page.evaluate("document.documentElement.setAttribute('data-before', '')")
    screen.page.get_by_role("button", name="署名して出す").click()
    screen.page.wait_for_selector("[data-before]", state="detached")


def shows_the_fee(desk: ByKeys, screen: Walker) -> None:
    """And its QR code, on both screens."""
    desk.opens("/staff/counter")
    desk.looks_as_staff("pay", ALL)
    screen.page.wait_for_selector("text=合計")
    screen.looks("pay", ALL)
    desk.presses_key("F10")
    desk.page.wait_for_selector("text=ご本人の画面にも")
    desk.looks_as_staff("pay, code shown")
    screen.page.wait_for_selector("text=スマホのカメラで読む")
    screen.looks("pay, code shown", ALL)


def pays_in_coins(desk: ByKeys) -> None:
    desk.page.locator("#receipt_number").focus()
    desk.writes("A-1")
    desk.looks_as_staff("paid")
    desk.presses_key("1")


def ends(desk: ByKeys, screen: Walker) -> None:
    desk.opens("/staff/counter")
    desk.looks_as_staff("end", ALL)
    screen.page.wait_for_selector("text=これからのこと")
    screen.looks("end", ALL)


def moves_in(desk: ByKeys, screen: Walker) -> None:
    """Of a family of three generations with a dog, who are in front: from 「転入」 to what has been signed."""
    tells_event(desk, "3", at_the_desk.MOVING_IN)
    answers(desk, at_the_desk.OF_MOVING_IN)
    hands_over(desk, screen, "介護保険受給資格証明書")
    is_read(screen)
    signs(screen)


def asks_for_a_certificate(desk: ByKeys, screen: Walker) -> None:
    """Of somebody who is in front: from its name to what has been signed."""
    desk.writes("住民票の写し")
    desk.looks_as_staff("procedures found")
    desk.presses_key("1")
    desk.answers_pages(CERTIFICATE)
    desk.page.wait_for_url("**/reading")
    is_read(screen)
    signs(screen)
