"""The rehearsal register, which is also what every other test prefills from."""

import json
from pathlib import Path

import pytest

from app.errors import SandboxInProduction
from app.prefill.facts import DID_NOT_ANSWER
from app.prefill.patience import InTime
from app.prefill.sandbox import SandboxRegister
from app.prefill.source import PrefillSource
from app.prefill.sources import Source
from tests.prefill.make import AS_OF, HOUSEHOLDS, household, person, register


@pytest.fixture
def sandbox() -> SandboxRegister:
    return SandboxRegister(HOUSEHOLDS)


@pytest.fixture(params=["alone", "in time"])
def source(request: pytest.FixtureRequest, sandbox: SandboxRegister) -> PrefillSource:
    """What every source must be able to do, whichever way it is opened."""
    return sandbox if request.param == "alone" else InTime(sandbox)


def test_it_never_starts_where_real_people_are() -> None:
    with pytest.raises(SandboxInProduction):
        SandboxRegister(HOUSEHOLDS, production=True)


def test_a_person_is_told_what_is_registered_about_them(source: PrefillSource) -> None:
    facts = source.facts_about("mizuno_yoko")
    assert facts.value_of("person.family_name") == "水野"
    assert facts.value_of("person.date_of_birth") == "1995-06-14"
    assert facts.under("person.address")["town"] == "若葉台一丁目"
    assert facts.value_of("household.count") == 4
    assert facts.value_of("household.head_name") == "水野 陽子"
    assert facts.value_of("is_protected") is False


def test_every_fact_says_where_it_comes_from_and_of_which_day(source: PrefillSource) -> None:
    facts = source.facts_about("mizuno_yoko")
    assert facts["person.family_name"].source is Source.RESIDENT_REGISTER
    assert facts["person.phone"].source is Source.PREVIOUS_APPLICATION
    assert facts["child_allowance.children"].source is Source.CHILD_ALLOWANCE_LEDGER
    assert {fact.as_of for fact in facts.values()} == {AS_OF}


def test_a_stranger_is_nobody_which_is_an_answer(source: PrefillSource) -> None:
    facts = source.facts_about("stranger")
    assert (len(facts), facts.unavailable) == (0, False)
    assert source.household_of("stranger") is None


def test_what_nobody_wrote_down_is_no_fact(source: PrefillSource) -> None:
    """Catches: "None" or an empty text offered as a telephone number."""
    facts = source.facts_about("fujita_masaru")
    assert "person.phone" not in facts
    assert "person.address.building" not in facts
    assert "child_allowance.children" not in facts


def test_during_an_outage_it_answers_that_it_cannot(source: PrefillSource, sandbox: SandboxRegister) -> None:
    """Catches: an outage taken for "nothing is registered about you", and one that stops the resident."""
    sandbox.is_down = True
    assert source.facts_about("mizuno_yoko") is DID_NOT_ANSWER
    assert source.household_of("mizuno_yoko") is None
    assert not source.health().ok
    sandbox.is_down = False
    assert source.facts_about("mizuno_yoko")
    assert source.health().ok


def test_everything_told_can_be_stored_as_json(sandbox: SandboxRegister) -> None:
    """Catches: a date or a tuple among the values, which would break saving the draft."""
    for key in ("mizuno_yoko", "hayashi_keiko", "matsumoto_takashi", "nguyen_lan", "aoki_rina"):
        stored = sandbox.facts_about(key).as_json()
        assert json.loads(json.dumps(stored)) == stored


def test_the_person_asked_about_is_marked_among_the_members(sandbox: SandboxRegister) -> None:
    members = sandbox.facts_about("mizuno_ken").value_of("household.members")
    assert isinstance(members, list)
    assert [each["key"] for each in members if isinstance(each, dict) and each.get("is_self")] == [
        "mizuno_ken"
    ]


def row(sandbox: SandboxRegister, who: str, child: str) -> dict[str, object]:
    children = sandbox.facts_about(who).value_of("child_allowance.children")
    assert isinstance(children, list)
    return next(dict(each) for each in children if isinstance(each, dict) and each["key"] == child)


def test_a_child_living_elsewhere_comes_with_its_address(sandbox: SandboxRegister) -> None:
    away = row(sandbox, "hayashi_keiko", "hayashi_takumi")
    assert (away["cohabit"], away["univ_cohabit"], away["relationship_to_applicant"]) == (
        "apart",
        "apart",
        "child",
    )
    assert away["address"] == {
        "postcode": "9599901",
        "prefecture": "新潟県",
        "city": "かえで市",
        "town": "学園町",
        "block": "4番5号",
        "building": "かえで高校青雲寮12号室",
    }
    assert "address" not in row(sandbox, "hayashi_keiko", "hayashi_nana")


def test_a_child_living_elsewhere_in_the_town_is_told_apart_from_one_outside(tmp_path: Path) -> None:
    ledger = {"recipient_number": "0001", "children": [{"person": "child"}]}
    path = tmp_path / "households.yaml"
    data = register(
        household("home", person("parent", child_allowance=ledger)), household("dormitory", person("child"))
    )
    path.write_text(json.dumps(data, default=str), encoding="utf-8")
    assert row(SandboxRegister(path), "parent", "child")["cohabit"] == "apart_in_town"


def test_a_student_counted_for_the_third_child_is_in_the_ledger(sandbox: SandboxRegister) -> None:
    students = sandbox.facts_about("matsumoto_takashi").value_of("child_allowance.students")
    assert isinstance(students, list)
    assert [(each["key"], each["occupation"]) for each in students if isinstance(each, dict)] == [
        ("matsumoto_tsubasa", "student")
    ]
