"""Whole numbers, yen, and numbers that are names; the vectors Z19 to Z21."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.japan.numbers import MOST_YEN, read_digits, read_integer, yen
from tests.japan.reading import refusal

amounts = st.integers(0, MOST_YEN)


@pytest.mark.parametrize(
    "typed", ["1500", "１５００", "1,500", "１，５００円", "¥1,500", "￥1500", " 1500 円", "\\1500", "01500"]
)
def test_an_amount_is_read_however_it_is_typed(typed: str) -> None:
    assert read_integer(typed) == 1500


@given(amount=amounts)
def test_an_amount_shown_in_yen_reads_back(amount: int) -> None:
    assert read_integer(yen(amount)) == amount
    full_width = str(amount).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert read_integer(full_width) == amount


@pytest.mark.parametrize(
    "typed", ["1,50", "1.5", "2万", "千五百", "1500ドル", "+5", "--5", "12 34,5", "1e3", "٣"]
)
def test_what_could_mean_another_amount_is_refused(typed: str) -> None:
    """Must catch: commas simply dropped, so that 1,50 becomes 150."""
    assert refusal(read_integer, typed) == "項目は数字だけで入力してください(例: 12000)。"


def test_the_sentence_names_the_range() -> None:
    assert refusal(read_integer, "100000", 1, 99_999) == "項目は1から99,999までの数字で入力してください。"
    assert refusal(read_integer, "-1") == "項目は0から99,999,999までの数字で入力してください。"
    assert read_integer("−3", -5, 5) == -3


def test_yen_have_commas_and_no_decimals() -> None:
    assert yen(0) == "0円"
    assert yen(1500) == "1,500円"
    assert yen(-1_234_567) == "-1,234,567円"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        pytest.param("０００００１２３４５６", "いま11けた", id="Z19"),
        ("123456789", "いま9けた"),
        ("H123456789", "数字10けた"),
    ],
)
def test_another_count_of_digits_is_refused(typed: str, word: str) -> None:
    assert word in refusal(read_digits, typed, 10)


@pytest.mark.parametrize(
    ("typed", "count", "padded", "kept"),
    [
        pytest.param("０００１２３４５６７", 10, False, "0001234567", id="Z20"),
        pytest.param("12345", 7, True, "0012345", id="Z21"),
    ],
)
def test_a_number_that_is_a_name_keeps_its_zeros(typed: str, count: int, padded: bool, kept: str) -> None:
    """Must catch: leading zeros lost."""
    assert read_digits(typed, count, padded=padded) == kept


def test_an_account_number_is_filled_with_zeros_on_request_only() -> None:
    """Must catch: zeros invented unasked, a number too long cut short."""
    assert "いま5けた" in refusal(read_digits, "12345", 7)
    assert "いま8けた" in refusal(lambda text: read_digits(text, 7, padded=True), "12345678")
