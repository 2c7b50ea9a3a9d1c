"""From one time of a day to a later one."""

import pytest
from hypothesis import given

from app.language import Language
from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

RANGE = a_question("time_range")


def typed(first: str, last: str) -> dict[str, list[str]]:
    return {"asked.from": [first], "asked.to": [last]}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("09:00", "17:30"),
        ("9:00", "17:30"),
        ("９：００", "１７：３０"),
        ("9時", "17時30分"),
        ("9", "17時半"),
        ("900", "1730"),
        ("午前9時", "午後5時30分"),
        ("九時", "午後五時半"),
    ],
)
def test_times_are_read_however_they_are_typed(first: str, last: str) -> None:
    assert gather(RANGE, typed(first, last)).answer == {"from": "09:00", "to": "17:30"}


def test_noon_is_one_time_however_it_is_called() -> None:
    assert gather(RANGE, typed("午前0時", "午後0時")).answer == {"from": "00:00", "to": "12:00"}
    assert gather(RANGE, typed("午前9時", "午前12時")).answer == {"from": "09:00", "to": "12:00"}


@pytest.mark.parametrize("wrong", ["24:00", "9:60", "午後17時", "25", "朝", "9:0:0", "-9:00", "99999"])
def test_what_is_no_time_is_refused_at_its_box(wrong: str) -> None:
    said = "終わりの時刻は「9:00」か「17:30」のように入力してください。"
    assert complaints(gather(RANGE, typed("9:00", wrong))) == [("asked.to", said)]


@pytest.mark.parametrize(("first", "last"), [("9:00", "9:00"), ("17:00", "9:00")])
def test_the_end_is_after_the_start(first: str, last: str) -> None:
    said = "askedの終わりは、始まりより後の時刻を入力してください。"
    assert complaints(gather(RANGE, typed(first, last))) == [("asked.to", said)]


def test_half_a_range_is_asked_for() -> None:
    assert complaints(gather(RANGE, typed("9:00", ""))) == [
        ("asked.to", "askedの終わりの時刻を入力してください。")
    ]
    assert complaints(gather(RANGE, typed("", "9:00"))) == [
        ("asked.from", "askedの始まりの時刻を入力してください。")
    ]


@given(any_text, any_text)
def test_whatever_is_typed_is_taken_or_refused(first: str, last: str) -> None:
    answer = gather(RANGE, typed(first, last)).answer
    assert answer is None or answer["from"] < answer["to"]


def test_it_is_shown_and_exported() -> None:
    answer = {"from": "09:00", "to": "17:30"}
    assert RANGE.show(answer) == "9:00〜17:30"
    assert RANGE.show(answer, Language.ENGLISH) == "9:00–17:30"
    assert RANGE.columns(answer) == {"asked（始まり）": "09:00", "asked（終わり）": "17:30"}


def test_the_hours_of_a_row_are_put_together_from_their_parts() -> None:
    """Must catch: hours that the ledger has and nobody is shown, since a row knows the parts of things only."""
    asked = a_question("time_range", prefill="row.work_time")
    assert asked.suggested({"row.work_time.from": "09:00", "row.work_time.to": "15:30"}) == {
        "from": "09:00",
        "to": "15:30",
    }
    assert asked.suggested({"row.work_time": {"from": "09:00", "to": "15:30"}}) is not None
    assert asked.suggested({"row.work_time.from": "09:00"}) is None
