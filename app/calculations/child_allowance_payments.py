"""What one payment of the child allowance holds, and what is unpaid when a recipient has died (児童手当法8条4項・12条).

A month is a date within it on the way in, and its first day on the way out.
"""

from dataclasses import dataclass
from datetime import date

from app.japan.claims import last_month_paid, payment_month
from app.japan.months import add_months

MONTHS_PAID_TOGETHER = 2


@dataclass(frozen=True)
class UnpaidMonths:
    """First and last month. `perhaps_from`: the two before them as well, if death came before that month's payment."""

    first: date
    last: date
    perhaps_from: date | None


def unpaid_months(died_on: date) -> UnpaidMonths:
    """Up to the month of death (8条2項); what the payments before have covered depends on the town's day of payment."""
    last = last_month_paid(died_on)
    if payment_month(last) == add_months(last, 1):  # an odd month: paid next month with the one before it
        return UnpaidMonths(add_months(last, -1), last, None)
    return UnpaidMonths(last, last, add_months(last, -2))
