"""What 児童手当 would come to: vectors J01 to J18 and T01 to T08, and what no vector says."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.calculations.child_allowance import Child
from app.procedures.context import Context
from app.procedures.rules.child_allowance_preview import (
    NOT_CONFIRMED,
    NOT_IN_LEDGER,
    amount_lines,
    child_allowance_preview,
    month_after,
)
from tests import make
from tests.answering import answered
from tests.procedures.rules.families import a_family, a_student, people, shown, total

# Birthdays of the children, of the students with a confirmation of support, the month, the yen a month.
AMOUNTS = [
    ("J01", "2026-01-10", "", "2026-05", "15,000円"),
    ("J02", "2023-05-20", "", "2026-05", "15,000円"),
    ("J03", "2023-05-20", "", "2026-06", "10,000円"),
    ("J04", "2021-02-03, 2025-03-04", "", "2026-05", "25,000円"),
    ("J05", "2018-02-03, 2021-02-03, 2025-03-04", "", "2026-05", "50,000円"),
    ("J06", "2010-05-05, 2014-05-05, 2017-05-05", "", "2026-05", "50,000円"),
    ("J07", "2009-05-05, 2016-05-05", "2006-05-05", "2026-05", "40,000円"),
    ("J08", "2009-05-05, 2016-05-05", "", "2026-05", "20,000円"),
    ("J09", "2012-09-01", "2004-09-01, 2006-09-01", "2026-05", "30,000円"),
    ("J10", "2016-09-01, 2025-02-01", "2004-09-01, 2006-09-01", "2026-05", "60,000円"),
    ("J11", "2008-04-01", "", "2026-03", "10,000円"),
    ("J12", "2008-04-01", "", "2026-04", "0円"),
    ("J13", "2008-04-02", "", "2026-04", "10,000円"),
    ("J14", "2008-04-02", "", "2027-03", "10,000円"),
    ("J15", "2009-06-01, 2012-06-01, 2026-04-10", "", "2026-05", "50,000円"),
    ("J16", "2009-02-01, 2012-02-01, 2016-02-01, 2024-02-01", "", "2026-05", "80,000円"),
    ("J17", "2009-02-01, 2012-02-01, 2016-02-01, 2024-02-01", "2006-02-01", "2026-05", "100,000円"),
    ("J18", "2013-01-15, 2024-01-15", "", "2026-05", "25,000円"),
]


def month_before(month: str) -> date:
    return date.fromisoformat(f"{month}-01") - timedelta(days=1)


@pytest.mark.parametrize(
    ("children", "students", "month", "yen"), [pytest.param(*vector[1:], id=vector[0]) for vector in AMOUNTS]
)
def test_what_stays_after_a_child_has_left(children: str, students: str, month: str, yen: str) -> None:
    """Must catch: the child who leaves counted still, the month of the event, a student unasked."""
    event_on = month_before(month)
    family = a_family(f"{children}, 2010-01-01", students, event_on)
    answers = {
        "revision_kind": "decrease",
        "dec_children": people("child", "2010-01-01"),
        "event_date": event_on.isoformat(),
    }
    assert total(child_allowance_preview(answers, family)) == yen
    first = date.fromisoformat(f"{month}-01")
    assert shown(answers, family)[0] == ("新しい額になる月", f"{first.year}年{first.month}月分から")


@pytest.mark.parametrize(
    ("children", "students", "month", "yen"),
    [
        pytest.param(*vector[1:], id=vector[0])
        for vector in AMOUNTS
        if ", " in vector[1] and vector[0] != "J15"
    ],
)
def test_what_comes_of_it_when_the_youngest_joins(children: str, students: str, month: str, yen: str) -> None:
    """Must catch: the order of birth taken from the order of the answers; a declared student not counted."""
    event_on = month_before(month)
    *elder, youngest = children.split(", ")
    family = a_family(", ".join(elder), "", event_on)
    answers: dict[str, Any] = {
        "revision_kind": "increase",
        "inc_children": [make.a_child(youngest)],
        "event_date": event_on.isoformat(),
        "has_students": bool(students),
        "univ_children": [a_student(born) for born in students.split(", ") if born],
    }
    assert total(child_allowance_preview(answers, family)) == yen


def test_a_name_with_braces_is_a_name() -> None:
    """Must catch: what somebody typed taken for a sentence with gaps, and an error page for it."""
    lines = amount_lines([Child(date(2020, 4, 2), "{name} 100%")], date(2026, 5, 1))
    assert str(lines[0].label) == "{name} 100%"


# The event, the day of the claim, the first month paid.
MONTHS = [
    ("T01", "2026-04-30", "2026-05-15", "2026年5月分から"),
    ("T02", "2026-04-30", "2026-05-16", "2026年6月分から"),
    ("T03", "2026-04-10", "2026-04-25", "2026年5月分から"),
    ("T04", "2026-04-10", "2026-04-30", "2026年5月分から"),
    ("T05", "2026-04-10", "2026-05-01", "2026年6月分から"),
    ("T06", "2026-12-31", "2027-01-15", "2027年1月分から"),
    ("T07", "2026-03-25", "2026-04-09", "2026年4月分から"),
    ("T08", "2026-03-25", "2026-04-10", "2026年5月分から"),
]


@pytest.mark.parametrize(
    ("event_on", "claimed_on", "month"), [pytest.param(*vector[1:], id=vector[0]) for vector in MONTHS]
)
@pytest.mark.parametrize("kind", ["increase", "both", "students"])
def test_an_increase_begins_with_the_claim_or_with_the_event(
    event_on: str, claimed_on: str, month: str, kind: str
) -> None:
    """15日特例 (児童手当法9条2項). Must catch: the day of the event counted, or a closed last day kept."""
    family = a_family("2015-01-01", today=date.fromisoformat(claimed_on))
    answers = {"revision_kind": kind, "event_date": event_on, "inc_children": [make.a_child("2020-02-02")]}
    lines = shown(answers, family)
    assert lines[0] == ("新しい額になる月", month)
    assert lines[1][0] == "そうなる理由"


@pytest.mark.parametrize(
    ("event_on", "claimed_on", "month"), [pytest.param(*vector[1:], id=vector[0]) for vector in MONTHS]
)
def test_a_decrease_begins_with_the_event_however_late_it_is_told(
    event_on: str, claimed_on: str, month: str
) -> None:
    """児童手当法9条3項. Must catch: fifteen days of grace for what must be paid back."""
    family = a_family("2015-01-01, 2018-01-01", today=date.fromisoformat(claimed_on))
    answers = {
        "revision_kind": "decrease",
        "event_date": event_on,
        "dec_children": people("child", "2015-01-01"),
    }
    after = month_after(date.fromisoformat(event_on))
    assert shown(answers, family)[0] == ("新しい額になる月", f"{after.year}年{after.month}月分から")
    assert not any(label == "そうなる理由" for label, _ in shown(answers, family))


def test_when_both_happen_late_there_are_two_months() -> None:
    """Must catch: somebody told that an amount falls in June which has to be paid back from May on."""
    family = a_family("2015-01-01, 2018-01-01", today=date(2026, 5, 20))
    answers = {
        "revision_kind": "both",
        "event_date": "2026-04-10",
        "inc_children": [make.a_child("2020-02-02")],
        "dec_children": people("child", "2015-01-01"),
    }
    lines = dict(shown(answers, family))
    assert lines["新しい額になる月"] == "2026年6月分から"
    assert lines["減る分が変わる月"] == "2026年5月分から"
    assert lines["見込みの月額"] == "20,000円"
    in_time = shown(answers, a_family("2015-01-01, 2018-01-01", today=date(2026, 4, 20)))
    assert "減る分が変わる月" not in dict(in_time)


@pytest.mark.parametrize(
    ("event_on", "kind"),
    [
        ("2024-05-01", "decrease"),
        ("1999-12-31", "decrease"),
        ("2027-03-31", "decrease"),
        ("2027-04-01", "increase"),
    ],
)
def test_a_month_without_a_confirmed_table_has_no_amount(event_on: str, kind: str) -> None:
    """Must catch: a page that fails over an event of 2024, or next year's amount told as certain."""
    family = a_family("2015-01-01, 2018-01-01", today=date.fromisoformat(event_on))
    answers = {"revision_kind": kind, "event_date": event_on}
    lines = child_allowance_preview(answers, family)
    assert lines[-1] is NOT_CONFIRMED
    assert lines[0].text.template == "{month}分から"
    assert not any(line.emphasis for line in lines)


def test_a_child_in_a_facility_takes_no_place_and_is_told_why() -> None:
    """Must catch: the younger ones pushed up to the third place by a child who is not counted."""
    family = a_family("2014-01-01, 2016-01-01")
    away = make.a_child("2012-01-01", child_facility="yes", child_name={"family": "見本", "given": "兄"})
    answers = {"revision_kind": "increase", "event_date": "2026-05-01", "inc_children": [away]}
    lines = dict(shown(answers, family))
    assert lines["見込みの月額"] == "20,000円"
    assert lines["見本 兄"].startswith("0円（施設に入っているか")


@pytest.mark.parametrize("answer", [{"child_care": "no"}, {"child_livelihood": "none"}, {"child_care": None}])
def test_of_a_child_nobody_brings_up_no_amount_is_told(answer: dict[str, Any]) -> None:
    """Must catch: money held out to somebody whose claim must be refused (児童手当法4条)."""
    row = make.a_child("2026-05-02", **answer)
    answers = {"revision_kind": "increase", "event_date": "2026-05-02", "inc_children": [row]}
    assert shown(answers, a_family("2020-01-01")) == []


LEDGER_STUDENT = {
    "revision_kind": "decrease",
    "event_date": "2026-05-01",
    "dec_children": people("child", "2012-01-01"),
}


@pytest.mark.parametrize(
    ("more", "yen"),
    [
        ({}, "40,000円"),
        ({"has_students": False}, "20,000円"),
        ({"has_students": True, "univ_children": [a_student("2006-05-05")]}, "40,000円"),
        ({"has_students": True, "univ_children": [a_student("2006-05-05", univ_declare=None)]}, "20,000円"),
        ({"dec_children": people("student", "2006-05-05") + people("child", "2012-01-01")}, "20,000円"),
    ],
)
def test_a_student_of_the_ledger_counts_until_somebody_says_otherwise(more: dict[str, Any], yen: str) -> None:
    """Must catch: a family that loses 20,000 yen because nobody was asked; a student who left, counted still."""
    family = a_family("2009-05-05, 2012-01-01, 2016-05-05", "2006-05-05")
    assert total(child_allowance_preview(LEDGER_STUDENT | more, family)) == yen


def test_a_student_alone_can_be_what_changes() -> None:
    """After the school year of 18 a child counts on, if it is declared. Must catch: a form that wants a new child."""
    start = make.journey(make.ALLOWANCE, {"revision_kind": "students"}, "matsumoto_takashi")
    assert [step.key for step in start.steps] == [
        "kind",
        "event",
        "students",
        "student",
        "recipient",
        "applicant",
    ]
    filled = answered(start, {})
    assert total(child_allowance_preview(filled.answers, filled.context)) == "40,000円"


def test_where_the_ledger_is_silent_people_are_told_why_there_is_no_amount() -> None:
    """Must catch: an amount for a family of which half the children are unknown."""
    for person in (None, "mizuno_ken"):
        context = make.context(person)
        answers = {"revision_kind": "increase", "event_date": "2026-05-02"}
        assert child_allowance_preview(answers, context) == (NOT_IN_LEDGER,)


def test_before_the_day_is_known_nothing_is_told() -> None:
    assert child_allowance_preview({"revision_kind": "increase"}, a_family("2020-01-01")) == ()


def test_the_family_of_the_demonstration() -> None:
    """水野: さくら is nearly three, 湊 was born on 2 May; claimed on the tenth day, paid from June."""
    given = {"revision_kind": "increase", "has_students": False}
    filled = make.filled(make.ALLOWANCE, given, "mizuno_yoko")
    assert shown(filled.answers, filled.context) == [
        ("新しい額になる月", "2026年6月分から"),
        (
            "そうなる理由",
            "期限に間に合うので、2026年5月の翌月、2026年6月分からです。",
        ),
        ("水野 さくら", "10,000円（3歳以上・第1子）"),
        ("水野 湊", "15,000円（3歳未満・第2子）"),
        ("見込みの月額", "25,000円"),
    ]


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2026, 1, 31), date(2026, 2, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_the_month_after_a_day(day: date, first: date) -> None:
    assert month_after(day) == first


def test_only_the_result_is_emphasised() -> None:
    context: Context = a_family("2020-01-01")
    lines = child_allowance_preview({"revision_kind": "decrease", "event_date": "2026-05-01"}, context)
    assert [line.emphasis for line in lines] == [False, False, True]
