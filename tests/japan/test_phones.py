"""Telephone numbers; the vectors Z10 to Z12."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.japan.phones import is_mobile, read_phone, show_phone
from tests.japan.reading import refusal


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        pytest.param("０９０−１２３４−５６７８", "09012345678", id="Z10"),
        pytest.param("+81 90-1234-5678", "09012345678", id="Z11"),
        ("+81(0)90-1234-5678", "09012345678"),
        ("＋８１９０１２３４５６７８", "09012345678"),
        ("(03)1234-5678", "0312345678"),
        ("03ー1234ー5678", "0312345678"),
        ("0120-123-456", "0120123456"),
        ("0800-123-4567", "08001234567"),
        ("050-1234-5678", "05012345678"),
        ("060-1234-5678", "06012345678"),
        pytest.param("\u202a090-1234-5678\u202c", "09012345678", id="copied from a contact list"),
    ],
)
def test_a_number_is_kept_as_its_digits(typed: str, digits: str) -> None:
    assert read_phone(typed) == digits


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("03-1234-567", "項目は10けたです。いま9けたです。番号を確かめてください。", id="Z12"),
        ("090-1234-567", "項目は11けたです。いま10けたです。番号を確かめてください。"),
        ("03-1234-56789", "項目は10けたです。いま11けたです。番号を確かめてください。"),
        ("+81 3-1234-567", "項目は10けたです。いま9けたです。番号を確かめてください。"),
        ("1234-5678", "項目は0から始まる番号を、市外局番から入力してください(例: 03-1234-5678)。"),
        ("03-1234-5678 内線9", "項目は数字だけで入力してください(例: 090-1234-5678)。"),
        ("+", "項目は数字だけで入力してください(例: 090-1234-5678)。"),
        ("+1 202-555-0100", "項目は日本の番号を入力してください。外国の番号へは電話をかけられません。"),
    ],
)
def test_a_refusal_says_how_many_digits_there_are(typed: str, sentence: str) -> None:
    assert refusal(read_phone, typed) == sentence


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("09012345678", "090-1234-5678"),
        ("0312345678", "03-1234-5678"),
        ("0451234567", "045-123-4567"),
        ("0120123456", "0120-123-456"),
        ("0000000000", "0000000000"),
        ("110", "110"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_people_write_it(digits: str, shown: str) -> None:
    assert show_phone(digits) == shown


@given(digits=st.from_regex("0[0-9]{9}", fullmatch=True) | st.from_regex("0[5-9]0[0-9]{8}", fullmatch=True))
def test_what_is_shown_reads_back_as_the_same_digits(digits: str) -> None:
    """Must catch: a leading zero lost while formatting."""
    assert show_phone(digits).replace("-", "") == digits


@pytest.mark.parametrize(
    "region_type", [phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]
)
def test_the_numbering_plans_own_examples_are_taken(region_type: int) -> None:
    example = phonenumbers.example_number_for_type("JP", region_type)
    assert example is not None
    typed = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    digits = read_phone(typed)
    assert show_phone(digits) == phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert is_mobile(digits) == (region_type == phonenumbers.PhoneNumberType.MOBILE)


def test_only_mobile_numbers_get_short_messages() -> None:
    assert is_mobile("07012345678")
    assert not is_mobile("05012345678")
    assert not is_mobile("0312345678")
    assert not is_mobile("0901234567")
