"""The file of invented people, and what is said when something in it is wrong."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.prefill.register_file import RegisterFileError, read_register
from tests.prefill.make import account, care, household, person, register


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


def test_after_the_death_of_the_head_there_may_be_none(tmp_path: Path) -> None:
    """世帯主変更届 says who comes after. Must catch: two heads because one of them has died."""
    late = {
        **dict.fromkeys(("family_name", "given_name"), "見本"),
        **dict.fromkeys(("family_name_kana", "given_name_kana"), "ミホン"),
        "date_of_birth": "1950-01-01",
        "died_on": "2026-05-01",
        "relationship_to_head": "世帯主",
    }
    left = household("a", person("one", relationship_to_head="妻"), deceased=late)
    path = tmp_path / "households.yaml"
    path.write_text(json.dumps(register(left), default=str), encoding="utf-8")
    assert read_register(path).households[0].deceased is not None
    wife = {**late, "relationship_to_head": "妻"}
    assert "世帯主を1人だけ" in refused(tmp_path, register({**left, "deceased": wife}))
    heads = [person(f"p{place}") for place in range(2)]
    assert "世帯主を1人だけ" in refused(tmp_path, register(household("a", *heads, deceased=late)))


def test_whoever_is_on_their_way_comes_from_somewhere(tmp_path: Path) -> None:
    assert "全員に moved_in" in refused(tmp_path, register(household("a", person("one"), expected=True)))


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


def with_ledger(name: str, **ledger: Any) -> dict[str, Any]:
    return register(household("a", person("one", **{name: ledger})))


SUPPORT = {"certificate_number": "0001", "recipient_kind": "mother", "reason": "divorce"}
PLACE = {"person": "one", "facility_name": "見本園", "certificate_kind": "2", "valid_to": "2027-03-31"}
ALLOWANCE = {"recipient_number": "0001", "children": [{"person": "one"}]}
FEE = {"key": "lunch", "child": "one", "fee_kind": "school_lunch", "school": "見本小学校"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_ledger("care", **care(insured_number="12345")), "care.insured_number: 半角の数字10けた"),
        (with_ledger("care", **care(valid_to=None)), "level・valid_from・valid_to は、3つとも"),
        (with_ledger("care", **care(valid_to="2025-06-30")), "valid_to は、valid_from より後の日付"),
        (with_ledger("care", **care(place_now="home")), "place_now が home でないときだけ"),
        (with_ledger("care", **care(burden_ratio=4)), "care.burden_ratio: 3 以下の数"),
        (with_ledger("care", **care(level="care_9")), "care.level: 次のどれかを書いてください"),
        (with_ledger("child_support", **SUPPORT, children=[]), "children: 1つ以上"),
        (
            with_ledger("child_support", **SUPPORT, children=[{"person": "ghost"}]),
            "「ghost」という人はいません",
        ),
        (
            with_ledger("childcare", certificate_number="0001", enrolled=[PLACE]),
            "care_need は、certificate_kind が 2 か 3",
        ),
        (
            with_ledger(
                "childcare",
                certificate_number="0001",
                enrolled=[{**PLACE, "care_need": "short", "person": "ghost"}],
            ),
            "「ghost」という人はいません",
        ),
        (with_ledger("child_allowance", **ALLOWANCE, donation={"scope": "part"}), "scope が part のときだけ"),
        (
            with_ledger("child_allowance", **ALLOWANCE, donation={"scope": "all", "amount_yen": 1}),
            "scope が part のときだけ",
        ),
        (
            with_ledger("child_allowance", **ALLOWANCE, withholdings=[{**FEE, "child": "ghost"}]),
            "「ghost」が children にいません",
        ),
        (with_ledger("child_allowance", **ALLOWANCE, withholdings=[FEE, FEE]), "key が重なっています"),
        (
            with_ledger("child_allowance", **ALLOWANCE, bank_account=account(number="123")),
            "number: 半角の数字7けた",
        ),
        (with_ledger("moved_in", day="2026-05-12"), "one の転入日が as_of より後"),
        (with_ledger("moved_in"), "moved_in.day: この項目を書いてください"),
    ],
)
def test_a_wrong_entry_of_a_ledger_is_refused_in_words(
    tmp_path: Path, data: dict[str, Any], said: str
) -> None:
    """Must catch: an entry that no form could take, or one that tells of nobody."""
    assert said in refused(tmp_path, data)


@pytest.mark.parametrize(("hers", "his"), [("ghost", None), ("her", None), ("him", None), ("him", "other")])
def test_a_couple_names_each_other(tmp_path: Path, hers: str, his: str | None) -> None:
    """Must catch: somebody's spouse told to a third person."""
    people = (person("her", spouse=hers), person("him", spouse=his), person("other"))
    said = refused(tmp_path, register(*(household(each["key"], each) for each in people)))
    assert "spouse に" in said


def test_a_house_is_refused_in_words(tmp_path: Path) -> None:
    house = {"kind": "tent", "structure": "wood", "floors": 0, "owner_kind": "self"}
    said = refused(tmp_path, register(household("a", person("one"), house=house)))
    assert "house.kind: 次のどれか" in said
    assert "house.floors: 1 以上の数" in said
