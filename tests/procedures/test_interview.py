"""Several procedures told at once: what is asked once, what is asked for each, and what a change brings about."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.procedures.interview import Interview
from app.procedures.journey import Journey
from app.procedures.questions.base import Given
from app.procedures.reading_back import known_rows, read_back
from app.procedures.talking import Topic
from tests.procedures.interviewing import Talk, answered, as_told, stood_behind
from tests.procedures.making import a_journey, a_person, a_procedure, a_step, described

Known = Mapping[str, Any]
NAME = described("text", "applicant_name", prefill="person.name", label="氏名")
PHONE = described("phone", "applicant_phone", prefill="person.phone", label="電話番号")
EMAIL = described("email", "applicant_email", prefill="person.email", label="メール", required=False)
CHILD = described("people", "child", candidates="household.children", subject=True, label="どの子ですか。")
TWO = {"household.children": [a_person("hana"), a_person("taro")]}


def a_form(key: str, *steps: Any, known: Known | None = None, told: Known | None = None) -> Journey:
    return a_journey(a_procedure(*steps, key=key), told or {}, known)


def told_in(interview: Interview[str], told: Known) -> Talk:
    """Gone through to the end with these answers; whatever else is asked fails."""

    def nothing_else(slot: Any, _known: Any) -> Any:
        raise AssertionError(f"asked {slot.at}")

    talk = Talk(interview, as_told(told, nothing_else))
    talk.to_the_end()
    return talk


def both(*steps: Any, known: Known | None = None) -> Interview[str]:
    return Interview(
        {"one": a_form("one", *steps, known=known), "other": a_form("other", *steps, known=known)}
    )


def change(interview: Interview[str], key: str, at: str, *values: str, alone: bool = False) -> Interview[str]:
    page = interview.page_for(key, [at])
    assert page is not None
    context = interview.journeys[key].context
    read = interview.read(page, Given({"_asked": [at], at: [*values]}, context.known, {}, context.today))
    assert read.errors == ()
    return interview.after(key, read, alone=alone)


def test_the_same_question_is_asked_once() -> None:
    """I-30b. Must catch: the address typed once for each application."""
    talk = told_in(both(a_step("first", NAME)), {"applicant_name": "花子"})
    assert talk.asked == [("one", "applicant_name")]
    assert talk.interview.journeys["other"].answers == {"applicant_name": "花子"}


@pytest.mark.parametrize(
    ("question", "other"),
    [
        (described("text", "why", label="理由"), described("text", "why", label="わけ")),
        (described("text", "why", label="理由"), described("text", "reason", label="理由")),
        (described("text", "why", label="理由"), described("integer", "why", label="理由")),
        (described("text", "why", label="理由", about="case"), described("text", "why", label="理由")),
        (described("text", "why", prefill="person.name"), described("text", "other", prefill="person.name")),
    ],
    ids=["words", "key", "kind", "of-this-case", "only-suggested"],
)
def test_what_is_not_the_same_is_asked_for_each(question: dict[str, Any], other: dict[str, Any]) -> None:
    interview = Interview(
        {"one": a_form("one", a_step("first", question)), "other": a_form("other", a_step("first", other))}
    )
    talk = told_in(
        interview, {"why": "a" if question["kind"] == other["kind"] else 1, "other": "b", "reason": "c"}
    )
    assert [key for key, _ in talk.asked] == ["one", "other"]


def test_the_same_of_the_register_is_one_question_whatever_it_is_called() -> None:
    owner = {**NAME, "label": "飼い主の氏名"}
    interview = Interview(
        {"one": a_form("one", a_step("first", NAME)), "dog": a_form("dog", a_step("first", owner))}
    )
    assert told_in(interview, {"applicant_name": "花子"}).asked == [("one", "applicant_name")]


def test_nobody_stands_behind_two_things_with_one_tick() -> None:
    """I-30c. Must catch: a consent carried over to another application."""
    truth = described("statement", "truth", label="事実です。")
    interview = both(
        a_step("first", NAME), a_step("truth", truth, at_check=True), a_step("also", truth | {"key": "also"})
    )
    end = told_in(interview, {"applicant_name": "花子"}).interview
    assert "truth" not in end.journeys["one"].given
    pages = end.statements("one")
    assert [page.step.key for page in pages] == ["truth", "also"]
    end = answered(end, pages[0], {"_asked": ["truth"], "truth": ["yes"]})
    assert end.journeys["one"].answers["truth"] is True
    assert "truth" not in end.journeys["other"].given
    assert stood_behind(end).journeys["other"].answers["truth"] is True


def test_a_form_of_another_page_says_nothing_here() -> None:
    interview = both(a_step("first", NAME), a_step("second", PHONE))
    assert interview.page is not None
    read = interview.read(interview.page, Given({"_asked": ["applicant_phone"], "applicant_name": ["次郎"]}))
    assert (read.answers, read.errors) == ({}, ())


def test_papers_are_named_and_never_asked_for_in_words() -> None:
    interview = both(a_step("first", NAME), a_step("papers", described("photos", "photo"), later=True))
    talk = told_in(interview, {"applicant_name": "花子"})
    assert [paper.key for paper in talk.interview.papers("other")] == ["photo"]


def test_what_does_not_fit_is_asked_there_by_its_own_rule() -> None:
    """I-30b."""
    short = {**NAME, "longest": 3}
    interview = Interview(
        {"one": a_form("one", a_step("first", NAME)), "other": a_form("other", a_step("first", short))}
    )
    talk = Talk(interview, lambda slot, _known: "さくら" if slot.question.longest == 3 else "さくらこ")
    end = talk.to_the_end()
    assert talk.asked == [("one", "applicant_name"), ("other", "applicant_name")]
    assert [journey.answers["applicant_name"] for journey in end.journeys.values()] == ["さくらこ", "さくら"]


def test_who_has_not_seen_an_option_is_asked_again() -> None:
    """I-30b."""
    few = described("choice", "account", options=[{"value": v, "label": v} for v in ("own", "public")])
    more = few | {"options": [{"value": v, "label": v} for v in ("own", "public", "the_one_of_before")]}
    for first, second, count in ((few, more, 2), (more, few, 1)):
        interview = Interview(
            {"one": a_form("one", a_step("first", first)), "other": a_form("other", a_step("first", second))}
        )
        assert len(told_in(interview, {"account": "own"}).asked) == count


def test_what_the_register_knows_is_read_back_once_and_not_asked() -> None:
    known = {"person.name": "見本 花子", "person.phone": "0261000101"}
    interview = both(a_step("me", NAME, PHONE, EMAIL, confirmed_at_check=True), known=known)
    assert interview.page is None
    assert [(each.row.text, each.keys) for each in known_rows(interview)] == [
        ("見本 花子", ("one", "other")),
        ("0261-00-0101", ("one", "other")),
    ]
    assert interview.journeys["one"].answers["applicant_email"] is None  # as online: a page passed over


def test_an_answer_that_is_suggested_elsewhere_serves_there() -> None:
    """I-30d. Must catch: the address typed again for the dog that lives at it."""
    dog = described("text", "where", prefill="person.name", label="犬がいるところ")
    me = a_step("me", NAME, confirmed_at_check=True)
    interview = Interview({"one": a_form("one", me), "dog": a_form("dog", a_step("dog", dog), me)})
    talk = told_in(interview, {"applicant_name": "花子"})
    assert talk.asked == [("one", "applicant_name")]
    moved = change(talk.interview, "dog", "where", "ほかの家")
    assert moved.journeys["one"].answers["applicant_name"] == "花子"
    assert moved.journeys["dog"].answers == {"where": "ほかの家", "applicant_name": "花子"}
    again = change(moved, "one", "applicant_name", "華子")
    assert again.journeys["dog"].answers == {"where": "ほかの家", "applicant_name": "華子"}
    followed = change(talk.interview, "one", "applicant_name", "華子")
    assert followed.journeys["dog"].answers == {"where": "華子", "applicant_name": "華子"}


def test_a_change_reaches_all_that_was_carried_and_nothing_that_was_said_differently() -> None:
    """I-30d. Must catch: an answer given differently on purpose, overwritten without a word."""
    three = {key: a_form(key, a_step("first", NAME)) for key in ("one", "other", "third")}
    end = told_in(Interview(three), {"applicant_name": "花子"}).interview
    apart = change(end, "third", "applicant_name", "次郎", alone=True)
    assert [each.answers["applicant_name"] for each in apart.journeys.values()] == ["花子", "花子", "次郎"]
    mended = change(apart, "other", "applicant_name", "華子")
    assert [each.answers["applicant_name"] for each in mended.journeys.values()] == ["華子", "華子", "次郎"]


def test_a_change_that_does_not_fit_elsewhere_is_asked_there() -> None:
    short = {**NAME, "longest": 3}
    interview = Interview(
        {"one": a_form("one", a_step("first", NAME)), "other": a_form("other", a_step("first", short))}
    )
    end = change(
        told_in(interview, {"applicant_name": "花子"}).interview, "one", "applicant_name", "花子花子"
    )
    assert end.page is not None
    assert (end.page.key, end.page.step.key) == ("other", "first")


def test_what_is_hidden_comes_back_as_it_was_mended_meanwhile() -> None:
    """I-30d."""
    moved = described("yes_no", "moved")
    name = {**NAME, "when": {"question": "moved", "eq": True}}
    interview = Interview(
        {
            "one": a_form("one", a_step("first", NAME)),
            "other": a_form("other", a_step("begin", moved), a_step("first", name)),
        }
    )
    end = told_in(interview, {"applicant_name": "花子", "moved": True}).interview
    hidden = change(change(end, "other", "moved", "no"), "one", "applicant_name", "華子")
    assert "applicant_name" not in hidden.journeys["other"].answers
    assert change(hidden, "other", "moved", "yes").journeys["other"].answers["applicant_name"] == "華子"


def test_an_answer_may_be_copied_within_a_form() -> None:
    first = described("text", "school")
    again = described("text", "school_again", copy_from="school")
    interview = Interview({"one": a_form("one", a_step("first", first), a_step("second", again))})
    end = told_in(interview, {"school": "第一小学校"}).interview
    assert end.journeys["one"].answers["school_again"] == "第一小学校"
    assert change(end, "one", "school", "第二小学校").journeys["one"].answers["school_again"] == "第二小学校"
    apart = change(end, "one", "school_again", "第三小学校")
    assert (
        change(apart, "one", "school", "第二小学校").journeys["one"].answers["school_again"] == "第三小学校"
    )


def test_one_that_is_not_for_this_person_is_asked_nothing_more() -> None:
    stops = [
        {"key": "no", "when": {"question": "moved", "eq": False}, "title": "対象外", "text": "対象外です。"}
    ]
    one = a_procedure(
        a_step("begin", described("yes_no", "moved")), a_step("first", NAME), key="one", stops=stops
    )
    interview = Interview({"one": a_journey(one), "other": a_form("other", a_step("first", PHONE))})
    talk = told_in(interview, {"moved": False, "applicant_phone": "0261000101"})
    assert talk.asked == [("one", "moved"), ("other", "applicant_phone")]
    assert [*talk.interview.stopped] == ["one"]


def test_who_one_is_comes_first_and_money_and_telephone_last() -> None:
    money = a_step("money", described("bank_account", "account"))
    me = a_step("me", NAME, confirmed_at_check=True)
    reach = a_step("reach", PHONE, confirmed_at_check=True)
    own = a_step("own", described("text", "why"))
    after = a_step("after", described("text", "else"))
    interview = Interview({"one": a_form("one", reach, money, after, me), "other": a_form("other", own, me)})
    told = {"applicant_name": "花子", "applicant_phone": "0261000101", "why": "a", "else": "b"}
    talk = Talk(interview, as_told(told, lambda slot, _known: slot.question.sample()))
    talk.to_the_end()
    assert [(page.step.key, page.topic) for page in talk.pages] == [
        ("me", Topic.PERSON),
        ("after", Topic.MATTER),
        ("own", Topic.MATTER),
        ("money", Topic.MONEY),
        ("reach", Topic.CONTACT),
    ]


def test_who_one_is_is_asked_where_most_of_it_must_be_told() -> None:
    """Must catch: a name that may be left out here and must be told there, asked twice."""
    may = a_step("me", {**NAME, "required": False}, confirmed_at_check=True)
    must = a_step("me", NAME, PHONE, confirmed_at_check=True)
    interview = Interview({"one": a_form("one", may), "other": a_form("other", must)})
    talk = told_in(interview, {"applicant_name": "花子", "applicant_phone": "0261000101"})
    assert [key for key, _ in talk.asked] == ["other", "other"]


def test_what_follows_after_arrival_is_asked_where_the_town_wants_it_at_once() -> None:
    steps = (a_step("first", NAME), a_step("more", described("text", "more"), later=True))
    at_once = Interview({"one": a_form("one", *steps)}, later=True)
    assert told_in(at_once, {"applicant_name": "花子", "more": "b"}).pages[-1].topic is Topic.AFTERWARDS
    assert len(told_in(Interview({"one": a_form("one", *steps)}), {"applicant_name": "花子"}).pages) == 1


def test_what_is_left_counts_each_question_once_and_shrinks() -> None:
    interview = both(a_step("first", NAME), a_step("second", PHONE))
    assert (interview.left.pages, interview.left.questions) == (2, 2)
    talk = Talk(interview, as_told({"applicant_name": "花子"}, lambda slot, known: None))
    assert interview.page is not None
    talk.answer(interview.page)
    assert (talk.interview.left.pages, talk.interview.left.questions) == (1, 1)


def test_changes_are_what_the_draft_does_not_hold_yet() -> None:
    end = told_in(both(a_step("first", NAME)), {"applicant_name": "花子"}).interview
    changes = end.changes("other", {"gone": 1})
    assert (changes.answers, changes.forgotten) == ({"applicant_name": "花子"}, {"gone"})
    assert end.changes("other", {"applicant_name": "花子"}).answers == {}


def test_answers_are_read_back_once_for_all_that_hold_them() -> None:
    end = told_in(both(a_step("first", NAME)), {"applicant_name": "花子"}).interview
    assert [each.keys for each in read_back(end)] == [("one", "other")]
    apart = change(end, "other", "applicant_name", "次郎", alone=True)
    assert [(each.row.text, each.keys) for each in read_back(apart)] == [
        ("花子", ("one",)),
        ("次郎", ("other",)),
    ]
