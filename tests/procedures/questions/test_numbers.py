"""Whole numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

COPIES = a_question("integer", least=1, most=10, unit="通", prefill="household.count")


@given(number=st.integers(1, 10))
def test_every_number_within_the_limits_is_read_back(number: int) -> None:
    assert gather(COPIES, COPIES.boxes(number, "asked")).answer == number


@given(text=any_text)
def test_whatever_is_typed_is_a_number_or_refused(text: str) -> None:
    reading = gather(COPIES, {"asked": [text]})
    assert reading.errors or 1 <= reading.answer <= 10


@pytest.mark.parametrize("typed", ["0", "11", "-1", "1.5", "二三", "1e1", "9" * 5000])
def test_numbers_beyond_the_limits_are_refused(typed: str) -> None:
    """Must catch: a limit one off, and digits without end."""
    assert [at for at, _ in complaints(gather(COPIES, {"asked": [typed]}))] == ["asked"]


def test_nought_is_an_answer() -> None:
    """Must catch: 0 cm taken for nothing answered."""
    depth = a_question("integer", unit="cm")
    assert gather(depth, {"asked": ["0"]}).answer == 0
    assert depth.show(0) == "0cm"
    assert depth.columns(0) == {"asked": "0"}


def test_it_is_shown_with_its_unit_and_exported_without() -> None:
    assert a_question("integer", unit="円").show(12000) == "12,000円"
    assert COPIES.columns(3) == {"asked": "3"}


def test_the_register_suggests_a_number() -> None:
    assert COPIES.suggested({"household.count": 4}) == 4
    assert COPIES.suggested({"household.count": 40}) is None
