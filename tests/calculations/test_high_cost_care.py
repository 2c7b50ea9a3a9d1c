"""高額介護サービス費: the vectors H01 to H08, every limit a yen either side, and what must hold for any household."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.effective import NoTable
from app.calculations.high_cost_care import Household, Level, Payer, Refund, Taxation, refund_of
from tests.calculations.reading import vectors

MONTH = date(2026, 5, 1)
ENOUGH = 2_000_000  # above any low income


def refund(taxation: str, *paid: int, taxable: int = 0, income: int = ENOUGH, month: date = MONTH) -> Refund:
    payers = tuple(Payer(each, income) for each in paid)
    return refund_of(Household(Taxation(taxation), payers, taxable), month)


@pytest.mark.parametrize("vector", vectors("high_cost_care"))
def test_the_refund_of_a_household(vector: Any) -> None:
    """Must catch: a cap of another level, a refund to one of two alone, a fraction of a yen."""
    found = refund(vector["taxation"], *vector["paid"], taxable=vector["taxable_income"])
    assert found.paid == sum(vector["paid"])
    assert list(found.shares or ()) == vector["refunds"]
    assert found.confirmed


@pytest.mark.parametrize(("taxable", "level", "cap"), [
    (0, Level.TAXED, 44_400),
    (3_799_999, Level.TAXED, 44_400),
    (3_800_000, Level.HIGH, 93_000),
    (6_899_999, Level.HIGH, 93_000),
    (6_900_000, Level.HIGHEST, 140_100),
])  # fmt: skip
def test_the_caps_of_who_pays_tax(taxable: int, level: Level, cap: int) -> None:
    """Must catch: 未満 taken for 以下."""
    for paid, expected in ((cap - 1, 0), (cap, 0), (cap + 1, 1)):
        found = refund("taxed", paid, taxable=taxable)
        assert (found.level, found.cap, found.total_yen) == (level, cap, expected)


@pytest.mark.parametrize(("income", "month", "cap"), [
    (809_000, "2026-05-01", 15_000),
    (809_001, "2026-05-01", 24_600),
    (800_000, "2025-07-01", 15_000),
    (800_001, "2025-07-01", 24_600),
])  # fmt: skip
def test_the_cap_of_a_low_income(income: int, month: str, cap: int) -> None:
    found = refund("untaxed", 20_000, income=income, month=date.fromisoformat(month))
    assert (found.cap, found.total_yen) == (cap, max(0, 20_000 - cap))


def test_where_caps_of_persons_and_households_meet_nothing_is_worked_out() -> None:
    """Must catch: a figure that 国保連 will work out differently."""
    payers = (Payer(20_000, 700_000), Payer(20_000, ENOUGH))
    found = refund_of(Household(Taxation.UNTAXED, payers), MONTH)
    assert (found.cap, found.shares, found.total_yen) == (None, None, None)
    assert "ここでは計算しません" in str(found.reason)


def test_only_who_needs_the_unsure_limit_is_told_so() -> None:
    month = date(2026, 11, 1)
    assert refund("taxed", 50_000, month=month).confirmed
    assert not refund("untaxed", 50_000, month=month).confirmed


def test_it_says_why() -> None:
    assert (
        str(refund("taxed", 1, taxable=4_000_000).reason)
        == "課税所得が3,800,000円以上なので、上限は月93,000円です。"
    )
    low = refund("untaxed", 1, income=0)
    assert str(low.reason) == "非課税で、年金などの収入が809,000円以下なので、上限は月15,000円です。"


def test_no_household_without_payers_and_no_month_before_the_tables() -> None:
    with pytest.raises(ValueError, match="payer"):
        refund("taxed")
    with pytest.raises(NoTable):
        refund("taxed", 1, month=date(2021, 7, 1))


households = st.builds(
    Household,
    taxation=st.sampled_from(Taxation),
    payers=st.lists(st.builds(Payer, st.integers(0, 500_000), st.just(ENOUGH)), min_size=1, max_size=5).map(
        tuple
    ),
    taxable_income=st.integers(0, 10_000_000),
)


@given(household=households)
def test_the_shares_come_to_what_is_above_the_cap(household: Household) -> None:
    found = refund_of(household, MONTH)
    assert found.shares is not None
    assert found.cap is not None
    over = max(0, found.paid - found.cap)
    assert over - len(household.payers) < sum(found.shares) <= over
    assert all(0 <= share <= payer.paid for share, payer in zip(found.shares, household.payers, strict=True))


@given(household=households, more=st.integers(0, 100_000))
def test_more_paid_never_gives_less_and_more_income_never_more(household: Household, more: int) -> None:
    here = refund_of(household, MONTH).total_yen
    first, *others = household.payers
    dearer = (Payer(first.paid + more, first.income), *others)
    richer = Household(household.taxation, household.payers, household.taxable_income + more * 50)
    after = refund_of(Household(household.taxation, dearer, household.taxable_income), MONTH).total_yen
    then = refund_of(richer, MONTH).total_yen
    assert here is not None
    assert after is not None
    assert then is not None
    # Each share loses less than a yen.
    assert after > here - len(household.payers)
    assert then <= here + len(household.payers)
