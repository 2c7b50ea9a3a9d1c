"""Rules of certificates."""

from typing import Any

import pytest

from app.procedures.answers import check_whole
from app.procedures.rules.certificates import some_member_is_chosen
from tests import make


@pytest.mark.parametrize(
    ("answers", "complains"),
    [
        ({"scope": "part"}, True),
        ({"scope": "part", "members": []}, True),
        ({"scope": "part", "members": [{"key": "hana"}]}, False),
        ({"scope": "household"}, False),
        ({}, False),
    ],
)
def test_a_part_of_a_household_has_names(answers: dict[str, Any], complains: bool) -> None:
    """Must catch: a certificate for nobody."""
    found = list(some_member_is_chosen(answers, make.context()))
    assert bool(found) is complains
    assert all(complaint.question == "scope" for complaint in found)


def test_whoever_is_protected_is_told_what_to_do() -> None:
    """Must catch: a protected resident, whose household nobody shows, in a dead end without a word."""
    filled = make.filled(make.CERTIFICATE, {"scope": "part"}, "aoki_rina")
    assert [error.at for error in check_whole(filled, {})] == ["scope"]
    assert "役場へお電話ください" in str(check_whole(filled, {})[0].message)
    whole = make.filled(make.CERTIFICATE, {"scope": "household"}, "aoki_rina")
    assert check_whole(whole, {}) == []
