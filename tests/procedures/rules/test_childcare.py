"""Rules of 保育: who is stopped, what is complained of, and what is foretold."""

from datetime import date
from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.rules.childcare import (
    birth_is_the_mothers,
    care_begins_ahead,
    care_ends_after_it_begins,
    facilities_differ,
    guardians_differ,
    leave_is_in_order,
    nothing_beside_none,
    single_parent_fits,
)
from app.procedures.rules.childcare_preview import (
    certificate_kind_preview,
    nursery_class_preview,
    work_hours_preview,
)
from tests import make
from tests.walks.childcare import a_guardian

CERTIFICATION, USE, REPORT = "childcare_certification", "childcare_facility_use", "childcare_status_report"


def stopped_by(key: str, answers: dict[str, Any], person: str | None) -> str | None:
    stop = make.journey(key, answers, person).stop
    return stop.key if stop else None


@pytest.mark.parametrize(
    ("born", "start", "stop"),
    [
        ("2020-04-02", "2027-03-31", None),
        ("2020-04-02", "2027-04-01", "school_age"),
        ("2020-04-01", "2026-06-01", "school_age"),
        ("2025-12-01", "2026-06-01", None),
    ],
)
def test_a_child_of_school_age_is_stopped(born: str, start: str, stop: str | None) -> None:
    """Must catch: a child asked for until the summer after school began, or stopped in the last spring."""
    answers = {"want_care": "care", "child_birth": born, "start_date": start}
    assert stopped_by(CERTIFICATION, answers, "maeda_kaori") == stop
    month = {"apply_kind": "new", "child_birth": born, "start_month": start[:7]}
    assert stopped_by(USE, month, "maeda_kaori") == stop


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("education", "2026-06-01", None),
        ("education", "2026-05-31", "too_young_for_education"),
        ("both", "2026-05-31", "too_young_for_education"),
        ("care", "2026-05-31", None),
    ],
)
def test_education_begins_at_three(wanted: str, start: str, stop: str | None) -> None:
    """The age is reached on the eve of the birthday (年齢計算ニ関スル法律)."""
    answers = {"want_care": wanted, "child_birth": "2023-06-02", "start_date": start}
    assert stopped_by(CERTIFICATION, answers, "maeda_kaori") == stop


@pytest.mark.parametrize(
    ("person", "answers", "stop"),
    [
        ("nishida_yuto", {}, "nobody_enrolled"),
        ("ishii_misaki", {}, None),
        ("aoki_rina", {}, None),
        (None, {}, None),
        ("ishii_misaki", {"continue_wish": "transfer"}, "moves"),
        ("ishii_misaki", {"continue_wish": "leave"}, "leaves"),
        ("ishii_misaki", {"continue_wish": "continue"}, None),
    ],
)
def test_who_need_not_report(person: str | None, answers: dict[str, Any], stop: str | None) -> None:
    """Must catch: a parent under protection, or unknown to the register, turned away by its silence."""
    assert stopped_by(REPORT, answers, person) == stop


def test_who_stays_need_not_apply() -> None:
    assert stopped_by(USE, {"apply_kind": "continue"}, "ishii_misaki") == "goes_on"
    assert stopped_by(USE, {"apply_kind": "transfer"}, "ishii_misaki") is None


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"start_date": "2026-05-11"}, "start_date"),
        ({"start_date": "2026-05-12"}, None),
        ({"start_month": "2026-05"}, "start_month"),
        ({"start_month": "2026-06"}, None),
        ({"start_date": "2026-07-01", "end_date": "2026-07-01"}, "end_date"),
        ({"start_date": "2026-07-01", "end_date": "2026-07-02"}, None),
    ],
)
def test_care_begins_ahead_and_ends_after(answers: dict[str, str], question: str | None) -> None:
    context = make.context()
    found = [*care_begins_ahead(answers, context), *care_ends_after_it_begins(answers, context)]
    assert [complaint.question for complaint in found] == ([question] if question else [])


def test_nobody_is_a_guardian_twice() -> None:
    mother, father = a_guardian("mother", "work"), a_guardian("father", "work")
    assert [*guardians_differ({"guardians": [mother, father]}, make.context())] == []
    assert len([*guardians_differ({"guardians": [mother, mother]}, make.context())]) == 1


def test_answers_about_the_family_do_not_contradict_each_other() -> None:
    """Must catch: one parent told, and two described; a father who gives birth."""
    mother, father = a_guardian("mother", "birth"), a_guardian("father", "work")
    grandmother = a_guardian("other", "work")
    context = make.context()
    assert [*single_parent_fits({"single_parent": True, "guardians": [mother, grandmother]}, context)] == []
    assert [*single_parent_fits({"single_parent": False, "guardians": [mother, father]}, context)] == []
    assert len([*single_parent_fits({"single_parent": True, "guardians": [mother, father]}, context)]) == 1
    assert [*birth_is_the_mothers({"guardians": [mother, father]}, context)] == []
    assert len([*birth_is_the_mothers({"guardians": [a_guardian("father", "birth")]}, context)]) == 1


@pytest.mark.parametrize(
    ("last", "back", "complains"),
    [("2026-09-30", "2026-10-01", 0), ("2026-01-09", "2026-10-01", 1), ("2026-09-30", "2026-01-10", 1)],
)
def test_leave_is_in_order(last: str, back: str, complains: int) -> None:
    row = a_guardian("mother", "leave") | {"g_leave_to": last, "g_return": back}
    assert len([*leave_is_in_order({"guardians": [row]}, make.context())]) == complains


def test_no_facility_stands_twice() -> None:
    """Must catch: two choices of the same nursery, also where the town keeps no list and the name was typed."""
    rows = [{"facility": {"key": "", "name": name}} for name in ("みどり", "わかば", "みどり")]
    assert [*facilities_differ({"choices": rows[:2]}, make.context())] == []
    assert [each.question for each in facilities_differ({"choices": rows}, make.context())] == ["choices"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"child_birth": "2023-04-02", "start_month": "2026-07"}, "2歳児クラス（2026年度）"),
        ({"child_birth": "2023-04-01", "start_month": "2026-07"}, "3歳児クラス（2026年度）"),
        ({"child_birth": "2023-04-01", "start_date": "2027-04-01"}, "4歳児クラス（2027年度）"),
        ({"child_birth": "2023-04-01"}, None),
    ],
)
def test_the_class_is_foretold(answers: dict[str, str], told: str | None) -> None:
    lines = nursery_class_preview(answers, make.context())
    assert [str(line.text) for line in lines if line.emphasis] == ([told] if told else [])


@pytest.mark.parametrize(
    ("wanted", "born", "told"),
    [
        ("care", "2023-07-02", "2号（保育・満3歳以上）"),
        ("care", "2023-07-03", "3号（保育・満3歳未満）"),
        ("education", "2021-07-02", "1号（教育標準時間）"),
        ("both", "2021-07-02", "1号（教育標準時間）と2号（保育・満3歳以上）の両方"),
    ],
)
def test_the_kind_of_certificate_is_foretold(wanted: str, born: str, told: str) -> None:
    answers = {"want_care": wanted, "child_birth": born, "start_date": "2026-07-01"}
    assert [str(line.text) for line in certificate_kind_preview(answers, make.context())] == [told]


@pytest.mark.parametrize(
    ("hours", "limit", "told"),
    [
        (47.5, None, "月48時間より少ないと、就労の理由にはなりません。"),
        (60, None, "町が決める時間より少ないと、就労の理由にはなりません。担当へお問い合わせください。"),
        (64, None, None),
        (60, 60, None),
        (59.5, 60, "月60時間より少ないと、就労の理由にはなりません。"),
    ],
)
def test_too_few_hours_are_told_by_the_limit_of_the_town(
    hours: float, limit: int | None, told: str | None
) -> None:
    """48 to 64 hours a month, as each town sets it (子ども・子育て支援法施行規則1条の5第1号)."""
    row = a_guardian("mother", "work") | {"g_work_hours_month": hours}
    context = Context(date(2026, 5, 12), parameters={"monthly_work_hours": limit} if limit else {})
    lines = work_hours_preview({"guardians": [row, a_guardian("father", "work")]}, context)
    assert [str(line.text) for line in lines] == ([told] if told else [])


def test_papers_follow_from_the_reasons() -> None:
    """Must catch: the father's certificate asked of a father who is ill, or a paper for a reason nobody gave."""
    answers = {
        "want_care": "care",
        "guardians": [a_guardian("mother", "work", "birth"), a_guardian("father", "illness")],
    }
    journey = make.journey(CERTIFICATION, answers, "maeda_kaori")
    asked = {q.key for step in journey.all_steps for q in journey.asked(step) if q.kind == "photos"}
    assert asked == {"att_work_mother", "att_preg", "att_ill", "att_lookup"}
    later = {step.key for step in journey.all_steps if step.later}
    assert later == {"reason_papers", "lookup_papers"}


@pytest.mark.parametrize("key", ["household_changed", "health"])
def test_nothing_stands_beside_none(key: str) -> None:
    for chosen, complains in ((["none"], 0), (["birth"], 0), (["none", "birth"], 1)):
        assert len([*nothing_beside_none({key: chosen}, make.context())]) == complains
