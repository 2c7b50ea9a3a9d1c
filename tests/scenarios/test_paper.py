"""I-113. What came by post goes the way of everything else: into the same queue, from the day on which it came."""

import re
from datetime import timedelta
from uuid import UUID

from app.applications.lifecycle import State
from app.applications.models import Application
from app.applications.queries import get_by_number
from app.clock import japan_date
from tests.people import Clerk, Resident
from tests.scenarios import desk, disaster, paper
from tests.world import World


def today(world: World, ago: int = 0) -> str:
    return (japan_date(world.clock()) - timedelta(days=ago)).isoformat()


def draft_code(world: World, resident: Resident) -> str:
    """As it is printed on the form of the draft on the screen."""
    with world.office.database.read() as session:
        return session.get_one(Application, UUID(resident.path.split("/")[2])).resume_code


def test_a_whole_paper_waits_in_the_queue_from_the_day_it_came(world: World, clerk: Clerk) -> None:
    """I-113. Must catch: a day of arrival on which somebody had the time to type it."""
    number = paper.enters_whole(clerk, today(world, ago=5))
    assert clerk.path == f"/staff/cases/{number}"
    assert "紙を受け付けました" in clerk.text
    assert "に届きました" in clerk.text
    with world.office.database.read() as session:
        case = get_by_number(session, number)
        assert case.arrived_at is not None
        assert japan_date(case.arrived_at).isoformat() == today(world, ago=5)
        assert (case.channel, case.state, case.section) == ("paper", State.ARRIVED, "bosai")
        assert {note["hand"] for note in (case.versions[0].typed_by or {}).values()} == {"paper"}
    desk.take_up(clerk, number)
    clerk.opens("/staff/queue?view=mine")
    assert number in clerk.text
    assert "00:00" not in clerk.text, "nobody knows the hour"


def test_whoever_wrote_it_reads_how_it_stands_with_what_the_posted_receipt_says(
    world: World, clerk: Clerk, resident: Resident
) -> None:
    number = paper.enters_whole(clerk, today(world))
    receipt = clerk.client.get(f"/staff/cases/{number}/receipt.pdf")
    assert receipt.headers["content-type"] == "application/pdf"
    with world.office.database.read() as session:
        code = get_by_number(session, number).resume_code
    resident.opens("/resume")
    resident.sends("開く", {"code": code, "phone": "090-0000-7777"})
    assert resident.path == f"/my/{number}"
    resident.opens(f"/my/{number}/receipt")
    assert "00:00" not in resident.text, "nobody knows the hour"


def test_a_paper_with_gaps_has_arrived_and_is_asked_for_the_rest(world: World, clerk: Clerk) -> None:
    """I-113. Must catch: a paper that waits on a desk because a box is empty (行政手続法7条)."""
    paper.begins(clerk, today(world, ago=2))
    paper.reaches_check(clerk, paper.CONTACT, {}, paper.WHICH, paper.TRUTH)
    assert "空いているところ（1）" in clerk.text
    clerk.sends("受け付けて、補正をお願いする")
    number = clerk.path.split("/")[3]
    assert clerk.path.endswith("/correction")
    assert clerk.page.xpath("//input[@name='questions' and @checked]/@value") == ["house_address"]
    assert "書いていないところか、読めないところ" in clerk.typed("message")
    clerk.sends("この内容でお願いする")
    with world.office.database.read() as session:
        case = get_by_number(session, number)
        assert case.state is State.CORRECTION_REQUESTED
        assert case.arrived_at is not None
        assert japan_date(case.arrived_at).isoformat() == today(world, ago=2)


def test_the_answer_to_a_correction_may_come_on_paper_too(world: World, clerk: Clerk) -> None:
    paper.begins(clerk, today(world, ago=2))
    paper.reaches_check(clerk, paper.CONTACT, {}, paper.WHICH, paper.TRUTH)
    clerk.sends("受け付けて、補正をお願いする")
    number = clerk.path.split("/")[3]
    clerk.sends("この内容でお願いする")
    clerk.opens("/staff/paper")
    clerk.sends("さがす", {"code": number})
    clerk.sends("入力を始める", {"came_on": today(world, ago=1)}, expected=422)
    assert "補正をお願いした日か、そのあとの日" in clerk.text
    clerk.sends("入力を始める", {"came_on": today(world)})
    assert clerk.boxes >= {"house_address.town"}
    assert "applicant_phone" not in clerk.boxes, "only what was asked about"
    clerk.sends("次へ", paper.ADDRESS)
    clerk.sends("受け付ける")
    with world.office.database.read() as session:
        case = get_by_number(session, number)
        assert (case.state, len(case.versions)) == (State.IN_REVIEW, 2)


def test_a_printed_form_finds_its_draft_again(world: World, clerk: Clerk, resident: Resident) -> None:
    """Must catch: what was typed at home typed once more, or a second application beside the draft."""
    disaster.begin(resident)
    code = draft_code(world, resident)
    clerk.opens("/staff/paper")
    clerk.sends("さがす", {"code": f"{code[:4]}-{code[4:8]}-{code[8:]}".lower()})
    assert "ヤ" in clerk.text
    assert "ヤマカワ" not in clerk.text, "nothing of it before it is taken up"
    clerk.sends("入力を始める", {"came_on": today(world)})
    paper.reaches_check(clerk, paper.ADDRESS, paper.WHICH, paper.TRUTH)
    assert "ヤマカワ ミドリ" in clerk.text
    clerk.sends("受け付ける")
    number = clerk.path.split("/")[3]
    resident.opens(f"/my/{number}")
    assert number in resident.text
    clerk.opens("/staff/paper")
    clerk.sends("さがす", {"code": code})
    assert clerk.path == f"/staff/cases/{number}", "what has arrived is no draft any more"


def test_its_owner_goes_on_typing_and_nothing_of_either_is_lost(
    world: World, clerk: Clerk, resident: Resident
) -> None:
    disaster.begin(resident)
    code, contact = draft_code(world, resident), resident.path.replace("/house", "/contact")
    clerk.opens("/staff/paper")
    clerk.sends("さがす", {"code": code})
    clerk.sends("入力を始める", {"came_on": today(world)})
    clerk.opens(f"{clerk.path.partition('/steps')[0]}/steps/contact")
    resident.opens(contact)
    resident.sends("次へ", {"applicant_phone": "090-0000-8888"})
    clerk.sends("次へ", {"applicant_phone": "090-0000-9999"}, expected=409)
    assert "090-0000-8888" in clerk.text
    assert "本人が入力しました" in clerk.text
    clerk.sends("選んで、次へ", {"keep.applicant_phone": "mine"})
    resident.opens(contact)
    assert resident.typed("applicant_phone").replace("-", "") == "09000009999"


def test_a_day_that_has_not_come_or_is_long_past_is_a_slip(world: World, clerk: Clerk) -> None:
    clerk.opens("/staff/paper/new/disaster_certificate")
    for wrong in (today(world, ago=-1), today(world, ago=400), "", "soon"):
        clerk.sends("入力を始める", {"came_on": wrong}, expected=422)
        assert "came_on" in clerk.complaints, wrong


def test_the_same_matter_is_taken_once_whichever_way_it_came(world: World, clerk: Clerk) -> None:
    """I-113. Must catch: two letters of one person, both on the books."""

    def enters() -> None:
        clerk.opens(f"/staff/paper/new/{paper.TAXI}")
        clerk.sends("住民記録をさがす", {"came_on": today(world), "sought": "ミズ 0614"})
        mark = clerk.page.xpath("//input[@name='person']/@value")[0]
        clerk.sends("入力を始める", {"person": mark})
        paper.reaches_check(clerk)

    enters()
    clerk.sends("受け付けて、補正をお願いする")
    number = clerk.path.split("/")[3]
    enters()
    assert "同じ手続を、すでに受け付けています" in clerk.text
    assert number in clerk.text
    token = clerk.page.xpath("//input[@name='form_token']/@value")[0]
    again = clerk.client.post(clerk.path.replace("/check", "/file"), data={"form_token": token})
    assert again.status_code == 409
    with world.office.database.read() as session:
        own = session.query(Application).where(Application.procedure_key == paper.TAXI)
        assert sorted(each.state for each in own) == [State.DRAFT, State.IN_REVIEW]


def test_what_nobody_goes_on_with_is_given_up(world: World, clerk: Clerk, resident: Resident) -> None:
    """I-113. Must catch: somebody's draft thrown away with the entering of its paper."""
    paper.begins(clerk, today(world))
    begun = clerk.path.partition("/steps")[0]
    clerk.opens(f"{begun}/check")
    clerk.sends("入力をやめる")
    clerk.opens(begun, expected=404)
    disaster.begin(resident)
    code = draft_code(world, resident)
    clerk.opens("/staff/paper")
    clerk.sends("さがす", {"code": code})
    clerk.sends("入力を始める", {"came_on": today(world)})
    clerk.opens(f"{clerk.path.partition('/steps')[0]}/check")
    clerk.sends("入力をやめる")
    resident.opens(resident.path)
    assert resident.path.endswith("/steps/house")


def test_the_scan_is_read_with_the_case(world: World, clerk: Clerk) -> None:
    paper.begins(clerk, today(world))
    paper.reaches_check(clerk, paper.CONTACT, paper.ADDRESS, paper.WHICH, paper.TRUTH)
    clerk.sends("選んだものを送る", files=[("scan", ("scan.jpg", disaster.photo(), "image/jpeg"))])
    assert "scan.jpg" in clerk.text
    clerk.sends("受け付ける")
    link = next(each for each in clerk.links() if re.search("/files/[0-9a-f-]+/view", each))
    clerk.opens(link)
    assert clerk.client.get(link.removesuffix("/view")).status_code == 200


def test_a_number_that_fits_nothing_is_said_to(clerk: Clerk) -> None:
    clerk.opens("/staff/paper")
    clerk.sends("さがす", {"code": "ACDE-FGHJ-KMNP"}, expected=422)
    assert "見つかりません" in clerk.complaints["code"]
