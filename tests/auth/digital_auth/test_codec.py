"""基本4情報 in every form that the documents leave open."""

from datetime import date
from typing import Any

import pytest

from app.auth.digital_auth.codec import read_basic_four

WHO = {"name": "水野　陽子", "address": "長野県", "birthdate": "19950614", "gender": "2"}


@pytest.mark.parametrize(
    ("told", "born"),
    [
        ("19950614", date(1995, 6, 14)),
        ("1995-06-14", date(1995, 6, 14)),
        ("1995/06/14", date(1995, 6, 14)),
        ("19400000", None),
        ("1940-05-00", None),
        ("", None),
        ("平成7年6月14日", None),
        ("１９９５０６１４", None),
        (None, None),
        (19950614, None),
    ],
)
def test_a_date_of_birth_is_read_or_not_known(told: Any, born: date | None) -> None:
    """Must catch: a day made up where the register knows a year only."""
    found = read_basic_four({**WHO, "birthdate": told})
    assert found is not None
    assert found.date_of_birth == born


@pytest.mark.parametrize(
    ("told", "sex"),
    [
        ("1", "1"),
        ("male", "1"),
        ("男", "1"),
        ("2", "2"),
        ("Female", "2"),
        ("女性", "2"),
        ("9", "3"),
        ("3", "3"),
        ("不明", "3"),
        ("", ""),
        (None, ""),
        (2, ""),
    ],
)
def test_a_sex_is_one_of_three_or_not_told(told: Any, sex: str) -> None:
    """Must catch: somebody who keeps it back taken for somebody of whom it is not known."""
    found = read_basic_four({**WHO, "gender": told})
    assert found is not None
    assert found.sex == sex


@pytest.mark.parametrize("name", ["水野 陽子", "水野　陽子", " 水野  陽子 "])
def test_a_name_has_one_wide_blank_between_its_parts(name: str) -> None:
    found = read_basic_four({**WHO, "name": name})
    assert found is not None
    assert found.full_name == "水野　陽子"


def test_an_address_may_come_in_the_shape_of_openid_connect() -> None:
    found = read_basic_four({**WHO, "address": {"formatted": "長野県若葉郡"}})
    assert found is not None
    assert found.address == "長野県若葉郡"


@pytest.mark.parametrize("kept_back", ["name", "address"])
def test_who_lets_go_of_less_is_known_by_their_number_alone(kept_back: str) -> None:
    assert read_basic_four({**WHO, kept_back: ""}) is None
    assert read_basic_four({key: value for key, value in WHO.items() if key != kept_back}) is None
