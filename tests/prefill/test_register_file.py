"""The file of invented people, and what is said when something in it is wrong."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.prefill.register_file import RegisterFileError, read_register
from tests.prefill.make import household, person, register


def refused(tmp_path: Path, data: dict[str, Any]) -> str:
    path = tmp_path / "households.yaml"
    path.write_text(json.dumps(data, default=str), encoding="utf-8")
    with pytest.raises(RegisterFileError) as caught:
        read_register(path)
    return str(caught.value)


def test_a_real_looking_mail_address_is_refused(tmp_path: Path) -> None:
    """Catches: a demonstration that sends its notices to somebody's mailbox."""
    said = refused(tmp_path, register(household("a", person("one", email="hanako@gmail.com"))))
    assert "households.0.persons.0.email" in said


@pytest.mark.parametrize("heads", [0, 2])
def test_a_household_has_exactly_one_head(tmp_path: Path, heads: int) -> None:
    roles = ["世帯主"] * heads + ["子"] * (2 - heads)
    people = [person(f"p{place}", relationship_to_head=role) for place, role in enumerate(roles)]
    assert "世帯主を1人だけ" in refused(tmp_path, register(household("a", *people)))


def test_two_people_cannot_have_one_key(tmp_path: Path) -> None:
    """Catches: the second person signing in as the first."""
    said = refused(tmp_path, register(household("a", person("one")), household("b", person("one"))))
    assert "key「one」の人が2人" in said


def test_a_ledger_counts_only_people_who_exist(tmp_path: Path) -> None:
    ledger = {"recipient_number": "0001", "children": [{"person": "ghost"}]}
    assert "「ghost」という人はいません" in refused(
        tmp_path, register(household("a", person("one", child_allowance=ledger)))
    )


def test_nobody_is_born_after_the_register_was_copied(tmp_path: Path) -> None:
    said = refused(tmp_path, register(household("a", person("one", date_of_birth=date(2026, 5, 12)))))
    assert "生年月日" in said


def test_a_misspelt_field_is_refused_with_its_place(tmp_path: Path) -> None:
    said = refused(tmp_path, register(household("a", person("one", telephone="0261-00-0001"))))
    assert "households.0.persons.0.telephone: この名前の項目はありません" in said


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(RegisterFileError, match="読めません"):
        read_register(tmp_path / "nowhere.yaml")
