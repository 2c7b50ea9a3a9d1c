"""Somebody of the household has died: what those who are left may be told, and what a case keeps of it."""

import pytest

from app.prefill.sandbox import SandboxRegister
from app.procedures.needs import families_of
from tests import make
from tests.prefill.make import HOUSEHOLDS


@pytest.fixture(scope="module")
def sandbox() -> SandboxRegister:
    return SandboxRegister(HOUSEHOLDS)


def test_who_is_left_is_told_of_who_has_died_whatever_record_has_it(sandbox: SandboxRegister) -> None:
    """Must catch: somebody living told of as dead; 同居 or the head's place taken from the day of today."""
    known = sandbox.facts_about("miyashita_wataru")
    told = known.under("deceased")
    address = {part: told.pop(f"address.{part}", None) for part in ("town", "block")}
    assert address == {"town": "大字南町", "block": "31番地2"}
    assert {name: value for name, value in told.items() if not name.startswith("address.")} == {
        "family_name": "宮下",
        "given_name": "浩",
        "family_name_kana": "ミヤシタ",
        "given_name_kana": "ヒロシ",
        "date_of_birth": "1960-01-20",
        "died_on": "2026-05-02",
        "lived_together": True,
        "was_head": True,
        "relationship_to_applicant": "parent",
        "survivors": [
            {"key": "miyashita_naomi", "deceased_kin": "spouse"},
            {"key": "miyashita_wataru", "deceased_kin": "child"},
            {"key": "miyashita_uta", "deceased_kin": "child"},
        ],
    }
    assert known.under("deceased_care") == {
        "insured_number": "0000003600",
        "certificates": ["insured", "burden_ratio"],
    }
    assert known.value_of("deceased_health.insurance") == "national"
    assert known.value_of("deceased_property.owned") is True
    assert sandbox.facts_about("miyashita_naomi").value_of("deceased.relationship_to_applicant") == "spouse"
    assert "household.head_name" not in known, "nobody has said who comes after him"
    assert sandbox.facts_about("okamoto_miho").under("deceased") == {}


def test_a_case_keeps_of_the_dead_only_what_it_is_about(sandbox: SandboxRegister) -> None:
    """個人情報保護法61条. Must catch: the number of the care insurance kept with a report of who owns a house."""
    known = sandbox.facts_about("miyashita_naomi")
    for key, kept in {
        "property_owner_report": {"deceased_property"},
        "funeral_grant": {"deceased_health"},
        "care_certificate_return": {"deceased_care"},
    }.items():
        families = {term.partition(".")[0] for term in known.only(families_of(make.catalog()[key]))}
        assert {each for each in families if each.startswith("deceased_")} == kept
