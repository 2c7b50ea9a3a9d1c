"""Numbers that are names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.japan.codes import RULES
from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather


def read(rule: str, typed: str) -> str | None:
    answer: str | None = gather(a_question("code", rule=rule), {"asked": [typed]}).answer
    return answer


def said(rule: str, typed: str, **more: int) -> str:
    (complaint,) = complaints(gather(a_question("code", rule=rule, **more), {"asked": [typed]}))
    assert complaint[0] == "asked"
    return complaint[1]


@pytest.mark.parametrize(
    ("rule", "typed", "kept"),
    [
        ("insured_number", "０００１２３４５６７", "0001234567"),
        ("insured_number", "0000-123-456", "0000123456"),
        ("insured_number", "ｈ123456789", "H123456789"),
        ("insurer", "242081", "242081"),
        ("insurer", "282152", "282152"),
        ("insurer", "２５２０９８", "252098"),
        ("insurer", "33120015", "33120015"),
        ("care_insurer", "242081", "242081"),
        ("corporate", "7000012050002", "7000012050002"),
        ("corporate", "8-0000-1201-0038", "8000012010038"),
        ("care_office", "2070100123", "2070100123"),
        ("microchip", "392 1450 0012 3456", "392145000123456"),
        ("care_manager", "20012345", "20012345"),
        ("free", "第１２３号", "第123号"),
    ],
)
def test_a_number_is_kept_with_its_zeros_and_without_its_hyphens(rule: str, typed: str, kept: str) -> None:
    assert read(rule, typed) == kept


def test_another_count_of_digits_is_told() -> None:
    """Must catch: eleven digits of an insured person's number cut or taken."""
    told = "askedは10けたの数字です。いまは11けたです。"
    assert said("insured_number", "０００００１２３４５６") == told
    assert said("insurer", "2420811") == "askedは6けたか8けたの数字です。いまは7けたです。"
    assert said("digits", "123", digits=4) == "askedは4けたの数字です。いまは3けたです。"
    assert said("care_insurer", "33120015") == "askedは6けたの数字です。いまは8けたです。"


def test_what_is_no_number_is_told() -> None:
    assert said("corporate", "T7000012050002") == "askedは数字で入力してください(例: 7000012050002)。"
    assert said("insured_number", "G123456789") == "askedは数字で入力してください(例: 0000123456)。"


@given(st.sampled_from(["242081", "282152", "252098", "33120015", "7000012050002"]), st.data())
def test_one_wrong_digit_is_noticed(code: str, data: st.DataObject) -> None:
    """Must catch: a slip of the hand in a number that is guarded against it."""
    rule = "corporate" if len(code) == 13 else "insurer"
    place = data.draw(st.integers(0, len(code) - 1))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda each: each != code[place]))
    # A corporate number is guarded modulo 9: there 0 and 9 are one.
    if rule == "corporate" and {digit, code[place]} == {"0", "9"}:
        return
    wrong = f"{code[:place]}{digit}{code[place + 1 :]}"
    assert said(rule, wrong) == "askedの数字がどこかちがいます。1けたずつ確かめてください。"


@given(st.sampled_from(sorted(RULES)), any_text)
def test_whatever_is_typed_is_taken_in_its_pattern_or_refused(rule: str, text: str) -> None:
    answer = read(rule, text)
    assert answer is None or re.search(RULES[rule].pattern, answer)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_example_of_every_rule_is_right(rule: str) -> None:
    sample = a_question("code", rule=rule).sample()
    assert read(rule, sample) == sample


def test_the_hint_says_how_many_digits_there_are() -> None:
    assert str(a_question("code", rule="insurer").shape) == "6けたか8けたの数字です。"
    assert str(a_question("code", rule="digits", digits=7).shape) == "7けたの数字です。"
    assert a_question("code", rule="free").shape is None


def test_a_keypad_of_digits_is_offered_only_where_it_is_enough() -> None:
    """Must catch: an H that cannot be typed."""
    assert a_question("code", rule="corporate").digits_only
    assert not a_question("code", rule="insured_number").digits_only
    assert not a_question("code", rule="free").digits_only


def test_a_rule_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="unknown rule 'passport'; known: digits, care_insurer"):
        a_question("code", rule="passport")
    assert a_question("code", rule="digits").problems()
    assert a_question("code", rule="corporate", digits=3).problems()
    assert a_question("code", rule="digits", digits=3).problems() == []
