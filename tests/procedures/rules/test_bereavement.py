"""After somebody has died: days, accounts and periods; each boundary of it."""

from datetime import date
from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.named import CHECKS, FACTS, PREVIEWS
from app.procedures.rules.bereavement import owner_report_due

DIED = {"deceased_birth": "1960-01-20", "death_date": "2026-05-02"}
KANA = {"family": "ミヤシタ", "given": "ナオミ"}


def context(today: date = date(2026, 5, 12), **parameters: Any) -> Context:
    return Context(today, parameters=parameters)


def complaints(rule: str, answers: dict[str, Any]) -> list[str]:
    return [each.question for each in CHECKS[rule](answers, context())]


@pytest.mark.parametrize(
    ("rule", "key", "before"),
    [
        ("death_follows_birth", "death_date", "1960-01-19"),
        ("funeral_follows_death", "funeral_date", "2026-05-01"),
        ("owner_is_known_after_death", "knew_on", "2026-05-01"),
    ],
)
def test_what_follows_is_not_before(rule: str, key: str, before: str) -> None:
    """Must catch: the same day taken for too early, and a day left open for a wrong one."""
    assert complaints(rule, {**DIED, key: before}) == [key]
    same_day = {"death_date": DIED["deceased_birth"]} if key == "death_date" else {key: DIED["death_date"]}
    assert complaints(rule, {**DIED, **same_day}) == []
    assert complaints(rule, {}) == []


@pytest.mark.parametrize(
    ("today", "late"), [(date(2028, 5, 6), False), (date(2028, 5, 7), True), (date(2026, 5, 6), False)]
)
def test_the_grant_lapses_after_two_years(today: date, late: bool) -> None:
    """国民健康保険法110条1項: counted from the day after the funeral; a Saturday does not give way."""
    assert FACTS["funeral_grant_is_late"]({"funeral_date": "2026-05-06"}, context(today)) is late
    assert FACTS["funeral_grant_is_late"]({}, context(today)) is False


@pytest.mark.parametrize(
    ("mourner", "holder", "wrong"),
    [
        (True, "ミヤシタ ナオミ", []),
        (True, "ミヤシタ ワタル", ["bank_account"]),
        (False, "ミヤシタ ワタル", []),
    ],
)
def test_the_grant_is_paid_to_whoever_held_the_funeral(mourner: bool, holder: str, wrong: list[str]) -> None:
    answers = {
        "is_chief_mourner": mourner,
        "applicant_kana": KANA,
        "mourner_kana": {"family": "ミヤシタ", "given": "ワタル"},
        "bank_account": {"holder_kana": holder},
    }
    assert complaints("account_is_the_mourners", answers) == wrong


def test_an_amount_is_told_only_where_the_town_has_confirmed_it() -> None:
    """Must catch: the amount of the town told to whom the prefecture's union pays."""
    shown = [str(line.text) for line in _grant("national", national_grant=50_000)]
    assert shown == ["50,000円"]
    assert _grant("late_elderly", national_grant=50_000) == ()
    assert _grant("national") == _grant(None, national_grant=50_000) == ()


def _grant(insurance: str | None, **parameters: int) -> tuple[Any, ...]:
    return PREVIEWS["funeral_grant_preview"]({"deceased_insurance": insurance}, context(**parameters))


@pytest.mark.parametrize(
    ("knew_on", "due_on"),
    [
        ("2026-04-20", "2026-07-21"),
        ("2026-11-30", "2027-03-01"),
        ("2026-08-31", "2026-12-01"),
        ("2027-11-29", "2028-03-01"),
    ],
)
def test_the_owner_reports_by_the_day_after_three_months(knew_on: str, due_on: str) -> None:
    """地方税法384条の3「知つた日の翌日から三月を経過した日」; by 民法143条 of the calendar."""
    assert owner_report_due(date.fromisoformat(knew_on), 3) == date.fromisoformat(due_on)


def test_a_closed_last_day_gives_way_and_nothing_is_said_before_the_town_has() -> None:
    preview = PREVIEWS["owner_report_preview"]
    [line] = preview({"knew_on": "2026-04-17"}, context(owner_report_months=3))
    assert str(line.text) == "令和8年(2026年)7月21日(火)まで", "the 18th is a Saturday, the 20th is 海の日"
    assert preview({"knew_on": "2026-04-17"}, context()) == preview({}, context(owner_report_months=3)) == ()
