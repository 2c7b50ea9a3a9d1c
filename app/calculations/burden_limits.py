"""負担限度額: what somebody in a care facility or on a short stay pays a day at most for room and food.

介護保険法51条の3・61条の3, 施行規則83条の5.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calculations.effective import NOTHING_BY_TOWN, ByTown, Founded, table_on
from app.calculations.law_tables import (
    BURDEN_ASSETS,
    BURDEN_FOOD,
    BURDEN_INCOME,
    BURDEN_ROOM,
    BurdenAssets,
    BurdenIncome,
)
from app.japan.spoken import Yen
from app.language import Message, noted


class Stage(StrEnum):
    """利用者負担段階; the order is that of the tables."""

    FIRST = "first"
    SECOND = "second"
    THIRD_FIRST = "third_first"
    THIRD_SECOND = "third_second"
    NONE = "none"  # 非該当(第4段階): the price of the facility


class Room(StrEnum):
    """`NURSING`: 特養・短期入所生活介護; `MEDICAL`: 老健・医療院・短期入所療養介護; `PAID`: with 室料."""

    UNIT_ROOM = "unit_room"
    UNIT_PARTITION = "unit_partition"
    SINGLE_NURSING = "single_nursing"
    SINGLE_MEDICAL = "single_medical"
    SHARED_NURSING = "shared_nursing"
    SHARED_MEDICAL = "shared_medical"
    SHARED_MEDICAL_PAID = "shared_medical_paid"


@dataclass(frozen=True)
class Situation:
    """`taxed`: anybody of the household, or the spouse wherever they live, pays 市町村民税.

    `income`: a year of pensions, taxed or not, and other 合計所得金額. `assets`: 預貯金等 of the person, and of
    the spouse where there is one (`couple`), less debts.
    """

    income: int
    assets: int
    taxed: bool = False
    couple: bool = False
    on_welfare: bool = False
    old_age_welfare_pension: bool = False
    second_insured: bool = False


@dataclass(frozen=True)
class Finding(Founded):
    """The stage, and why. `reasons` in the order in which they were asked."""

    stage: Stage
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Burden(Founded):
    """Yen a day, each at most; for `Stage.NONE` the 基準費用額, which is no limit."""

    stage: Stage
    room: int
    food: int
    standard_room: int
    standard_food: int

    def for_days(self, days: int) -> tuple[int, int]:
        """Room and food for so many days."""
        return self.room * days, self.food * days


_ORDER = (Stage.FIRST, Stage.SECOND, Stage.THIRD_FIRST, Stage.THIRD_SECOND)


def stage_of(situation: Situation, day: date, by_town: ByTown = NOTHING_BY_TOWN) -> Finding:
    """Raises NoTable before August 2021."""
    incomes = table_on(BURDEN_INCOME, day, by_town)
    assets = table_on(BURDEN_ASSETS, day, by_town)
    tables = (incomes, assets)
    if situation.on_welfare:
        reason = noted("生活保護を受けているので、第1段階です。預貯金は問いません。")
        return Finding(tables, Stage.FIRST, (reason,))
    if situation.taxed:
        reason = noted("世帯のだれか、または配偶者に市町村民税がかかるので、対象になりません。")
        return Finding(tables, Stage.NONE, (reason,))
    stage, reason = _by_income(situation, incomes.values)
    most = _assets_of(stage, situation, assets.values)
    if situation.assets > most:
        return Finding(
            tables,
            Stage.NONE,
            (reason, noted("預貯金などが{most}を超えるので、対象になりません。", most=Yen(most))),
        )
    return Finding(tables, stage, (reason, noted("預貯金などは{most}以下です。", most=Yen(most))))


def _by_income(situation: Situation, table: BurdenIncome) -> tuple[Stage, Message]:
    if situation.old_age_welfare_pension:
        return Stage.FIRST, noted("老齢福祉年金を受けているので、第1段階の所得です。")
    second, third = Yen(table.second), Yen(table.third_first)
    if situation.income <= table.second:
        return Stage.SECOND, noted("年金などの収入が{most}以下なので、第2段階の所得です。", most=second)
    if situation.income <= table.third_first:
        return Stage.THIRD_FIRST, noted(
            "年金などの収入が{over}を超え{most}以下なので、第3段階①の所得です。", over=second, most=third
        )
    return Stage.THIRD_SECOND, noted("年金などの収入が{over}を超えるので、第3段階②の所得です。", over=third)


def _assets_of(stage: Stage, situation: Situation, table: BurdenAssets) -> int:
    """第2号被保険者 (aged 40 to 64) have the same limit in every stage."""
    by_stage = {
        Stage.FIRST: table.first,
        Stage.SECOND: table.second,
        Stage.THIRD_FIRST: table.third_first,
        Stage.THIRD_SECOND: table.third_second,
    }
    most = table.second_insured if situation.second_insured else by_stage[stage]
    return most + table.couple_adds if situation.couple else most


def burden_of(
    stage: Stage, room: Room, day: date, *, short_stay: bool = False, by_town: ByTown = NOTHING_BY_TOWN
) -> Burden:
    """Raises NoTable before August 2024."""
    rooms, foods = table_on(BURDEN_ROOM, day, by_town), table_on(BURDEN_FOOD, day, by_town)
    row, standard = rooms.values.by_name(room.value), foods.values.standard
    if stage is Stage.NONE:
        return Burden((rooms, foods), stage, row.standard, standard, row.standard, standard)
    place = _ORDER.index(stage)
    food = foods.values.short_stay if short_stay else foods.values.facility
    # 基準費用額 less than the limit is all that there is to pay.
    least_room, least_food = min(row.limits[place], row.standard), min(food[place], standard)
    return Burden((rooms, foods), stage, least_room, least_food, row.standard, standard)
