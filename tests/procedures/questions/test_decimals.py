"""Numbers with one decimal place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.procedures.conditions import Condition
from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

HOURS = a_question("decimal", least=0, most=24, step="0.5", unit="時間")
TENTHS = a_question("decimal")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7.5", 7.5), ("７．５", 7.5), ("8", 8), ("8.0", 8), ("0", 0), ("24", 24), ("7。5", 7.5)],
)
def test_a_number_is_read_however_it_is_typed(typed: str, number: float) -> None:
    assert gather(HOURS, {"asked": [typed]}).answer == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7.3", "askedは0.5きざみで入力してください。"),
        ("24.5", "askedは0から24までの数字で入力してください。"),
        ("-1", "askedは数字で入力してください(例: 7.5)。"),
        ("7時間", "askedは数字で入力してください(例: 7.5)。"),
        ("7.5.1", "askedは数字で入力してください(例: 7.5)。"),
        ("1e1", "askedは数字で入力してください(例: 7.5)。"),
        ("nan", "askedは数字で入力してください(例: 7.5)。"),
    ],
)
def test_another_number_is_refused(typed: str, sentence: str) -> None:
    """Must catch: a number rounded in silence."""
    assert complaints(gather(HOURS, {"asked": [typed]})) == [("asked", sentence)]


@given(st.integers(0, 99_990))
def test_every_tenth_reads_back(tenths: int) -> None:
    """Must catch: 0.3 kept as 0.30000000000000004."""
    typed = f"{tenths // 10}.{tenths % 10}"
    answer = gather(TENTHS, {"asked": [typed]}).answer
    assert answer == float(typed)
    assert gather(TENTHS, TENTHS.boxes(answer, "asked")).answer == answer


@given(any_text)
def test_whatever_is_typed_is_taken_or_refused(text: str) -> None:
    answer = gather(HOURS, {"asked": [text]}).answer
    assert answer is None or 0 <= answer <= 24


def test_it_is_shown_with_its_unit_and_exported_bare() -> None:
    assert HOURS.show(7.5) == "7.5時間"
    assert HOURS.show(8.0) == "8時間"
    assert a_question("decimal").columns(1234.5) == {"asked": "1234.5"}


def test_conditions_compare_it() -> None:
    """Must catch: a text, which no condition could put in order."""
    answers = {"asked": gather(HOURS, {"asked": ["7.5"]}).answer}
    assert Condition(question="asked", gt=7).holds(answers, {})
    assert not Condition(question="asked", ge=8).holds(answers, {})
