"""The first month and the months of payment; the vectors T01 to T08 and municipalities' own examples."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.child_allowance import first_month
from app.japan.business_days import ClosedDays
from app.japan.claims import payment_month
from tests.calculations.reading import vectors

CLOSED = ClosedDays()


@pytest.mark.parametrize("vector", vectors("child_allowance_months"))
def test_the_first_month_of_a_claim(vector: Any) -> None:
    """Must catch: the first day counted, a closed last day kept, the sixteenth day taken."""
    event, claim, deadline = (date.fromisoformat(vector[name]) for name in ("event", "claim", "deadline"))
    found = first_month(event, claim, CLOSED)
    assert found.deadline_on == deadline
    assert found.month == date.fromisoformat(f"{vector['first']}-01")
    assert found.within_deadline == (claim <= deadline)


def test_a_municipality_may_keep_the_fifteenth_day_though_closed() -> None:
    found = first_month(date(2026, 4, 10), date(2026, 4, 27), CLOSED, extend=False)
    assert found.deadline_on == date(2026, 4, 25)
    assert not found.within_deadline


def test_the_reason_names_the_months() -> None:
    in_time = first_month(date(2026, 12, 31), date(2027, 1, 15), CLOSED)
    late = first_month(date(2026, 4, 10), date(2026, 5, 1), CLOSED)
    assert str(in_time.reason) == "期限に間に合うので、2026年12月の翌月、2027年1月分からです。"
    assert (in_time.paid_in, late.paid_in) == (date(2027, 2, 1), date(2026, 8, 1))
    assert str(late.reason) == "期限を過ぎたので、申請した2026年5月の翌月、2026年6月分からです。"


@given(event=st.dates(date(2024, 10, 1), date(2040, 12, 31)), wait=st.integers(0, 120))
def test_claiming_earlier_never_pays_later(event: date, wait: int) -> None:
    earlier = first_month(event, event + timedelta(days=wait), CLOSED)
    later = first_month(event, event + timedelta(days=wait + 1), CLOSED)
    assert earlier.month <= later.month
    assert earlier.month > event


@pytest.mark.parametrize(
    ("month", "paid"),
    [(1, 2), (2, 4), (3, 4), (4, 6), (5, 6), (6, 8), (7, 8), (8, 10), (9, 10), (10, 12), (11, 12), (12, 14)],
)
def test_even_months_pay_for_the_two_before(month: int, paid: int) -> None:
    """Must catch: an even month paid at once, December lost at the turn of the year."""
    expected = date(2027, 2, 1) if paid == 14 else date(2026, paid, 1)
    assert payment_month(date(2026, month, 20)) == expected
