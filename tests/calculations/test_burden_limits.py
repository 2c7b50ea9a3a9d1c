"""負担限度額: the vectors F01 to F10, every limit a yen either side, and what must hold for anybody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calculations.burden_limits import Finding, Room, Situation, Stage, burden_of, stage_of
from app.calculations.effective import NoTable
from app.calculations.law_tables import BURDEN_FOOD, BURDEN_INCOME
from tests.calculations.reading import vectors

DAY = date(2026, 5, 1)
ORDER = list(Stage)
situations = st.builds(
    Situation,
    income=st.integers(0, 3_000_000),
    assets=st.integers(0, 30_000_000),
    taxed=st.booleans(),
    couple=st.booleans(),
    on_welfare=st.booleans(),
    old_age_welfare_pension=st.booleans(),
    second_insured=st.booleans(),
)


def stage(**more: Any) -> Stage:
    return stage_of(Situation(**{"income": 0, "assets": 0} | more), DAY).stage


@pytest.mark.parametrize("vector", vectors("burden_limits"))
def test_the_stage_and_the_month_of_a_person(vector: Any) -> None:
    """Must catch: 以下 taken for 未満, a spouse's tax forgotten, the food of a facility on a short stay."""
    found = stage_of(Situation(**vector["situation"]), DAY)
    assert found.stage == vector["stage"]
    assert found.confirmed
    if "room" in vector:
        burden = burden_of(found.stage, Room(vector["room"]), DAY, short_stay=vector["short_stay"])
        assert burden.for_days(vector["days"]) == (vector["for_room"], vector["for_food"])


@pytest.mark.parametrize("couple", [False, True])
@pytest.mark.parametrize(("income", "pension", "of", "most"), [
    (0, True, Stage.FIRST, 10_000_000),
    (809_000, False, Stage.SECOND, 6_500_000),
    (809_001, False, Stage.THIRD_FIRST, 5_500_000),
    (1_200_000, False, Stage.THIRD_FIRST, 5_500_000),
    (1_200_001, False, Stage.THIRD_SECOND, 5_000_000),
])  # fmt: skip
def test_each_limit_may_be_reached(income: int, pension: bool, of: Stage, most: int, couple: bool) -> None:
    """Must catch: a limit a yen off, or not ten million more for a couple."""
    given = {"income": income, "old_age_welfare_pension": pension, "couple": couple}
    most += 10_000_000 * couple
    assert stage(**given, assets=most) is of
    assert stage(**given, assets=most + 1) is Stage.NONE
    young = {**given, "second_insured": True}
    assert stage(**young, assets=10_000_000 + 10_000_000 * couple) is of
    assert stage(**young, assets=10_000_001 + 10_000_000 * couple) is Stage.NONE


def test_on_welfare_nobody_asks_for_savings() -> None:
    assert stage(on_welfare=True, assets=99_999_999, income=5_000_000) is Stage.FIRST


@pytest.mark.parametrize(("room", "limits", "standard"), [
    (Room.UNIT_ROOM, [880, 880, 1370, 1370], 2066),
    (Room.UNIT_PARTITION, [550, 550, 1370, 1370], 1728),
    (Room.SINGLE_NURSING, [380, 480, 880, 880], 1231),
    (Room.SINGLE_MEDICAL, [550, 550, 1370, 1370], 1728),
    (Room.SHARED_NURSING, [0, 430, 430, 430], 915),
    (Room.SHARED_MEDICAL, [0, 430, 430, 430], 437),
    (Room.SHARED_MEDICAL_PAID, [0, 430, 430, 430], 697),
])  # fmt: skip
def test_the_table_of_rooms(room: Room, limits: list[int], standard: int) -> None:
    assert [burden_of(each, room, DAY).room for each in ORDER[:4]] == limits
    assert burden_of(Stage.NONE, room, DAY).room == standard


def test_the_table_of_food() -> None:
    room = Room.UNIT_ROOM
    assert [burden_of(each, room, DAY).food for each in ORDER] == [300, 390, 650, 1360, 1445]
    assert [burden_of(each, room, DAY, short_stay=True).food for each in ORDER] == [
        300,
        600,
        1000,
        1300,
        1445,
    ]


def test_the_days_on_which_tables_change() -> None:
    paid = Room.SHARED_MEDICAL_PAID
    assert burden_of(Stage.NONE, paid, date(2025, 7, 31)).room == 437
    assert burden_of(Stage.NONE, paid, date(2025, 8, 1)).room == 697
    just_above = Situation(800_001, 0)
    assert stage_of(just_above, date(2025, 7, 31)).stage is Stage.THIRD_FIRST
    assert stage_of(just_above, date(2025, 8, 1)).stage is Stage.SECOND
    with pytest.raises(NoTable):
        burden_of(Stage.NONE, paid, date(2024, 7, 31))


def test_august_2026_waits_for_the_town() -> None:
    """I-82b. Must catch: the raised limits used before anybody confirmed them."""
    day, above = date(2026, 8, 1), Situation(826_500, 0)
    assert stage_of(above, day).stage is Stage.THIRD_FIRST
    assert not stage_of(above, day).confirmed
    assert not burden_of(Stage.SECOND, Room.UNIT_ROOM, day).confirmed
    by_town = {table.name: {day: table.entries()[-1].values} for table in (BURDEN_INCOME, BURDEN_FOOD)}
    assert stage_of(above, day, by_town).stage is Stage.SECOND
    assert stage_of(replace(above, income=826_501), day, by_town).stage is Stage.THIRD_FIRST
    assert burden_of(Stage.THIRD_SECOND, Room.UNIT_ROOM, day, by_town=by_town).food == 1420
    assert burden_of(Stage.NONE, Room.UNIT_ROOM, day, by_town=by_town).food == 1545


def said(found: Finding) -> list[str]:
    return [str(reason) for reason in found.reasons]


def test_it_says_why() -> None:
    assert said(stage_of(Situation(809_001, 5_500_000), DAY)) == [
        "年金などの収入が809,000円を超え1,200,000円以下なので、第3段階①の所得です。",
        "預貯金などは5,500,000円以下です。",
    ]
    assert said(stage_of(Situation(0, 6_500_001), DAY)) == [
        "年金などの収入が809,000円以下なので、第2段階の所得です。",
        "預貯金などが6,500,000円を超えるので、対象になりません。",
    ]
    assert said(stage_of(Situation(0, 0, taxed=True), DAY)) == [
        "世帯のだれか、または配偶者に市町村民税がかかるので、対象になりません。"
    ]


@given(situation=situations, more=st.integers(1, 2_000_000))
def test_more_income_or_savings_never_lower_the_stage(situation: Situation, more: int) -> None:
    here = ORDER.index(stage_of(situation, DAY).stage)
    richer = replace(situation, income=situation.income + more)
    saver = replace(situation, assets=situation.assets + more)
    taxed = replace(situation, taxed=True)
    assert all(ORDER.index(stage_of(each, DAY).stage) >= here for each in (richer, saver, taxed))


@given(room=st.sampled_from(Room), short=st.booleans(), days=st.integers(0, 31))
def test_a_higher_stage_never_pays_less_and_nobody_more_than_the_price(
    room: Room, short: bool, days: int
) -> None:
    burdens = [burden_of(each, room, DAY, short_stay=short) for each in ORDER]
    assert [each.room for each in burdens] == sorted(each.room for each in burdens)
    assert [each.food for each in burdens] == sorted(each.food for each in burdens)
    for each in burdens:
        assert each.room <= each.standard_room
        assert each.food <= each.standard_food
        assert each.for_days(days) == (each.room * days, each.food * days)
