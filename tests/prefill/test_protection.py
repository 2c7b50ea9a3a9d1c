"""People under protection: the one thing prefilling must never get wrong."""

import json

import pytest

from app.prefill.sandbox import SandboxRegister
from tests.prefill.make import HOUSEHOLDS

HIDDEN = ("3999906", "大字北沢", "501番地", "北沢寮8号室", "080-0000-0701", "rina.aoki@mail.example")


@pytest.fixture(scope="module")
def sandbox() -> SandboxRegister:
    return SandboxRegister(HOUSEHOLDS)


def everybody(sandbox: SandboxRegister) -> list[str]:
    text = HOUSEHOLDS.read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    keys = [line.removeprefix("- key: ") for line in lines if line.startswith("- key: ")]
    return [key for key in keys if sandbox.facts_about(key)]


def test_no_persons_facts_hold_the_whereabouts_of_a_protected_person(sandbox: SandboxRegister) -> None:
    """Catches: any path by which the address leaks: the former partner's ledger, the own page."""
    people = everybody(sandbox)
    assert len(people) > 25
    for key in people:
        told = json.dumps(sandbox.facts_about(key).as_json(), ensure_ascii=False)
        assert not [hidden for hidden in HIDDEN if hidden in told], key


def test_a_protected_person_is_told_who_they_are_and_nothing_of_where(sandbox: SandboxRegister) -> None:
    facts = sandbox.facts_about("aoki_rina")
    assert facts.value_of("is_protected") is True
    assert facts.value_of("person.family_name") == "青木"
    assert facts.under("person.address") == {}
    assert facts.under("household") == {}
    assert not {"person.phone", "person.email"} & set(facts)


def test_a_protected_household_shows_each_member_only_themselves(sandbox: SandboxRegister) -> None:
    seen = sandbox.household_of("aoki_rina")
    assert seen is not None
    assert seen.protected
    assert [member.key for member in seen.members] == ["aoki_rina"]


def test_the_former_partners_ledger_does_not_say_whether_the_child_is_still_in_town(
    sandbox: SandboxRegister,
) -> None:
    """Catches: `cohabit` worked out in spite of the protection: "apart_in_town" narrows the search."""
    children = sandbox.facts_about("kuroda_tsuyoshi").value_of("child_allowance.children")
    assert isinstance(children, list)
    (child,) = children
    assert isinstance(child, dict)
    assert child["key"] == "aoki_riku"
    assert not {"address", "cohabit", "univ_cohabit"} & set(child)


def test_nobody_else_is_marked_as_protected(sandbox: SandboxRegister) -> None:
    marked = [key for key in everybody(sandbox) if sandbox.facts_about(key).value_of("is_protected")]
    assert marked == ["aoki_rina", "aoki_riku"]
