"""Reference numbers that tell a slip from a number."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from app.japan.reference_numbers import read_reference_number, reference_number
from tests.japan.reading import answer, refusal

running_numbers = st.integers(1, 9_999_999)


@given(year=st.integers(2020, 2119), running=running_numbers)
def test_a_number_reads_back_however_it_is_typed(year: int, running: int) -> None:
    number = reference_number(year, running)
    assert mod_37_36.is_valid(number.replace("-", ""))
    full_width = number.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    for typed in (number, number.lower(), number.replace("-", ""), f" {number} ", full_width):
        assert read_reference_number(typed) == number


@given(running=running_numbers, at=st.integers(0, 8), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(running: int, at: int, digit: str) -> None:
    """Must catch: the check character not compared."""
    number = reference_number(2026, running)
    assume(number[at] not in {"-", digit})
    assert "打ちまちがい" in refusal(read_reference_number, number[:at] + digit + number[at + 1 :])


def test_two_digits_swapped_are_nearly_always_noticed() -> None:
    """MOD 37,36 lets about four swaps in a thousand pass, unlike single wrong digits."""
    slips = []
    for number in (reference_number(2026, running) for running in range(1, 100_000, 97)):
        swaps = {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(3, 8)} - {
            number
        }
        slips += [answer(read_reference_number, swapped)[1] for swapped in swaps]
    assert len(slips) > 3000
    assert sum(not sentence for sentence in slips) < len(slips) / 100


def test_the_form_is_the_year_a_running_number_and_a_check_character() -> None:
    assert reference_number(2026, 123) == f"26-000123-{mod_37_36.calc_check_digit('26000123')}"
    assert reference_number(2026, 1_234_567).startswith("26-1234567-")


@pytest.mark.parametrize("typed", ["26-000123", "123", "あいう", "2026-000123-U", "26-000123-UU"])
def test_another_form_is_refused_with_an_example(typed: str) -> None:
    assert "26-000123-X" in refusal(read_reference_number, typed)


def test_nothing_runs_from_zero() -> None:
    with pytest.raises(ValueError, match="start at 1"):
        reference_number(2026, 0)
    assert refusal(read_reference_number, f"26-000000-{mod_37_36.calc_check_digit('26000000')}")
