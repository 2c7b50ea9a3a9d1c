"""The first month and the months of payment; the vectors T01 to T08 and municipalities' own examples."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.child_allowance import first_month
from app.japan.business_days import ClosedDays
from app.japan.claims import payment_month

CLOSED = ClosedDays()
VECTORS = [
    ("T01", "2026-04-30", "2026-05-15", "2026-05-15", "2026-05"),
    ("T02", "2026-04-30", "2026-05-16", "2026-05-15", "2026-06"),
    ("T03", "2026-04-10", "2026-04-25", "2026-04-27", "2026-05"),
    ("T04", "2026-04-10", "2026-04-30", "2026-04-27", "2026-05"),
    ("T05", "2026-04-10", "2026-05-01", "2026-04-27", "2026-06"),
    ("T06", "2026-12-31", "2027-01-15", "2027-01-15", "2027-01"),
    ("T07", "2026-03-25", "2026-04-09", "2026-04-09", "2026-04"),
    ("T08", "2026-03-25", "2026-04-10", "2026-04-09", "2026-05"),
    # The ten closed days of 2019 began on the fifteenth day.
    ("ten-closed-days-in-time", "2019-04-12", "2019-05-07", "2019-05-07", "2019-05"),
    ("ten-closed-days-late", "2019-04-12", "2019-05-08", "2019-05-07", "2019-06"),
    ("turn-of-the-year-first", "2026-12-14", "2027-01-04", "2027-01-04", "2027-01"),
    ("turn-of-the-year-last", "2026-12-20", "2027-01-04", "2027-01-04", "2027-01"),
    ("last-day-of-the-month", "2027-01-16", "2027-01-31", "2027-02-01", "2027-02"),
    ("before-the-announced-move", "2026-04-01", "2026-03-30", "2026-04-16", "2026-05"),
]


@pytest.mark.parametrize(
    ("event", "claimed", "deadline", "month"), [pytest.param(*vector[1:], id=vector[0]) for vector in VECTORS]
)
def test_the_first_month_of_a_claim(event: str, claimed: str, deadline: str, month: str) -> None:
    """Must catch: the first day counted, a closed last day kept, the sixteenth day taken."""
    found = first_month(date.fromisoformat(event), date.fromisoformat(claimed), CLOSED)
    assert found.deadline_on == date.fromisoformat(deadline)
    assert found.month == date.fromisoformat(f"{month}-01")
    assert found.within_deadline == (claimed <= deadline)


def test_a_municipality_may_keep_the_fifteenth_day_though_closed() -> None:
    found = first_month(date(2026, 4, 10), date(2026, 4, 27), CLOSED, extend=False)
    assert found.deadline_on == date(2026, 4, 25)
    assert not found.within_deadline


def test_the_reason_names_the_months() -> None:
    in_time = first_month(date(2026, 12, 31), date(2027, 1, 15), CLOSED)
    late = first_month(date(2026, 4, 10), date(2026, 5, 1), CLOSED)
    assert str(in_time.reason) == "期限に間に合うので、2026年12月の翌月、2027年1月分からです。"
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
