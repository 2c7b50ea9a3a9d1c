"""Amounts of yen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import Language
from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

MONEY = a_question("money")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", 0),
        ("1,234円", 1234),
        ("￥１２３４", 1234),
        ("¥1234", 1234),
        ("12万", 120_000),
        ("１２万円", 120_000),
        ("3万5000円", 35_000),
        ("3万5,000円", 35_000),
        ("3万500", 30_500),
        ("99999999", 99_999_999),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: int) -> None:
    assert gather(MONEY, {"asked": [typed]}).answer == amount


@pytest.mark.parametrize(
    "typed",
    ["1.5万", "5千", "十二万", "12,34", "3万50000", "1万2万", "100.5", "12ドル", "1e5", "１２３4円円"],
)
def test_what_leaves_a_doubt_is_refused(typed: str) -> None:
    """Must catch: 5千 read as 5 or as 51000; 1.5万 as 1 or 15000."""
    sentence = "askedは、円の金額を数字だけで入力してください(例: 12000)。"
    assert complaints(gather(MONEY, {"asked": [typed]})) == [("asked", sentence)]


@pytest.mark.parametrize("typed", ["-1", "100000000", "10000万"])
def test_an_amount_beyond_what_there_can_be_is_refused(typed: str) -> None:
    sentence = "askedは0から99,999,999までの数字で入力してください。"
    assert complaints(gather(MONEY, {"asked": [typed]})) == [("asked", sentence)]


@given(any_text)
def test_whatever_is_typed_is_taken_or_refused(text: str) -> None:
    answer = gather(MONEY, {"asked": [text]}).answer
    assert answer is None or 0 <= answer <= 99_999_999


@given(st.integers(0, 99_999_999))
def test_an_amount_as_it_is_shown_reads_back(amount: int) -> None:
    for language in Language:
        assert gather(MONEY, {"asked": [MONEY.show(amount, language)]}).answer == amount


def test_it_is_exported_as_a_bare_number() -> None:
    assert MONEY.columns(12_000) == {"asked": "12000"}
    assert MONEY.columns(0) == {"asked": "0"}


def test_bounds_that_cannot_be_met_are_a_mistake_of_the_definition() -> None:
    assert a_question("money", least=2, most=1).problems()
    assert a_question("money", least=20_000).sample() == 20_000
    assert a_question("money", most=500).sample() == 500
