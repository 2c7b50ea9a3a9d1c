from app.applications import review
from app.applications.lifecycle import State
from app.language import Language
from tests.web.staff.making import Desk, Officer, resubmit

ALLOWANCE = "child_allowance_amount_revision"
MESSAGE = "電話がつながりません。番号を確かめてください。"


def in_review(desk: Desk) -> str:
    number = desk.file(ALLOWANCE, {"applicant_email": "sample@example.jp"})
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
    return number


def at_the_form(desk: Desk) -> tuple[str, Officer]:
    number, officer = in_review(desk), desk.officer()
    officer.opens(f"/staff/cases/{number}")
    officer.follows("補正をお願いする")
    return number, officer


def state_of(desk: Desk, number: str) -> State:
    with desk.case(number) as (_, application):
        return application.state


def test_a_correction_goes_out_comes_back_and_can_be_reviewed(desk: Desk) -> None:
    """The whole round: only what was named is open, the resident mends it, the officer sees what changed."""
    number, officer = at_the_form(desk)
    officer.sends("この内容でお願いする", {"questions": ["applicant_phone"], "message": MESSAGE})
    assert "補正をお願いしました" in officer.text
    with desk.case(number) as (_, application):
        correction = application.corrections[-1]
        assert application.state is State.CORRECTION_REQUESTED
        assert (correction.questions, correction.message) == (["applicant_phone"], MESSAGE)
        assert correction.due_on.isoformat() == "2026-05-26"  # fourteen days, as the town says
    resubmit(desk, number, applicant_phone="09012345678")
    officer.opens(f"/staff/cases/{number}")
    assert "第1版から変わったところ（1）" in officer.text
    officer.follows("起案する")


def test_a_stock_reason_fills_in_its_sentence_and_its_questions(desk: Desk) -> None:
    """A button that works without JavaScript; what was typed before stays. Mutation: overwrite the message."""
    number, officer = at_the_form(desk)
    officer.sends("連絡先を確かめてください", {"message": "お世話になります。", "questions": ["event_date"]})
    assert officer.page.xpath("//textarea[@id='message']")[0].value.strip().splitlines() == [
        "お世話になります。",
        "連絡先を確かめてください。",
    ]
    ticked = {box.get("value") for box in officer.page.xpath("//input[@name='questions'][@checked]")}
    assert ticked == {"event_date", "applicant_phone", "applicant_email"}
    officer.sends("連絡先を確かめてください")
    assert officer.page.xpath("//textarea[@id='message']")[0].value.count("連絡先") == 1
    assert state_of(desk, number) is State.IN_REVIEW


def test_a_stock_reason_is_worded_for_the_reader(desk: Desk) -> None:
    number, officer = at_the_form(desk)
    with desk.case(number) as (_, application):
        application.language = Language.EASY
    officer.opens(f"/staff/cases/{number}/correction")
    officer.sends("連絡先を確かめてください")
    assert "でんわ番号と メールを" in officer.page.xpath("//textarea[@id='message']")[0].value


def test_the_preview_shows_what_the_resident_will_read_and_writes_nothing(desk: Desk) -> None:
    """Mutation: request the correction before looking at `do`."""
    number, officer = at_the_form(desk)
    given = {"questions": ["applicant_phone"], "message": MESSAGE}
    officer.sends("住民に見える内容を確かめる", given)
    assert "昼間つながる電話番号" in officer.text
    assert "内容はメールに書きません" in officer.text
    assert state_of(desk, number) is State.IN_REVIEW
    officer.sends("この内容でお願いする")
    assert state_of(desk, number) is State.CORRECTION_REQUESTED


def test_a_correction_needs_a_question_a_message_and_a_day_to_come(desk: Desk) -> None:
    number, officer = at_the_form(desk)
    officer.sends("この内容でお願いする", {"message": MESSAGE}, expected=422)
    assert "1つ以上選んでください" in officer.text
    assert officer.page.xpath("//a[@href='#questions']")
    assert officer.page.xpath("//*[@id='questions']")
    officer.sends("この内容でお願いする", {"questions": ["applicant_phone"], "message": " "}, expected=422)
    assert "文で書いてください" in officer.text
    officer.sends("この内容でお願いする", {"message": MESSAGE, "due_on": "2026-05-12"}, expected=422)
    assert officer.page.xpath("//a[@href='#due_on']")
    assert MESSAGE in officer.page.xpath("//textarea[@id='message']")[0].value
    officer.sends("この内容でお願いする", {"due_on": "来週"}, expected=422)
    assert "期限の日付を選んでください" in officer.text
    assert state_of(desk, number) is State.IN_REVIEW


def test_only_questions_of_the_procedure_can_be_asked(desk: Desk) -> None:
    """A forged key is left out."""
    number, officer = at_the_form(desk)
    given = {"questions": ["applicant_phone", "account", "owner_id"], "message": MESSAGE}
    officer.sends("この内容でお願いする", given)
    with desk.case(number) as (_, application):
        assert application.corrections[-1].questions == ["applicant_phone"]


def test_what_was_asked_is_noted_by_name_and_never_by_content(desk: Desk) -> None:
    number, officer = at_the_form(desk)
    officer.sends("この内容でお願いする", {"questions": ["applicant_phone"], "message": MESSAGE})
    assert ("request_correction", "staff", ("applicant_phone",)) in desk.audited(number)


def test_the_form_is_not_offered_where_it_cannot_be_sent(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}/correction")
    assert officer.path == f"/staff/cases/{number}"
