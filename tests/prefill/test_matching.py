"""Who of the register a card's holder is: found by all four of what it tells, and never guessed."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.sign_in import NOT_KNOWN, BasicFour, Finding
from app.prefill.matching import person_in
from app.prefill.no_register import NoRegister
from app.prefill.register_file import RegisterFile, read_register
from app.prefill.sandbox import SandboxRegister
from app.sandboxes.card.personas import Persona, read_personas
from tests.prefill.make import HOUSEHOLDS, household, person, register

NOBODY = Finding(None, settled=True)
TOLD = BasicFour("見本　花", "長野県若葉郡みどり野町大字中央1番地", date(1990, 1, 1), "2")


def told_by(card: Persona) -> BasicFour:
    return BasicFour(
        card.full_name,
        card.address,
        card.date_of_birth,
        card.sex,
        card.name.substituted,
        card.address_told.substituted,
    )


def made(folder: Path, *households: dict[str, object]) -> RegisterFile:
    path = folder / "households.yaml"
    path.write_text(json.dumps(register(*households), default=str), encoding="utf-8")
    return read_register(path)


@pytest.fixture(scope="module")
def demo() -> RegisterFile:
    return read_register(HOUSEHOLDS)


@pytest.fixture
def one(tmp_path: Path) -> RegisterFile:
    return made(tmp_path, household("home", person("hana")))


CARDS = read_personas(HOUSEHOLDS)
THE_REGISTER = SandboxRegister(HOUSEHOLDS)


@pytest.mark.parametrize("key", CARDS)
@pytest.mark.parametrize("says_where", [True, False])
def test_everybody_with_a_card_of_this_town_is_found_and_nobody_else(
    demo: RegisterFile, key: str, says_where: bool
) -> None:
    """I-46c. Must catch: somebody of another municipality found here, or a rare character that loses a person.

    With what the card says of its substituted characters, and without, as at a sign-in.
    """
    card = CARDS[key]
    told = told_by(card)
    if not says_where:
        told = replace(told, name_substituted=(), address_substituted=())
    found = person_in(demo, told)
    assert found == Finding(None if key == "maeda_ryo" else key, settled=True)


@pytest.mark.parametrize(
    "address",
    [
        "長野県若葉郡みどり野町大字中央１番地",
        "若葉郡みどり野町中央１",
        "みどり野町大字中央一番地",
        "長野県　若葉郡みどり野町　大字中央　1番地",
        "長野県みどり野町大字中央1番",
    ],
)
def test_a_place_is_the_same_however_it_is_written(one: RegisterFile, address: str) -> None:
    assert person_in(one, replace(TOLD, address=address)).person_key == "hana"


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("full_name", "見本　花子"),
        ("full_name", "花　見本"),
        ("full_name", "見木　花"),
        ("full_name", "〓〓〓"),
        ("full_name", "〓本　花子"),
        ("address", "長野県若葉郡みどり野町大字中央2番地"),
        ("address", "長野県若葉郡みどり野町大字中央1番地1"),
        ("address", "長野県若葉郡みどり野町大字中央"),
        ("address", "新潟県かえで市大字中央1番地"),
        ("address", "大字中央1番地"),
        ("address", "山梨県若葉郡みどり野町大字中央1番地"),
        ("date_of_birth", date(1990, 1, 2)),
        ("sex", "1"),
        ("sex", "3"),
    ],
)
def test_whoever_differs_in_one_thing_is_nobody(one: RegisterFile, wrong: str, value: object) -> None:
    """I-46c. Must catch: any one of the four that is not compared, a place compared without its municipality."""
    changed: BasicFour = replace(TOLD, **{wrong: value})  # type: ignore[arg-type]
    if value == "〓〓〓":
        assert person_in(one, changed).person_key == "hana", "every letter is one the card does not have"
        return
    assert person_in(one, changed) == NOBODY


@pytest.mark.parametrize(
    ("kept_back", "value"), [("date_of_birth", None), ("sex", ""), ("full_name", ""), ("address", "")]
)
def test_less_than_all_four_settles_nothing(one: RegisterFile, kept_back: str, value: object) -> None:
    """Must catch: a partial answer that finds somebody, or makes us forget whom we knew."""
    partial: BasicFour = replace(TOLD, **{kept_back: value})  # type: ignore[arg-type]
    assert person_in(one, partial) == NOT_KNOWN


def test_two_who_fit_are_nobody(tmp_path: Path) -> None:
    """I-46c. Must catch: the first of two."""
    twins = made(tmp_path, household("home", person("a"), person("b", relationship_to_head="子")))
    assert person_in(twins, TOLD) == NOBODY


def test_who_lives_elsewhere_is_in_the_ledgers_only(tmp_path: Path) -> None:
    away = made(tmp_path, household("away", person("hana"), elsewhere=True))
    assert person_in(away, TOLD) == NOBODY


def test_who_is_protected_is_found_by_their_own_card_to_the_letter(tmp_path: Path) -> None:
    """I-46c. Must catch: a mark that stands for any letter used to find somebody who hides."""
    hidden = made(tmp_path, household("home", person("hana"), protected=True))
    assert person_in(hidden, TOLD).person_key == "hana"
    assert person_in(hidden, replace(TOLD, full_name="〓本　花")) == NOBODY
    assert person_in(hidden, replace(TOLD, name_substituted=(0,))) == NOBODY
    assert person_in(hidden, replace(TOLD, address_substituted=(12,))) == NOBODY


def test_no_two_people_are_taken_for_one_another(demo: RegisterFile) -> None:
    """Whatever one of them tells in place of what another tells."""
    told = [told_by(card) for card in CARDS.values()]
    for one_of_them in told:
        for other in told:
            for part in ("full_name", "address", "date_of_birth", "sex"):
                mixed = replace(one_of_them, **{part: getattr(other, part)})
                found = person_in(demo, mixed).person_key
                if found is not None:
                    assert told_by(CARDS[found]) in (one_of_them, replace(one_of_them, name_substituted=()))


@given(name=st.text(max_size=20), address=st.text(max_size=40), sex=st.sampled_from("123"))
def test_whatever_is_told_is_borne(name: str, address: str, sex: str) -> None:
    source = THE_REGISTER
    assert source.match_person(BasicFour(name, address, date(1995, 6, 14), sex)).person_key is None


def test_a_register_that_is_silent_settles_nothing() -> None:
    source = SandboxRegister(HOUSEHOLDS)
    source.is_down = True
    assert source.match_person(told_by(CARDS["mizuno_yoko"])) == NOT_KNOWN


def test_a_town_without_a_register_knows_nobody_and_says_so() -> None:
    """Must catch: an honest nothing taken for an outage, or for proof that somebody has moved away."""
    source = NoRegister()
    assert source.match_person(told_by(CARDS["mizuno_yoko"])) == NOT_KNOWN
    facts = source.facts_about("mizuno_yoko")
    assert (len(facts), facts.unavailable) == (0, False)
    assert source.household_of("mizuno_yoko") is None
    assert source.health().ok
    assert "つないでいません" in source.health().detail


def test_until_they_register_people_are_found_by_the_address_of_before(tmp_path: Path) -> None:
    """転入届 comes before the new address on the card. Must catch: a stranger at the new address taken for them."""
    before = {**person("x")["address"], "city": "若葉郡かえで町", "town": "大字北沢"}
    moved = {"day": "2026-05-09", "previous": before}
    home = household("home", person("hana", moved_in=moved), expected=True)
    told = replace(TOLD, address="長野県若葉郡かえで町大字北沢1番地")
    assert person_in(made(tmp_path, home), told) == Finding("hana", settled=True)
    assert person_in(made(tmp_path, home), TOLD) == NOBODY
    abroad = household("home", person("hana", moved_in={"day": "2026-05-09"}), expected=True)
    assert person_in(made(tmp_path, abroad), TOLD) == NOBODY
