"""Rules of 児童扶養手当, and what somebody reads who only sends the report ahead."""

from dataclasses import replace
from datetime import date

import pytest

from app.applications.accepting import closed_reason
from app.municipality.offering import AcceptingPeriod
from app.procedures.rules.child_support import visit_can_be_kept
from tests import make

KEY = "child_support_allowance_status_report_pre"


@pytest.mark.parametrize(
    ("today", "visit", "complains"),
    [
        (date(2026, 8, 3), "2026-08-04", True),  # the next day
        (date(2026, 8, 3), "2026-08-05", False),
        (date(2026, 8, 3), "2026-08-08", True),  # a Saturday
        (date(2026, 8, 3), "2026-08-11", True),  # 山の日
        (date(2026, 8, 3), "2026-08-31", False),  # a Monday
        (date(2026, 8, 3), "2026-09-01", True),
        (date(2025, 8, 4), "2025-09-01", False),  # 31 August 2025 was a Sunday
        (date(2025, 8, 4), "2025-09-02", True),
    ],
)
def test_the_day_of_the_interview(today: date, visit: str, complains: bool) -> None:
    """Must catch: a closed day, a day too soon to prepare, or one after the last day of the report."""
    context = replace(make.context(), today=today)
    assert bool([*visit_can_be_kept({"visit_reserve": visit}, context)]) is complains


@pytest.mark.parametrize(
    ("person", "answers", "stop"),
    [
        ("ishii_misaki", {}, None),
        ("nishida_yuto", {}, "no_recipient"),
        ("aoki_rina", {}, None),
        ("aoki_rina", {"is_recipient": False}, "not_the_recipient"),
        ("aoki_rina", {"is_recipient": True}, None),
    ],
)
def test_only_recipients_send_it(person: str, answers: dict[str, bool], stop: str | None) -> None:
    """Must catch: somebody else sending it, or the silence of the register taken for an answer."""
    found = make.journey(KEY, answers, person).stop
    assert (found.key if found else None) == stop


def test_whom_the_register_knows_is_not_asked_who_they_are() -> None:
    asked = [
        question.key for question in make.journey(KEY, {}, "ishii_misaki").asked(make.catalog()[KEY].steps[0])
    ]
    assert asked == ["ack_not_complete"]


def test_it_says_that_it_is_not_complete_wherever_it_can() -> None:
    """Must catch: a resident who sends it and stays at home. The purpose of use stands on the receipt."""
    procedure = make.catalog()[KEY]
    assert "送っただけでは届出は終わりません" in procedure.summary.ja
    assert "送っただけでは届出は終わりません" in procedure.purpose_of_use.ja
    assert "面談" in procedure.purpose_of_use.ja
    assert "面談" in str(procedure.outcome.acknowledged) or "事前送信" in str(procedure.outcome.acknowledged)
    first, *_ = procedure.steps
    acknowledged = next(q for q in first.questions if q.key == "ack_not_complete")
    assert acknowledged.kind == "statement"
    assert acknowledged.required


def test_the_town_closes_it_outside_august() -> None:
    """閉庁日: where the 31st is a Sunday, the town writes the next open day as the last one."""
    town = make.a_town(KEY, accepting=AcceptingPeriod(begins_on=date(2025, 8, 1), ends_on=date(2025, 9, 1)))
    days = (date(2025, 7, 31), date(2025, 8, 1), date(2025, 9, 1), date(2025, 9, 2))
    assert [closed_reason(town, KEY, day) is None for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("today", "again"), [(date(2026, 8, 20), True), (date(2027, 8, 1), False)], ids=["this-year", "next-year"]
)
def test_one_report_a_year(today: date, again: bool) -> None:
    this = make.journey(KEY, person="ishii_misaki", today=date(2026, 8, 3)).facts["child_support_year"]
    that = make.journey(KEY, person="ishii_misaki", today=today).facts["child_support_year"]
    assert (this == that) is again
