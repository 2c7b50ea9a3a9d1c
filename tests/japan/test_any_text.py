"""Whatever is typed, a reader takes it or says why not, and what it took it takes again unchanged."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from app.japan import NotUnderstood
from app.japan.addresses import fold_address, read_address_line, read_block, read_postcode, towns_of
from app.japan.emails import read_email
from app.japan.eras import date_from_parts, parse_date
from app.japan.kana import kana_key, read_kana, to_katakana
from app.japan.names import fold_name, read_name
from app.japan.numbers import read_digits, read_integer
from app.japan.phones import read_phone, show_phone
from app.japan.reference_numbers import read_reference_number
from app.japan.texts import length, read_line, read_text
from tests.japan.reading import answer, any_text

READERS: dict[str, Callable[[str], str]] = {
    "kana": read_kana,
    "name": read_name,
    "text": lambda text: read_text(text, 30),
    "line": lambda text: read_line(text, 30),
    "postcode": read_postcode,
    "address line": read_address_line,
    "block": read_block,
    "phone": read_phone,
    "email": read_email,
    "digits": lambda text: read_digits(text, 10),
    "reference number": read_reference_number,
}
OTHER_READERS: dict[str, Callable[[str], Any]] = {
    "integer": lambda text: read_integer(text, -5, 5),
    "date": parse_date,
    "year": lambda text: date_from_parts("reiwa", text, "5", "15"),
    "month": lambda text: date_from_parts("western", "2026", text, "15"),
    "day": lambda text: date_from_parts("reiwa", "8", "5", text),
    "era": lambda text: date_from_parts(text, "8", "5", "15"),
}
FOLDS: dict[str, Callable[[str], str]] = {
    "katakana": to_katakana,
    "kana key": kana_key,
    "name": fold_name,
    "address": fold_address,
    "shown phone": show_phone,
}


@pytest.mark.parametrize("reader", READERS)
@given(text=any_text)
def test_a_reader_takes_its_own_result_unchanged(reader: str, text: str) -> None:
    """Must catch: a normaliser whose second run changes what is stored."""
    kept, sentence = answer(READERS[reader], text)
    if not sentence:
        assert READERS[reader](kept) == kept
        assert kept.encode()


@pytest.mark.parametrize("reader", [*READERS, *OTHER_READERS])
@given(text=any_text)
def test_a_reader_raises_nothing_but_a_sentence_that_can_be_shown(reader: str, text: str) -> None:
    """Must catch: an int() or a date() outside its guard, a placeholder nobody fills."""
    taken, sentence = answer({**READERS, **OTHER_READERS}[reader], text)
    assert (taken is None) == ("項目" in sentence)


@pytest.mark.parametrize("fold", FOLDS)
@given(text=any_text)
def test_folding_twice_is_folding_once(fold: str, text: str) -> None:
    """Must catch: a search key that differs from the stored key of the same name."""
    folded = FOLDS[fold](text)
    assert FOLDS[fold](folded) == folded


@given(text=any_text)
def test_looking_up_towns_never_fails(text: str) -> None:
    assert towns_of(text) == ()


@given(text=any_text)
def test_a_text_is_never_longer_than_its_code_points(text: str) -> None:
    assert length(text) <= len(text)


def test_an_exception_never_carries_what_was_typed() -> None:
    """Must catch: values formatted into the exception's text, which ends up in logs."""
    with pytest.raises(NotUnderstood) as caught:
        read_kana("秘密")
    assert "秘" not in str(caught.value)
    assert "秘" in str(caught.value.naming("フリガナ"))


@pytest.mark.parametrize("reader", [*READERS.values(), *list(OTHER_READERS.values())[:5]])
@pytest.mark.parametrize("blank", ["", " ", "　", "\n"])
def test_a_blank_is_asked_for_and_not_blamed(reader: Callable[[str], Any], blank: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        reader(blank)
    assert str(caught.value.naming("項目")).endswith("入力してください。")


def test_very_long_text_is_answered_and_not_counted_out() -> None:
    for reader in (*READERS.values(), *OTHER_READERS.values()):
        for text in ("9" * 100_000, "ア" * 100_000, "a@" * 50_000, "九" * 100_000):
            with pytest.raises(NotUnderstood):
                reader(text)
