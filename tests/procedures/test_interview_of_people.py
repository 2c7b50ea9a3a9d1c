"""Several procedures about the same people: whose fact it is decides what is the same."""

from collections.abc import Mapping
from typing import Any

from app.procedures.interview import Interview
from app.procedures.journey import Journey
from app.procedures.questions.base import Given
from app.procedures.questions.people import KEPT
from tests.procedures.interviewing import Talk, as_told, stood_behind
from tests.procedures.making import a_journey, a_person, a_procedure, a_question, a_step, described

HANA = a_person("hana", school="第一小学校")
TARO = a_person("taro", "2022-01-05")
KNOWN = {"household.children": [HANA, TARO]}
PICKED = {
    each["key"]: [{part: each[part] for part in ("key", "family_name", "given_name", "date_of_birth")}]
    for each in (HANA, TARO)
}
NOBODY = dict.fromkeys(KEPT, "")
CHILD = described("people", "child", candidates="household.children", subject=True, elsewhere=True)
BORN = described("date", "born", prefill="subject.date_of_birth")
INSURER = described("text", "insurer", label="保険者")
PICKS = described("people", "picks", candidates="household.children", elsewhere=True)
INNER = [
    described("date", "born", prefill="row.date_of_birth"),
    described("choice", "care"),
    described("text", "why", when={"question": "care", "eq": "b"}),
]
ROWS = described("group", "rows", questions=INNER, rows_from="picks")


def for_one(key: str, *steps: Any, told: Mapping[str, Any] | None = None) -> Journey:
    whole = a_procedure(a_step("who", CHILD), a_step("about", BORN, INSURER), *steps, key=key)
    return a_journey(whole, told or {}, KNOWN)


def for_several(key: str, **told: Any) -> Journey:
    return a_journey(a_procedure(a_step("who", PICKS), a_step("rows", ROWS), key=key), told, KNOWN)


def talk_of(interview: Interview[str], told: Mapping[str, Any]) -> Talk:
    talk = Talk(interview, as_told(told, lambda slot, _known: slot.question.sample()))
    talk.to_the_end()
    return talk


def picked(interview: Interview[str], key: str, question: str, *people: str) -> Interview[str]:
    page = interview.page_for(key, [question])
    assert page is not None
    form = {"_asked": [question], question: [*people]}
    return interview.after(key, interview.read(page, Given(form, KNOWN)))


def test_whom_it_is_for_is_asked_once_and_all_about_them() -> None:
    """Must catch: for which child, asked once more by the next application."""
    talk = talk_of(Interview({"one": for_one("one"), "other": for_one("other")}), {"child": PICKED["hana"]})
    assert talk.asked == [("one", "child"), ("one", "insurer")]
    assert talk.interview.journeys["other"].answers == talk.interview.journeys["one"].answers


def test_somebody_whom_the_other_cannot_be_for_is_not_carried_there() -> None:
    pupils = CHILD | {"candidates": "household.pupils"}
    other = a_journey(
        a_procedure(a_step("who", pupils), key="other"), {}, {**KNOWN, "household.pupils": [TARO]}
    )
    interview = Interview({"one": for_one("one"), "other": other})
    assert picked(interview, "one", "child", "hana").journeys["other"].answers == {}
    assert picked(interview, "one", "child", "taro").journeys["other"].answers == {"child": PICKED["taro"]}


def test_the_same_procedure_twice_is_for_two_children() -> None:
    """I-30b. Must catch: two cards for the first child, and none for the second."""
    twice = Interview(
        {
            "hana": for_one("card"),
            "taro": for_one("card"),
            "club": for_one("club"),
            "other_club": for_one("club"),
        }
    )
    told = iter([PICKED["hana"], "第一保険", PICKED["taro"], "第二保険"])
    talk = Talk(twice, lambda slot, _known: next(told))
    talk.to_the_end()
    answers = {key: journey.answers for key, journey in talk.interview.journeys.items()}
    assert (
        answers["club"]
        == answers["hana"]
        == {"child": PICKED["hana"], "born": HANA["date_of_birth"], "insurer": "第一保険"}
    )
    assert (
        answers["other_club"]
        == answers["taro"]
        == {"child": PICKED["taro"], "born": TARO["date_of_birth"], "insurer": "第二保険"}
    )


def test_the_insurer_of_one_person_is_not_that_of_another() -> None:
    """I-30b. Must catch: the insurer of the grandfather written for the child, since the words are the same."""
    old = described("people", "insured", candidates="household.children", subject=True)
    care = a_journey(
        a_procedure(a_step("who", old), a_step("about", INSURER), key="care"),
        {"insured": PICKED["taro"]},
        KNOWN,
    )
    interview = Interview({"card": for_one("card", told={"child": PICKED["hana"]}), "care": care})
    assert talk_of(interview, {"insurer": "a"}).asked == [("card", "insurer"), ("care", "insurer")]
    same = Interview({"card": for_one("card", told={"child": PICKED["taro"]}), "care": care})
    assert talk_of(same, {"insurer": "a"}).asked == [("card", "insurer")]


def test_what_is_the_applicants_own_is_the_same_whomever_it_is_for() -> None:
    account = a_step(
        "money",
        described("bank_account", "account", holder="person"),
        described("text", "mode", about="person"),
    )
    interview = Interview(
        {
            "hana": for_one("card", account, told={"child": PICKED["hana"], "insurer": "a"}),
            "taro": for_one("card", account, told={"child": PICKED["taro"], "insurer": "b"}),
        }
    )
    assert talk_of(interview, {}).asked == [("hana", "account"), ("hana", "mode")]


def test_somebody_else_has_their_own_facts() -> None:
    interview = Interview({"one": for_one("one"), "other": for_one("other")})
    talk = talk_of(interview, {"child": PICKED["hana"], "insurer": "a"})
    changed = picked(talk.interview, "one", "child", "taro")
    for journey in changed.journeys.values():
        assert journey.answers == {"child": PICKED["taro"], "born": TARO["date_of_birth"], "insurer": "a"}


def test_a_row_is_the_same_for_whoever_was_picked_in_both() -> None:
    """I-30b. Must catch: what was said of one child written for another, because it stands in the first row there."""
    picks = [*PICKED["hana"], *PICKED["taro"]]
    interview = Interview(
        {"one": for_several("one", picks=picks), "other": for_several("other", picks=PICKED["taro"])}
    )
    told = iter(["a", "b", "わけ"])
    talk = Talk(interview, lambda slot, _known: next(told))
    talk.to_the_end()
    assert talk.asked == [("one", "rows.0.care"), ("one", "rows.1.care"), ("one", "rows.1.why")]
    assert talk.interview.journeys["one"].answers["rows"] == [
        {"born": HANA["date_of_birth"], "care": "a"},
        {"born": TARO["date_of_birth"], "care": "b", "why": "わけ"},
    ]
    assert talk.interview.journeys["other"].answers["rows"] == [
        {"born": TARO["date_of_birth"], "care": "b", "why": "わけ"}
    ]


def test_a_row_and_a_page_about_the_same_person_are_about_the_same_person() -> None:
    known = {"household.children": [TARO]}
    rows = described(
        "group", "rows", questions=[described("text", "school", prefill="row.school")], rows_from="picks"
    )
    one = a_procedure(a_step("who", PICKS), a_step("rows", rows), key="one")
    school = described("text", "school", prefill="subject.school")
    other = a_procedure(a_step("who", CHILD), a_step("about", school), key="other")
    several, single = {"picks": PICKED["taro"]}, {"child": PICKED["taro"]}
    interview = Interview({"one": a_journey(one, several, known), "other": a_journey(other, single, known)})
    assert talk_of(interview, {"school": "第一"}).asked == [("one", "rows.0.school")]


def test_rows_of_nobody_in_particular_are_the_same_as_a_whole() -> None:
    interview = Interview(
        {"one": for_several("one", picks=[NOBODY]), "other": for_several("other", picks=[NOBODY])}
    )
    talk = talk_of(interview, {"born": "2020-01-01", "care": "a"})
    assert talk.asked == [("one", "rows")]
    assert talk.interview.journeys["other"].answers["rows"] == [{"born": "2020-01-01", "care": "a"}]


def test_of_somebody_listed_only_what_is_missing_is_asked_beside_somebody_who_is_not() -> None:
    """Must catch: the date of birth of a child of the register, typed because another child is not in it."""
    interview = Interview({"one": for_several("one", picks=[*PICKED["hana"], NOBODY])})
    talk = talk_of(interview, {"born": "2021-01-01", "care": "a"})
    assert talk.asked == [("one", "rows.0.care"), ("one", "rows")]
    assert talk.interview.journeys["one"].answers["rows"] == [
        {"born": HANA["date_of_birth"], "care": "a"},
        {"born": "2021-01-01", "care": "a"},
    ]


def test_rows_go_with_their_people_when_others_are_picked() -> None:
    interview = Interview({"one": for_several("one"), "other": for_several("other")})
    talk = talk_of(interview, {"picks": PICKED["hana"], "care": "a"})
    assert talk.asked == [("one", "picks"), ("one", "rows.0.care")]
    changed = picked(talk.interview, "other", "picks", "hana", "taro")
    for journey in changed.journeys.values():
        assert [row.get("care") for row in journey.answers["rows"]] == ["a", None]
    assert talk_of(changed, {"care": "c"}).asked == [("one", "rows.1.care")]


def test_a_form_with_less_room_asks_by_itself_who_it_is_about() -> None:
    """Must catch: three people carried into a form that takes two."""
    small = ROWS | {"most": 1}
    other = a_journey(a_procedure(a_step("who", PICKS), a_step("rows", small), key="other"), {}, KNOWN)
    picks = [*PICKED["hana"], *PICKED["taro"]]
    interview = Interview({"one": for_several("one", picks=picks), "other": other})
    assert "picks" not in interview.journeys["other"].answers


def test_what_a_page_does_not_show_is_not_changed_through_it() -> None:
    """I-30d. Must catch: the date of birth of the register replaced by a box that nobody was shown."""
    interview = Interview({"one": for_several("one", picks=PICKED["hana"])})
    assert interview.page is not None
    form = {
        "_asked": ["rows", "rows.0.care", "rows.0.born"],
        "rows.rows": ["0"],
        "rows.0.care": ["a"],
        **a_question("date").boxes("1999-01-01", "rows.0.born"),
    }
    read = interview.read(interview.page, Given(form, KNOWN))
    assert read.answers == {"rows": [{"born": HANA["date_of_birth"], "care": "a"}]}


def test_what_is_stood_behind_in_a_row_is_asked_at_the_end_for_each_row() -> None:
    """I-30c. Must catch: the declaration of a row that somebody added, which nobody was asked for."""
    rows = ROWS | {"questions": [*INNER, described("statement", "truth")]}
    one = a_journey(
        a_procedure(a_step("who", PICKS), a_step("rows", rows), key="one"),
        {"picks": [*PICKED["hana"], NOBODY]},
        KNOWN,
    )
    end = talk_of(Interview({"one": one}), {"born": "2021-01-01", "care": "a"}).interview
    assert [slot.at for page in end.statements("one") for slot in page.slots] == [
        "rows.0.truth",
        "rows.1.truth",
    ]
    told = stood_behind(end).journeys["one"].answers["rows"]
    assert [row["truth"] for row in told] == [True, True]
    assert [row["born"] for row in told] == [HANA["date_of_birth"], "2021-01-01"]
