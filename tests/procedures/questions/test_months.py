"""Months: asked in eras or the western calendar, kept as YYYY-MM."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import Language
from app.procedures.questions.months import MonthQuestion
from tests.japan.reading import any_text
from tests.procedures.making import TODAY, a_question, complaints, gather

MONTH = a_question("month")


def typed(era: str, year: str, month: str) -> dict[str, list[str]]:
    return {"asked.era": [era], "asked.year": [year], "asked.month": [month]}


@given(day=st.dates(date(1873, 1, 1), date(2099, 12, 31)))
def test_every_month_fills_boxes_that_are_read_as_this_month(day: date) -> None:
    """Must catch: the month in which an era changed."""
    answer = f"{day:%Y-%m}"
    assert gather(MONTH, MONTH.boxes(answer, "asked")).answer == answer


@given(era=any_text, year=any_text, month=any_text)
def test_whatever_is_typed_is_taken_or_refused(era: str, year: str, month: str) -> None:
    reading = gather(MONTH, typed(era, year, month))
    assert reading.answer is None or date.fromisoformat(f"{reading.answer}-01")


@pytest.mark.parametrize(
    "form",
    [
        typed("reiwa", "8", "5"),
        typed("western", "２０２６", "５月"),
        typed("showa", "R8", "5"),
        {"asked": ["令和8年5月"]},
        {"asked": ["2026-05"]},
        {"asked": ["R8.5"]},
    ],
)
def test_a_month_is_read_however_it_is_typed(form: dict[str, list[str]]) -> None:
    assert gather(MONTH, form).answer == "2026-05"


def test_a_month_in_which_an_era_changed_belongs_to_both() -> None:
    """Must catch: 昭和64年1月 refused, or 平成元年1月, since neither era had all its days."""
    assert gather(MONTH, typed("showa", "64", "1")).answer == "1989-01"
    assert gather(MONTH, typed("heisei", "元", "1")).answer == "1989-01"
    assert complaints(gather(MONTH, typed("showa", "64", "2"))) == [
        ("asked.year", "askedを確かめてください。平成元年2月ではありませんか。")
    ]


def test_what_is_missing_is_asked_for_at_its_box() -> None:
    assert complaints(gather(MONTH, typed("reiwa", "8", ""))) == [
        ("asked.month", "askedの月を入力してください。")
    ]


def test_bounds() -> None:
    """Must catch: this month taken for the future, or an odd month let through."""
    past, even = a_question("month", past=True), a_question("month", even=True)
    within = a_question("month", earliest="2024-04", latest="2027-03")
    this_month, next_month = f"{TODAY:%Y-%m}", "2026-06"
    assert gather(past, {"asked": [this_month]}).answer == this_month
    assert complaints(gather(past, {"asked": [next_month]}))[0][0] == "asked.year"
    assert gather(even, {"asked": ["2026-06"]}).answer == "2026-06"
    assert complaints(gather(even, {"asked": ["2026-05"]}))[0][0] == "asked.month"
    assert gather(within, {"asked": ["2024-04"]}).answer == "2024-04"
    assert gather(within, {"asked": ["2027-03"]}).answer == "2027-03"
    assert complaints(gather(within, {"asked": ["2024-03"]})) == [
        ("asked.year", "askedが古すぎます。年を確かめてください。")
    ]
    assert complaints(gather(within, {"asked": ["2027-04"]})) == [
        ("asked.year", "askedが先すぎます。年を確かめてください。")
    ]


def test_an_example_that_is_refused_is_a_mistake_of_the_definition() -> None:
    """Must catch: generated tests and demo data with an answer that nobody could give."""
    assert a_question("month", even=True, example="2026-05").problems()
    assert a_question("month", even=True, example="2026-06").problems() == []


def test_it_is_said_as_days_are() -> None:
    assert MONTH.show("2026-05") == "令和8年(2026年)5月"
    assert MONTH.show("2019-05") == "令和元年(2019年)5月"
    assert MONTH.show("2026-05", Language.EASY) == "2026年5月"
    assert MONTH.show("2026-05", Language.ENGLISH) == "May 2026"
    assert MONTH.columns("2026-05") == {"asked": "2026-05"}


def test_a_month_to_come_is_picked() -> None:
    """Must catch: an odd month offered for a payment, this month where it is too late, or a list that ends early."""
    asked = a_question("month", coming=6, even=True)
    assert values_of(asked, date(2026, 5, 31)) == ["2026-06", "2026-08", "2026-10"]
    assert values_of(asked, date(2026, 6, 1)) == ["2026-08", "2026-10", "2026-12"]
    assert values_of(a_question("month", coming=1, this_too=True), date(2026, 12, 31)) == [
        "2026-12",
        "2027-01",
    ]
    assert values_of(MONTH, TODAY) == []
    assert asked.offered({}, Language.JAPANESE, TODAY)[0]["label"] == asked.show("2026-06")
    assert asked.boxes("2026-06", "asked") == {"asked": ["2026-06"]}
    assert complaints(gather(asked, {})) == [("asked", "askedを選んでください。")]
    assert asked.on_paper("2026-06", {}) == a_question("month").on_paper("2026-06", {})


def values_of(question: MonthQuestion, today: date) -> list[str]:
    return [each["value"] for each in question.offered({}, Language.JAPANESE, today)]
