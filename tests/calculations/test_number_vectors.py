"""Numbers and dates as people type them, by the numbered vectors (Z19 to Z21); Z01 to Z18 stand beside their readers."""

from datetime import date
from typing import Any

import pytest

from app.japan import NotUnderstood
from app.japan.bank_accounts import from_yucho
from app.japan.codes import RULES, read_code
from app.japan.eras import parse_date
from app.japan.numbers import read_digits
from app.municipality.codes import check_digit_of
from tests.calculations.reading import vectors


@pytest.mark.parametrize("vector", vectors("numbers", "code"))
def test_a_number_is_kept_or_refused(vector: Any) -> None:
    """Must catch: a slip of the hand that the guarding digit tells, a zero lost at the front."""
    if vector["kept"]:
        assert read_code(vector["typed"], RULES[vector["rule"]]) == vector["kept"]
    else:
        with pytest.raises(NotUnderstood):
            read_code(vector["typed"], RULES[vector["rule"]])


@pytest.mark.parametrize("vector", vectors("numbers", "account"))
def test_an_account_gets_its_zeros(vector: Any) -> None:
    assert read_digits(vector["typed"], 7, padded=True) == vector["kept"]


@pytest.mark.parametrize("vector", vectors("numbers", "government"))
def test_the_code_of_a_local_government(vector: Any) -> None:
    assert check_digit_of(vector["code"][:5]) == vector["code"][5]


@pytest.mark.parametrize("vector", vectors("numbers", "yucho"))
def test_symbol_and_number_of_the_post_bank(vector: Any) -> None:
    found = from_yucho(vector["symbol"], vector["number"])
    told = (found.branch_code, found.account_type, found.number)
    assert told == (vector["branch"], vector["kind"], vector["account"])


@pytest.mark.parametrize("vector", vectors("numbers", "date"))
def test_a_day_of_an_era(vector: Any) -> None:
    if vector["day"]:
        assert parse_date(vector["typed"]) == date.fromisoformat(vector["day"])
    else:
        with pytest.raises(NotUnderstood):
            parse_date(vector["typed"])
