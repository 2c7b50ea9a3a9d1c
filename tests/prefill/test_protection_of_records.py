"""What the offices' ledgers know is no way around the protection (DV等支援措置)."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.prefill.facts import Facts
from tests.prefill.make import account, care, household, person, sandbox

# Whatever of this is told to the wrong person helps them to find somebody.
WHEREABOUTS = ("隠れ", "0261-00-90", "かくれ", "9990000")
SHELTER = {
    "postcode": "9990000",
    "prefecture": "長野県",
    "city": "若葉郡みどり野町",
    "town": "隠れ町",
    "block": "1番地",
}


def everything(**changes: Any) -> dict[str, Any]:
    """A mother of whom every ledger knows something that tells where she is."""
    return person(
        "mother",
        address=SHELTER,
        moved_in={"day": "2026-05-01", "previous": {**SHELTER, "town": "隠れていた町"}},
        public_account_registered=True,
        child_allowance={
            "recipient_number": "0001",
            "children": [{"person": "child"}],
            "bank_account": account(),
            "withholdings": [
                {"key": "lunch", "child": "child", "fee_kind": "school_lunch", "school": "隠れ小学校"}
            ],
            "monthly_yen": 10000,
        },
        child_support={
            "certificate_number": "0002",
            "recipient_kind": "mother",
            "reason": "protection_order",
            "children": [{"person": "child"}],
        },
        childcare={"certificate_number": "0003", "enrolled": [enrolled("child")]},
        care=care(),
        **changes,
    )


def enrolled(child: str) -> dict[str, Any]:
    return {
        "person": child,
        "facility_name": "隠れ保育園",
        "certificate_kind": "2",
        "valid_to": "2027-03-31",
        "care_need": "short",
    }


def child(**changes: Any) -> dict[str, Any]:
    return person(
        "child",
        relationship_to_head="子",
        date_of_birth="2020-01-01",
        address=SHELTER,
        care=care(),
        **changes,
    )


LATE = {
    "family_name": "亡",
    "given_name": "父",
    "family_name_kana": "ナキ",
    "given_name_kana": "チチ",
    "date_of_birth": "1980-01-01",
    "died_on": "2026-04-20",
    "relationship_to_head": "夫",
    "address": SHELTER,
    "health_insurance": "national",
    "care": {"insured_number": "0000000009"},
    "owned_property": ["land"],
}
HOUSE = {"kind": "flat_rented", "structure": "wood", "floors": 2, "owner_kind": "landlord"}


def only_row(facts: Facts, term: str) -> dict[str, Any]:
    rows = facts.value_of(term)
    assert isinstance(rows, list)
    (row,) = rows
    assert isinstance(row, dict)
    return dict(row)


def told(facts: Facts) -> str:
    return json.dumps(facts.as_json(), ensure_ascii=False)


def test_without_protection_all_of_it_is_told(tmp_path: Path) -> None:
    """Or the tests below would find nothing because nothing was there."""
    register = sandbox(tmp_path, household("home", everything(), child(), house=HOUSE, deceased=LATE))
    assert all(word in told(register.facts_about("mother")) for word in ("隠れ町", "隠れ店", "隠れ小学校"))
    assert "隠れ保育園" in told(register.facts_about("mother"))
    assert "隠れていた町" in told(register.facts_about("mother"))
    assert register.facts_about("mother").value_of("deceased.died_on") == "2026-04-20"


@pytest.mark.parametrize("who", ["mother", "child"])
def test_no_ledger_tells_where_a_protected_person_is(tmp_path: Path, who: str) -> None:
    """I-40c. Catches: the branch of a bank, a day nursery, a doctor or the town one came from, shown on a page."""
    register = sandbox(
        tmp_path, household("home", everything(), child(), protected=True, house=HOUSE, deceased=LATE)
    )
    facts = register.facts_about(who)
    assert not [word for word in WHEREABOUTS if word in told(facts)]
    hidden = ("person.address", "person.previous", "person.moved", "person.planned", "household", "house.")
    assert not [term for term in facts if term.startswith((*hidden, "spouse", "deceased"))]


def test_a_protected_person_still_need_not_copy_their_own_numbers(tmp_path: Path) -> None:
    """I-40c. Catches: a row about oneself that says what the page itself hides; or nothing told at all."""
    register = sandbox(tmp_path, household("home", everything(), child(), protected=True))
    facts = register.facts_about("mother")
    assert facts.value_of("child_support.certificate_number") == "0002"
    assert facts.value_of("childcare.certificate_number") == "0003"
    assert facts.value_of("care.insured_number") == "0000000001"
    assert facts.value_of("care.level") == "care_2"
    assert facts.value_of("child_allowance.monthly_yen") == 10000
    assert not {
        "child_support.reason",
        "child_support.children",
        "childcare.enrolled",
        "childcare.parents",
    } & set(facts)
    row = only_row(facts, "care.insured_people")
    assert row["key"] == "mother"
    assert not {"address", "clinic_name", "office_name", "place_name", "doctor_name"} & set(row)


def father(**changes: Any) -> dict[str, Any]:
    return person("father", sex="male", **changes)


def test_the_ledgers_of_the_other_parent_do_not_tell_where_the_child_is(tmp_path: Path) -> None:
    """I-40c. Catches: the school whose lunch he pays for, or a day nursery, read by whom they fled from."""
    left = father(
        child_allowance={
            "recipient_number": "0009",
            "children": [{"person": "child"}],
            "students": [{"person": "mother", "occupation": "学生", "school": "隠れ大学"}],
            "withholdings": [
                {"key": "lunch", "child": "child", "fee_kind": "school_lunch", "school": "隠れ小学校"}
            ],
        },
        childcare={
            "certificate_number": "0003",
            "enrolled": [enrolled("child")],
            "parents": [
                {"person": "father", "employer_name": "父の会社"},
                {"person": "mother", "employer_name": "隠れ商店"},
            ],
        },
        child_support={
            "certificate_number": "0002",
            "recipient_kind": "father",
            "reason": "divorce",
            "children": [{"person": "child"}],
        },
    )
    homes = household("home", everything(), child(), protected=True), household("left", left)
    facts = sandbox(tmp_path, *homes).facts_about("father")
    assert not [word for word in WHEREABOUTS if word in told(facts)]
    assert facts.value_of("child_allowance.withholdings") == []
    assert only_row(facts, "childcare.parents")["employer_name"] == "父の会社"
    row = only_row(facts, "childcare.enrolled")
    assert not {"facility_name", "class_name", "cohabit", "address"} & set(row)


@pytest.mark.parametrize("protected", ["hers", "his", "both"])
def test_a_spouse_is_never_told_across_protection(tmp_path: Path, protected: str) -> None:
    """I-40c. Catches: "you have a spouse", with a name that was changed, or an address."""
    register = sandbox(
        tmp_path,
        household("home", everything(spouse="father"), child(), protected=protected in ("hers", "both")),
        household("left", father(spouse="mother"), protected=protected in ("his", "both")),
    )
    for who in ("mother", "father"):
        assert register.facts_about(who).under("spouse") == {}, who


def test_the_wife_of_a_protected_household_is_not_told_who_her_husband_is(tmp_path: Path) -> None:
    couple = (father(), person("wife", relationship_to_head="妻"))
    assert sandbox(tmp_path, household("home", *couple)).facts_about("wife").value_of("spouse.exists") is True
    hidden = sandbox(tmp_path, household("home", *couple, protected=True))
    assert hidden.facts_about("wife").under("spouse") == {}


def test_nobody_of_another_household_is_among_the_insured(tmp_path: Path) -> None:
    """Catches: care of a neighbour, or of a mother who lives elsewhere, offered to whoever asks."""
    register = sandbox(
        tmp_path, household("one", person("son")), household("two", person("neighbour", care=care()))
    )
    assert "care.insured_people" not in register.facts_about("son")
    assert "隠れ" not in told(register.facts_about("son"))
