"""What is known about an applicant: whom a procedure may offer."""

from datetime import date
from typing import Any

import pytest

from app.applications.known import context_of
from app.prefill.facts import Fact, Facts
from app.prefill.sources import Source
from app.prefill.terms import TERMS
from tests import make
from tests.conftest import NOW


def keys(term: str, person: str | None, today: date = make.TODAY) -> list[str]:
    return [each["key"] for each in make.context(person, today).known[f"child_allowance.{term}"]]


@pytest.mark.parametrize(
    ("person", "joining", "students", "counted"),
    [
        ("mizuno_yoko", ["mizuno_minato"], [], ["mizuno_sakura"]),
        ("kobayashi_daisuke", ["kobayashi_aoi", "kobayashi_sora"], [], ["kobayashi_yui"]),
        (
            "matsumoto_takashi",
            [],
            ["matsumoto_tsubasa"],
            ["matsumoto_rin", "matsumoto_arata", "matsumoto_tsubasa"],
        ),
        ("matsumoto_junko", ["matsumoto_rin", "matsumoto_arata"], ["matsumoto_tsubasa"], []),
        ("aoki_rina", [], [], ["aoki_riku"]),
        ("inoue_fumi", [], [], []),
        (None, [], [], []),
    ],
)
def test_who_may_join_and_who_may_leave(
    person: str | None, joining: list[str], students: list[str], counted: list[str]
) -> None:
    """Must catch: oneself, a spouse or a child who is paid for already offered as a new child."""
    assert keys("candidates", person) == joining
    assert keys("student_candidates", person) == students
    assert keys("counted", person) == counted


@pytest.mark.parametrize(
    ("today", "joining", "students"),
    [
        (date(2027, 3, 31), ["rin"], []),
        (date(2027, 4, 1), [], ["rin"]),
        (date(2031, 3, 31), [], ["rin"]),
        (date(2031, 4, 1), [], []),
    ],
)
def test_a_child_becomes_a_student_with_the_school_year(
    today: date, joining: list[str], students: list[str]
) -> None:
    """Must catch: a limit of 18 or 22 off by a year, or counted by birthdays."""
    rin = {"key": "rin", "family_name": "松本", "given_name": "凛", "date_of_birth": "2008-05-05"}
    known = context_of(_facts({"household.members": [rin]}), make.town(), today).known
    assert [each["key"] for each in known["child_allowance.candidates"]] == joining
    assert [each["key"] for each in known["child_allowance.student_candidates"]] == students


def _facts(values: dict[str, Any]) -> dict[str, Any]:
    made = {term: Fact(value, Source.RESIDENT_REGISTER, NOW.date()) for term, value in values.items()}
    return Facts(made).as_json()


@pytest.mark.parametrize(
    ("me", "child", "relation"),
    [
        ("世帯主", "子", "child"),
        ("妻", "長男", "child"),
        ("夫", "二女", "child"),
        ("世帯主", "孫", "grandchild"),
        ("世帯主", "妻の子", "spouses_child"),
        ("子", "子の子", None),
        ("母", "子", "grandchild"),
        ("同居人", "子", None),
        (None, "子", None),
    ],
)
def test_a_relation_is_suggested_only_where_the_register_is_sure(
    me: str | None, child: str, relation: str | None
) -> None:
    """Must catch: a grandmother told that the child of the house is hers."""
    members = [
        {"key": "me", "date_of_birth": "1990-01-01", "is_self": True, "relationship_to_head": me},
        {"key": "kid", "date_of_birth": "2020-01-01", "relationship_to_head": child},
    ]
    known = context_of(
        _facts({"household.members": members[0 if me else 1 :]}), make.town(), make.TODAY
    ).known
    (row,) = known["child_allowance.candidates"]
    assert row.get("relationship_to_applicant") == relation
    assert row["cohabit"] == "together"


def test_the_head_of_the_household_is_known_by_parts() -> None:
    """罹災証明書 asks for the name of the head; Must catch: the applicant's own name in its place."""
    known = make.context("fujita_naoki").known
    head = {part: known[f"household.head.{part}"] for part in ("family_name", "given_name")}
    assert head == {"family_name": "藤田", "given_name": "勝"}
    assert "household.head.family_name" not in make.context("aoki_rina").known


def test_the_town_is_known_to_everybody() -> None:
    known = make.context(None).known
    assert (known["town.prefecture"], known["town.city"]) == ("長野県", "若葉郡みどり野町")
    assert [each["key"] for each in known["town.disasters"]] == ["heavy_rain_2026_04", "earthquake_2025_11"]


def test_a_disaster_is_offered_while_it_is_open() -> None:
    """Must catch: the last day of acceptance refused, or the day after it taken."""
    offered = [
        make.context(None, day).known["town.disasters"] for day in (date(2027, 4, 19), date(2027, 4, 20))
    ]
    assert [[each["key"] for each in disasters] for disasters in offered] == [
        ["heavy_rain_2026_04", "earthquake_2025_11"],
        ["earthquake_2025_11"],
    ]


def test_what_is_known_is_what_was_known_when_the_draft_was_begun() -> None:
    """Must catch: answers that change under somebody because the register has changed."""
    kept = make.facts_of("mizuno_yoko").as_json()
    context = context_of(kept, make.town(), make.TODAY)
    assert context.known["person.family_name"] == "水野"
    assert set(context.known) > set(TERMS & set(context.known))
    assert context.today == make.TODAY
    assert context_of({}, make.town(), make.TODAY).known.keys() == make.context(None).known.keys()


def test_the_towns_closed_days_come_along() -> None:
    assert not make.context(None).closed_days.is_open(date(2027, 1, 1))


def test_the_towns_lists_come_along() -> None:
    """Must catch: a fee that cannot be found because the name of its unit was lost on the way."""
    known = make.context().known
    assert known["town.lists.libraries"][0] == {"key": "chuo", "name": "みどり野町図書館"}
    chair = known["town.lists.bulky_waste_items"][0]
    assert chair == {"key": "chair", "name": "いす", "unit": "bulky_small"}
