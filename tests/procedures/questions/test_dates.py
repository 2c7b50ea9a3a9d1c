"""Days: asked in eras or the western calendar, kept as YYYY-MM-DD."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.japan.reading import any_text
from tests.procedures.making import TODAY, a_question, complaints, gather

DATE = a_question("date", prefill="person.date_of_birth")
PAST = a_question("date", past=True, earliest="2024-10-01")


def typed(era: str, year: str, month: str, day: str) -> dict[str, list[str]]:
    parts = {"era": era, "year": year, "month": month, "day": day}
    return {f"asked.{part}": [text] for part, text in parts.items()}


@given(day=st.dates(date(1873, 1, 1), date(2099, 12, 31)))
def test_every_day_fills_boxes_that_are_read_as_this_day(day: date) -> None:
    """Must catch: the first year of an era, or a day that two eras share."""
    answer = day.isoformat()
    assert gather(DATE, DATE.boxes(answer, "asked")).answer == answer


@given(era=any_text, year=any_text, month=any_text, day=any_text)
def test_whatever_is_typed_is_taken_or_refused(era: str, year: str, month: str, day: str) -> None:
    reading = gather(DATE, typed(era, year, month, day))
    assert reading.errors or date.fromisoformat(reading.answer)


def test_one_box_is_enough_where_a_browser_has_a_calendar() -> None:
    assert gather(DATE, {"asked": ["2026-05-12"]}).answer == "2026-05-12"
    assert gather(DATE, {"asked": ["令和8年5月12日"]}).answer == "2026-05-12"


def test_the_western_calendar_is_taken_where_no_era_was_chosen() -> None:
    assert gather(DATE, typed("", "2026", "5", "12")).answer == "2026-05-12"
    assert gather(DATE, typed("reiwa", "8", "５", "12")).answer == "2026-05-12"


@pytest.mark.parametrize(
    ("boxes", "at"),
    [
        (typed("reiwa", "8", "", "12"), "asked.month"),
        (typed("reiwa", "8", "2", "30"), "asked.day"),
        (typed("reiwa", "8", "13", "1"), "asked.month"),
        (typed("heisei", "40", "1", "1"), "asked.year"),
        (typed("edo", "8", "1", "1"), "asked.year"),
    ],
)
def test_the_box_to_mend_is_marked(boxes: dict[str, list[str]], at: str) -> None:
    assert [box for box, _ in complaints(gather(DATE, boxes))] == [at]


def test_an_era_alone_is_no_date() -> None:
    """Must catch: a menu that is preselected taken for an answer."""
    optional = a_question("date", required=False)
    assert gather(optional, {"asked.era": ["reiwa"]}).errors == ()


def test_the_future_has_not_happened() -> None:
    """Must catch: today itself refused, or tomorrow taken. Today is the day in Japan."""
    assert gather(PAST, {"asked": [TODAY.isoformat()]}).answer == TODAY.isoformat()
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    sentence = "askedは、今日か、今日より前の日を入力してください。"
    assert complaints(gather(PAST, {"asked": [tomorrow]})) == [("asked.year", sentence)]
    assert gather(DATE, {"asked": [tomorrow]}).answer == tomorrow


def test_what_is_too_old_is_a_slip() -> None:
    assert gather(PAST, {"asked": ["2024-10-01"]}).answer == "2024-10-01"
    assert [at for at, _ in complaints(gather(PAST, {"asked": ["2024-09-30"]}))] == ["asked.year"]


def test_it_is_shown_in_full_and_exported_plainly() -> None:
    assert DATE.show("2026-05-12") == "令和8年(2026年)5月12日(火)"
    assert DATE.columns("2026-05-12") == {"asked": "2026-05-12"}


def test_the_register_suggests_a_day() -> None:
    assert DATE.suggested({"person.date_of_birth": "1995-06-14"}) == "1995-06-14"


def test_a_definition_may_give_an_example() -> None:
    assert DATE.sample() == "2026-04-30"
    assert a_question("date", example="2006-05-05").sample() == "2006-05-05"
