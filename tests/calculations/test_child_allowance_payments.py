"""What is unpaid when a recipient has died, and which payment goes to a new account."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.child_allowance_payments import new_account, unpaid_months
from app.japan.claims import payment_month
from app.japan.months import add_months, month_end


@pytest.mark.parametrize(
    ("died", "first", "last", "perhaps"),
    [
        ("2026-07-20", "2026-06-01", "2026-07-01", None),
        ("2026-08-05", "2026-08-01", "2026-08-01", "2026-06-01"),
        ("2026-01-31", "2025-12-01", "2026-01-01", None),
        ("2026-02-01", "2026-02-01", "2026-02-01", "2025-12-01"),
    ],
)
def test_months_that_no_payment_has_reached(died: str, first: str, last: str, perhaps: str | None) -> None:
    """Must catch: an even month taken for paid, December lost at the turn of the year."""
    found = unpaid_months(date.fromisoformat(died))
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert found.perhaps_from == (date.fromisoformat(perhaps) if perhaps else None)


@given(died_on=st.dates(date(2024, 11, 1), date(2040, 12, 31)))
def test_every_month_told_is_paid_after_the_month_of_death(died_on: date) -> None:
    found = unpaid_months(died_on)
    month = died_on.replace(day=1)
    assert payment_month(found.first) > month
    assert payment_month(found.last) > month
    assert found.perhaps_from is None or payment_month(found.perhaps_from) == month


@pytest.mark.parametrize(
    ("told_on", "cutoff_day", "paid_in", "told_by"),
    [
        ("2026-05-20", 20, "2026-06-01", "2026-05-20"),
        ("2026-05-21", 20, "2026-08-01", "2026-07-20"),
        ("2026-04-01", 20, "2026-06-01", "2026-05-20"),
        ("2026-03-31", 31, "2026-04-01", "2026-03-31"),
        ("2027-01-31", 30, "2027-04-01", "2027-03-30"),
        ("2026-12-25", 15, "2027-02-01", "2027-01-15"),
        ("2026-09-30", 31, "2026-10-01", "2026-09-30"),
    ],
)
def test_a_new_account_counts_from_the_next_payment_it_is_in_time_for(
    told_on: str, cutoff_day: int, paid_in: str, told_by: str
) -> None:
    """Must catch: the cut-off taken in the month of the payment itself, the last day itself too late."""
    found = new_account(date.fromisoformat(told_on), cutoff_day)
    assert (found.paid_in.isoformat(), found.told_by.isoformat()) == (paid_in, told_by)


@given(told_on=st.dates(date(2024, 11, 1), date(2040, 12, 31)), cutoff_day=st.integers(1, 31))
def test_a_new_account_is_in_time_and_no_payment_before_would_be(told_on: date, cutoff_day: int) -> None:
    found = new_account(told_on, cutoff_day)
    assert found.paid_in.month % 2 == 0
    assert told_on <= found.told_by < found.paid_in
    earlier = add_months(found.paid_in, -3)  # the month before the payment before
    assert told_on > min(earlier.replace(day=1) + timedelta(days=cutoff_day - 1), month_end(earlier))
