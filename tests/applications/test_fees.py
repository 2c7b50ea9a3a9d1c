"""Which fee the answers call for, by the town's table."""

from typing import Any

import pytest

from app.applications.fees import fee_lines, total_yen
from app.errors import Invalid, Unavailable
from app.municipality.offering import Offering
from app.municipality.values import Parameter
from app.procedures.context import Context
from app.procedures.journey import Journey
from tests import make
from tests.procedures.making import a_procedure, a_step, described

pytestmark = pytest.mark.calendar

COUNTER = {"copies": 1, "delivery": "counter"}
POST = {"copies": 1, "delivery": "post", "express": False}


def offering(**changes: Any) -> Offering:
    return make.a_town(make.CERTIFICATE, **changes).offering_of(make.CERTIFICATE)


def lines(answers: dict[str, Any], told: Offering | None = None) -> list[tuple[str, int, int]]:
    found = fee_lines(make.journey(make.CERTIFICATE, answers), told or offering())
    return [(line.label, line.quantity, line.yen) for line in found]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (COUNTER, [("住民票の写し", 1, 300)]),
        (COUNTER | {"copies": 3}, [("住民票の写し", 3, 900)]),
        (POST, [("住民票の写し", 1, 300), ("郵送料", 1, 110)]),
        (POST | {"copies": 3}, [("住民票の写し", 3, 900), ("郵送料", 1, 110)]),
        (POST | {"copies": 4}, [("住民票の写し", 4, 1200), ("郵送料", 1, 180)]),
        (POST | {"copies": 10, "express": True}, [("住民票の写し", 10, 3000), ("郵送料（速達）", 1, 480)]),
        (COUNTER | {"express": True}, [("住民票の写し", 1, 300)]),
        ({"delivery": "counter"}, [("住民票の写し", 1, 300)]),
    ],
)
def test_the_town_says_what_it_costs(answers: dict[str, Any], asked: list[tuple[str, int, int]]) -> None:
    """Must catch: postage per copy, or for somebody who comes to the counter."""
    assert lines(answers) == asked


def test_another_town_asks_another_fee() -> None:
    """Must catch: yen in the code."""
    dear = Parameter(value=450, source="よその条例")
    assert lines(COUNTER, offering(fees={"copy": dear})) == [("住民票の写し", 1, 450)]


@pytest.mark.parametrize("key", [make.ALLOWANCE, make.DISASTER])
def test_most_procedures_are_free(key: str) -> None:
    assert fee_lines(make.journey(key), make.town().offering_of(key)) == ()


@pytest.mark.parametrize(
    ("changes", "answers", "sentence"),
    [
        ({"fees": {}}, COUNTER, "手数料を計算できません"),
        ({"postage_yen": None}, POST, "郵送料を計算できません"),
    ],
)
def test_a_fee_nobody_has_set_stops_the_application(
    changes: dict[str, Any], answers: dict[str, Any], sentence: str
) -> None:
    """I-27. Must catch: nothing asked where something is due, which the town would have to collect by letter."""
    with pytest.raises(Unavailable, match=sentence):
        lines(answers, offering(**changes))


def test_a_letter_too_heavy_is_refused() -> None:
    with pytest.raises(Invalid, match="10通まで"):
        lines(POST | {"copies": 11})


ITEMS = [{"key": "chair", "name": "いす", "unit": "small"}, {"key": "piano", "name": "ピアノ"}]


def bulky_waste(*keys: str) -> list[tuple[str, int, int]]:
    items = described(
        "group",
        "items",
        questions=[described("listed", "item", list="waste"), described("integer", "number")],
    )
    line = {"label": "粗大ごみ", "rows": "items", "unit_of": "item", "count": "number"}
    procedure = a_procedure(a_step("one", items), fee={"lines": [line]})
    rows = [{"item": {"key": key, "name": key}, "number": 2} for key in keys]
    asked = Journey(procedure, {"items": rows}, Context(make.TODAY, {"town.lists.waste": ITEMS}))
    prices = offering(fees={"small": Parameter(value=400, source="条例")})
    return [(line.label, line.quantity, line.yen) for line in fee_lines(asked, prices)]


def test_what_is_picked_from_the_towns_list_costs_what_the_list_says() -> None:
    assert bulky_waste("chair", "chair") == [("chair", 2, 800), ("chair", 2, 800)]


@pytest.mark.parametrize("key", ["piano", ""])
def test_what_the_list_has_no_price_for_stops_the_application(key: str) -> None:
    """Must catch: something typed by hand, or listed without a unit, that is carried off for nothing."""
    with pytest.raises(Unavailable, match="手数料を計算できません"):
        bulky_waste(key)


def test_a_price_of_nothing_asks_nothing() -> None:
    free = Parameter(value=0, source="条例")
    assert lines(COUNTER, offering(fees={"copy": free})) == []
    assert [line[0] for line in lines(POST, offering(fees={"copy": free}))] == ["郵送料"]


def test_the_total_is_the_sum_of_the_lines() -> None:
    asked: Journey = make.journey(make.CERTIFICATE, POST | {"copies": 4})
    assert total_yen(fee_lines(asked, offering())) == 1380
    assert total_yen(()) == 0
