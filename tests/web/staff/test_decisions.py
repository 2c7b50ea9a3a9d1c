import pytest

from app.applications import review
from app.applications.lifecycle import Fulfilment, State
from tests.web.staff.making import Desk, Officer, pay

RESIDENCE = "certificate_of_residence"
ALLOWANCE = "child_allowance_amount_revision"
DISASTER = "disaster_certificate"
DECREASE = {"revision_kind": "decrease"}
REASONS = "住んでいる家ではないため"


def in_review(desk: Desk, key: str, **answers: object) -> str:
    number = desk.file(key, answers)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
    return number


def at_the_form(desk: Desk, number: str) -> Officer:
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}/proposal")
    return officer


def state_of(desk: Desk, number: str) -> State:
    with desk.case(number) as (_, application):
        return application.state


@pytest.mark.parametrize("outcome", ["refuse", "grant_partially"])
def test_a_refusal_needs_its_reasons(desk: Desk, outcome: str) -> None:
    """行政手続法8条. Mutation: catch `ReasonsMissing` and go on."""
    number = in_review(desk, DISASTER)
    officer = at_the_form(desk, number)
    officer.sends("決裁に回す", {"outcome": outcome, "reasons": "  ", "message": "ことば"}, expected=422)
    assert "理由を書いてください" in officer.text
    assert officer.page.xpath(f"//input[@value='{outcome}'][@checked]")
    assert officer.page.xpath("//textarea[@id='message']")[0].value.strip() == "ことば"
    assert state_of(desk, number) is State.IN_REVIEW
    officer.sends("決裁に回す", {"reasons": REASONS})
    assert state_of(desk, number) is State.AWAITING_APPROVAL


def test_the_outcome_has_to_be_chosen(desk: Desk) -> None:
    """Nothing is preselected where there is a choice. Mutation: tick the first radio."""
    officer = at_the_form(desk, in_review(desk, DISASTER))
    assert officer.page.xpath("//input[@name='outcome'][@checked]") == []
    officer.sends("決裁に回す", expected=422)
    assert "結果を選んでください" in officer.text


def test_a_notification_cannot_be_refused(desk: Desk) -> None:
    """行政手続法37条: a 届出 is complete when it arrives. Mutation: offer every outcome."""
    number = notification(desk)
    officer = at_the_form(desk, number)
    assert [box.get("value") for box in officer.page.xpath("//input[@name='outcome']")] == ["acknowledge"]
    assert "届出" in officer.text
    for forged in ("refuse", "grant"):
        officer.sends("決裁に回す", {"outcome": forged, "reasons": REASONS}, expected=422)
        assert "選べない結果です" in officer.text
    assert state_of(desk, number) is State.IN_REVIEW


def test_what_goes_with_the_document_is_shown_before_it_is_decided(desk: Desk) -> None:
    """教示: the officer reads the very words the notice will carry."""
    officer = at_the_form(desk, in_review(desk, ALLOWANCE))
    assert "長野県知事に対して審査請求をすることができます" in officer.text


def test_a_second_person_sees_the_proposal_and_decides(desk: Desk) -> None:
    number = in_review(desk, DISASTER)
    at_the_form(desk, number).sends("決裁に回す", {"outcome": "refuse", "reasons": REASONS})
    approver = desk.officer("kessai")
    approver.opens("/staff/approvals")
    approver.follows(number)
    for expected in ("認めない", REASONS, "担当 はるか", "通知書につく教示"):
        assert expected in approver.text
    text = approver.text
    assert text.index("起案の内容") < text.index("この内容で決裁する")
    approver.sends("この内容で決裁する")
    assert "決定しました" in approver.text
    with desk.case(number) as (_, application):
        decision = application.decisions[-1]
        assert application.state is State.REFUSED
        assert decision.approved_by == desk.member("kessai").id
        assert decision.document_number
    approver.opens("/staff/approvals")
    assert number not in approver.text


def test_a_proposal_can_be_sent_back_with_a_reason_for_colleagues_only(desk: Desk) -> None:
    number = in_review(desk, DISASTER)
    at_the_form(desk, number).sends("決裁に回す", {"outcome": "grant"})
    approver = desk.officer("kessai")
    approver.opens(f"/staff/cases/{number}")
    approver.sends("差し戻す", {"note": ""}, expected=422)
    assert "差し戻す理由を書いてください" in approver.text
    approver.sends("差し戻す", {"note": "写真をもう一度見てください"})
    assert state_of(desk, number) is State.IN_REVIEW
    clerk = desk.officer()
    clerk.opens(f"/staff/cases/{number}/proposal")
    assert "写真をもう一度見てください" in clerk.text


def test_where_one_person_is_enough_the_officer_decides(desk: Desk) -> None:
    """The town says so for certificates (`approval_route: none`)."""
    number = in_review(desk, RESIDENCE)
    pay(desk, number)
    officer = at_the_form(desk, number)
    assert "取り消せません" in officer.text
    officer.sends("この内容で決定する", {"outcome": "grant"})
    assert state_of(desk, number) is State.GRANTED


def test_what_has_to_leave_the_house_is_noted_step_by_step(desk: Desk) -> None:
    number = in_review(desk, RESIDENCE)
    pay(desk, number)
    officer = at_the_form(desk, number)
    officer.sends("この内容で決定する", {"outcome": "grant"})
    assert "お送りする準備をしています" in officer.text
    officer.sends("発送した")
    assert "お送りしました" in officer.text
    officer.sends("郵便が戻ってきた")
    officer.sends("窓口で渡した")
    with desk.case(number) as (_, application):
        assert application.fulfilment is Fulfilment.HANDED_OVER
    officer.posts(f"/staff/cases/{number}/fulfilment", 409, lock=str(application.lock), step="send")


def test_a_case_of_another_authority_is_sent_on(desk: Desk) -> None:
    """Both sides read where it went; the office is done with it."""
    number, officer = in_review(desk, DISASTER), desk.officer()
    officer.opens(f"/staff/cases/{number}")
    officer.sends("送ったことにする", {"where": " "}, expected=422)
    assert "送り先の役所を書いてください" in officer.text
    officer.sends("送ったことにする", {"where": "かえで市 防災課"})
    assert "かえで市 防災課" in officer.text
    assert "することはありません" in officer.text
    assert state_of(desk, number) is State.TRANSFERRED


def test_what_was_checked_is_shown_to_the_approver(desk: Desk) -> None:
    """The ticks stand in the audit trail. Mutation: read the ticks of an earlier proposal."""
    number = in_review(desk, DISASTER)
    officer = at_the_form(desk, number)
    officer.sends("決裁に回す", {"outcome": "grant", "checked": ["residence", "cause", "forged"]})
    assert ("check_items", "staff", ("review.cause", "review.residence")) in desk.audited(number)
    approver = desk.officer("kessai")
    approver.opens(f"/staff/cases/{number}")
    assert "起案者が確かめたこと" in approver.text
    ticked = approver.page.xpath("//dt[text()='起案者が確かめたこと']/..//li")
    assert len(ticked) == 2


def test_doubts_stand_beside_the_decision(desk: Desk) -> None:
    officer = at_the_form(desk, in_review(desk, RESIDENCE))
    assert "まだ支払われていません" in officer.text


def test_the_form_is_not_offered_where_it_cannot_be_sent(desk: Desk) -> None:
    number = desk.file(DISASTER)
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}/proposal")
    assert officer.path == f"/staff/cases/{number}"


def notification(desk: Desk) -> str:
    """減額の届出: fewer children is a 届出, more is a 申請."""
    return in_review(desk, ALLOWANCE, **DECREASE)
