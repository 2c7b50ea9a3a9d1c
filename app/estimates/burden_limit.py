"""介護保険の負担限度額: the stage, and what room and food come to."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.calculations.burden_limits import Room, Situation, Stage, burden_of, stage_of
from app.estimates.definition import Asked, Estimate
from app.estimates.fields import Day, Yen, needed_where
from app.estimates.telling import Circumstances, Told
from app.japan.spoken import Yen as SpokenYen
from app.language import Message, noted

NAMES = {
    Stage.FIRST: noted("第1段階"),
    Stage.SECOND: noted("第2段階"),
    Stage.THIRD_FIRST: noted("第3段階①"),
    Stage.THIRD_SECOND: noted("第3段階②"),
}


class Circle(StrEnum):
    """What holds for the household and the spouse. `PENSION`: 老齢福祉年金, and nobody taxed."""

    WELFARE = "welfare"
    PENSION = "pension"
    UNTAXED = "untaxed"
    TAXED = "taxed"


class Stay(StrEnum):
    FACILITY = "facility"
    SHORT_STAY = "short_stay"


_INCOME = needed_where("household", "untaxed")
_ASSETS = needed_where("household", "untaxed", "pension")


class AskedBurden(Asked):
    """`income` a year and `assets` matter where nobody is taxed. `young`: 40 to 64, 第2号被保険者."""

    household: Circle
    income: Annotated[Yen | None, _INCOME, Field(validate_default=True)] = None
    assets: Annotated[Yen | None, _ASSETS, Field(validate_default=True)] = None
    couple: bool = False
    young: bool = False
    stay: Stay
    room: Room
    days: Annotated[int, Field(ge=1, le=31)] = 30
    day: Day | None = None


def tell(asked: AskedBurden, circumstances: Circumstances) -> Told:
    day, by_town = asked.day or circumstances.today, circumstances.by_town
    finding = stage_of(_situation(asked), day, by_town)
    short = asked.stay is Stay.SHORT_STAY
    burden = burden_of(finding.stage, asked.room, day, short_stay=short, by_town=by_town)
    room, food = burden.for_days(asked.days)
    lines = (
        *((noted("そうなる理由"), reason) for reason in finding.reasons),
        (noted("部屋代"), noted("1日{yen}", yen=SpokenYen(burden.room))),
        (noted("食費"), noted("1日{yen}", yen=SpokenYen(burden.food))),
    )
    figures = {
        "stage": finding.stage.value,
        "room_yen_a_day": burden.room,
        "food_yen_a_day": burden.food,
        "room_yen": room,
        "food_yen": food,
        "total_yen": room + food,
    }
    return Told(_headline(finding.stage, asked.days, room + food), lines, (finding, burden), figures)


def _headline(stage: Stage, days: int, yen: int) -> Message:
    if stage is Stage.NONE:
        return noted("負担限度額の対象になりません。{yen}が目安です。", yen=SpokenYen(yen))
    return noted(
        "{stage}です。{days}日で、多くても{yen}です。", stage=NAMES[stage], days=days, yen=SpokenYen(yen)
    )


def _situation(asked: AskedBurden) -> Situation:
    return Situation(
        income=asked.income or 0,
        assets=asked.assets or 0,
        taxed=asked.household is Circle.TAXED,
        couple=asked.couple,
        on_welfare=asked.household is Circle.WELFARE,
        old_age_welfare_pension=asked.household is Circle.PENSION,
        second_insured=asked.young,
    )


BURDEN_LIMIT = Estimate("burden_limit", AskedBurden, tell)
