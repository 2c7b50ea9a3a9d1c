"""What 介護保険 pays back for equipment and works, and what has to wait for what."""

from datetime import date
from typing import Any

import pytest

from app.procedures.named import CHECKS, FACTS, PREVIEWS
from app.procedures.rules.care_benefits import APPROVED_ON
from tests.procedures.rules.test_care import a_context, complaints

ONESELF = {"key": "watashi", "family_name": "見本", "given_name": "ウメ", "date_of_birth": "1944-02-09"}
PERSON = {f"person__{part}": value for part, value in ONESELF.items() if part != "key"}


@pytest.mark.parametrize(
    ("limit", "spent", "price", "ratio", "counted", "paid"),
    [
        ("equipment", 0, 30_000, 1, 30_000, 27_000),
        ("equipment", 0, 120_000, 1, 100_000, 90_000),
        ("equipment", 80_000, 30_000, 1, 20_000, 18_000),
        ("equipment", 0, 50_000, 2, 50_000, 40_000),
        ("equipment", 100_000, 10_000, 1, 0, 0),
        ("equipment", 120_000, 10_000, 1, 0, 0),
        ("equipment", 0, 12_345, 1, 12_345, 11_110),
        ("works", 0, 150_000, 1, 150_000, 135_000),
        ("works", 0, 250_000, 1, 200_000, 180_000),
        ("works", 0, 180_000, 2, 180_000, 144_000),
        ("works", 0, 200_000, 3, 200_000, 140_000),
        ("works", 200_000, 50_000, 1, 0, 0),
    ],
)
def test_the_price_up_to_the_limit_less_the_own_share(
    limit: str, spent: int, price: int, ratio: int, counted: int, paid: int
) -> None:
    """As the preview says it: what is left, what counts of the price, what is paid of it."""
    if limit == "equipment":
        known = {"care__equipment_spent_yen": spent, "care__burden_ratio": ratio}
        said = previewed("equipment_preview", items((price, "2026-04-20")), **known)
    else:
        known = {"care__home_modification_spent_yen": spent, "care__burden_ratio": ratio}
        said = previewed("home_modification_preview", {"covered": price}, **known)
    assert said[1:] == [f"{counted:,}円", f"{paid:,}円"]


def previewed(name: str, answers: dict[str, Any], **known: Any) -> list[str]:
    context = a_context(ONESELF, **PERSON, **known)
    return [str(line.text) for line in PREVIEWS[name](answers, context)]


def items(*bought: tuple[int, str]) -> dict[str, Any]:
    return {"items": [{"price": price, "purchase_date": day} for price, day in bought]}


def test_equipment_shows_what_is_left_and_what_would_be_paid() -> None:
    known = {"care__equipment_spent_yen": 32_000, "care__burden_ratio": 1}
    assert previewed("equipment_preview", {}, **known) == ["68,000円"]
    bought = items((60_000, "2026-04-20"), (20_000, "2026-05-01"))
    assert previewed("equipment_preview", bought, **known) == ["68,000円", "68,000円", "61,200円"]
    assert previewed("equipment_preview", items((60_000, "2026-03-31")), **known) == ["68,000円"]
    assert previewed("equipment_preview", bought) == []


def test_works_show_what_is_left_and_what_would_be_paid() -> None:
    known = {"care__home_modification_spent_yen": 120_000, "care__burden_ratio": 2}
    assert previewed("home_modification_preview", {"covered": 100_000}, **known) == [
        "80,000円",
        "80,000円",
        "64,000円",
    ]
    end = {"covered": 100_000, "actual_covered": 50_000}
    assert previewed("home_modification_preview", end, **known)[-1] == "40,000円"


def test_what_somebody_else_has_left_is_not_shown() -> None:
    """Must catch: a son who reads what his mother has spent."""
    context = a_context(
        {**ONESELF, "given_name": "ハル"}, **PERSON, care__equipment_spent_yen=0, care__burden_ratio=1
    )
    assert PREVIEWS["equipment_preview"]({}, context) == ()


@pytest.mark.parametrize(
    ("paid_on", "today", "barred"),
    [
        ("2024-05-12", date(2026, 5, 12), False),
        ("2024-05-12", date(2026, 5, 13), True),
        ("2024-02-29", date(2026, 2, 28), False),
        ("2024-02-29", date(2026, 3, 1), True),
    ],
)
def test_two_years_run_from_the_day_after_the_receipt(paid_on: str, today: date, barred: bool) -> None:
    assert FACTS["purchases_are_barred"](items((1, paid_on)), a_context(today=today)) is barred


def test_one_purchase_in_time_is_enough_to_go_on() -> None:
    answers = items((1, "2020-01-01"), (1, "2026-01-01"))
    assert not FACTS["purchases_are_barred"](answers, a_context())


def test_purchases_after_the_end_do_not_count() -> None:
    ended = a_context({**ONESELF, "valid_to": "2026-03-31"})
    name = "purchases_lie_within_the_certification"
    assert complaints(name, items((1, "2026-04-01")), ended) == ["items"]
    assert complaints(name, items((1, "2026-03-31")), ended) == []
    assert complaints(name, items((1, "2026-04-01"))) == []


def test_works_wait_for_the_approval_and_end_after_they_begin() -> None:
    approved = a_context(**{APPROVED_ON.replace(".", "__"): "2026-05-20"})
    name = "works_waited_for_the_approval"
    assert complaints(name, {"start_date": "2026-05-19"}, approved) == ["start_date"]
    assert complaints(name, {"start_date": "2026-05-20"}, approved) == []
    assert complaints(name, {"start_date": "2026-05-19"}) == []
    planned = {"start_planned": "2026-06-02", "end_planned": "2026-06-01"}
    assert complaints("works_end_after_they_begin", planned) == ["end_planned"]
    done = {"start_date": "2026-06-02", "completion_date": "2026-06-01"}
    assert complaints("works_end_after_they_begin", done) == ["completion_date"]
    assert complaints("works_end_after_they_begin", {**planned, "end_planned": "2026-06-02"}) == []


def test_what_counts_is_no_more_than_the_whole() -> None:
    assert complaints("costs_fit_together", {"total": 100, "covered": 101}) == ["covered"]
    assert complaints("costs_fit_together", {"actual_total": 100, "actual_covered": 101}) == [
        "actual_covered"
    ]
    assert complaints("costs_fit_together", {"total": 100, "covered": 100}) == []
    assert "costs_fit_together" in CHECKS
