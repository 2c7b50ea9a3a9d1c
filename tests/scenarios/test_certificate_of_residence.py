"""住民票の写し: fee, payment in all its ways, and the paper in the post."""

from tests.people import Clerk, Resident
from tests.scenarios import certificate, desk
from tests.world import World


def test_the_fee_is_copies_and_postage_and_express(resident: Resident) -> None:
    """Two copies at 300 yen, a letter of 110 yen, express 300 yen (みどり野町手数料条例, 令和6年10月の郵便料金)."""
    certificate.reach_check(resident)
    assert "300円 × 2" in resident.text
    assert "410円 × 1" in resident.text
    assert "合計 1,010円" in resident.text
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"
    assert "1,010円を支払う" in resident.text


def test_more_copies_make_a_heavier_letter(resident: Resident) -> None:
    certificate.reach_check(resident, copies="１０")
    assert "300円 × 10" in resident.text
    assert "480円 × 1" in resident.text
    assert "合計 3,480円" in resident.text


def test_one_officer_decides_and_the_paper_goes_out(world: World, resident: Resident, clerk: Clerk) -> None:
    """Must catch: a second person asked for where the town wants none; a resident who never hears of the post."""
    number = certificate.claim(resident)
    certificate.pay(resident, number)
    assert certificate.is_paid(resident, number)
    desk.take_up(clerk, number)
    desk.decide(clerk, number, "grant")
    resident.opens(f"/my/{number}")
    assert "お送りする準備をしています" in resident.text
    clerk.opens(desk.case_of(number))
    clerk.sends("発送した")
    resident.opens(f"/my/{number}")
    assert "お送りしました" in resident.text
    assert len(world.mails(number)) == 4, "arrived, paid, decided, sent"


def test_a_declined_card_is_followed_by_another_one(world: World, resident: Resident) -> None:
    """Must catch: a refusal by the bank shown as the end, as paid, or as unpaid after the next card was taken."""
    number, before = certificate.claim(resident), world.charges
    certificate.pay(resident, number, certificate.DECLINED_CARD)
    assert world.charges == before
    assert "別のカード" in resident.text
    resident.opens(f"/my/{number}")
    assert "お支払い待ち" in resident.text
    certificate.pay(resident, number)
    assert certificate.is_paid(resident, number)
    assert world.charges == before + 1


def test_leaving_the_payment_page_loses_nothing(world: World, resident: Resident) -> None:
    """Must catch: somebody who has not paid told to wait, without a way to pay."""
    number, before = certificate.claim(resident), world.charges
    certificate.go_to_pay(resident, number)
    resident.sends("支払わずに戻る")
    assert "まだ支払われていません" in resident.text
    resident.sends("支払いへ進む")
    certificate.enter_card(resident)
    assert certificate.is_paid(resident, number)
    assert world.charges == before + 1


def test_a_lost_notification_is_made_up_for_by_asking(world: World, resident: Resident) -> None:
    """Must catch: believing only the webhook. The poller asks by itself."""
    number = certificate.claim(resident)
    certificate.pay(resident, number, scenario="webhook_lost")
    assert resident.heading == "お支払いを確かめています"
    world.clock.forward(minutes=2)
    world.office.desk.inquiry.check_due(now=world.clock())
    assert certificate.is_paid(resident, number)


def test_whoever_does_not_want_to_wait_asks_now(resident: Resident) -> None:
    number = certificate.claim(resident)
    certificate.pay(resident, number, scenario="webhook_lost")
    resident.sends("いま確かめる")
    assert resident.heading == "お支払いが済みました"


def test_two_taps_on_pay_charge_once(world: World, resident: Resident) -> None:
    """Must catch: a checkout per tap; a page of the provider that can be paid twice."""
    number, before = certificate.claim(resident), world.charges
    certificate.go_to_pay(resident, number)
    first = str(resident.answer.url)
    certificate.go_to_pay(resident, number)
    assert str(resident.answer.url) == first
    certificate.enter_card(resident)
    assert certificate.is_paid(resident, number)
    assert not resident.page.xpath("//button[contains(., '支払いへ進む')]")
    resident.opens(first)
    assert not resident.page.forms
    assert world.charges == before + 1


def test_taking_it_back_stops_the_fee(world: World, resident: Resident, clerk: Clerk) -> None:
    """Must catch: a page of the provider that still takes money for what was withdrawn."""
    number, before = certificate.claim(resident), world.charges
    certificate.go_to_pay(resident, number)
    checkout = str(resident.answer.url)
    resident.opens(f"/my/{number}/withdraw")
    resident.sends("取り下げる")
    assert "取り下げました" in resident.text
    assert "円を支払う" not in resident.text
    world.clock.forward(minutes=2)
    world.office.desk.inquiry.check_due(now=world.clock())
    resident.opens(checkout, 410)
    assert world.charges == before
    clerk.opens(desk.case_of(number))
    assert "取り下げられたので、することはありません。" in clerk.text
