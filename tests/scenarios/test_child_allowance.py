"""児童手当の額の改定, from a card on a phone to a decision in hand."""

from tests.people import Clerk, Resident
from tests.scenarios import allowance, desk
from tests.world import World

SEEN = ("form_token", "lock", "seen_version", "seen_history")
PERSONAL = ("水野", "陽子", "湊", "さくら", "若葉台", "090-0000", "0900000", "1995年", "1995-06", "yoko")


def test_a_newborn_second_child_is_claimed_without_typing(resident: Resident) -> None:
    allowance.reach_check_for_minato(resident)
    assert resident.heading == "内容を確かめてください"
    assert "2026年6月分から" in resident.text
    assert "25,000円" in resident.text
    assert "水野 湊" in resident.text
    assert allowance.submit(resident)


def test_a_correction_opens_one_question_and_nothing_else(resident: Resident, clerk: Clerk) -> None:
    """Must catch: a correction that opens other answers, or that the officer never sees answered."""
    number = allowance.claim_minato(resident)
    desk.take_up(clerk, number)
    desk.ask_correction(clerk, number, "電話番号を、もう一度確かめてください。", ["applicant_phone"])
    resident.opens(f"/my/{number}")
    assert "電話番号を、もう一度確かめてください。" in resident.text
    resident.follows("直す")
    assert resident.boxes == {"applicant_phone"}
    resident.sends("次へ", {"applicant_phone": "090 0000 0199"})
    assert "氏名" not in resident.text
    resident.sends("直した内容を送る")
    assert "内容を受け取りました。" in resident.text
    clerk.opens(desk.case_of(number))
    assert "補正が届きました" in clerk.text
    assert "090-0000-0199" in clerk.text


def test_a_second_person_grants_and_the_mail_tells_nothing_personal(
    world: World, resident: Resident, clerk: Clerk, approver: Clerk
) -> None:
    """Must catch: a decision by one person; a decision without its document; a talkative mail."""
    number = allowance.claim_minato(resident)
    desk.take_up(clerk, number)
    desk.propose(clerk, number, "grant", message="6月分から変わります。")
    assert "あなたが起案しました。ほかの職員の決裁を待っています。" in clerk.text
    assert not clerk.page.xpath("//main//button[contains(., '決裁する')]")
    desk.approve(approver, number)
    mails = world.mails(number)
    resident.opens(f"/my/{number}")
    resident.follows("通知を見る")
    assert resident.heading == "認められました"
    assert "6月分から変わります。" in resident.text
    resident.follows("通知書をPDFで開く")
    assert resident.answer.content.startswith(b"%PDF-")
    assert len(mails) == 2
    told = "".join(mail.subject + mail.body for mail in mails)
    assert [word for word in PERSONAL if word in told] == []


def test_nobody_approves_what_they_have_proposed_themselves(
    world: World, resident: Resident, clerk: Clerk, approver: Clerk
) -> None:
    """Must catch: two pairs of eyes that are one, be it with a form that no page has offered."""
    number = allowance.claim_minato(resident)
    desk.take_up(clerk, number)
    desk.propose(approver, number, "grant")
    approver.opens(desk.case_of(number))
    assert not approver.page.xpath("//main//button[contains(., '決裁する')]")
    seen = {name: approver.page.xpath(f"//input[@name='{name}']/@value")[0] for name in SEEN}
    answer = approver.client.post(f"{desk.case_of(number)}/approval", data=seen)
    assert answer.status_code == 403
    resident.opens(f"/my/{number}")
    assert "決裁待ち" in resident.text


def test_a_refusal_gives_its_reasons_and_says_where_to_appeal(
    world: World, resident: Resident, clerk: Clerk, approver: Clerk
) -> None:
    """Must catch: a refusal without reasons (行政手続法8条) or without 教示 (行政不服審査法82条)."""
    number = allowance.claim_minato(resident)
    desk.take_up(clerk, number)
    clerk.follows("起案する")
    clerk.sends("決裁に回す", {"outcome": "refuse"}, 422)
    assert "理由を書いてください" in clerk.complaints["reasons"]
    reasons = "お子さまの世話をしていることを、確かめられなかったためです。\n（児童手当法4条1項）"
    desk.propose(clerk, number, "refuse", reasons=reasons)
    desk.approve(approver, number)
    world.finish_jobs()
    resident.opens(f"/my/{number}/decision")
    assert resident.heading == "認められませんでした"
    assert "確かめられなかったためです。" in resident.text
    assert "長野県知事" in resident.text
    assert "審査請求" in resident.text
    assert "3か月以内" in resident.text or "3月以内" in resident.text
    assert "児童手当額改定請求却下通知書" in resident.text


def test_a_decrease_is_a_notification_that_nobody_can_refuse(
    world: World, resident: Resident, clerk: Clerk, approver: Clerk
) -> None:
    """Must catch: a 届出 treated as a 申請 (行政手続法37条)."""
    allowance.begin(resident, "hayashi_keiko", "1301", "decrease")
    resident.sends("次へ", {"dec_children": "hayashi_takumi"})
    day = {"event_date.era": "reiwa", "event_date.year": "8", "event_date.month": "4", "event_date.day": "30"}
    resident.sends("次へ", {"decrease_reason": "livelihood_parted", **day})
    assert "2026年5月分から" in resident.text
    number = allowance.submit(resident)
    desk.take_up(clerk, number)
    clerk.follows("起案する")
    assert clerk.page.xpath("//input[@name='outcome']/@value") == ["acknowledge"]
    clerk.sends("決裁に回す", {"outcome": "refuse", "reasons": "だめです。"}, 422)
    desk.propose(clerk, number, "acknowledge")
    desk.approve(approver, number)
    world.finish_jobs()
    resident.opens(f"/my/{number}")
    assert "手続が終わりました" in resident.text
    resident.follows("通知を見る")
    assert "不服" not in resident.text
