"""Every estimate, in the order in which they are offered."""

from typing import Any, Final

from app.errors import NotFound
from app.estimates.burden_limit import BURDEN_LIMIT
from app.estimates.care_purchase import CARE_PURCHASE
from app.estimates.child_allowance import CHILD_ALLOWANCE
from app.estimates.definition import Estimate
from app.estimates.high_cost_care import HIGH_COST_CARE
from app.estimates.nursery_class import NURSERY_CLASS
from app.estimates.single_parent_allowance import SINGLE_PARENT_ALLOWANCE

ESTIMATES: Final[tuple[Estimate[Any], ...]] = (
    CHILD_ALLOWANCE,
    SINGLE_PARENT_ALLOWANCE,
    NURSERY_CLASS,
    BURDEN_LIMIT,
    HIGH_COST_CARE,
    CARE_PURCHASE,
)


def get_estimate(name: str) -> "Estimate[Any]":
    """Raises NotFound."""
    for estimate in ESTIMATES:
        if estimate.name == name:
            return estimate
    raise NotFound


def estimates_for(procedure_key: str) -> tuple[Estimate[Any], ...]:
    return tuple(each for each in ESTIMATES if procedure_key in each.form.procedures)
