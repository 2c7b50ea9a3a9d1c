"""Notices of 児童手当 that contradict themselves."""

from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.named import CHECKS, PREVIEWS
from tests.procedures.rules.families import MAY

OLD, NEW = {"family": "旧姓", "given": "花"}, {"family": "新姓", "given": "花"}


def complains(name: str, **answers: Any) -> list[str]:
    return [complaint.question for complaint in CHECKS[name](answers, Context(MAY))]


def test_a_change_changes_something() -> None:
    assert complains("name_has_changed", old_name=OLD, new_name=OLD) == ["old_name"]
    assert complains("name_has_changed", old_name=OLD, new_name=NEW) == []
    assert complains("name_has_changed") == complains("address_has_changed") == []
    here, there = {"town": "甲"}, {"town": "乙"}
    assert complains("address_has_changed", old_address=here, new_address=here) == ["old_address"]
    assert complains("address_has_changed", old_address=here, new_address=there) == []


def test_a_character_written_otherwise_is_a_change() -> None:
    """Must catch: 高橋 becoming 髙橋 taken for nothing."""
    before, after = {"family": "高橋", "given": "花"}, {"family": "髙橋", "given": "花"}
    assert complains("name_has_changed", old_name=before, new_name=after) == []


@pytest.mark.parametrize(
    ("reason", "day", "found"),
    [
        ("care_ended", "2026-05-12", []),
        ("care_ended", "2026-05-13", ["term_date"]),
        ("moved_out", "2026-06-30", []),
        ("abroad", "2026-06-30", []),
        ("public_servant", "2026-06-01", []),
        ("death", "2026-05-13", ["term_date"]),
    ],
)
def test_only_what_is_planned_may_be_told_beforehand(reason: str, day: str, found: list[str]) -> None:
    assert complains("the_end_has_come", term_reason=reason, term_date=day) == found


@pytest.mark.parametrize(
    ("left", "found"),
    [("2023-05-12", False), ("2023-05-11", True), ("2025-08-01", False), (None, False)],
)
@pytest.mark.parametrize("group", ["inc_children", "children", "current_children", "changed_children"])
def test_studies_abroad_count_for_three_years(group: str, left: str | None, found: bool) -> None:
    """Must catch: three years counted from the birthday rule, a day short."""
    rows = [{"child_overseas_from": left}]
    assert complains("studies_abroad_in_time", **{group: rows}) == ([group] if found else [])


@pytest.mark.parametrize(
    ("born", "died", "fits"),
    [
        ("2008-04-02", "2026-05-01", True),
        ("2008-04-01", "2026-05-01", False),
        ("2008-04-01", "2026-03-31", True),
        ("2026-05-02", "2026-05-01", False),
        ("2020-01-01", "2026-05-01", True),
    ],
)
def test_only_a_child_who_was_paid_for_claims_what_is_unpaid(born: str, died: str, fits: bool) -> None:
    """Must catch: a child past the school year of 18, and one born after the death."""
    found = complains("claimant_was_paid_for", claimant_child_birth=born, death_date=died)
    assert found == ([] if fits else ["claimant_child_birth"])


@pytest.mark.parametrize(
    ("changes", "cutoff_day", "told"),
    [
        (["bank"], 20, ["2026年6月の支払いから", "令和8年(2026年)5月20日(水)まで"]),
        (["pension", "bank"], 11, ["2026年8月の支払いから", "令和8年(2026年)7月11日(土)まで"]),
        (["bank"], None, []),
        (["pension"], 20, []),
    ],
)
def test_when_a_new_account_counts_is_told_where_the_town_has_said_so(
    changes: list[str], cutoff_day: int | None, told: list[str]
) -> None:
    """Must catch: a day nobody in town has confirmed, or words about an account to somebody who keeps theirs."""
    context = Context(MAY, parameters={"account_change_cutoff_day": cutoff_day} if cutoff_day else {})
    lines = PREVIEWS["new_account_preview"]({"change_kinds": changes}, context)
    assert [str(line.text) for line in lines] == told
