"""Rules of 罹災証明書."""

import pytest

from app.procedures.rules.disasters import flood_depth_fits_floor
from tests import make


@pytest.mark.parametrize(
    ("height", "depth", "complains"),
    [
        ("below_floor", 101, True),
        ("below_floor", 100, False),
        ("below_floor", 0, False),
        ("below_floor", None, False),
        ("above_floor", 180, False),
        (None, 180, False),
    ],
)
def test_water_below_the_floor_is_not_deep(height: str | None, depth: int | None, complains: bool) -> None:
    answers = {"flood_height": height, "flood_cm": depth}
    found = list(flood_depth_fits_floor(answers, make.context()))
    assert [(complaint.question, str(complaint.message)) for complaint in found] == [
        ("flood_cm", f"床下の浸水で{depth}cmは深すぎます。深さか、床上・床下を確かめてください。")
    ] * complains
