"""Certificates: every way through them, who is sent elsewhere and why, and what each costs."""

from datetime import date
from typing import Any

import pytest

from app.applications.fees import fee_lines, too_heavy
from app.procedures.answers import check_whole, complaints_of
from app.procedures.rules.certificates import acquired_over_a_year_ago
from tests import make

CERTIFICATES = [key for key, each in make.catalog().items() if each.category == "certificate"]
PERSON = "mizuno_yoko"
HERE: dict[str, Any] = {"domicile_here": True, "subject_person": "self"}
SELF: dict[str, Any] = {"subject_person": "self"}
POST = {"delivery": "post", "express": True, "copies": 2}
YEARS = ["fy2026", "fy2025"]
LAND = {"property_kind": "land", "property_place": "大字東山345番6", "building_number": None}
WAYS: list[tuple[str, dict[str, Any]]] = [
    ("residence_record_certificate", {**SELF, "has_own_form": True}),
    ("residence_record_certificate", {"subject_person": "household", "has_own_form": False, **POST}),
    ("removed_resident_certificate", SELF),
    ("removed_resident_certificate", {"subject_person": "family", "purpose": "other", **POST}),
    ("family_register_certificate", {**HERE, "kind": "whole"}),
    ("family_register_certificate", {**HERE, "kind": "individual", **POST}),
    ("family_register_certificate", {**HERE, "subject_person": "family", "kind": "partial"}),
    ("removed_register_certificate", {**HERE, "period": "whole_life"}),
    ("removed_register_certificate", {**HERE, "subject_person": "family", "period": "other", **POST}),
    ("register_supplement", {**HERE, "scope": "whole"}),
    ("register_supplement", {**HERE, "subject_person": "family", "scope": "individual", **POST}),
    ("identity_certificate", HERE),
    ("single_status_certificate", {**HERE, **POST}),
    ("income_tax_certificate", {**SELF, "lived_here": True}),
    ("income_tax_certificate", {"subject_person": "proxy", "lived_here": True, **POST}),
    ("tax_payment_certificate", {**SELF, "kind": "general", "recently_paid": False}),
    ("tax_payment_certificate", {**SELF, "kind": "vehicle_inspection", "recently_paid": True, **POST}),
    ("tax_payment_certificate", {"subject_person": "proxy", "kind": "general", "recently_paid": True}),
    ("property_valuation_certificate", {**SELF, "delivery": "counter"}),
    ("property_valuation_certificate", {"subject_person": "heir", **POST}),
    ("property_valuation_certificate", {"subject_person": "proxy"}),
    ("no_arrears_certificate", {**SELF, "recently_paid": True}),
    ("no_arrears_certificate", {"subject_person": "proxy", "recently_paid": False, **POST}),
    ("house_certificate", {"lives_there": "lives", "acquired_on": "2026-04-01"}),
    ("house_certificate", {"lives_there": "will_live", "acquired_on": "2026-04-01", **POST}),
    (
        "acceptance_certificate",
        {**SELF, "filed_here": True, "notification_kind": "marriage", "paper": "fine"},
    ),
    ("acceptance_certificate", {**SELF, "filed_here": True, "notification_kind": "other", **POST}),
    ("care_premium_certificate", {**SELF, "certificate_use": "tax_return"}),
    ("care_premium_certificate", {"subject_person": "proxy", "certificate_use": "other", **POST}),
]


@pytest.mark.parametrize(("key", "given"), WAYS)
def test_every_way_ends_at_something_that_can_be_sent(key: str, given: dict[str, Any]) -> None:
    """Must catch: a branch that stops everybody, or ends at a complaint nobody can mend."""
    filled = make.filled(key, given, PERSON)
    assert filled.stop is None
    assert filled.is_complete
    assert [(error.at, str(error.message)) for error in check_whole(filled, {})] == []
    assert too_heavy(filled, make.town().offering_of(key)) == []


def test_every_certificate_is_walked_and_uses_the_same_pages() -> None:
    walked = {key for key, _ in WAYS} | {make.CERTIFICATE}
    assert walked == {*CERTIFICATES}
    assert len(CERTIFICATES) == 15
    for key in CERTIFICATES:
        questions = make.catalog()[key].questions
        assert {"purpose", "submit_to", "copies", "delivery", "express"} <= {*questions}, key


STOPS: list[tuple[str, dict[str, Any], str]] = [
    ("residence_record_certificate", {"subject_person": "other"}, "agent"),
    ("removed_resident_certificate", {"subject_person": "other"}, "agent"),
    ("family_register_certificate", {"domicile_here": False}, "elsewhere"),
    ("family_register_certificate", {"domicile_here": True, "subject_person": "other"}, "other_person"),
    ("removed_register_certificate", {"domicile_here": False}, "elsewhere"),
    ("removed_register_certificate", {"domicile_here": True, "subject_person": "other"}, "other_person"),
    ("register_supplement", {"domicile_here": False}, "elsewhere"),
    ("register_supplement", {"domicile_here": True, "subject_person": "other"}, "other_person"),
    ("identity_certificate", {"subject_person": "other"}, "not_oneself"),
    ("identity_certificate", {"subject_person": "self", "domicile_here": False}, "elsewhere"),
    ("single_status_certificate", {"subject_person": "other"}, "not_oneself"),
    ("single_status_certificate", {"subject_person": "self", "domicile_here": False}, "elsewhere"),
    ("income_tax_certificate", {**SELF, "fiscal_years": YEARS, "lived_here": False}, "lived_elsewhere"),
    ("property_valuation_certificate", {"subject_person": "other"}, "other_person"),
    ("house_certificate", {"acquisition": "built", "lives_there": "neither"}, "not_lived_in"),
    ("house_certificate", {"acquisition": "built", "acquired_on": "2025-05-01"}, "too_late"),
    ("acceptance_certificate", {"subject_person": "other"}, "not_oneself"),
    ("acceptance_certificate", {**SELF, "filed_here": False}, "filed_elsewhere"),
]


@pytest.mark.parametrize(("key", "given", "stop"), STOPS)
def test_who_has_to_go_elsewhere_hears_so_at_once(key: str, given: dict[str, Any], stop: str) -> None:
    """Must catch: a form filled in to the end by somebody who cannot have the certificate this way."""
    found = make.journey(key, given, PERSON).stop
    assert found is not None
    assert found.key == stop


def test_every_stop_is_shown_and_none_stops_whoever_has_said_nothing() -> None:
    shown = {(key, stop) for key, _, stop in STOPS}
    assert shown == {(key, stop.key) for key in CERTIFICATES for stop in make.catalog()[key].stops}
    assert [key for key in CERTIFICATES if make.journey(key, {}, PERSON).stop] == []


COSTS: list[tuple[str, dict[str, Any], list[tuple[int, int]]]] = [
    ("income_tax_certificate", {"fiscal_years": YEARS, "copies": 3}, [(6, 1800)]),
    (
        "income_tax_certificate",
        {"fiscal_years": YEARS, "copies": 2, "delivery": "post", "express": False},
        [(4, 1200), (1, 180)],
    ),
    (
        "tax_payment_certificate",
        {"kind": "general", "tax_items": ["residence", "property"], "fiscal_years": YEARS, "copies": 1},
        [(4, 1200)],
    ),
    ("tax_payment_certificate", {"kind": "vehicle_inspection", "copies": 1}, []),
    (
        "tax_payment_certificate",
        {"kind": "vehicle_inspection", "copies": 1, "delivery": "post", "express": True},
        [(1, 410)],
    ),
    (
        "property_valuation_certificate",
        {"properties": [LAND, LAND], "fiscal_years": ["fy2026"], "copies": 2},
        [(4, 1200)],
    ),
    ("acceptance_certificate", {"notification_kind": "marriage", "paper": "fine", "copies": 2}, [(2, 2800)]),
    ("acceptance_certificate", {"notification_kind": "marriage", "paper": "plain", "copies": 2}, [(2, 700)]),
    ("care_premium_certificate", {"years": ["cy2025"], "certificate_use": "tax_return", "copies": 2}, []),
    ("care_premium_certificate", {"years": ["cy2025"], "certificate_use": "other", "copies": 2}, [(2, 600)]),
    ("family_register_certificate", {**HERE, "copies": 2}, [(2, 900)]),
    ("removed_register_certificate", {**HERE, "copies": 2}, [(2, 1500)]),
    ("house_certificate", {"copies": 3}, [(1, 1300)]),
]


@pytest.mark.parametrize(("key", "given", "lines"), COSTS)
def test_what_it_costs_in_the_demonstration_town(
    key: str, given: dict[str, Any], lines: list[tuple[int, int]]
) -> None:
    """Must catch: one year charged where two were asked for, or a free certificate that costs something."""
    found = fee_lines(make.journey(key, {**SELF, **given}, PERSON), make.town().offering_of(key))
    assert [(line.quantity, line.yen) for line in found] == lines


def test_more_papers_than_a_letter_holds_are_refused_where_they_are_counted() -> None:
    """Must catch: an error page at the very end, where a smaller number is all that is needed."""
    given = {
        **SELF,
        "fiscal_years": YEARS,
        "lived_here": True,
        "copies": 6,
        "delivery": "post",
        "express": False,
    }
    filled = make.filled("income_tax_certificate", given, PERSON)
    (heavy,) = too_heavy(filled, make.town().offering_of("income_tax_certificate"))
    assert heavy.at == "copies"
    assert "全部で10通まで" in str(heavy.message)
    lighter = make.filled("income_tax_certificate", {**given, "copies": 5}, PERSON)
    assert too_heavy(lighter, make.town().offering_of("income_tax_certificate")) == []


def test_a_household_the_register_does_not_show_is_no_dead_end() -> None:
    """Must catch: 「同じ世帯の人」 sent without any name, which nobody can certify."""
    asked = make.journey("residence_record_certificate", {"subject_person": "household"}, None)
    assert [each.question for each in complaints_of(asked)] == ["subject_person"]
    named = make.filled("residence_record_certificate", {"subject_person": "household"}, PERSON)
    assert complaints_of(named) == []


@pytest.mark.parametrize(
    ("acquired_on", "today", "late"),
    [
        ("2025-05-12", date(2026, 5, 12), False),
        ("2025-05-11", date(2026, 5, 12), True),
        ("2024-02-29", date(2025, 2, 28), False),
        ("2024-02-29", date(2025, 3, 1), True),
        (None, date(2026, 5, 12), False),
    ],
)
def test_a_year_ends_with_the_day_it_began_on(acquired_on: str | None, today: date, late: bool) -> None:
    """租税特別措置法72条の2, 民法143条2項."""
    context = make.context(today=today)
    assert acquired_over_a_year_ago({"acquired_on": acquired_on}, context) is late
