"""Every term that a procedure may be prefilled from is known of somebody in the demonstration, and right."""

from typing import Any

import pytest

from app.prefill.facts import DID_NOT_ANSWER, Facts
from app.prefill.sandbox import SandboxRegister
from app.prefill.sources import Source
from app.prefill.terms import TERMS
from tests.prefill.make import HOUSEHOLDS, fact
from tests.prefill.test_protection import everybody


@pytest.fixture(scope="module")
def sandbox() -> SandboxRegister:
    return SandboxRegister(HOUSEHOLDS)


def test_every_term_is_known_of_somebody(sandbox: SandboxRegister) -> None:
    """Catches: a term that definitions ask for and no demonstration ever shows."""
    told = {term for key in everybody(sandbox) for term in sandbox.facts_about(key)}
    later = {term for term in TERMS if term.startswith(("previous.", "case."))}
    assert TERMS - told == later


@pytest.mark.parametrize(
    ("person", "term", "value"),
    [
        ("nishida_chihiro", "spouse.exists", True),
        ("nishida_chihiro", "spouse.given_name", "悠斗"),
        ("nishida_yuto", "spouse.given_name_kana", "チヒロ"),
        ("nishida_yuto", "spouse.date_of_birth", "1997-10-03"),
        ("maeda_kaori", "spouse.address.town", "港町"),
        ("ishii_misaki", "spouse.exists", False),
        ("hara_shizue", "household.moved_in_on", "2026-05-02"),
        ("hara_shizue", "person.moved_in_on", "2026-05-02"),
        ("hara_shizue", "person.planned_move_out_on", "2026-05-01"),
        ("hara_shizue", "person.previous_address.city", "かえで市"),
        ("hara_shizue", "person.has_moved_from_abroad", False),
        ("mori_ayaka", "person.has_moved_from_abroad", True),
        ("okamoto_takuya", "child_allowance.monthly_yen", 70000),
        ("okamoto_takuya", "child_allowance.donation", True),
        ("okamoto_takuya", "child_allowance.donation.scope", "part"),
        ("okamoto_takuya", "child_allowance.donation.amount_yen", 5000),
        ("okamoto_takuya", "child_allowance.pension_type", "employees"),
        ("ishii_misaki", "child_allowance.donation", False),
        ("ishii_misaki", "child_support.certificate_number", "0500014"),
        ("ishii_misaki", "child_support.recipient_kind", "mother"),
        ("ishii_misaki", "child_support.reason", "divorce"),
        ("ishii_misaki", "child_support.five_years_passed", True),
        ("ishii_misaki", "childcare.certificate_number", "0700014"),
        ("nakagawa_kiyo", "care.level", "care_2"),
        ("nakagawa_kiyo", "care.valid_to", "2026-06-30"),
        ("nakagawa_kiyo", "care.burden_ratio", 1),
        ("nakagawa_kiyo", "care.doctor_name.family_name", "三枝"),
        ("nakagawa_kiyo", "care.clinic_address.block", "77番地"),
        ("nakagawa_kiyo", "care.manager_name.given_name", "礼子"),
        ("nakagawa_kiyo", "care.office_number", "2071990010"),
        ("nakagawa_kiyo", "care.equipment_spent_yen", 32000),
        ("nakagawa_kiyo", "care.home_modification_spent_yen", 120000),
        ("nakagawa_kiyo", "care.high_cost_notice_number", "0026160001"),
        ("murakami_toshiko", "care.level", "support_1"),
        ("hasegawa_minoru", "care.has_limit_certificate", True),
        ("hasegawa_hatsu", "care.has_limit_certificate", False),
        ("hasegawa_hatsu", "care.place_now", "facility"),
        ("hasegawa_hatsu", "care.place_name", "特別養護老人ホームみどりの里"),
        ("hara_shizue", "care.certificates", ["insured", "eligibility"]),
        ("nishida_chihiro", "bank.public_account_registered", False),
        ("mori_ayaka", "house.kind", "flat_rented"),
        ("mori_ayaka", "house.floors", 5),
        ("mori_ayaka", "house.owner_kind", "landlord"),
    ],
)
def test_a_term_says_what_the_register_says(
    sandbox: SandboxRegister, person: str, term: str, value: Any
) -> None:
    """Catches: two terms exchanged, or one with the value of somebody else."""
    assert sandbox.facts_about(person).value_of(term) == value


@pytest.mark.parametrize(
    ("person", "term"),
    [
        ("okamoto_miho", "child_allowance.bank_account"),
        ("nakagawa_koichi", "care.level"),
        ("nakagawa_koichi", "care.bank_account"),
        ("nishida_chihiro", "spouse.address.town"),
        ("inoue_fumi", "spouse.exists"),
        ("mizuno_yoko", "person.moved_in_on"),
        ("shimizu_kazuya", "child_allowance.recipient_number"),
    ],
)
def test_a_term_is_missing_where_there_is_nothing_to_say(
    sandbox: SandboxRegister, person: str, term: str
) -> None:
    """Catches: the account of a husband offered to his wife; no spouse in the household taken for none at all."""
    assert term not in sandbox.facts_about(person)


def rows(sandbox: SandboxRegister, person: str, term: str) -> list[dict[str, Any]]:
    value = sandbox.facts_about(person).value_of(term)
    assert isinstance(value, list)
    return [dict(each) for each in value if isinstance(each, dict)]


def test_an_account_is_told_with_all_its_parts(sandbox: SandboxRegister) -> None:
    accounts = [
        sandbox.facts_about(person).value_of(term)
        for person, term in [
            ("okamoto_takuya", "child_allowance.bank_account"),
            ("nakagawa_kiyo", "care.bank_account"),
        ]
    ]
    assert accounts[0] == {
        "bank_code": "0143",
        "bank_name": "八十二長野",
        "branch_code": "211",
        "branch_name": "長野",
        "account_type": "ordinary",
        "number": "0000013",
        "holder_kana": "オカモト タクヤ",
    }
    assert isinstance(accounts[1], dict)
    assert accounts[1]["holder_kana"] == "ナカガワ キヨ"


def test_a_fee_that_is_withheld_names_its_child(sandbox: SandboxRegister) -> None:
    assert rows(sandbox, "okamoto_takuya", "child_allowance.withholdings") == [
        {
            "key": "lunch_asahi",
            "child": "okamoto_asahi",
            "fee_kind": "school_lunch",
            "school": "みどり野小学校",
        },
        {
            "key": "club_mei",
            "child": "okamoto_mei",
            "fee_kind": "after_school",
            "school": "東山学童クラブ",
            "amount": 6000,
        },
    ]


def test_an_enrolled_child_comes_with_its_facility(sandbox: SandboxRegister) -> None:
    (child,) = rows(sandbox, "maeda_kaori", "childcare.enrolled")
    told = {"facility_name", "class_name", "certificate_kind", "valid_to", "care_need"}
    assert [child[part] for part in sorted(told)] == [
        "short",
        "3",
        "2歳児クラス",
        "みどり野保育園",
        "2026-07-22",
    ]
    assert (child["key"], child["relationship_to_applicant"]) == ("maeda_ichika", "child")


def test_a_parent_comes_with_the_work_certified_last(sandbox: SandboxRegister) -> None:
    """As 就労証明書 said, with the leave of who is on it."""
    (working,) = rows(sandbox, "ishii_misaki", "childcare.parents")
    assert (working["on_leave"], "leave_from" in working) == (False, False)
    assert rows(sandbox, "maeda_kaori", "childcare.parents") == [
        {
            "key": "maeda_kaori",
            "employer_name": "中央クリニック",
            "employer_phone": "0261-00-1501",
            "monthly_hours": 80,
            "work_days": ["mon", "wed", "fri"],
            "work_time": {"from": "09:00", "to": "15:30"},
            "on_leave": True,
            "leave_from": "2025-11-11",
            "leave_to": "2026-09-14",
            "returns_on": "2026-09-15",
        }
    ]


def test_a_child_of_the_support_ledger_is_told_with_its_relation(sandbox: SandboxRegister) -> None:
    children = rows(sandbox, "ishii_misaki", "child_support.children")
    assert [(each["key"], each["cohabit"]) for each in children] == [
        ("ishii_kotone", "together"),
        ("ishii_ao", "together"),
    ]


def test_a_son_finds_his_mother_among_the_insured_and_nothing_of_her_money(sandbox: SandboxRegister) -> None:
    """Catches: a form that only the insured person could fill in; her share or account told to her son."""
    (mother,) = rows(sandbox, "nakagawa_koichi", "care.insured_people")
    assert (mother["key"], mother["relationship_to_applicant"]) == ("nakagawa_kiyo", "parent")
    assert (mother["insured_number"], mother["level"]) == ("0000002702", "care_2")
    assert mother["doctor_name"] == {"family_name": "三枝", "given_name": "直人"}
    assert mother["address"]["town"] == "大字葛原"
    money = ("yen", "bank", "ratio", "notice", "certificate")
    assert not [part for part in mother if any(word in part for word in money)]


def test_oneself_stands_first_among_the_insured(sandbox: SandboxRegister) -> None:
    for person, order in (
        ("hasegawa_hatsu", ["hasegawa_hatsu", "hasegawa_minoru"]),
        ("hasegawa_minoru", ["hasegawa_minoru", "hasegawa_hatsu"]),
    ):
        assert [row["key"] for row in rows(sandbox, person, "care.insured_people")] == order


@pytest.mark.parametrize(
    ("person", "term", "source"),
    [
        ("ishii_misaki", "child_support.reason", Source.CHILD_SUPPORT_LEDGER),
        ("ishii_misaki", "childcare.enrolled", Source.CHILDCARE_LEDGER),
        ("nakagawa_kiyo", "care.level", Source.CARE_LEDGER),
        ("nakagawa_kiyo", "bank.public_account_registered", Source.PUBLIC_ACCOUNTS),
        ("mori_ayaka", "house.kind", Source.PROPERTY_LEDGER),
        ("nishida_yuto", "spouse.family_name", Source.RESIDENT_REGISTER),
    ],
)
def test_a_term_says_which_record_it_is_from(
    sandbox: SandboxRegister, person: str, term: str, source: Source
) -> None:
    assert sandbox.facts_about(person)[term].source is source


def test_what_another_record_adds_leaves_an_outage_an_outage() -> None:
    """Catches: a register that is down taken for one that knows nobody, because something else answered."""
    more = Facts({"previous.phone": fact("0261-00-0001", Source.PREVIOUS_APPLICATION)})
    both = DID_NOT_ANSWER.beside(more)
    assert both.unavailable
    assert both.value_of("previous.phone") == "0261-00-0001"
    older = Facts({"previous.phone": fact("0261-00-0002")})
    assert older.beside(more).value_of("previous.phone") == "0261-00-0002"


def test_who_is_on_their_way_is_known_by_the_notice_of_the_town_before(sandbox: SandboxRegister) -> None:
    """転出証明書情報. Must catch: what is only announced called a record of residents."""
    known = sandbox.facts_about("arai_miho")
    for term in ("person.family_name", "person.address.town", "person.moved_in_on", "household.members"):
        assert known[term].source is Source.MOVING_NOTICE, term
    assert known.value_of("person.previous_address.city") == "かえで市"
    assert [row["relation_to_head"] for row in rows(sandbox, "arai_miho", "household.members")] == [
        "head",
        "spouse",
        "child",
        "parent",
    ]


def test_a_mother_comes_with_what_the_town_before_had_certified(sandbox: SandboxRegister) -> None:
    mother = rows(sandbox, "arai_daichi", "care.insured_people")[0]
    assert {name: value for name, value in mother.items() if name.startswith("former_")} == {
        "former_city": "新潟県かえで市",
        "former_insurer_number": "152991",
        "former_insured_number": "0000015904",
        "former_level": "care_2",
        "former_valid_from": "2025-12-01",
        "former_valid_to": "2026-11-30",
    }
