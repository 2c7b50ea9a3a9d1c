"""What is known about a person, as a value."""

import json
from collections.abc import Mapping

import pytest

from app.prefill.facts import DID_NOT_ANSWER, NOTHING_KNOWN, Facts
from app.prefill.sources import LABELS, Source
from tests.prefill.make import AS_OF, fact, facts


def test_facts_are_a_mapping_from_terms() -> None:
    known = facts(family_name="見本", given_name="花")
    assert isinstance(known, Mapping)
    assert list(known) == ["person.family_name", "person.given_name"]
    assert known["person.family_name"].value == "見本"
    assert known.value_of("person.phone") is None
    assert len(NOTHING_KNOWN) == 0


def test_a_term_nobody_agreed_on_is_refused() -> None:
    """Catches: a misspelt term that would never prefill anything and never be missed."""
    with pytest.raises(ValueError, match=r"person\.familyname"):
        Facts({"person.familyname": fact("見本")})


def test_facts_cannot_be_changed_from_outside() -> None:
    given = {"person.family_name": fact("見本")}
    known = Facts(given)
    given["person.given_name"] = fact("花")
    assert list(known) == ["person.family_name"]
    with pytest.raises(TypeError):
        known.known["person.given_name"] = fact("花")  # type: ignore[index]


def test_the_terms_below_a_prefix_are_found_by_the_rest_of_their_name() -> None:
    known = facts(address__postcode="3999901", address__town="中央", phone="0261-00-0001")
    assert known.under("person.address") == {"postcode": "3999901", "town": "中央"}
    assert known.under("person.add") == {}


def test_what_is_stored_comes_back_as_it_was() -> None:
    """Catches: the source, the day or a code point lost between a draft and its page."""
    known = facts(family_name="葛\U000e0100城", given_name="結").or_else(DID_NOT_ANSWER)
    stored = json.loads(json.dumps(known.as_json(), ensure_ascii=False))
    again = Facts.from_json(stored)
    assert again == known
    assert again["person.family_name"].value == "葛\U000e0100城"
    assert (again["person.family_name"].source, again["person.family_name"].as_of) == (
        Source.RESIDENT_REGISTER,
        AS_OF,
    )


def test_that_a_source_did_not_answer_is_stored_too() -> None:
    assert Facts.from_json(DID_NOT_ANSWER.as_json()).unavailable
    assert not Facts.from_json(NOTHING_KNOWN.as_json()).unavailable


def test_a_stored_draft_opens_although_a_term_is_gone() -> None:
    """Catches: a draft of last year that can never be opened again."""
    stored = facts(family_name="見本").as_json()
    stored["facts"]["person.shoe_size"] = stored["facts"]["person.family_name"]
    assert list(Facts.from_json(stored)) == ["person.family_name"]


def test_the_first_source_wins_term_by_term() -> None:
    """Catches: the register overwriting what the card has just shown."""
    card = Facts({"person.family_name": fact("山﨑", Source.CARD)})
    both = card.or_else(facts(family_name="山崎", given_name="ハル"))
    assert (both.value_of("person.family_name"), both.value_of("person.given_name")) == ("山﨑", "ハル")
    assert both["person.family_name"].source is Source.CARD


def test_two_sources_are_unavailable_only_together() -> None:
    assert not DID_NOT_ANSWER.or_else(NOTHING_KNOWN).unavailable
    assert DID_NOT_ANSWER.or_else(DID_NOT_ANSWER).unavailable


def test_every_source_has_its_name_for_people() -> None:
    assert {source: str(label) for source, label in LABELS.items()} == {
        Source.RESIDENT_REGISTER: "住民記録",
        Source.MOVING_NOTICE: "前の市区町村からの知らせ",
        Source.CHILD_ALLOWANCE_LEDGER: "児童手当の台帳",
        Source.CHILD_SUPPORT_LEDGER: "児童扶養手当の台帳",
        Source.CHILDCARE_LEDGER: "保育の台帳",
        Source.CARE_LEDGER: "介護保険の台帳",
        Source.HEALTH_INSURANCE_LEDGER: "健康保険の台帳",
        Source.PUBLIC_ACCOUNTS: "公金受取口座の登録",
        Source.PROPERTY_LEDGER: "固定資産の台帳",
        Source.PREVIOUS_APPLICATION: "前回の申請",
        Source.CARD: "カード",
        Source.PAPERS: "窓口で見せた書類",
        Source.THIS_CASE: "この手続",
    }
