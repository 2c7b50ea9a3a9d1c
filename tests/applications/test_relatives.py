"""Whom of a household a procedure may ask about, on the day it is asked."""

from datetime import date
from typing import Any

import pytest

from app.applications.known import DERIVED, context_of
from app.prefill.facts import Fact, Facts, Plain
from app.prefill.sources import Source
from app.prefill.terms import TERMS
from tests import make
from tests.prefill.make import AS_OF


def keys(person: str, term: str, today: date = make.TODAY) -> list[str]:
    return [each["key"] for each in make.context(person, today).known[term]]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (
            "household.others",
            ["okamoto_miho", "okamoto_yamato", "okamoto_yuzuha", "okamoto_asahi", "okamoto_mei"],
        ),
        ("household.adults", ["okamoto_takuya", "okamoto_miho", "okamoto_yamato"]),
        ("household.children", ["okamoto_yuzuha", "okamoto_asahi", "okamoto_mei"]),
        ("household.students", ["okamoto_yamato"]),
        ("household.preschoolers", ["okamoto_mei"]),
    ],
)
def test_a_household_is_parted_by_school_years(term: str, expected: list[str]) -> None:
    """Must catch: oneself among the others, an adult among the students, a pupil among the preschoolers."""
    assert keys("okamoto_takuya", term, date(2026, 3, 31) if "pre" in term else make.TODAY) == expected


def test_a_child_leaves_the_preschoolers_with_the_school_year() -> None:
    """Born on 20 December 2019: at school from 1 April 2026 (学校教育法17条)."""
    assert keys("okamoto_takuya", "household.preschoolers", date(2026, 4, 1)) == []


@pytest.mark.parametrize(
    ("asking", "person", "relation"),
    [
        ("okamoto_miho", "okamoto_mei", "child"),
        ("okamoto_yamato", "okamoto_mei", "sibling"),
        ("hara_shizue", "hara_minato", "grandchild"),
        ("nakagawa_koichi", "nakagawa_kiyo", "parent"),
        ("fujita_naoki", "fujita_ren", None),
        ("fujita_kazuko", "fujita_ren", "grandchild"),
    ],
)
def test_a_member_comes_with_the_relation_that_follows(
    asking: str, person: str, relation: str | None
) -> None:
    rows = make.context(asking).known["household.others"]
    (row,) = [each for each in rows if each["key"] == person]
    assert row.get("relationship_to_applicant") == relation
    assert (row["cohabit"], row["univ_cohabit"]) == ("together", "together")


def test_a_preschooler_comes_with_its_place_where_there_is_one() -> None:
    rows = make.context("maeda_kaori").known["childcare.preschoolers"]
    assert [(each["key"], each.get("facility_name")) for each in rows] == [
        ("maeda_ichika", "みどり野保育園"),
        ("maeda_soma", None),
    ]


def test_those_who_are_left_come_with_what_they_were_to_who_died() -> None:
    """Must catch: a child asked what it was to its father, or its mother what she is to the child."""
    (uta,) = make.context("miyashita_naomi").known["household.children"]
    assert (uta["applicant_kin"], uta["deceased_kin"]) == ("parent", "child")
    assert not any("deceased_kin" in row for row in make.context("mizuno_yoko").known["household.children"])


@pytest.mark.parametrize("person", ["aoki_rina", None])
def test_nobody_is_listed_under_protection_or_for_a_guest(person: str | None) -> None:
    """Must catch: a list that is worked out from a household that was not told."""
    known = make.context(person).known
    assert not [term for term in known if term.startswith(("household", "tax", "childcare", "spouse"))]


def test_terms_that_are_worked_out_have_names_of_their_own() -> None:
    """Must catch: a term that a source tells overwritten by one that is worked out, or one nobody wrote down."""
    assert not DERIVED & TERMS
    known = {term for person in ("okamoto_takuya", "maeda_kaori") for term in make.context(person).known}
    assert {term for term in known - TERMS if not term.startswith("town.lists.")} == DERIVED


def january(today: date, **moved: Plain) -> Any:
    values: dict[str, Plain] = {
        "is_protected": False,
        "person.address.prefecture": "長野県",
        "person.address.city": "若葉郡みどり野町",
        **{f"person.{term}": value for term, value in moved.items()},
    }
    facts = Facts({term: Fact(value, Source.RESIDENT_REGISTER, AS_OF) for term, value in values.items()})
    return context_of(facts.as_json(), make.town(), today).known.get("tax.january_first_in_town")


@pytest.mark.parametrize(
    ("today", "moved_in_on", "expected"),
    [
        (date(2026, 6, 30), "2025-01-01", "yes"),
        (date(2026, 6, 30), "2025-01-02", "no_japan"),
        (date(2026, 7, 1), "2025-01-02", "yes"),
        (date(2026, 7, 1), "2026-01-02", "no_japan"),
        (date(2026, 1, 1), "2025-12-31", "no_japan"),
    ],
)
def test_the_first_of_january_that_counts_changes_in_july(
    today: date, moved_in_on: str, expected: str
) -> None:
    """児童手当: until June the year before, from July this year. Must catch: the calendar year, or June."""
    assert january(today, moved_in_on=moved_in_on) == expected


def test_who_came_from_abroad_was_abroad() -> None:
    day = date(2026, 5, 12)
    assert january(day, moved_in_on="2026-03-20", has_moved_from_abroad=True) == "no_abroad"
    assert january(day, moved_in_on="2026-03-20", has_moved_from_abroad=False) == "no_japan"
    assert january(day) == "yes"


@pytest.mark.parametrize("change", [{"is_protected": True}, {"person.address.city": "かえで市"}])
def test_nothing_is_said_of_who_is_hidden_or_lives_elsewhere(change: dict[str, Plain]) -> None:
    known = {**make.facts_of("mizuno_yoko").known}
    known |= {term: Fact(value, Source.RESIDENT_REGISTER, AS_OF) for term, value in change.items()}
    context = context_of(Facts(known).as_json(), make.town(), make.TODAY)
    assert "tax.january_first_in_town" not in context.known
