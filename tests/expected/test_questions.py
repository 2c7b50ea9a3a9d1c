"""Each of the 27 asks what the catalogue of procedures has; what differs stands in `differences.toml` with its reason."""

import pytest

from tests import make
from tests.expected.comparing import asked_by, differences, expected, reasons, renamed_in

CATALOG, EXPECTED, REASONS = make.catalog(), expected(), reasons()


def test_the_twenty_seven_are_there() -> None:
    """Must catch: one of the national procedures left out."""
    assert len(EXPECTED) == 27
    assert set(EXPECTED) <= set(CATALOG)


@pytest.mark.parametrize("key", EXPECTED)
def test_every_difference_has_its_reason(key: str) -> None:
    """Must catch: a question of the law's form that is not asked, or not what it says, and nobody has said why."""
    procedure = CATALOG[key]
    found = [*differences(procedure, EXPECTED[key], renamed_in(procedure, REASONS))]
    unexplained = [each for each in found if not any(reason.covers(each) for reason in REASONS)]
    assert unexplained == []


def test_no_reason_is_left_over() -> None:
    """Must catch: an excuse for a difference that there is no longer, or for a row the catalogue does not have."""
    renamed = {key: renamed_in(CATALOG[key], REASONS) for key in EXPECTED}
    found = [each for key, rows in EXPECTED.items() for each in differences(CATALOG[key], rows, renamed[key])]
    rows_of = {key: {row["id"] for row in rows} - {*asked_by(CATALOG[key])} for key, rows in EXPECTED.items()}
    used = {(name, other) for key in EXPECTED for name, other in renamed[key].items() if name in rows_of[key]}
    idle = [
        reason
        for reason in REASONS
        if not any(reason.covers(each) for each in found) and (reason.id, reason.instead) not in used
    ]
    assert idle == []


def test_every_reason_is_a_sentence() -> None:
    assert [each.id for each in REASONS if len(each.reason.split()) < 4] == []
