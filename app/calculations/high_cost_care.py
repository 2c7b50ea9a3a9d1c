"""高額介護(予防)サービス費 (介護保険法51条・61条, 施行令22条の2の2): what a month's own share comes to above the cap.

Equipment, works at home, food and room, and services beyond the limit of the level do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calculations.effective import NOTHING_BY_TOWN, ByTown, Founded, InForce, table_on
from app.calculations.law_tables import HIGH_COST_CAPS, HIGH_COST_LOW_INCOME, HighCostCaps, HighCostLowIncome
from app.japan.spoken import Yen
from app.language import Message, noted


class Taxation(StrEnum):
    """What holds for the household."""

    WELFARE = "welfare"
    UNTAXED = "untaxed"
    TAXED = "taxed"


class Level(StrEnum):
    """区分 ① to ⑥."""

    HIGHEST = "highest"
    HIGH = "high"
    TAXED = "taxed"
    UNTAXED = "untaxed"
    LOW_INCOME = "low_income"
    WELFARE = "welfare"


@dataclass(frozen=True)
class Payer:
    """`paid`: own share of the month, yen. `income`: pensions and other 合計所得 a year, where nobody is taxed."""

    paid: int
    income: int = 0


@dataclass(frozen=True)
class Household:
    """`taxable_income`: the highest 課税所得 of anybody aged 65 or more in it; matters where somebody is taxed."""

    taxation: Taxation
    payers: tuple[Payer, ...]
    taxable_income: int = 0


@dataclass(frozen=True)
class Refund(Founded):
    """`shares` in the order of the payers. `cap` and `shares` are None where caps of persons and of the household
    meet: then 国保連 works it out, and nobody here.
    """

    level: Level
    paid: int
    cap: int | None
    shares: tuple[int, ...] | None
    reason: Message

    @property
    def total_yen(self) -> int | None:
        return None if self.shares is None else sum(self.shares)


_REASONS = {
    Level.HIGHEST: noted("課税所得が{from_income}以上なので、上限は月{cap}です。"),
    Level.HIGH: noted("課税所得が{from_income}以上なので、上限は月{cap}です。"),
    Level.TAXED: noted("市町村民税がかかる世帯なので、上限は月{cap}です。"),
    Level.UNTAXED: noted("世帯の全員が非課税なので、上限は月{cap}です。"),
    Level.LOW_INCOME: noted("非課税で、年金などの収入が{most}以下なので、上限は月{cap}です。"),
    Level.WELFARE: noted("生活保護を受けているので、上限は月{cap}です。"),
}
_MIXED = noted(
    "個人の上限と世帯の上限の両方があてはまるので、ここでは計算しません。町が計算してお知らせします。"
)


def refund_of(household: Household, month: date, by_town: ByTown = NOTHING_BY_TOWN) -> Refund:
    """Raises NoTable for a month before August 2021, ValueError where nobody paid."""
    if not household.payers:
        raise ValueError("a household has at least one payer")
    caps, low = table_on(HIGH_COST_CAPS, month, by_town), table_on(HIGH_COST_LOW_INCOME, month, by_town)
    level = level_of(household, caps.values, low.values)
    paid = sum(payer.paid for payer in household.payers)
    tables = _used(household, caps, low)
    if level is Level.LOW_INCOME and len(household.payers) > 1:
        return Refund(tables, level, paid, None, None, _MIXED)
    cap = _cap(level, caps.values)
    reason = _reason(level, cap, caps.values, low.values)
    return Refund(tables, level, paid, cap, _shares(household.payers, paid, cap), reason)


def level_of(household: Household, caps: HighCostCaps, low: HighCostLowIncome) -> Level:
    if household.taxation is Taxation.WELFARE:
        return Level.WELFARE
    if household.taxation is Taxation.UNTAXED:
        has_low = any(payer.income <= low.most for payer in household.payers)
        return Level.LOW_INCOME if has_low else Level.UNTAXED
    if household.taxable_income >= caps.highest_from_income:
        return Level.HIGHEST
    return Level.HIGH if household.taxable_income >= caps.high_from_income else Level.TAXED


def _used(
    household: Household, caps: InForce[HighCostCaps], low: InForce[HighCostLowIncome]
) -> tuple[InForce[HighCostCaps] | InForce[HighCostLowIncome], ...]:
    """The limit of low income only where it was asked."""
    return (caps, low) if household.taxation is Taxation.UNTAXED else (caps,)


def _cap(level: Level, caps: HighCostCaps) -> int:
    return {
        Level.HIGHEST: caps.highest,
        Level.HIGH: caps.high,
        Level.TAXED: caps.taxed,
        Level.UNTAXED: caps.untaxed,
        Level.LOW_INCOME: caps.low_income_person,
        Level.WELFARE: caps.welfare,
    }[level]


def _reason(level: Level, cap: int, caps: HighCostCaps, low: HighCostLowIncome) -> Message:
    from_income = caps.highest_from_income if level is Level.HIGHEST else caps.high_from_income
    said = {"cap": Yen(cap), "from_income": Yen(from_income), "most": Yen(low.most)}
    return Message(_REASONS[level].template, said)


def _shares(payers: Sequence[Payer], paid: int, cap: int) -> tuple[int, ...]:
    """按分: by what each paid, fractions of a yen dropped."""
    over = max(0, paid - cap)
    return tuple(over * payer.paid // paid if paid else 0 for payer in payers)
