"""福祉用具・住宅改修: the vectors Y01 to K05, the start afresh after three degrees, and what holds for any purchase."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.care_benefits import (
    DEGREES,
    Benefit,
    CareLevel,
    WorksBefore,
    equipment_benefit,
    has_become_much_heavier,
    works_benefit,
)
from app.calculations.effective import NoTable
from tests.calculations.reading import vectors

DAY = date(2026, 5, 1)
LIMITS = {"equipment": 100_000, "works": 200_000}


def benefit(kind: str, used: int, cost: int, tenths: int) -> Benefit:
    if kind == "equipment":
        return equipment_benefit(used, cost, tenths, DAY)
    return works_benefit(WorksBefore(used), CareLevel.CARE_1, cost, tenths, DAY)


@pytest.mark.parametrize("vector", vectors("care_benefits"))
def test_the_benefit_of_a_purchase(vector: Any) -> None:
    """Must catch: a limit on the benefit instead of the cost, what was used forgotten, a share the wrong way round."""
    found = benefit(vector["kind"], vector["used"], vector["cost"], vector["tenths"])
    assert (found.eligible, found.benefit, found.own) == (
        vector["eligible"],
        vector["benefit"],
        vector["own"],
    )
    assert found.left == LIMITS[vector["kind"]] - vector["used"] - vector["eligible"]


@pytest.mark.parametrize("vector", vectors("care_benefits", "reset"))
def test_three_degrees_give_the_limit_once_more(vector: Any) -> None:
    """Must catch: levels counted instead of degrees (要支援2 and 要介護1 share one)."""
    before = WorksBefore(200_000, CareLevel(vector["first"]))
    found = works_benefit(before, CareLevel(vector["now"]), 200_000, 1, DAY)
    assert (found.benefit > 0) is vector["afresh"]


def test_the_start_afresh_is_given_once_and_a_move_gives_it_as_well() -> None:
    heavy = CareLevel.CARE_5
    once = WorksBefore(200_000, CareLevel.SUPPORT_1, already_afresh=True)
    assert works_benefit(once, heavy, 100_000, 1, DAY).benefit == 0
    moved = WorksBefore(200_000, CareLevel.CARE_5, moved=True, already_afresh=True)
    assert works_benefit(moved, heavy, 100_000, 1, DAY).benefit == 90_000
    assert works_benefit(WorksBefore(), heavy, 100_000, 1, DAY).left == 100_000


@pytest.mark.parametrize("first", CareLevel)
@pytest.mark.parametrize("now", CareLevel)
def test_every_pair_of_levels(first: CareLevel, now: CareLevel) -> None:
    order = ["support_1", ("support_2", "care_1"), "care_2", "care_3", "care_4", "care_5"]
    place = {
        level: n for n, each in enumerate(order) for level in ([each] if isinstance(each, str) else each)
    }
    assert has_become_much_heavier(first, now) is (place[now] - place[first] >= 3)
    assert set(DEGREES) == set(CareLevel)


def test_it_says_why() -> None:
    found = works_benefit(WorksBefore(200_000, CareLevel.SUPPORT_1), CareLevel.CARE_3, 50_000, 2, DAY)
    assert [str(reason) for reason in found.reasons] == [
        "住宅改修は、1つの住まいで合わせて200,000円までが対象です。",
        "介護の段階が3つ以上上がったので、もう一度使えます(1回だけ)。",
        "すでに0円を使ったので、今回は50,000円が対象です。",
        "負担割合が2割なので、8割を支給します。",
    ]


def test_shares_and_days_that_do_not_exist() -> None:
    for tenths in (0, 4, 10):
        with pytest.raises(ValueError, match="tenths"):
            benefit("equipment", 0, 1, tenths)
    with pytest.raises(NoTable):
        equipment_benefit(0, 1, 1, date(2000, 3, 31))


@given(
    kind=st.sampled_from(sorted(LIMITS)),
    used=st.integers(0, 250_000),
    cost=st.integers(0, 400_000),
    tenths=st.integers(1, 3),
    more=st.integers(0, 50_000),
)
def test_more_cost_never_gives_less_and_more_used_never_more(
    kind: str, used: int, cost: int, tenths: int, more: int
) -> None:
    here = benefit(kind, used, cost, tenths)
    assert benefit(kind, used, cost + more, tenths).benefit >= here.benefit
    assert benefit(kind, used + more, cost, tenths).benefit <= here.benefit
    assert tenths == 3 or benefit(kind, used, cost, tenths + 1).benefit <= here.benefit
    assert here.benefit + here.own == cost
    assert here.eligible + here.left == max(0, LIMITS[kind] - used)
    assert 0 <= here.benefit <= here.eligible <= cost


@given(before=st.integers(0, 100_000), costs=st.lists(st.integers(0, 80_000), max_size=6))
def test_purchases_of_a_year_never_come_to_more_than_the_limit(before: int, costs: list[int]) -> None:
    used = before
    for cost in costs:
        used += equipment_benefit(used, cost, 1, DAY).eligible
    assert used == min(100_000, before + sum(costs))
