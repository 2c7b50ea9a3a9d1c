"""How the town does it for somebody already is offered; money and places to nobody who need not know."""

import json
from pathlib import Path
from typing import Any

from app.prefill.sandbox import SandboxRegister
from tests.prefill.make import account, care, household, person, register

MONEY = {"bank_account": account(), "high_cost_from": "2026-01"}


def _row(tmp_path: Path, home: dict[str, Any], of: str = "mother", who: str = "head") -> dict[str, Any]:
    path = tmp_path / "households.yaml"
    path.write_text(json.dumps(register(home), default=str), encoding="utf-8")
    rows = SandboxRegister(path).facts_about(who).value_of("care.insured_people")
    assert isinstance(rows, list)
    return next(row for row in rows if isinstance(row, dict) and row["key"] == of)


def _mother(relationship: str = "母", **entry: Any) -> dict[str, Any]:
    return person("mother", relationship_to_head=relationship, care={**care(), **entry})


def test_a_relative_of_the_same_home_files_as_one(tmp_path: Path) -> None:
    row = _row(tmp_path, household("home", person("head", family_name="山", given_name="一"), _mother()))
    assert row["filer_kind"] == "family_together"
    assert row["filer"] == {"family_name": "山", "given_name": "一"}
    assert row["filer_attends"] is True


def test_husband_and_wife_file_for_each_other(tmp_path: Path) -> None:
    row = _row(tmp_path, household("home", person("head"), _mother("妻")))
    assert row["filer_kind"] == "spouse"


def test_of_whoever_only_lives_there_nothing_is_guessed(tmp_path: Path) -> None:
    """Must catch: a lodger who is taken for a relative."""
    row = _row(tmp_path, household("home", person("head"), _mother("同居人")))
    assert "filer_kind" not in row


def test_whoever_files_for_themselves_is_nobody_else(tmp_path: Path) -> None:
    row = _row(tmp_path, household("home", person("head", care=care())), of="head")
    assert not {"filer", "filer_kind", "filer_attends"} & {*row}


def test_money_is_told_to_nobody_they_live_with(tmp_path: Path) -> None:
    """Must catch: a son who learns that there is an account, and from when on money comes back."""
    home = household("home", person("head"), _mother(**MONEY))
    assert not {"bank_mode", "high_cost_from"} & {*_row(tmp_path, home)}
    own = _row(tmp_path, home, who="mother")
    assert (own["bank_mode"], own["high_cost_from"]) == ("current", "2026-01")


def test_letters_go_where_the_town_sends_them(tmp_path: Path) -> None:
    row = _row(tmp_path, household("home", person("head"), _mother(letters_elsewhere=True)))
    assert (row["letters"], row["delivery"]) == ("on_record", "post_elsewhere")
    row = _row(tmp_path, household("home", person("head"), _mother()))
    assert (row["letters"], row["delivery"]) == ("registered", "post")


def test_under_protection_nothing_of_it_is_told(tmp_path: Path) -> None:
    home = household(
        "home", person("head", care={**care(), **MONEY, "letters_elsewhere": True}), protected=True
    )
    told = {"letters", "delivery", "bank_mode", "high_cost_from", "admitted_on"}
    assert not told & {*_row(tmp_path, home, of="head")}


def test_that_nothing_was_bought_is_told_only_where_it_is_known(tmp_path: Path) -> None:
    for kinds, told in (([], "no"), (["腰掛便座"], None), (None, None)):
        row = _row(tmp_path, household("home", person("head"), _mother(equipment_kinds=kinds)))
        assert row.get("bought_before") == told
