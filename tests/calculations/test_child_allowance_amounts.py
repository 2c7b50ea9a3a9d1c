"""The monthly amount; the vectors J01 to J18, and the table of article 6 as a second way to it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.child_allowance import Amount, Child, Standing, monthly_amount
from app.calculations.child_allowance_rates import NoRates
from tests.calculations.reading import vectors

MAY_2026 = "2026-05"
NOT_SUPPORTED = (
    "大学生年代(数えません)。生活費などを負担しているときは、"
    "「監護相当・生計費の負担についての確認書」を出してください。"
)


def amount_for(births: str, month: str) -> Amount:
    """`births` as in 2006-05-05+, 2009-05-05: a plus where the confirmation of support is filed."""
    children = [
        Child(date.fromisoformat(birth.removesuffix("+")), supported=birth.endswith("+"))
        for birth in births.split(", ")
    ]
    return monthly_amount(children, date.fromisoformat(f"{month}-01"))


def shown(amount: Amount) -> list[tuple[int | None, int]]:
    return [(line.ordinal, line.yen) for line in amount.lines]


@pytest.mark.parametrize("vector", vectors("child_allowance"))
def test_the_amount_of_a_family(vector: Any) -> None:
    """Must catch: a limit of 3, 18 or 22 years off by a month, a wrong order, a student counted unasked."""
    amount = amount_for(vector["births"], vector["month"])
    assert [[ordinal or 0, yen] for ordinal, yen in shown(amount)] == vector["lines"]
    assert amount.total_yen == vector["total"]


@pytest.mark.parametrize(
    ("birth", "last"), [("2023-06-01", "2026-06"), ("2023-06-30", "2026-06"), ("2024-02-29", "2027-02")]
)
def test_a_child_is_under_three_up_to_the_month_of_the_birthday(birth: str, last: str) -> None:
    """Must catch: the age rule alone, which takes the month of the birthday from those born on a first."""
    year, month = map(int, last.split("-"))
    following = f"{year}-{month + 1:02}"
    assert amount_for(birth, last).total_yen == 15_000
    assert amount_for(birth, following).total_yen == 10_000


def test_a_student_counts_up_to_the_school_year_of_22() -> None:
    """Must catch: 22 taken for 21, and the day before 1 April forgotten."""
    younger = ", 2012-01-01, 2015-01-01"
    assert amount_for("2004-04-02+" + younger, "2026-03").total_yen == 40_000
    assert amount_for("2004-04-02+" + younger, "2027-03").total_yen == 40_000
    assert amount_for("2004-04-01+" + younger, "2026-03").total_yen == 40_000
    assert amount_for("2004-04-01+" + younger, "2026-04").total_yen == 20_000


def test_a_child_counts_from_the_month_after_birth() -> None:
    family = "2016-01-01, 2018-01-01, 2026-05-10"
    assert amount_for(family, "2026-05").total_yen == 20_000
    assert amount_for(family, "2026-06").total_yen == 50_000
    assert amount_for("2026-05-01", "2026-05").total_yen == 0


def test_a_child_in_a_facility_takes_no_place_in_the_order() -> None:
    """Must catch: an excluded child that still pushes the next one up to the third place."""
    away = Child(date(2012, 1, 1), excluded=True)
    home = [Child(date(2014, 1, 1)), Child(date(2016, 1, 1))]
    amount = monthly_amount([away, *home], date(2026, 5, 1))
    assert shown(amount) == [(None, 0), (1, 10_000), (2, 10_000)]


def test_twins_keep_the_order_of_the_register() -> None:
    first, second = Child(date(2020, 5, 5), name="一"), Child(date(2020, 5, 5), name="二")
    amount = monthly_amount([Child(date(2022, 1, 1), name="三"), first, second], date(2026, 5, 31))
    assert [line.child.name for line in amount.lines] == ["一", "二", "三"]
    assert amount.month == date(2026, 5, 1)


def test_every_line_says_why() -> None:
    amount = amount_for("2003-01-01, 2006-05-05+, 2007-01-15, 2016-05-05, 2025-01-01, 2026-05-02", MAY_2026)
    assert [str(line.reason) for line in amount.lines] == [
        "22歳になった年度が終わったので、数えません。",
        "大学生年代(数えるだけ・第1子)",
        NOT_SUPPORTED,
        "3歳以上・第2子",
        "3歳未満・第3子",
        "生まれた月の翌月分から数えます。",
    ]


def test_a_month_outside_the_confirmed_table_says_so() -> None:
    """Must catch: figures for a year nobody has looked up shown as certain."""
    assert amount_for("2020-01-01", "2024-10").confirmed
    assert amount_for("2020-01-01", "2027-03").confirmed
    assert not amount_for("2020-01-01", "2027-04").confirmed
    assert amount_for("2020-01-01", "2027-04").table_from == date(2024, 10, 1)
    with pytest.raises(NoRates):
        amount_for("2020-01-01", "2024-09")


def test_a_family_without_children_gets_nothing() -> None:
    assert monthly_amount([], date(2026, 5, 1)).total_yen == 0


families = st.lists(
    st.builds(
        Child,
        birth_on=st.dates(date(2000, 1, 1), date(2026, 12, 31)),
        supported=st.booleans(),
        excluded=st.booleans(),
    ),
    max_size=8,
)


@given(children=families, month=st.dates(date(2024, 10, 1), date(2028, 3, 31)))
def test_the_total_is_that_of_the_table_in_article_6(children: list[Child], month: date) -> None:
    """The law counts heads (elder siblings, three and over, under three) where we go child by child."""
    amount = monthly_amount(children, month)
    heads = [line.standing for line in amount.lines]
    basic = max(0, 2 - heads.count(Standing.COUNTED_ONLY))
    over, under = heads.count(Standing.THREE_AND_OVER), heads.count(Standing.UNDER_THREE)
    basic_over = min(over, basic)
    basic_under = min(under, basic - basic_over)
    higher = over + under - basic_over - basic_under
    assert amount.total_yen == 10_000 * basic_over + 15_000 * basic_under + 30_000 * higher


@given(children=families, month=st.dates(date(2024, 10, 1), date(2028, 3, 31)))
def test_a_confirmation_of_support_never_lowers_the_amount(children: list[Child], month: date) -> None:
    supported = [Child(child.birth_on, supported=True, excluded=child.excluded) for child in children]
    assert monthly_amount(supported, month).total_yen >= monthly_amount(children, month).total_yen
