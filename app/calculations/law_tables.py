"""Every table there is, by name, and the shape of its values; yen unless a name says otherwise."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import Field

from app.calculations.effective import Table, Values

Yen = Annotated[int, Field(ge=0, le=99_999_999)]
ByStage = tuple[Yen, Yen, Yen, Yen]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Factor = Annotated[Decimal, Field(gt=0, lt=1)]


class ChildAllowance(Values):
    """A month and child (児童手当法6条1項)."""

    under_three: Yen
    three_and_over: Yen
    third_and_later: Yen


class SingleParentAllowance(Values):
    """A month: for the first child, and what each further one adds. Factors are per yen of income."""

    full: Yen
    partial_most: Yen
    partial_least: Yen
    partial_factor: Factor
    further_full: Yen
    further_most: Yen
    further_least: Yen
    further_factor: Factor


class SingleParentLimits(Values):
    """Income a year that must not be reached; `others`: 配偶者・扶養義務者."""

    full: Yen
    partial: Yen
    others: Yen
    per_dependant: Yen


class BurdenIncome(Values):
    """Income a year up to which somebody is in stage 2, and in 3①."""

    second: Yen
    third_first: Yen


class BurdenAssets(Values):
    """Up to which a single person is in the stage; 第2号被保険者 whatever the stage."""

    first: Yen
    second: Yen
    third_first: Yen
    third_second: Yen
    second_insured: Yen
    couple_adds: Yen


class Room(Values):
    """A day: by stage 1, 2, 3①, 3②; `standard` is the 基準費用額."""

    limits: ByStage
    standard: Yen


class BurdenRooms(Values):
    """`nursing`: 特養・短期入所生活介護; `medical`: 老健・医療院・短期入所療養介護; `paid`: with 室料."""

    unit_room: Room
    unit_partition: Room
    single_nursing: Room
    single_medical: Room
    shared_nursing: Room
    shared_medical: Room
    shared_medical_paid: Room

    def by_name(self, name: str) -> Room:
        found: Room = getattr(self, name)
        return found


class BurdenFood(Values):
    """A day: by stage 1, 2, 3①, 3②."""

    facility: ByStage
    short_stay: ByStage
    standard: Yen


class HighCostCaps(Values):
    """A month; incomes are 課税所得 a year."""

    highest: Yen
    highest_from_income: Yen
    high: Yen
    high_from_income: Yen
    taxed: Yen
    untaxed: Yen
    low_income_person: Yen
    welfare: Yen


class HighCostLowIncome(Values):
    """Income a year, the figure itself included."""

    most: Yen


class CarePurchases(Values):
    """支給限度基準額."""

    equipment_a_year: Yen
    works_altogether: Yen


class DisasterDamage(Values):
    """Per cent from which the class holds."""

    destroyed: Percent
    large_half: Percent
    medium_half: Percent
    half: Percent
    near_half: Percent


CHILD_ALLOWANCE: Final = Table("child_allowance", ChildAllowance)
SINGLE_PARENT_ALLOWANCE: Final = Table("single_parent_allowance", SingleParentAllowance)
SINGLE_PARENT_LIMITS: Final = Table("single_parent_allowance_limits", SingleParentLimits)
BURDEN_INCOME: Final = Table("burden_limit_income", BurdenIncome)
BURDEN_ASSETS: Final = Table("burden_limit_assets", BurdenAssets)
BURDEN_ROOM: Final = Table("burden_limit_room", BurdenRooms)
BURDEN_FOOD: Final = Table("burden_limit_food", BurdenFood)
HIGH_COST_CAPS: Final = Table("high_cost_care_caps", HighCostCaps)
HIGH_COST_LOW_INCOME: Final = Table("high_cost_care_low_income", HighCostLowIncome)
CARE_PURCHASES: Final = Table("care_purchases", CarePurchases)
DISASTER_DAMAGE: Final = Table("disaster_damage", DisasterDamage)

TABLES: Final[Mapping[str, Table[Any]]] = {
    table.name: table
    for table in (
        CHILD_ALLOWANCE,
        SINGLE_PARENT_ALLOWANCE,
        SINGLE_PARENT_LIMITS,
        BURDEN_INCOME,
        BURDEN_ASSETS,
        BURDEN_ROOM,
        BURDEN_FOOD,
        HIGH_COST_CAPS,
        HIGH_COST_LOW_INCOME,
        CARE_PURCHASES,
        DISASTER_DAMAGE,
    )
}
