"""Child rearing allowance (児童扶養手当法, 施行令2条の4) as an estimate: in full, in part, or suspended by income.

Income is 所得 as 施行令3条・4条 count it: see `countable_income`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.calculations.effective import NOTHING_BY_TOWN, ByTown, Founded, table_on
from app.calculations.law_tables import (
    SINGLE_PARENT_ALLOWANCE,
    SINGLE_PARENT_LIMITS,
    SingleParentAllowance,
    SingleParentLimits,
)
from app.japan.spoken import Yen
from app.language import Message, noted

SOCIAL_INSURANCE_YEN = 80_000
SALARY_OR_PENSION_YEN = 100_000
_ALIMONY_COUNTED = Decimal("0.8")


class Standing(StrEnum):
    FULL = "full"
    PARTIAL = "partial"
    SUSPENDED = "suspended"
    SUSPENDED_BY_OTHERS = "suspended_by_others"


@dataclass(frozen=True)
class Claim:
    """`income` and `others_income` are yen a year; `others`: a spouse or 扶養義務者 of the household, whose income is
    the highest; None where there is nobody.
    """

    income: int
    dependants: int
    children: int
    others_income: int | None = None
    others_dependants: int = 0


@dataclass(frozen=True)
class Line:
    """`ordinal` of the child, 1 for the first; yen a month."""

    ordinal: int
    yen: int
    reason: Message


@dataclass(frozen=True)
class Allowance(Founded):
    """A month. `reason` says which limit decided; `limit` and `income` are what it compared."""

    standing: Standing
    limit: int
    reason: Message
    lines: tuple[Line, ...]

    @property
    def total_yen(self) -> int:
        return sum(line.yen for line in self.lines)


def countable_income(total: int, *, from_salary_or_pension: bool, alimony: int = 0) -> int:
    """所得の合計額 and 養育費 of a year → the income that counts (施行令3条・4条); deductions for persons left out."""
    deducted = SOCIAL_INSURANCE_YEN + (SALARY_OR_PENSION_YEN if from_salary_or_pension else 0)
    counted = (alimony * _ALIMONY_COUNTED).quantize(Decimal(1), ROUND_HALF_UP)
    return max(0, total + int(counted) - deducted)


def monthly_allowance(claim: Claim, month: date, by_town: ByTown = NOTHING_BY_TOWN) -> Allowance:
    """Raises NoTable for a month before April 2025, ValueError without a child."""
    if claim.children < 1:
        raise ValueError("an allowance is for at least one child")
    amounts = table_on(SINGLE_PARENT_ALLOWANCE, month, by_town)
    limits = table_on(SINGLE_PARENT_LIMITS, month, by_town)
    standing, limit = _standing(claim, limits.values)
    lines = tuple(_lines(claim, standing, amounts.values, _excess(claim, limits.values)))
    reason = Message(_REASONS[standing].template, {"limit": Yen(limit)})
    return Allowance((amounts, limits), standing, limit, reason, lines)


_REASONS = {
    Standing.FULL: noted("所得が全部支給の限度額({limit})に届かないので、全額です。"),
    Standing.PARTIAL: noted("所得が一部支給の限度額({limit})に届かないので、一部です。"),
    Standing.SUSPENDED: noted("所得が一部支給の限度額({limit})以上なので、支給されません。"),
    Standing.SUSPENDED_BY_OTHERS: noted("同居する家族の所得が限度額({limit})以上なので、支給されません。"),
}


def _standing(claim: Claim, limits: SingleParentLimits) -> tuple[Standing, int]:
    """With the limit that decided. Each must not be reached: 未満."""
    own = claim.dependants * limits.per_dependant
    others = limits.others + claim.others_dependants * limits.per_dependant
    if claim.others_income is not None and claim.others_income >= others:
        return Standing.SUSPENDED_BY_OTHERS, others
    if claim.income < limits.full + own:
        return Standing.FULL, limits.full + own
    partial = limits.partial + own
    return (Standing.PARTIAL if claim.income < partial else Standing.SUSPENDED), partial


def _excess(claim: Claim, limits: SingleParentLimits) -> int:
    return claim.income - limits.full - claim.dependants * limits.per_dependant


def _lines(claim: Claim, standing: Standing, table: SingleParentAllowance, excess: int) -> Iterator[Line]:
    for ordinal in range(1, claim.children + 1):
        first = ordinal == 1
        if standing is Standing.FULL:
            yen = table.full if first else table.further_full
        elif standing is Standing.PARTIAL:
            yen = _partial_first(table, excess) if first else _partial_further(table, excess)
        else:
            yen = 0
        reason = noted("第1子") if first else noted("第{ordinal}子の加算", ordinal=ordinal)
        yield Line(ordinal, yen, reason)


def _partial_first(table: SingleParentAllowance, excess: int) -> int:
    return max(table.partial_least, table.partial_most - _tens(excess * table.partial_factor))


def _partial_further(table: SingleParentAllowance, excess: int) -> int:
    return max(table.further_least, table.further_most - _tens(excess * table.further_factor))


def _tens(yen: Decimal) -> int:
    """5円未満切捨て, 5円以上10円に切上げ."""
    return int((yen / 10).quantize(Decimal(1), ROUND_HALF_UP)) * 10
