from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.applications import review
from app.applications.models import ActorKind
from app.applications.review import AskedCorrection
from app.clock import japan_date
from app.municipality.offering import AssuranceAsked
from app.prefill.facts import Fact, Facts
from app.prefill.sources import Source
from app.procedures.catalog_files import path_of, read_procedure
from app.procedures.definition import Procedure
from app.procedures.publication import content_of, publish
from tests import make
from tests.web.staff.making import Desk, counted, resubmit

RESIDENCE = "certificate_of_residence"
ALLOWANCE = "child_allowance_amount_revision"
SECRET = "第二口座 0123456"


def with_hidden_answer(desk: Desk) -> str:
    """A case whose e-mail address is a sensitive answer."""
    content = content_of(read_procedure(path_of(RESIDENCE)))
    for step in content["steps"]:
        for question in step["questions"]:
            if question["key"] == "applicant_phone":
                step["questions"].append(
                    {"kind": "text", "key": "account", "label": "口座", "name": "口座", "sensitive": True}
                )
                break
    with desk.office.database.write() as session:
        publish(session, Procedure.model_validate(content), now=desk.clock())
    return desk.file(RESIDENCE, {"account": SECRET})


def opened(desk: Desk, number: str, query: str = "") -> Any:
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}{query}")
    return officer


def facts_of(**values: str) -> Facts:
    terms = {f"person.{name}": value for name, value in values.items()}
    return Facts({t: Fact(v, Source.RESIDENT_REGISTER, date(2026, 5, 1)) for t, v in terms.items()})


def test_every_view_of_a_case_is_noted_before_it_is_shown(desk: Desk) -> None:
    """Mutation: drop `_note` from `frame_of`."""
    number = desk.file(ALLOWANCE)
    opened(desk, number)
    opened(desk, number)
    assert [action for action, kind, _ in desk.audited(number) if kind == "staff"] == [
        "view_case",
        "view_case",
    ]


def test_a_hidden_answer_is_shown_on_request_only_and_the_request_is_noted(desk: Desk) -> None:
    """Mutation: show sensitive answers, or show them without a note."""
    number = with_hidden_answer(desk)
    officer = opened(desk, number)
    assert SECRET not in officer.answer.text
    assert "●●●●" in officer.text
    assert [entry for entry in desk.audited(number) if entry[0] == "view_sensitive"] == []
    officer.follows("見る（口座）")
    assert SECRET in officer.text
    assert [entry for entry in desk.audited(number) if entry[0] == "view_sensitive"] == [
        ("view_sensitive", "staff", ("account",))
    ]


def test_no_other_page_of_the_case_shows_a_hidden_answer(desk: Desk) -> None:
    number = with_hidden_answer(desk)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
    officer = desk.officer()
    for path in ("", "/correction", "/proposal", "/export.json?purpose=review"):
        officer.opens(f"/staff/cases/{number}{path}")
        assert SECRET not in officer.answer.text, path


def test_whether_somebody_should_have_signed_in_is_the_towns_to_say(desk: Desk) -> None:
    """Must catch: the definition taken for the town's word."""
    number = desk.file(make.DISASTER, owner_kind=ActorKind.GUEST)
    assert "サインインなしの申請です。" in opened(desk, number).text
    asking = make.a_town(make.DISASTER, assurance=AssuranceAsked.AUTHENTICATED)
    desk.app.state.office = replace(desk.app.state.office, todays_town=lambda: asking)
    assert "本人確認が必要な手続ですが、サインインがありません。" in opened(desk, number).text


def test_asking_for_an_answer_that_is_not_hidden_is_no_special_view(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    opened(desk, number, "?show=applicant_phone")
    assert "view_sensitive" not in [action for action, _, _ in desk.audited(number)]


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{% if page %}"]
)
def test_what_a_resident_typed_is_text_and_nothing_else(desk: Desk, payload: str) -> None:
    """Mutation: `|safe` on any answer."""
    street = {"postcode": "3999901", "prefecture": "長野県", "city": "若葉郡みどり野町", "town": "大字中央"}
    address = {**street, "block": "1番地", "building": payload}
    number = desk.file(ALLOWANCE, {"applicant_address": address})
    officer = opened(desk, number)
    assert payload in officer.page.text_content()
    assert "<script>alert" not in officer.answer.text
    assert "<img src=x" not in officer.answer.text
    assert officer.page.xpath("//main//script") == []


def test_answers_that_differ_stand_first_with_what_the_register_says(desk: Desk) -> None:
    """A hint, never a refusal: the page asks for eyes."""
    facts = facts_of(family_name="髙橋", given_name="誠", phone="0261000501")
    number = desk.file(
        RESIDENCE,
        {"applicant_name": {"family": "高橋", "given": "誠"}, "applicant_phone": "0261000777"},
        facts=facts,
    )
    officer = opened(desk, number)
    table = " ".join(officer.page.xpath("//table[contains(@class,'compare')]")[0].text_content().split())
    assert "氏名 高橋 誠 髙橋 誠" in table
    assert "電話番号 0261-00-0777 0261-00-0501" in table
    assert "字の形が違います" in officer.text
    assert "目視で確かめてください" in officer.text
    assert "審査を始める" in officer.text


def test_answers_like_the_register_say_so(desk: Desk) -> None:
    facts = facts_of(family_name="見本", given_name="花子")
    assert "住民記録と同じ" in opened(desk, desk.file(ALLOWANCE, facts=facts)).text


def test_what_a_resident_is_still_writing_is_not_shown(desk: Desk) -> None:
    """Mutation: show `application.answers` instead of the version."""
    number = asked_for_correction(desk)
    with desk.case(number) as (_, application):
        application.answers = {**application.answers, "applicant_phone": "09099999999"}
    assert "090-9999-9999" not in opened(desk, number).text


def test_a_mended_case_shows_what_changed_and_keeps_the_first_version(desk: Desk) -> None:
    number = asked_for_correction(desk)
    resubmit(desk, number, applicant_phone="09012345678")
    officer = opened(desk, number)
    assert "第1版から変わったところ（1）" in officer.text
    assert "電話番号 090-0000-0000 090-1234-5678" in officer.text
    officer.follows("第1版")
    assert "これは前の版です" in officer.text
    assert "090-1234-5678" not in officer.text
    assert not officer.page.xpath("//main//form")
    officer.opens(f"/staff/cases/{number}?version=3", expected=404)


def test_another_case_of_the_same_person_is_shown(desk: Desk) -> None:
    first, second = desk.file(ALLOWANCE), desk.file(ALLOWANCE)
    officer = opened(desk, second)
    assert "同じ方らしい審査中の申請が1件あります" in officer.text
    assert f"/staff/cases/{first}" in officer.links()


def test_a_case_takes_a_bounded_number_of_statements(desk: Desk) -> None:
    """However long its history is."""
    number = asked_for_correction(desk)
    resubmit(desk, number, applicant_phone="09012345678")
    opened(desk, number)
    with counted(desk) as statements:
        opened(desk, number)
    assert len(statements) <= 20, "\n".join(statements)


def test_the_way_to_the_next_case_follows_the_order_of_the_queue(desk: Desk) -> None:
    first, second, third = (desk.file(ALLOWANCE) for _ in range(3))
    with desk.case(second) as (session, application):
        review.start_review(session, application, by=desk.member("both"), now=desk.clock())
    officer = opened(desk, first)
    officer.follows("次の案件へ")
    assert officer.path == f"/staff/cases/{third}"  # the second is somebody else's
    officer.follows("次の案件へ")
    assert officer.path == "/staff/queue"


def test_a_draft_is_nobodys_business(desk: Desk) -> None:
    desk.officer().opens("/staff/cases/None", expected=404)


def test_the_copy_of_the_application_is_a_pdf_and_noted(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}/copy.pdf")
    assert officer.answer.content[:5] == b"%PDF-"
    assert "view_copy" in [action for action, _, _ in desk.audited(number)]
    officer.opens(f"/staff/cases/{number}/decision.pdf", expected=404)


def test_pages_of_cases_are_kept_by_no_cache(desk: Desk) -> None:
    assert opened(desk, desk.file(ALLOWANCE)).answer.headers["cache-control"] == "no-store"


def asked_for_correction(desk: Desk) -> str:
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
        due_on = japan_date(desk.clock()) + timedelta(days=7)
        asked = AskedCorrection(["applicant_phone"], "電話番号を確かめてください。", due_on)
        review.request_correction(session, application, asked, by=desk.member(), now=desk.clock())
    return number


def test_an_address_alone_does_not_say_that_something_was_decided(desk: Desk) -> None:
    """Mutation: trust `done`; a link from a mail would show an officer that the work is finished."""
    number = desk.file(ALLOWANCE)
    for done in ("decision", "proposal", "start", "fulfilment", "nonsense"):
        assert opened(desk, number, f"?done={done}").page.xpath("//div[@data-type='success']") == []
