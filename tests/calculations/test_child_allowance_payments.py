"""What is unpaid when a recipient has died."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.child_allowance_payments import unpaid_months
from app.japan.claims import payment_month


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
