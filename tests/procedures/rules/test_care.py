"""Rules of 介護保険: ages and periods at their edges, who files for whom, and silence where nothing is known."""

from datetime import date
from typing import Any

import pytest

from app.japan.business_days import ClosedDays
from app.procedures.context import Context
from app.procedures.journey import Journey
from app.procedures.named import CHECKS, FACTS
from tests import make

MAY = date(2026, 5, 12)
MOTHER = {
    "key": "haha",
    "family_name": "見本",
    "given_name": "ウメ",
    "date_of_birth": "1944-02-09",
    "level": "care_2",
    "valid_from": "2024-07-01",
    "valid_to": "2026-06-30",
}


def a_context(subject: dict[str, Any] | None = None, today: date = MAY, **known: Any) -> Context:
    found = {f"subject.{part}": value for part, value in (subject or {}).items()}
    return Context(today, {**found, **{k.replace("__", "."): v for k, v in known.items()}}, ClosedDays())


def fact(name: str, answers: dict[str, Any] | None = None, context: Context | None = None) -> Any:
    return FACTS[name](answers or {}, context or a_context())


def complaints(name: str, answers: dict[str, Any], context: Context | None = None) -> list[str]:
    return [each.question for each in CHECKS[name](answers, context or a_context())]


@pytest.mark.parametrize(
    ("today", "is_second"),
    [
        (date(2001, 5, 10), False),
        (date(2001, 5, 11), True),  # 40 is reached on the day before the birthday
        (date(2026, 5, 10), True),
        (date(2026, 5, 11), False),  # and so is 65
    ],
)
def test_second_class_is_from_40_until_65_is_reached(today: date, is_second: bool) -> None:
    answers = {"insured_birth": "1961-05-12"}
    assert fact("insured_is_second_class", answers, a_context(today=today)) is is_second


def test_the_age_is_that_of_whoever_it_is_for() -> None:
    """Must catch: a daughter of 50 whose age is taken for her mother’s."""
    daughter = a_context(person__date_of_birth="1976-01-01")
    assert fact("insured_is_second_class", {"submitter_kind": "self"}, daughter)
    assert not fact("insured_is_second_class", {"submitter_kind": "family_together"}, daughter)
    picked = a_context(MOTHER, person__date_of_birth="1976-01-01")
    assert not fact("insured_is_second_class", {"submitter_kind": "family_together"}, picked)


def test_nobody_is_too_young_before_it_is_said_whom_it_is_for() -> None:
    """Must catch: a grandchild of 20 who is turned away before naming the grandmother."""
    grandchild = a_context(person__date_of_birth="2006-01-01")
    assert not fact("insured_is_too_young", {}, grandchild)
    assert not fact("insured_is_too_young", {"submitter_kind": "family_together"}, grandchild)
    assert fact("insured_is_too_young", {"submitter_kind": "self"}, grandchild)


def test_who_was_picked_is_compared_with_who_signed_in() -> None:
    oneself = {f"person__{part}": MOTHER[part] for part in ("family_name", "given_name", "date_of_birth")}
    assert fact("insured_is_applicant", {}, a_context(MOTHER, **oneself))
    assert not fact(
        "insured_is_applicant", {}, a_context(MOTHER, **{**oneself, "person__given_name": "ハル"})
    )
    assert not fact("insured_is_applicant", {}, a_context(**oneself))
    assert complaints("submitter_is_not_the_insured", {"submitter_kind": "self"}, a_context(MOTHER))
    assert not complaints("submitter_is_not_the_insured", {"submitter_kind": "self"})


@pytest.mark.parametrize(
    ("today", "early", "renewable", "over"),
    [
        (date(2026, 4, 30), True, False, False),
        (date(2026, 5, 1), False, True, False),  # the 60th day before 30 June
        (date(2026, 6, 30), False, True, False),
        (date(2026, 7, 1), False, False, True),
    ],
)
def test_the_window_of_renewal(today: date, early: bool, renewable: bool, over: bool) -> None:
    context = a_context(MOTHER, today)
    found = [
        fact(name, {}, context)
        for name in ("renewal_is_too_early", "certification_can_be_renewed", "certification_is_over")
    ]
    assert found == [early, renewable, over]


@pytest.mark.parametrize(
    ("ends_on", "opens_on"),
    [("2026-08-31", "2026-07-02"), ("2026-12-31", "2026-11-01"), ("2027-02-28", "2026-12-30")],
)
def test_renewal_opens_sixty_days_before_the_end(ends_on: str, opens_on: str) -> None:
    opens = date.fromisoformat(opens_on)
    answers = {"current_to": ends_on}
    assert not fact("renewal_is_too_early", answers, a_context(today=opens))
    assert fact("renewal_is_too_early", answers, a_context(today=date.fromordinal(opens.toordinal() - 1)))


def test_a_silent_register_stops_nobody() -> None:
    stopping = (
        "insured_is_not_certified",
        "certification_is_over",
        "certification_is_in_force",
        "certification_can_be_renewed",
        "renewal_is_too_early",
        "transfer_is_late",
        "insured_is_too_young",
        "purchases_are_barred",
    )
    assert [name for name in stopping if fact(name)] == []


def test_what_is_typed_goes_before_the_ledger() -> None:
    """Must catch: somebody with the card in hand whom an old ledger turns away."""
    late = a_context({**MOTHER, "valid_to": "2026-03-31"})
    assert fact("certification_is_over", {}, late)
    assert not fact("certification_is_over", {"current_to": "2027-03-31"}, late)


@pytest.mark.parametrize(
    ("moved_in_on", "today", "late"),
    [
        ("2026-05-02", date(2026, 5, 16), False),  # the 14th day is a Saturday …
        ("2026-05-02", date(2026, 5, 18), False),  # … so that Monday is in time
        ("2026-05-02", date(2026, 5, 19), True),
        ("2026-04-28", date(2026, 5, 12), False),
        ("2026-04-28", date(2026, 5, 13), True),
    ],
)
def test_a_transfer_has_fourteen_days(moved_in_on: str, today: date, late: bool) -> None:
    assert fact("transfer_is_late", {"move_in_date": moved_in_on}, a_context(today=today)) is late


def test_of_the_former_certification_something_must_be_left() -> None:
    answers = {"move_in_date": "2026-05-02", "prev_from": "2025-05-01", "prev_to": "2026-05-02"}
    assert complaints("former_certification_is_in_force", answers) == []
    assert complaints("former_certification_is_in_force", {**answers, "prev_to": "2026-05-01"}) == ["prev_to"]
    assert complaints("former_certification_is_in_force", {**answers, "prev_to": "2025-04-30"}) == ["prev_to"]


@pytest.mark.parametrize(
    ("kind", "level", "fits"),
    [
        ("home", "care_1", True),
        ("home", "support_2", False),
        ("prevention", "support_1", True),
        ("prevention", "care_1", False),
        ("prevention_management", None, True),
    ],
)
def test_the_kind_of_plan_goes_with_the_level(kind: str, level: str | None, fits: bool) -> None:
    answers = {"plan_kind": kind, "current_level": level}
    assert (complaints("plan_fits_the_level", answers) == []) is fits


def test_a_change_and_a_plan_lie_within_the_certification() -> None:
    inside = {"current_from": "2025-07-01", "current_to": "2026-06-30"}
    assert not complaints("change_lies_within_the_certification", {**inside, "change_date": "2025-07-01"})
    assert complaints("change_lies_within_the_certification", {**inside, "change_date": "2025-06-30"})
    for day, wrong in (
        ("2025-06-30", True),
        ("2025-07-01", False),
        ("2026-06-30", False),
        ("2026-07-01", True),
    ):
        found = complaints("plan_begins_within_the_certification", {**inside, "start_date": day})
        assert (found == ["start_date"]) is wrong


STOPS: list[tuple[str, str, dict[str, Any], str]] = [
    ("kaigo_certification_new", "nakagawa_koichi", {}, "renew_instead"),
    ("kaigo_certification_new", "murakami_toshiko", {}, "change_instead"),
    ("kaigo_certification_new", "mizuno_yoko", {"submitter_kind": "self"}, "too_young"),
    ("kaigo_certification_renewal", "murakami_toshiko", {}, "too_early"),
    ("kaigo_certification_renewal", "hara_yuki", {}, "not_certified"),
    ("kaigo_certification_renewal", "ishii_setsuko", {"current_to": "2026-05-07"}, "over"),
    ("kaigo_certification_change", "hara_yuki", {}, "not_certified"),
    ("kaigo_certification_transfer", "hara_yuki", {"move_in_date": "2026-04-20"}, "late"),
    ("kaigo_certification_transfer", "ishii_setsuko", {"registered": False}, "not_registered"),
    ("kaigo_careplan_request", "hara_yuki", {"plan_kind": "home"}, "not_certified"),
    ("kaigo_home_modification", "hara_yuki", {"begun": False}, "not_certified"),
    ("kaigo_home_modification", "nakagawa_koichi", {"begun": False, "lives_there": False}, "lives_elsewhere"),
    ("kaigo_welfare_equipment", "murakami_toshiko", {"dealer": "other"}, "not_from_a_dealer"),
    ("kaigo_burden_limit_certification", "hasegawa_minoru", {"spouse_tax": "taxed"}, "spouse_taxed"),
]


@pytest.mark.parametrize(("key", "person", "given", "stopped"), STOPS, ids=[f"{s[0]}-{s[3]}" for s in STOPS])
def test_who_is_not_meant_is_told_so(key: str, person: str, given: dict[str, Any], stopped: str) -> None:
    stop = make.filled(key, given, person).stop
    assert stop is not None
    assert stop.key == stopped


def test_a_mother_who_was_picked_needs_no_typing() -> None:
    """Must catch: a son asked for what the ledger knows of his mother."""
    journey: Journey = make.filled(
        "kaigo_certification_renewal", {"submitter_kind": "family_together"}, "nakagawa_koichi"
    )
    known, asked = journey.context.known, {}
    for step in journey.steps:
        if step.confirmed_at_check:
            asked |= {q.key: q.suggested(known) for q in journey.asked(step) if q.required}
    assert {"insured_name", "current_to", "doctor_name", "clinic_address", "place_now"} <= asked.keys()
    assert [key for key, suggested in asked.items() if suggested is None] == []
