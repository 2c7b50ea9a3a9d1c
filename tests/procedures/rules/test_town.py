"""What the town's own forms refuse, and whom they turn away."""

from datetime import date
from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.named import CHECKS, FACTS
from tests import make

# A Tuesday; 16 and 17 May are a weekend.
TODAY = date(2026, 5, 12)


def complaints(check: str, today: date = TODAY, **answers: Any) -> list[str]:
    town = make.town().closed_days.calendar
    return [each.question for each in CHECKS[check](answers, Context(today, closed_days=town))]


def fact(name: str, today: date = TODAY, known: dict[str, Any] | None = None, **answers: Any) -> Any:
    return FACTS[name](answers, Context(today, known or {}))


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("2026-05-13", None, []),
        ("2026-05-12", None, ["pickup_date"]),
        ("2026-05-13", "2026-05-11", ["pickup_date_second"]),
        ("2026-05-13", "2026-05-13", ["pickup_date_second"]),
        ("2027-05-13", None, []),
        ("2028-05-13", None, ["pickup_date"]),
        (None, None, []),
    ],
)
def test_wished_days_are_to_come_and_two(first: str | None, second: str | None, wrong: list[str]) -> None:
    """Must catch: a collection asked for today, and a year that is a slip."""
    answers = {"pickup_date": first, "pickup_date_second": second}
    assert complaints("wished_days_are_to_come", **answers) == wrong


@pytest.mark.parametrize("prefix", ["pickup", "visit", "use", "exam"])
def test_every_use_of_the_block_is_looked_at(prefix: str) -> None:
    """Must catch: a prefix that the check does not know."""
    assert complaints("wished_days_are_to_come", **{f"{prefix}_date": "2026-01-01"}) == [f"{prefix}_date"]


def test_every_definition_with_the_block_names_the_check() -> None:
    for procedure in make.catalog().values():
        if any(key.endswith("_date_second") for key in procedure.questions):
            assert "wished_days_are_to_come" in procedure.checks, procedure.key


@pytest.mark.parametrize(("pieces", "wrong"), [([10], []), ([5, 5], []), ([5, 6], ["items"]), ([], [])])
def test_ten_pieces_are_the_most(pieces: list[int], wrong: list[str]) -> None:
    assert complaints("at_most_ten_pieces", items=[{"quantity": each} for each in pieces]) == wrong


@pytest.mark.parametrize(
    ("today", "day", "wrong"),
    [
        (date(2026, 5, 12), "2026-05-15", []),
        (date(2026, 5, 12), "2026-05-14", ["use_date"]),
        (date(2026, 5, 14), "2026-05-19", []),
        (date(2026, 5, 14), "2026-05-18", ["use_date"]),
    ],
)
def test_water_is_told_three_working_days_ahead(today: date, day: str, wrong: list[str]) -> None:
    """Must catch: a weekend counted as working days."""
    assert complaints("water_is_told_three_days_ahead", today, use_date=day) == wrong


def test_a_visit_is_on_an_open_day() -> None:
    assert complaints("visit_is_on_an_open_day", visit_date="2026-05-15") == []
    assert complaints("visit_is_on_an_open_day", visit_date="2026-05-16") == ["visit_date"]


def test_what_is_lent_comes_back_later() -> None:
    loan = {"use_date": "2026-06-02"}
    assert complaints("loan_ends_after_it_begins", **loan, return_date="2026-06-02") == []
    assert complaints("loan_ends_after_it_begins", **loan, return_date="2026-06-01") == ["return_date"]


def test_two_wishes_are_two_clubs() -> None:
    east, west = {"key": "higashi", "name": "東"}, {"key": "nishi", "name": "西"}
    assert complaints("wishes_differ", club_choice=east, club_choice_second=west) == []
    assert complaints("wishes_differ", club_choice=east) == []
    assert complaints("wishes_differ", club_choice=east, club_choice_second=east) == ["club_choice_second"]


@pytest.mark.parametrize(
    ("name", "born", "holds"),
    [
        ("is_under_70", "1956-05-12", False),
        ("is_under_70", "1956-05-14", True),
        ("is_under_75", "1951-05-12", False),
        ("is_under_75", "1951-05-14", True),
    ],
)
def test_too_young_by_a_day(name: str, born: str, holds: bool) -> None:
    assert fact(name, known={"person.date_of_birth": born}) is holds
    assert fact(name, applicant_birth=born) is holds


@pytest.mark.parametrize(
    "name",
    ["is_under_70", "is_under_75", "moved_over_a_year_ago", "is_before_eight_weeks", "onestop_is_late"],
)
def test_silence_stops_nobody(name: str) -> None:
    """Must catch: people turned away since the register says nothing."""
    assert fact(name) is False


@pytest.mark.parametrize(
    ("moved", "holds"), [("2025-05-12", False), ("2025-05-11", True), ("2026-05-01", False)]
)
def test_a_year_after_the_move(moved: str, holds: bool) -> None:
    assert fact("moved_over_a_year_ago", moved_date=moved) is holds


def test_a_year_after_a_leap_day_ends_in_february() -> None:
    assert fact("moved_over_a_year_ago", date(2029, 2, 28), moved_date="2028-02-29") is False
    assert fact("moved_over_a_year_ago", date(2029, 3, 1), moved_date="2028-02-29") is True


@pytest.mark.parametrize(("due", "holds"), [("2026-07-07", False), ("2026-07-08", True)])
def test_eight_weeks_before_the_birth(due: str, holds: bool) -> None:
    assert fact("is_before_eight_weeks", due_date=due) is holds


@pytest.mark.parametrize(
    ("today", "holds"), [(date(2027, 1, 10), False), (date(2027, 1, 11), True), (date(2026, 12, 31), False)]
)
def test_the_tenth_of_january_is_in_time(today: date, holds: bool) -> None:
    assert fact("onestop_is_late", today, donation_date="2026-12-31") is holds


def test_the_due_date_is_within_forty_weeks_or_two_years_past() -> None:
    check = "support_due_date_is_near"
    assert complaints(check, due_date="2027-02-16") == []
    assert complaints(check, due_date="2027-02-17") == ["due_date"]
    assert complaints(check, due_date="2024-05-11") == ["due_date"]


@pytest.mark.parametrize(
    ("born", "kinds", "wrong"),
    [
        ("1977-03-31", ["stomach"], []),
        ("1977-04-02", ["stomach"], ["kind"]),
        ("1987-03-31", ["bowel", "lung", "breast"], []),
        ("1987-04-02", ["cervix", "lung"], ["kind"]),
        ("2007-03-31", ["cervix"], []),
        ("2007-04-02", ["cervix"], ["kind"]),
    ],
)
def test_screening_begins_with_the_age_of_the_fiscal_year(
    born: str, kinds: list[str], wrong: list[str]
) -> None:
    assert complaints("screening_fits_age", applicant_birth=born, kind=kinds) == wrong


STOPS: list[tuple[str, str | None, dict[str, Any], str]] = [
    ("relocation_grant", "mori_naoto", {"tokyo_years": 4, "residence_commit": True}, "too_short_in_tokyo"),
    (
        "relocation_grant",
        "mori_naoto",
        {"moved_date": "2025-04-01", "tokyo_years": 6, "residence_commit": True},
        "moved_too_long_ago",
    ),
    ("furusato_onestop", "fujita_naoki", {"files_return": False, "city_count": 6}, "too_many_towns"),
    (
        "furusato_onestop",
        "fujita_naoki",
        {"files_return": False, "city_count": 5, "donation_date": "2025-12-31"},
        "too_late",
    ),
    ("pregnancy_support_1", "mizuno_yoko", {"elsewhere": True}, "paid_elsewhere"),
    ("pregnancy_support_2", "mizuno_yoko", {"delivered": "not_yet", "due_date": "2026-12-01"}, "too_early"),
    ("elderly_bus_pass", "mizuno_yoko", {}, "too_young"),
    ("elderly_taxi", "mizuno_yoko", {}, "too_young"),
    ("road_damage", None, {"danger": "now"}, "call_at_once"),
    ("bulky_waste", None, {"not_business": False}, "from_a_business"),
]


@pytest.mark.parametrize(("key", "person", "given", "stop"), STOPS, ids=[f"{s[0]}-{s[3]}" for s in STOPS])
def test_who_is_turned_away(key: str, person: str | None, given: dict[str, Any], stop: str) -> None:
    found = make.filled(key, given, person).stop
    assert found is not None
    assert found.key == stop


def test_a_birth_that_was_comes_never_too_early() -> None:
    """Must catch: a mother of a child born early who is told to come back."""
    born = {"delivered": "born", "due_date": "2026-12-01"}
    assert make.filled("pregnancy_support_2", born, "mizuno_yoko").stop is None
