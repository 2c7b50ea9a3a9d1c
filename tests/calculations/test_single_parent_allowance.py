"""児童扶養手当: the vectors P01 to P08, every limit a yen either side, and what must hold for any family."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.effective import NoTable
from app.calculations.law_tables import SINGLE_PARENT_ALLOWANCE
from app.calculations.single_parent_allowance import (
    Allowance,
    Claim,
    Standing,
    countable_income,
    monthly_allowance,
)
from tests.calculations.reading import vectors

MONTH = date(2025, 11, 1)
FAMILIES = {"dependants": st.integers(0, 6), "children": st.integers(1, 6)}


def allowance(income: int, dependants: int = 1, children: int = 1, **more: Any) -> Allowance:
    return monthly_allowance(Claim(income, dependants, children, **more), MONTH)


@pytest.mark.parametrize("vector", vectors("single_parent_allowance"))
def test_the_allowance_of_a_family(vector: Any) -> None:
    """Must catch: 未満 taken for 以下, an addition forgotten, the rounding of tens."""
    assert allowance(vector["income"], vector["dependants"], vector["children"]).total_yen == vector["total"]


@pytest.mark.parametrize(("dependants", "full", "partial", "others"), [
    (0, 690_000, 2_080_000, 2_360_000),
    (1, 1_070_000, 2_460_000, 2_740_000),
    (2, 1_450_000, 2_840_000, 3_120_000),
    (3, 1_830_000, 3_220_000, 3_500_000),
])  # fmt: skip
def test_each_limit_must_not_be_reached(dependants: int, full: int, partial: int, others: int) -> None:
    """Must catch: a limit a yen or a dependant off."""
    standings = [allowance(income, dependants).standing for income in (full - 1, full, partial - 1, partial)]
    assert standings == [Standing.FULL, Standing.PARTIAL, Standing.PARTIAL, Standing.SUSPENDED]
    below = allowance(0, 0, others_income=others - 1, others_dependants=dependants)
    reached = allowance(0, 0, others_income=others, others_dependants=dependants)
    assert (below.standing, reached.standing) == (Standing.FULL, Standing.SUSPENDED_BY_OTHERS)
    assert reached.total_yen == 0


@pytest.mark.parametrize("dependants", range(5))
def test_the_least_is_reached_at_the_limit(dependants: int) -> None:
    """The factors are of 施行令; that they end at the published least amounts shows that they are right."""
    last = allowance(2_080_000 + 380_000 * dependants - 1, dependants, 3)
    assert [line.yen for line in last.lines] == [11_010, 5_520, 5_520]


def test_the_amounts_of_2026_hold_once_the_town_has_confirmed_them() -> None:
    newest = SINGLE_PARENT_ALLOWANCE.entries()[-1]
    claim, month = Claim(0, 1, 2), date(2026, 11, 1)
    before = monthly_allowance(claim, month)
    assert (before.total_yen, before.confirmed, before.table_from) == (57_720, False, date(2025, 4, 1))
    by_town = {SINGLE_PARENT_ALLOWANCE.name: {newest.effective_from: newest.values}}
    after = monthly_allowance(claim, month, by_town)
    assert (after.total_yen, after.confirmed, after.table_from) == (59_400, True, date(2026, 4, 1))
    last = monthly_allowance(Claim(2_459_999, 1, 2), month, by_town)
    assert [line.yen for line in last.lines] == [11_340, 5_680]


def test_it_says_why() -> None:
    assert str(allowance(0).reason) == "所得が全部支給の限度額(1,070,000円)に届かないので、全額です。"
    assert str(allowance(2_000_000).reason) == "所得が一部支給の限度額(2,460,000円)に届かないので、一部です。"
    assert (
        str(allowance(2_460_000).reason) == "所得が一部支給の限度額(2,460,000円)以上なので、支給されません。"
    )
    others = allowance(0, others_income=9_000_000)
    assert str(others.reason) == "同居する家族の所得が限度額(2,360,000円)以上なので、支給されません。"
    assert [str(line.reason) for line in allowance(0, children=3).lines] == [
        "第1子",
        "第2子の加算",
        "第3子の加算",
    ]


@pytest.mark.parametrize(
    ("total", "salary", "alimony", "counted"),
    [
        (1_000_000, False, 0, 920_000),
        (1_000_000, True, 0, 820_000),
        (0, True, 600_000, 300_000),
        (0, False, 0, 0),
    ],
)
def test_which_income_counts(total: int, salary: bool, alimony: int, counted: int) -> None:
    """Must catch: 養育費 counted whole, a deduction that makes an income negative."""
    assert countable_income(total, from_salary_or_pension=salary, alimony=alimony) == counted


def test_before_the_tables_and_without_children_there_is_no_estimate() -> None:
    with pytest.raises(NoTable):
        monthly_allowance(Claim(0, 1, 1), date(2025, 3, 1))
    with pytest.raises(ValueError, match="child"):
        monthly_allowance(Claim(0, 1, 0), MONTH)


@given(incomes=st.lists(st.integers(0, 5_000_000), min_size=2, max_size=2), **FAMILIES)
def test_more_income_never_gives_more(incomes: list[int], dependants: int, children: int) -> None:
    less, more = sorted(incomes)
    assert allowance(less, dependants, children).total_yen >= allowance(more, dependants, children).total_yen


@given(income=st.integers(0, 5_000_000), **FAMILIES)
def test_more_dependants_or_children_never_give_less(income: int, dependants: int, children: int) -> None:
    here = allowance(income, dependants, children)
    assert allowance(income, dependants + 1, children).total_yen >= here.total_yen
    assert allowance(income, dependants, children + 1).total_yen >= here.total_yen
    assert here.total_yen == sum(line.yen for line in here.lines)
    assert all(line.yen % 10 == 0 for line in here.lines)
    assert all(one.yen >= next_one.yen for one, next_one in pairwise(here.lines))
