"""おおきい over HTTP, without scripts: the same application, one question a page, whatever is pressed on the way."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from app.applications.models import Application
from app.applications.queries import get_by_number
from app.procedures.questions.unknown import UNKNOWN
from tests import make
from tests.people import Clerk
from tests.sampling import ALWAYS, rest_is_wide
from tests.scenarios import desk
from tests.scenarios.counter_only import is_for_the_counter
from tests.scenarios.large import LargeWalker
from tests.scenarios.walker import Walker
from tests.walks import WALKS
from tests.world import World, a_world

RENEWAL = "kaigo_certification_renewal"
# What is taken in front of staff alone is filled in there.
KEYS = [key for key, each in make.catalog().items() if not is_for_the_counter(each)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


def walker(world: World, key: str, kind: type[Walker] = LargeWalker) -> LargeWalker:
    walk = WALKS[key]
    return kind(world.url, make.filled(key, walk.given, walk.person), walk)  # type: ignore[return-value]


def sent(world: World, number: str) -> dict[str, object]:
    with world.office.database.read() as session:
        return dict(get_by_number(session, number).versions[-1].answers)


def draft(world: World, resident: LargeWalker) -> Application:
    with world.office.database.read() as session:
        application = session.get_one(Application, UUID(resident.path.split("/")[2]))
        session.expunge(application)
        return application


@pytest.mark.parametrize("key", rest_is_wide(KEYS, {*ALWAYS, RENEWAL}))
def test_every_procedure_is_filled_in_one_question_at_a_time(world: World, key: str) -> None:
    """L-1. Must catch: a page nobody gets away from, an answer that whole pages would not have given."""
    large = walker(world, key)
    large.begins()
    large.reaches_check()
    number = large.submits()
    whole = walker(world, key, Walker)
    assert sent(world, number) == {**sent(world, number), **_comparable(whole)}
    takes_back(large, number)


def takes_back(resident: LargeWalker, number: str) -> None:
    """The next one may ask for the same."""
    resident.opens(f"/my/{number}/withdraw")
    resident.sends("取り下げる")


def _comparable(whole: LargeWalker) -> dict[str, object]:
    """What somebody answers by themselves; files have ids of their own."""
    journey = whole.journey
    return {
        question.key: journey.answers[question.key]
        for step in journey.steps
        if not step.confirmed_at_check
        for question in journey.asked(step)
        if question.kind != "photos"
    }


@pytest.fixture
def elder(world: World) -> LargeWalker:
    """On the first page of a renewal."""
    resident = walker(world, RENEWAL)
    resident.begins()
    return resident


def goes_to(resident: LargeWalker, at: str) -> None:
    for _ in range(40):
        if resident.place == at:
            return
        resident.answers_page()
    raise AssertionError(f"{at} was never asked")


def back_of(resident: LargeWalker) -> str:
    return next(
        link.get("href") for link in resident.page.xpath("//a[@href]") if "ひとつ戻る" in link.text_content()
    )


def test_a_page_is_counted_and_the_next_counts_one_more(elder: LargeWalker) -> None:
    """L-1. Must catch: 「5／12」 that stands still, and an end that is another one."""
    elder.reaches_check()
    assert [count[0] for count in elder.counts[:3]] == ["1", "2", "3"]
    assert elder.counts[-1].endswith("12／13")
    assert "13／13" in elder.text


def test_nothing_is_passed_by_next_alone(elder: LargeWalker) -> None:
    """L-1. Must catch: a second tap, landing on the page after, that answers it: required, optional or known."""
    passed = set()
    for _ in range(40):
        if elder.path.endswith("/check"):
            break
        here = elder.path
        elder.sends("次へ", expected=422)
        assert elder.path == here
        assert elder.complaints
        passed.add(here)
        elder.opens(here)
        elder.answers_page()
    assert len(passed) == 12
    elder.sends("この内容で申請する", expected=422)


def test_the_same_page_sent_twice_leads_to_the_same_next_page(world: World, elder: LargeWalker) -> None:
    """L-1. Must catch: a doubled request that is taken for an answer to the next question."""
    goes_to(elder, "status_change")
    form = elder.form("次へ")
    sent = {**elder.fields_of(form), "status_change": ["worse"]}
    answers = [elder.client.post(form.action, data=sent) for _ in range(3)]
    assert {urlsplit(str(answer.url)).path.rpartition("/")[2] for answer in answers} == {
        "status_change_detail"
    }
    assert draft(world, elder).answers["status_change"] == "worse"
    assert "status_change_detail" not in draft(world, elder).answers


def test_the_ways_back_and_forth_keep_every_answer(world: World, elder: LargeWalker) -> None:
    goes_to(elder, "last_visit")
    before = draft(world, elder).answers
    for at in ("disease_name", "status_change_detail", "status_change", "no_need", "insured"):
        elder.opens(back_of(elder))
        assert elder.place == at
    assert back_of(elder) == f"/procedures/{RENEWAL}"
    assert draft(world, elder).answers == before
    elder.opens(f"/apply/{draft(world, elder).id}")
    assert elder.place == "last_visit"


def test_a_page_further_on_cannot_be_opened_by_its_address(elder: LargeWalker) -> None:
    here = elder.path
    elder.opens(here.replace("insured_who/insured", "seeing_the_doctor/last_visit"))
    assert elder.path == here
    elder.opens(here.replace("insured_who/insured", "insured_who/nothing_like_it"))
    assert elder.path == here
    elder.opens(here.replace("insured_who/insured", "no_such_step/at_all"), 404)


def test_leaving_keeps_answers_and_half_an_answer(elder: LargeWalker) -> None:
    """L-2. Must catch: a date half typed that is gone after 「やめて保存」."""
    goes_to(elder, "last_visit")
    elder.sends("やめて保存", {"last_visit.era": "reiwa", "last_visit.year": "8", "last_visit.month": "13"})
    assert elder.heading == "保存しました"
    elder.follows("続きを入力する")
    assert elder.place == "last_visit"
    assert elder.typed("last_visit.month") == "13"
    elder.sends("次へ", expected=422)
    elder.sends("やめて保存", {"last_visit.month": "4", "last_visit.day": "1"})
    elder.follows("続きを入力する")
    assert elder.place == "doctor_agreed"


def test_a_wrong_answer_comes_back_with_its_message(elder: LargeWalker) -> None:
    goes_to(elder, "last_visit")
    elder.sends("次へ", {"last_visit.year": "8", "last_visit.month": "13", "last_visit.day": "1"}, 422)
    assert [*elder.complaints] == ["last_visit.month"]
    assert elder.typed("last_visit.year") == "8"
    assert elder.page.xpath("//title")[0].text.startswith("エラー：")


def test_a_change_from_the_check_page_leads_back_to_it(elder: LargeWalker) -> None:
    elder.reaches_check()
    changes = [href for href in elder.links() if "/steps/since_then/no_need" in href]
    elder.opens(changes[0].partition("#")[0])
    assert elder.place == "no_need"
    elder.sends("次へ", {"no_need": "yes"})
    assert elder.path.endswith("/check")


def test_a_change_that_opens_a_question_asks_it(elder: LargeWalker) -> None:
    elder.reaches_check()
    here = elder.path.removesuffix("/check")
    elder.opens(f"{here}/steps/since_then/status_change")
    elder.sends("次へ", {"status_change": "same"})
    assert elder.path.endswith("/check")
    elder.opens(f"{here}/steps/since_then/status_change")
    elder.sends("次へ", {"status_change": "better"})
    assert elder.path.endswith("/check"), "what was said before is still there"


def test_what_is_known_is_changed_on_its_own_page(elder: LargeWalker) -> None:
    goes_to(elder, "agent_relation-known")
    elder.sends("次へ", {"agent_relation-known.right": "no"}, 422)
    assert "「変更」" in elder.complaints["agent_relation-known.right"]
    elder.opens(next(href for href in elder.links() if href.endswith("/submitter/agent_relation")))
    assert elder.place == "agent_relation"
    assert elder.typed("agent_relation") == "子"
    elder.sends("次へ", {"agent_relation": "長男"})
    assert elder.path.endswith("/check")
    assert "長男" in elder.text


def test_i_do_not_know_is_an_answer_everywhere(world: World, elder: LargeWalker, clerk: Clerk) -> None:
    """L-3. Must catch: 「わからない」 that is empty on the check page, the receipt, or the desk."""
    words = "わからない（職員が確かめます）"
    goes_to(elder, "last_visit")
    elder.sends("次へ", {"last_visit.unknown": "yes", "last_visit.year": "8"}, 422)
    assert "last_visit.era" in elder.complaints
    elder.sends("次へ", {"last_visit.unknown": "yes", "last_visit.year": ""})
    assert elder.place == "doctor_agreed"
    elder.opens(back_of(elder))
    assert elder.page.xpath("//input[@name='last_visit.unknown']/@checked")
    elder.sends("次へ")
    assert elder.place == "doctor_agreed"
    elder.reaches_check()
    assert words in elder.text
    number = elder.submits()
    assert sent(world, number)["last_visit"] == UNKNOWN
    elder.opens(f"/my/{number}")
    assert words in elder.text
    clerk.opens(f"/staff/cases/{number}")
    assert words in clerk.text
    assert "職員が確かめること（1） " in clerk.text
    assert "わからない答え" in clerk.text
    desk.take_up(clerk, number)
    clerk.opens(f"/staff/cases/{number}/correction")
    clerk.sends("「わからない」とお答えになったところです。", {})
    assert clerk.page.xpath("//input[@name='questions' and @checked]/@value") == ["last_visit"]
    clerk.sends("この内容でお願いする")
    elder.opens(f"/my/{number}")
    elder.follows("直す")
    assert elder.place == "last_visit"
    elder.sends(
        "次へ",
        {"last_visit.era": "reiwa", "last_visit.year": "8", "last_visit.month": "4", "last_visit.day": "1"},
    )
    elder.sends("直した内容を送る")
    assert sent(world, number)["last_visit"] == "2026-04-01"
    takes_back(elder, number)


def test_another_look_in_the_middle_of_a_page_loses_nothing(elder: LargeWalker) -> None:
    """L-2. Without scripts too. Must catch: half a date that is gone with the letters of before."""
    goes_to(elder, "last_visit")
    half = {"last_visit.era": "heisei", "last_visit.year": "31", "last_visit.month": "1x"}
    elder.sends("ふつう", half)
    assert elder.path.endswith("/steps/seeing_the_doctor")
    assert (elder.typed("last_visit.era"), elder.typed("last_visit.month")) == ("heisei", "1x")
    whole = {"doctor_agreed": "told", "next_visit.year": "9", "next_visit.month": "y"}
    elder.sends("おおきい", whole)
    assert elder.place == "last_visit"
    assert elder.typed("last_visit.month") == "1x"
    elder.sends("次へ", {"last_visit.year": "31", "last_visit.month": "4", "last_visit.day": "1"})
    assert elder.place == "doctor_agreed"
    assert elder.page.xpath("//input[@name='doctor_agreed' and @checked]/@value") == ["told"]
    elder.sends("次へ")
    assert elder.place == "next_visit"
    assert elder.typed("next_visit.month") == "y"


def test_what_was_typed_on_an_answered_page_is_not_overlooked(elder: LargeWalker) -> None:
    """L-2. Must catch: a change typed in one look, and an application sent in another without it."""
    goes_to(elder, "cert_card")
    here = elder.path.partition("/steps/")[0]
    elder.looks_large("standard")
    elder.opens(f"{here}/steps/seeing_the_doctor")
    elder.sends("おおきい", {"doctor_agreed": "not_yet", "next_visit.year": "9", "next_visit.month": "13"})
    assert elder.place == "doctor_agreed"
    elder.sends("次へ")
    assert elder.place == "next_visit"
    assert elder.typed("next_visit.month") == "13"
