"""What stands in a passbook, in the terms banks transfer by."""

import pytest
from hypothesis import given

from app.japan import NotUnderstood
from app.japan.bank_accounts import from_yucho, is_same_holder, read_holder
from tests.japan.reading import any_text


@pytest.mark.parametrize(
    ("symbol", "number", "branch", "name", "kind", "account"),
    [
        ("11940", "12345671", "198", "一九八", "ordinary", "1234567"),
        ("11940", "1234561", "198", "一九八", "ordinary", "0123456"),
        ("10530", "12345671", "058", "〇五八", "ordinary", "1234567"),
        ("01940", "123456", "199", "一九九", "current", "0123456"),
        ("00530", "12345", "059", "〇五九", "current", "0012345"),
        ("１１９４０", "１２３４５６７１", "198", "一九八", "ordinary", "1234567"),
    ],
)
def test_symbol_and_number_are_an_account_of_a_branch(
    symbol: str, number: str, branch: str, name: str, kind: str, account: str
) -> None:
    """Must catch: money that goes to the account of a stranger."""
    assert from_yucho(symbol, number) == (branch, name, kind, account)


@pytest.mark.parametrize(
    ("symbol", "number", "part"),
    [
        ("21940", "12345671", "symbol"),
        ("1194", "12345671", "symbol"),
        ("119401", "12345671", "symbol"),
        ("11940", "12345672", "symbol_number"),
        ("11940", "123456711", "symbol_number"),
        ("11940", "1", "symbol_number"),
        ("01940", "12345678", "symbol_number"),
        ("11940", "1234567a", "symbol_number"),
    ],
)
def test_what_no_passbook_says_is_refused_at_its_box(symbol: str, number: str, part: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        from_yucho(symbol, number)
    assert refused.value.parts == (part,)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ"),
        ("やまだ　たろう", "ヤマダ タロウ"),
        ("ｶ)ﾐﾄﾞﾘﾉ", "カ)ミドリノ"),
        ("NGUYEN VAN AN", "NGUYEN VAN AN"),
        ("ｎｇｕｙｅｎ", "NGUYEN"),
    ],
)
def test_a_holder_is_kept_in_katakana(typed: str, kept: str) -> None:
    assert read_holder(typed) == kept


@pytest.mark.parametrize("typed", ["山田太郎", "", "123", "()", "ヤマダ\nタロウ", "<b>ヤマダ</b>", "ア" * 49])
def test_what_no_transfer_can_carry_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_holder(typed)


@given(any_text)
def test_what_was_read_reads_the_same_again(text: str) -> None:
    try:
        kept = read_holder(text)
    except NotUnderstood:
        return
    assert read_holder(kept) == kept


def test_a_holder_is_compared_loosely() -> None:
    """Must catch: an account refused for a small ョ, which transfers do not know; オオノ taken for オーノ."""
    assert is_same_holder("キヨウコ", "キョウコ")
    assert is_same_holder("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダタロウ")
    assert is_same_holder("ユ－コ", "ユーコ")
    assert is_same_holder("アン･マリ", "アン マリ")
    assert not is_same_holder("オオノ", "オーノ")
    assert not is_same_holder("ヤマダ ハナコ", "ヤマダ タロウ")
