"""The table of the child allowance: what is paid, from when, and until when somebody has confirmed it."""

from dataclasses import dataclass
from datetime import date


class NoRates(LookupError):
    """The month lies before the first table: other rules, with limits of income, held then."""


@dataclass(frozen=True)
class Rates:
    """Yen a month and child (児童手当法6条1項), in force from `effective_from`.

    `confirmed_until` is the last day for which somebody has compared the table with the law.
    """

    effective_from: date
    confirmed_until: date
    under_three: int
    three_and_over: int
    third_and_later: int


RATES = (Rates(date(2024, 10, 1), date(2027, 3, 31), 15_000, 10_000, 30_000),)


def rates_of(month: date) -> Rates:
    """The table in force on that day, confirmed for it or not; raises NoRates before October 2024."""
    for rates in reversed(RATES):
        if rates.effective_from <= month:
            return rates
    raise NoRates(f"no table for {month:%Y-%m}")
