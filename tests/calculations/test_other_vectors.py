"""罹災の区分 (D01 to D12), 要介護認定の期間 (N01 on) and クラス年齢, each against its numbered vectors."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.disaster_damage import Damage, damage_class
from app.calculations.effective import NoTable
from app.calculations.nursery_class import nursery_class
from app.japan.care_terms import Certification, renewable_from, validity
from tests.calculations.reading import vectors

DAY = date(2026, 5, 1)
day = date.fromisoformat


@pytest.mark.parametrize("vector", vectors("disaster_damage"))
def test_the_class_of_a_dwelling(vector: Any) -> None:
    """Must catch: a limit that has to be exceeded, 中規模半壊 forgotten."""
    assert damage_class(Decimal(vector["percent"]), DAY).damage == vector["damage"]


@pytest.mark.parametrize(
    ("percent", "said"),
    [("20", "損害割合が20％以上のためです。"), ("9.5", "損害割合が10％に届かないためです。")],
)
def test_it_says_why(percent: str, said: str) -> None:
    assert str(damage_class(Decimal(percent), DAY).reason) == said


@pytest.mark.parametrize("percent", ["-0.01", "100.01"])
def test_no_class_beyond_the_whole(percent: str) -> None:
    with pytest.raises(ValueError, match="per cent"):
        damage_class(Decimal(percent), DAY)
    with pytest.raises(NoTable):
        damage_class(Decimal(50), date(2020, 12, 3))


@given(st.lists(st.decimals(0, 100, places=2), min_size=2, max_size=2))
def test_more_damage_is_never_a_lesser_class(percents: list[Decimal]) -> None:
    order = list(Damage)
    less, more = (order.index(damage_class(each, DAY).damage) for each in sorted(percents))
    assert more <= less


@pytest.mark.parametrize("vector", vectors("care_terms"))
def test_how_long_a_certification_holds(vector: Any) -> None:
    found = validity(Certification.NEW, day(vector["applied"]), vector["months"])
    assert found.ends_on == day(vector["until"])


@pytest.mark.parametrize("vector", vectors("care_terms", "renewal"))
def test_from_when_a_certification_can_be_renewed(vector: Any) -> None:
    assert renewable_from(day(vector["until"])) == day(vector["renewable_from"])


@pytest.mark.parametrize("vector", vectors("nursery_class"))
def test_the_class_of_a_nursery(vector: Any) -> None:
    found = nursery_class(day(vector["birth"]), day("2026-10-01"))
    assert (-1 if found is None else found) == vector["class"]
