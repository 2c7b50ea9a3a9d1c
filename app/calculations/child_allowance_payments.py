"""What one payment of the child allowance holds, what is unpaid after a death, and when a new account counts.

児童手当法8条4項・12条. Until when a new account counts for the next payment is for each town to say.

A month is a date within it on the way in, and its first day on the way out.
"""

from dataclasses import dataclass
from datetime import date

from app.japan.claims import last_month_paid, payment_month
from app.japan.months import add_months, month_end, month_of

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


@dataclass(frozen=True)
class NewAccount:
    """The month of the first payment that goes there, and the last day on which the notice counts for it."""

    paid_in: date
    told_by: date


def new_account(told_on: date, cutoff_day: int) -> NewAccount:
    """`cutoff_day` is the last day, of the month before a payment, up to which the town still changes the account.

    A shorter month is taken whole.
    """
    month = month_of(told_on) if told_on.day <= cutoff_day else add_months(told_on, 1)
    paid_in = payment_month(month)
    before = add_months(paid_in, -1)
    return NewAccount(paid_in, before.replace(day=min(cutoff_day, month_end(before).day)))
