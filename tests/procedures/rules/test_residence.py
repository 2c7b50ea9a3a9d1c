"""Moving in and a new head: until when, from where, and who (住民基本台帳法22条・25条)."""

from datetime import date
from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.named import CHECKS, FACTS, PREVIEWS

TOWN = {"town.prefecture": "長野県", "town.city": "若葉郡みどり野町"}
HERE = {"prefecture": "長野県", "city": "みどり野町"}
MEMBERS = [
    {"key": "head", "relationship_to_head": "世帯主"},
    {"key": "wife", "relationship_to_head": "妻"},
    {"key": "son", "relationship_to_head": "子"},
]


def context(today: date = date(2026, 5, 12), **known: Any) -> Context:
    terms = {name.replace("__", "."): value for name, value in known.items()}
    return Context(today, {**TOWN, **terms})


def picked(*keys: str) -> list[dict[str, str]]:
    return [{"key": key} for key in keys]


@pytest.mark.parametrize(
    ("answers", "from_here"),
    [
        ({"from_abroad": False, "previous_address": HERE}, True),
        ({"from_abroad": False, "previous_address": {**HERE, "city": "かえで町"}}, False),
        ({"from_abroad": True, "previous_address": HERE}, False),
        ({}, False),
    ],
)
def test_a_move_within_the_town_is_another_notification(answers: dict[str, Any], from_here: bool) -> None:
    """Must catch: an address of this town written without its county."""
    assert FACTS["comes_from_this_town"](answers, context()) is from_here


@pytest.mark.parametrize(
    ("moved", "born", "wrong"),
    [
        ("2026-05-09", "2026-05-09", []),
        ("2026-05-09", "2026-05-10", ["moved_in_on"]),
        (None, "2026-05-10", []),
    ],
)
def test_nobody_moves_in_before_their_birth(moved: str | None, born: str, wrong: list[str]) -> None:
    rule = CHECKS["nobody_moves_before_birth"]
    alone = {"moved_in_on": moved, "applicant_birth": born}
    together = {"moved_in_on": moved, "has_movers": True, "movers_details": [{"mover_birth": born}]}
    for answers in (alone, together):
        assert [each.question for each in rule(answers, context())] == wrong
    assert not list(rule({**together, "has_movers": False}, context())), "rows of before are hidden"


@pytest.mark.parametrize(
    ("changed", "today", "said"),
    [
        ("2026-05-02", date(2026, 5, 18), "令和8年(2026年)5月18日(月)まで"),
        ("2026-05-01", date(2026, 5, 15), "令和8年(2026年)5月15日(金)まで"),
        (
            "2026-05-01",
            date(2026, 5, 16),
            "令和8年(2026年)5月15日(金)まででした。いまからでも届け出てください。",
        ),
    ],
)
def test_fourteen_days_are_counted_from_the_day_after(changed: str, today: date, said: str) -> None:
    """民法140条, 地方自治法4条の2第4項: the 16th is a Saturday. Must catch: whoever is late sent away."""
    moved = PREVIEWS["moving_in_preview"]({"moved_in_on": changed}, context(today))
    died = PREVIEWS["head_change_preview"]({"reason": "death", "death_date": changed}, context(today))
    other = PREVIEWS["head_change_preview"]({"reason": "moved", "change_date": changed}, context(today))
    assert [str(line.text) for lines in (moved, died, other) for line in lines] == [said] * 3
    assert PREVIEWS["head_change_preview"]({"reason": "moved", "death_date": changed}, context(today)) == ()


@pytest.mark.parametrize(
    ("known", "alone"),
    [
        ({"is_protected": False, "household__count": 1}, True),
        ({"is_protected": False, "household__count": 2}, False),
        ({"is_protected": True, "household__count": 1}, False),
        ({}, False),
    ],
)
def test_whoever_is_alone_files_nothing(known: dict[str, Any], alone: bool) -> None:
    """住民基本台帳法施行令25条. Must catch: somebody turned away because the register is silent."""
    assert FACTS["one_is_left"]({}, context(**known)) is alone


@pytest.mark.parametrize(
    ("head", "rest", "wrong"),
    [
        (["wife"], ["son"], []),
        (["head"], ["wife", "son"], ["new_head"]),
        (["wife"], ["wife", "son"], ["rest"]),
        ([""], [""], []),
        ([], [], []),
    ],
)
def test_the_new_head_is_another_and_stands_once(head: list[str], rest: list[str], wrong: list[str]) -> None:
    """Must catch: two people who are not listed taken for the same one."""
    answers = {"new_head": picked(*head), "rest": picked(*rest)}
    found = CHECKS["new_head_is_another"](answers, context(household__members=MEMBERS))
    assert [each.question for each in found] == wrong


@pytest.mark.parametrize(
    ("head", "members", "typed"),
    [(["wife"], MEMBERS, False), ([""], MEMBERS, True), ([], MEMBERS, False), ([], [], True)],
)
def test_the_new_head_is_typed_where_nobody_can_pick_them(
    head: list[str], members: list[dict[str, str]], typed: bool
) -> None:
    """Must catch: boxes for a name shown beside the list before anybody has chosen."""
    answers = {"new_head": picked(*head)}
    assert FACTS["new_head_is_typed"](answers, context(household__members=members)) is typed
