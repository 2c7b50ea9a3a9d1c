"""The three stories on a phone, looked at on every page: from the first page to a decision, a receipt, a payment."""

import pytest

from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.browser.walker import ALL, Walker
from tests.documents.proof.papers import code_of
from tests.documents.samples import receipt_to_sign
from tests.world import World

pytestmark = pytest.mark.browser


def test_an_allowance_is_claimed_reviewed_and_decided(
    world: World, resident: Walker, officer: Visiting
) -> None:
    """Must catch: a page, an error or a mode with an axe violation; a summary nobody's focus is led to."""
    number = claims_and_looks(resident)
    decides(officer, number)
    world.finish_jobs()
    resident.opens(f"/my/{number}")
    resident.looks("case, decided")
    resident.follows("通知を見る")
    assert resident.heading == "認められました"
    resident.looks("decision", ALL)
    resident.opens("/my")
    resident.looks("my page, done")


def claims_and_looks(resident: Walker) -> str:
    resident.opens("/")
    resident.looks("home", ALL)
    resident.opens("/?q=赤ちゃん")
    resident.looks("home, searched")
    resident.follows("児童手当の額を変える")
    resident.looks("start", ALL)
    resident.signs_in("mizuno_yoko", "1101")
    resident.looks("start, signed in")
    resident.presses("始める")
    resident.looks("more or fewer")
    resident.goes_on()
    resident.looks("more or fewer, nothing chosen", ALL)
    resident.picks("増えた")
    resident.goes_on()
    resident.looks("which child")
    resident.picks("水野 湊")
    resident.goes_on()
    resident.looks("child", ALL)
    resident.goes_on()
    resident.looks("child, nothing chosen")
    journeys.answers_about_the_child(resident)
    resident.looks("what happened")
    resident.picks("生まれた")
    resident.picks("いいえ", of="22歳の年度末")
    resident.goes_on()
    resident.looks("check")
    resident.goes_on()
    resident.looks("check, not ticked")
    resident.ticks()
    resident.presses("この内容で申請する")
    assert resident.heading == "申請が届きました"
    resident.looks("receipt", ALL)
    number = resident.number
    resident.follows("申請のようすを見る")
    resident.looks("case")
    resident.opens("/my")
    resident.looks("my page", ALL)
    return number


def decides(officer: Visiting, number: str) -> None:
    """One person proposes, another approves; both at a desk."""
    clerk = officer("tanto")
    clerk.looks_as_staff("queue")
    clerk.opens(f"/staff/cases/{number}")
    clerk.presses("審査を始める")
    clerk.looks_as_staff("case")
    clerk.follows("起案する")
    clerk.looks_as_staff("proposal")
    clerk.picks("認める", of="結果")
    clerk.presses("決裁に回す")
    approver = officer("kessai")
    approver.opens("/staff/approvals")
    approver.looks_as_staff("approvals")
    approver.opens(f"/staff/cases/{number}")
    approver.presses("この内容で決裁する")
    approver.looks_as_staff("case, decided")


def test_a_guest_reports_damage_and_sends_a_photo(resident: Walker) -> None:
    journeys.reports_damage(resident)
    assert resident.heading == "申請が届きました"
    resident.looks("receipt")
    number = resident.number
    journeys.describes_damage(resident)
    journeys.sends_a_photo(resident)
    resident.presses("やめて保存")
    resident.looks("saved")
    resident.opens(f"/my/{number}")
    resident.looks("case, more to tell")


def test_a_certificate_is_ordered_and_paid_by_card(world: World, resident: Walker) -> None:
    """Must catch: a content policy that blocks the way to the provider (a POST that is redirected there)."""
    journeys.orders_certificate(resident)
    resident.looks("receipt, to be paid")
    journeys.pays_by_card(resident)
    world.finish_jobs()
    resident.page.wait_for_selector("h1:has-text('お支払いが済みました')")
    resident.looks("paid")
    assert world.charges == 1


def test_the_pages_about_the_service_and_its_errors_are_good_pages(resident: Walker) -> None:
    pages = (
        "/sign-in",
        "/resume",
        "/privacy",
        "/site-policy",
        "/accessibility",
        "/contact",
        "/verify",
        "/guidance/car_yearly_tax",
        "/procedures/family_register_certificate",
        "/procedures/acceptance_certificate",
        "/nothing-here",
    )
    for path in pages:
        resident.opens(path)
        resident.looks(path)
    resident.opens("/resume")
    resident.presses("開く")
    resident.looks("resume, nothing typed")
    resident.opens("/verify")
    resident.presses("確かめる")
    resident.looks("verify, nothing given")


def test_a_scanned_code_is_checked_without_being_told_to_any_log(world: World, resident: Walker) -> None:
    """I-02. Must catch: a code sent in the address, a back button that leads into a circle."""
    code = code_of(receipt_to_sign(), world.office.stamp.signer)
    asked: list[str] = []
    resident.page.on("request", lambda request: asked.append(request.url))
    resident.opens("/contact")
    resident.page.goto(f"{world.url}/verify#{code}")
    resident.page.wait_for_selector("text=この控えは、本物です")
    assert "26-000123-X" in resident.page.inner_text("main")
    resident.looks("verify, genuine", ALL)
    assert not [url for url in asked if code[:20] in url.partition("#")[0]]
    resident.page.go_back()
    resident.page.wait_for_load_state("networkidle")
    assert resident.path in {"/contact", "/verify"}
    assert "本物です" not in resident.page.inner_text("main")
