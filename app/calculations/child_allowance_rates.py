"""The table of the child allowance on a day."""

from datetime import date

from app.calculations.effective import NOTHING_BY_TOWN, ByTown, InForce, NoTable, table_on
from app.calculations.law_tables import CHILD_ALLOWANCE, ChildAllowance

NoRates = NoTable
"""The month lies before the first table, October 2024: other rules, with limits of income, held then."""


def rates_of(month: date, by_town: ByTown = NOTHING_BY_TOWN) -> InForce[ChildAllowance]:
    """The newest table confirmed; raises NoRates before October 2024."""
    return table_on(CHILD_ALLOWANCE, month, by_town)
