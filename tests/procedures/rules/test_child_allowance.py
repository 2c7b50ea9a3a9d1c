"""Facts and checks of 児童手当, as a clerk would put them."""

from datetime import date
from typing import Any

import pytest

from app.procedures.answers import check_whole, complaints_of
from app.procedures.named import CHECKS, FACTS
from tests import make
from tests.answering import answered
from tests.procedures.rules.families import a_family, a_student, people

NEWBORN = make.a_child("2026-05-02")


def fact(name: str, answers: dict[str, Any], context: Any) -> Any:
    return FACTS[name](answers, context)


def complains(name: str, answers: dict[str, Any], context: Any = None) -> list[str]:
    return [complaint.question for complaint in CHECKS[name](answers, context or a_family("2020-01-01"))]


def leaving(births: str, what: str = "child") -> dict[str, Any]:
    return {"dec_children": people(what, births)}


@pytest.mark.parametrize(
    ("answers", "children", "students", "asked"),
    [
        ({}, "2020-01-01", "", False),
        ({"inc_children": [NEWBORN]}, "2020-01-01", "", True),
        ({}, "2018-01-01, 2020-01-01", "", True),
        (leaving("2018-01-01"), "2018-01-01, 2020-01-01", "", False),
        (leaving("2018-01-01"), "2018-01-01, 2020-01-01", "2004-09-01, 2006-09-01", True),
        ({}, "2020-01-01", "2006-09-01", False),
        ({"inc_children": [{"child_name": None}]}, "2020-01-01", "", False),
        ({}, "", "", True),
    ],
)
def test_students_are_asked_about_where_there_may_be_a_third_child(
    answers: dict[str, Any], children: str, students: str, asked: bool
) -> None:
    """Must catch: J09 forgotten, one child after two students; and a question that changes nothing."""
    assert fact("students_could_count", answers, a_family(children, students)) is asked


def test_where_the_household_is_hidden_students_are_asked_about() -> None:
    """Must catch: a protected parent who loses the third child's amount by not being asked."""
    hidden = a_family("2020-01-01", more={"household.members": None})
    assert fact("students_could_count", {}, hidden) is True


def test_children_and_students_are_counted_together() -> None:
    family = a_family("2018-01-01, 2020-01-01", "2006-09-01")
    assert fact("children_and_students_count", {}, family) == 3
    changed = {"inc_children": [NEWBORN], **leaving("2018-01-01")}
    assert fact("children_and_students_count", changed, family) == 3
    assert fact("children_and_students_count", leaving("2006-09-01", "student"), family) == 2


@pytest.mark.parametrize(
    ("born", "today", "under"),
    [
        ("2023-05-13", date(2026, 5, 11), True),
        ("2023-05-13", date(2026, 5, 12), False),
        ("2024-02-29", date(2027, 2, 27), True),
        ("2024-02-29", date(2027, 2, 28), False),
        ("2024-03-01", date(2027, 2, 27), True),
        ("2024-03-01", date(2027, 2, 28), False),
    ],
)
def test_three_is_reached_on_the_eve_of_the_birthday(born: str, today: date, under: bool) -> None:
    """Must catch: three years taken for 1095 days, which leap years make wrong (年齢計算ニ関スル法律)."""
    assert fact("has_child_under_3", {}, a_family(born, today=today)) is under
    joins = {"inc_children": [make.a_child(born)]}
    assert fact("has_child_under_3", joins, a_family("2010-01-01", today=today)) is under


def test_a_child_is_not_paid_for_twice() -> None:
    """Must catch: the sibling picked instead of the newborn; and 髙 written for 高."""
    paid = {"key": "x", "family_name": "髙橋", "given_name": "花", "date_of_birth": "2020-01-01"}
    family = a_family(more={"child_allowance.children": [paid]})
    same = make.a_child("2020-01-01", child_name={"family": "高橋", "given": "花"})
    twin = make.a_child("2020-01-01", child_name={"family": "高橋", "given": "葉"})
    assert complains("child_is_not_paid_for_already", {"inc_children": [same]}, family) == ["inc_children"]
    assert complains("child_is_not_paid_for_already", {"inc_children": [twin, NEWBORN]}, family) == []
    assert (
        complains("child_is_not_paid_for_already", {"inc_children": [{"child_birth": "2020-01-01"}]}, family)
        == []
    )


def test_nobody_is_written_down_twice() -> None:
    """Must catch: a newborn picked from the register and typed by hand as well, paid for twice."""
    one = make.a_child("2026-05-02", child_name={"family": "髙橋", "given": "花"})
    again = make.a_child("2026-05-02", child_name={"family": "高橋", "given": "花"})
    twin = make.a_child("2026-05-02", child_name={"family": "高橋", "given": "葉"})
    assert complains("nobody_stands_twice", {"inc_children": [one, twin, again]}, a_family()) == [
        "inc_children"
    ]
    assert complains("nobody_stands_twice", {"inc_children": [one, twin]}, a_family()) == []
    student = {"univ_name": {"family": "高橋", "given": "花"}, "univ_birth": "2005-05-02"}
    assert complains("nobody_stands_twice", {"univ_children": [student] * 2}, a_family()) == ["univ_children"]
    assert complains("nobody_stands_twice", {"univ_children": [student, {}, {}]}, a_family()) == []


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (leaving("2018-01-01"), False),
        (leaving("2018-01-01, 2020-01-01"), True),
        ({**leaving("2018-01-01, 2020-01-01"), "inc_children": [NEWBORN]}, False),
        ({"dec_children": None}, False),
        (leaving("2006-01-01", "student"), False),
    ],
)
def test_when_every_child_leaves_it_is_another_notification(answers: dict[str, Any], found: bool) -> None:
    assert fact("every_child_leaves", answers, a_family("2018-01-01, 2020-01-01")) is found


@pytest.mark.parametrize(
    ("relation", "livelihood", "fits"),
    [
        ("child", "shared", True),
        ("child", "supports", False),
        ("adopted", "shared", True),
        ("adopted", "supports", False),
        ("grandchild", "supports", True),
        ("grandchild", "shared", False),
        ("sibling", "shared", False),
        ("nephew_niece", "supports", True),
        ("spouses_child", "shared", True),
        ("spouses_child", "supports", True),
        ("other", "shared", True),
        ("other", "supports", True),
        ("child", "none", True),
        ("grandchild", "none", True),
    ],
)
def test_parents_share_the_money_and_others_provide_it(relation: str, livelihood: str, fits: bool) -> None:
    """Must catch: a step-parent or a guardian stopped, for whom both may be right."""
    row = make.a_child("2026-05-02", child_relation=relation, child_livelihood=livelihood)
    found = complains("livelihood_fits_relation", {"inc_children": [row]})
    assert found == ([] if fits else ["inc_children"])


def test_a_relation_not_yet_answered_is_not_judged() -> None:
    assert (
        complains(
            "livelihood_fits_relation", {"inc_children": [make.a_child("2026-05-02", child_relation=None)]}
        )
        == []
    )


@pytest.mark.parametrize(
    ("born", "child", "student"),
    [
        ("2008-04-01", False, True),
        ("2008-04-02", True, False),
        ("2026-05-02", True, False),
        ("2004-04-01", False, False),
        ("2004-04-02", False, True),
        ("2000-01-01", False, False),
    ],
)
def test_children_and_students_are_told_apart_by_school_years(born: str, child: bool, student: bool) -> None:
    """Must catch: somebody born on 1 April put into the younger school year."""
    assert complains("ages_fit", {"inc_children": [make.a_child(born)]}) == (
        [] if child else ["inc_children"]
    )
    assert complains("ages_fit", {"univ_children": [a_student(born)]}) == (
        [] if student else ["univ_children"]
    )
    assert complains("ages_fit", {"univ_children": [a_student("", univ_birth=None)]}) == []


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"increase_reason": "birth", "event_date": "2026-05-02"}, []),
        ({"increase_reason": "birth", "event_date": "2026-05-05"}, ["event_date"]),
        ({"increase_reason": "adoption", "event_date": "2026-05-05"}, []),
    ],
)
def test_a_birth_happens_on_the_birthday(answers: dict[str, Any], found: list[str]) -> None:
    """Must catch: a day of registration taken for the day of birth, which moves the fifteen days."""
    assert complains("event_is_the_birth", {"inc_children": [NEWBORN], **answers}) == found
    assert complains("event_is_the_birth", answers) == []


def test_twins_may_be_born_on_two_days() -> None:
    twins = {"inc_children": [make.a_child("2026-05-02"), make.a_child("2026-05-03")]}
    for day in ("2026-05-02", "2026-05-03"):
        assert complains("event_is_the_birth", {**twins, "increase_reason": "birth", "event_date": day}) == []


def test_a_protected_parent_applies_by_typing() -> None:
    """DV等支援措置: no household, no address. Must catch: a way that only the register can open."""
    start = make.journey(make.ALLOWANCE, {"revision_kind": "increase"}, "aoki_rina")
    assert not any(term.startswith(("person.address", "household")) for term in start.context.known)
    assert [step.key for step in start.steps] == ["kind", "child", "event", "recipient", "applicant"]
    filled = answered(start, {})
    assert filled.answers["inc_children"][0]["child_name"] == {"family": "見本", "given": "花子"}
    assert check_whole(filled, {}) == []


def test_a_parent_who_is_not_the_recipient_is_asked_everything() -> None:
    """水野 健's wife receives the allowance: the ledger shows him no child, and both stand in the register."""
    start = make.journey(make.ALLOWANCE, {"revision_kind": "increase"}, "mizuno_ken")
    candidates = start.context.known["child_allowance.candidates"]
    assert [person["key"] for person in candidates] == ["mizuno_sakura", "mizuno_minato"]
    filled = answered(start, {})
    assert complaints_of(filled) == []


def test_a_former_partner_sees_the_child_and_nothing_of_where_it_is() -> None:
    """黒田's ledger still has 陸, who is protected now. Must catch: an address that would lead there."""
    known = make.context("kuroda_tsuyoshi").known
    (riku,) = known["child_allowance.counted"]
    assert riku["key"] == "aoki_riku"
    assert set(riku) & {"address", "cohabit", "univ_cohabit"} == set()
    start = make.journey(make.ALLOWANCE, {"revision_kind": "decrease"}, "kuroda_tsuyoshi")
    assert "北沢" not in str(answered(start, {}).answers)


def test_an_answer_hidden_by_a_change_of_mind_is_not_counted() -> None:
    """Must catch: a child who joined before 「減った」 was chosen, still counted and complained of."""
    first = make.filled(make.ALLOWANCE, {"revision_kind": "increase"}, "mizuno_yoko")
    changed = make.journey(make.ALLOWANCE, {**first.answers, "revision_kind": "decrease"}, "mizuno_yoko")
    assert "inc_children" not in changed.answers
    assert fact("children_and_students_count", dict(changed.answers), changed.context) == 1
