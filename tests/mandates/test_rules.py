"""May they? And the life of a mandate, pair by pair."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from app.mandates.household import adults_of, minors_of
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind
from app.mandates.lifecycle import ENDED, TRANSITIONS, MandateAction, MandateMovedOn, MandateState, after
from app.mandates.rules import Power, holds, may_act
from app.mandates.telling import is_shielded, told_to_proxy
from app.prefill.facts import DID_NOT_ANSWER
from app.prefill.register_facts import household_in
from app.prefill.register_file import read_register
from app.settings import ROOT
from tests.make import TODAY, facts_of

REGISTER = read_register(ROOT / "demo" / "households.yaml")
POWER = Power(
    mandate_id=UUID(int=1),
    kind=MandateKind.FAMILY,
    state=MandateState.APPROVED,
    proxy_id=UUID(int=2),
    areas=frozenset({MandateArea.CARE}),
    deeds=frozenset({MandateDeed.FILE}),
    since=date(2026, 5, 1),
    until=date(2026, 5, 31),
)
# Japan is nine hours ahead: the last second of 31 May there.
LAST = datetime(2026, 5, 31, 14, 59, 59, tzinfo=UTC)


def test_it_holds_to_the_last_second_of_its_last_day_in_japan() -> None:
    """I-43d. Must catch: days of another country, an end a day early or a day late."""
    first = datetime(2026, 4, 30, 15, tzinfo=UTC)
    assert holds(POWER, first)
    assert not holds(POWER, first - timedelta(seconds=1))
    assert holds(POWER, LAST)
    assert not holds(POWER, LAST + timedelta(seconds=1))


@pytest.mark.parametrize("state", MandateState)
def test_only_what_is_approved_holds(state: MandateState) -> None:
    assert holds(replace(POWER, state=state), LAST) is (state is MandateState.APPROVED)


def test_what_nobody_has_taken_holds_for_nobody() -> None:
    assert not holds(replace(POWER, proxy_id=None), LAST)


def test_each_deed_and_each_procedure_is_asked_by_itself() -> None:
    """I-43d. Must catch: a right to file that brings a right to read decisions along."""
    for deed, area in product(MandateDeed, MandateArea):
        expected = (deed, area) == (MandateDeed.FILE, MandateArea.CARE)
        assert may_act(POWER, deed, area, LAST) is expected
        assert not may_act(POWER, deed, area, LAST + timedelta(seconds=1))
    assert not may_act(POWER, MandateDeed.FILE, "other", LAST)


def test_nothing_leads_out_of_an_end() -> None:
    """Must catch: a mandate that is revoked and approved again by an old form."""
    for state, action in product(MandateState, MandateAction):
        if (state, action) in TRANSITIONS:
            assert after(state, action) is TRANSITIONS[state, action]
            assert state not in ENDED
        else:
            with pytest.raises(MandateMovedOn):
                after(state, action)


def test_only_the_proxy_takes_an_offer_and_only_the_person_approves_a_request() -> None:
    """Must catch: a request that its own author accepts."""
    assert (MandateState.REQUESTED, MandateAction.ACCEPT) not in TRANSITIONS
    assert (MandateState.OFFERED, MandateAction.APPROVE) not in TRANSITIONS


@pytest.mark.parametrize(
    ("person", "children", "adults"),
    [
        ("mizuno_yoko", {"mizuno_sakura", "mizuno_minato"}, {"mizuno_ken"}),
        ("mizuno_ken", {"mizuno_sakura", "mizuno_minato"}, {"mizuno_yoko"}),
        # A child of 20, and one of 17; the child itself acts for nobody.
        ("matsumoto_takashi", {"matsumoto_rin", "matsumoto_arata"}, {"matsumoto_junko", "matsumoto_tsubasa"}),
        ("matsumoto_tsubasa", set(), {"matsumoto_takashi", "matsumoto_junko"}),
        # 子の子 is a child of either: the register does not say whose.
        ("fujita_naoki", set(), {"fujita_masaru", "fujita_kazuko", "fujita_aya"}),
        # Under protection, and whom it protects from.
        ("aoki_rina", set(), set()),
        ("kuroda_tsuyoshi", set(), set()),
    ],
)
def test_the_register_says_who_is_whose_child(person: str, children: set[str], adults: set[str]) -> None:
    """Must catch: a grandmother taken for a parent; anybody of a household that is protected."""
    household = household_in(REGISTER, person)
    assert {each.key for each in minors_of(household, person, TODAY)} == children
    assert {each.key for each in adults_of(household, person, TODAY)} == adults


def test_a_proxy_is_told_of_the_person_and_of_nobody_beside() -> None:
    """Must catch: names of the household, a spouse or an account told to a care manager."""
    told = told_to_proxy(facts_of("nakagawa_kiyo"), MandateKind.CARE_OFFICE, "nakagawa_kiyo")
    assert told.value_of("person.given_name") == "キヨ"
    assert told.value_of("care.insured_number") == "0000002702"
    said = str(told.plain())
    for word in ("浩一", "koichi", "0000016", "bank"):
        assert word not in said
    assert {term.partition(".")[0] for term in told} == {"person", "care", "household"}, (
        "what is held back must stop nobody"
    )


def test_a_proxy_of_somebody_in_a_couple_hears_of_one() -> None:
    told = told_to_proxy(facts_of("hasegawa_hatsu"), MandateKind.FAMILY, "hasegawa_hatsu")
    assert facts_of("hasegawa_minoru").value_of("person.given_name") not in str(told.plain())


def test_under_protection_and_in_silence_a_proxy_is_told_nothing() -> None:
    for facts in (facts_of("aoki_rina"), DID_NOT_ANSWER):
        assert is_shielded(facts)
        assert not told_to_proxy(facts, MandateKind.PARENT, "aoki_rina")
