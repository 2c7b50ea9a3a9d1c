"""Whom somebody is told of who asks for another's care: a spouse who lives with them, nobody elsewhere."""

import json
from pathlib import Path
from typing import Any

from app.prefill.sandbox import SandboxRegister
from tests.prefill.make import care, household, person, register


def _rows(tmp_path: Path, *households: dict[str, Any], who: str = "head") -> dict[str, dict[str, Any]]:
    path = tmp_path / "households.yaml"
    path.write_text(json.dumps(register(*households), default=str), encoding="utf-8")
    rows = SandboxRegister(path).facts_about(who).value_of("care.insured_people")
    assert isinstance(rows, list)
    return {str(row["key"]): row for row in rows if isinstance(row, dict)}


def test_a_couple_under_one_roof_is_told_of(tmp_path: Path) -> None:
    wife = person("wife", relationship_to_head="妻", given_name="初")
    row = _rows(tmp_path, household("home", person("head", care=care()), wife))["head"]
    assert row["spouse_standing"] == "yes"
    assert row["spouse"]["given_name"] == "初"
    assert row["spouse_address"]["town"] == "大字中央"
    assert "sex" not in row["spouse"]


def test_whoever_is_known_to_be_alone_is_told_so(tmp_path: Path) -> None:
    rows = _rows(tmp_path, household("home", person("head", care=care(), spouse=False)))
    assert rows["head"]["spouse_standing"] == "no"
    assert "spouse" not in rows["head"]


def test_a_spouse_elsewhere_is_not_told_to_those_at_home(tmp_path: Path) -> None:
    """Must catch: where somebody lives, learnt by asking for the care of whom they left."""
    home = household("home", person("head", care=care(), spouse="gone"))
    away = household("away", person("gone", spouse="head"))
    row = _rows(tmp_path, home, away)["head"]
    assert not [name for name in row if name.startswith("spouse")]


def test_only_ones_own_telephone_is_told(tmp_path: Path) -> None:
    """Must catch: the number of a grown child or a spouse, read from their earlier applications."""
    path = tmp_path / "households.yaml"
    home = household(
        "home",
        person("head", phone="090-0000-0001"),
        person("wife", relationship_to_head="妻", phone="090-0000-0002"),
    )
    path.write_text(json.dumps(register(home), default=str), encoding="utf-8")
    members = SandboxRegister(path).facts_about("head").value_of("household.members")
    assert isinstance(members, list)
    assert [each.get("phone") for each in members if isinstance(each, dict)] == ["090-0000-0001", None]
