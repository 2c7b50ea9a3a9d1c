"""Conditions look back only, and so do the facts in them: else a page opens behind somebody's back and never closes."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.procedures.conditions import Condition
from app.procedures.context import Context
from app.procedures.definition import Procedure
from app.procedures.named import FACTS
from tests import make
from tests.walks import WALKS

CARE = ("kaigo_certification_new", "kaigo_certification_renewal", "kaigo_certification_change")


class Noting(dict[str, Any]):
    """Answers that know what they were asked for."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        super().__init__(answers)
        self.asked_for: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked_for.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked_for.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked_for.add(str(key))
        return super().__contains__(key)


def read_by(fact: str, states: list[tuple[Mapping[str, Any], Context]]) -> set[str]:
    """Every answer that the fact looks at in any of them."""
    found: set[str] = set()
    for answers, context in states:
        noting = Noting(answers)
        FACTS[fact](noting, context)
        found |= noting.asked_for
    return found


def states_of(key: str) -> list[tuple[Mapping[str, Any], Context]]:
    """Nothing said or all, by everybody who walks here, and by one of whom no register knows."""
    walk = WALKS[key]
    ways = [(walk.person, walk.given), *walk.others, (None, walk.given), (None, {})]
    journeys = [make.filled(key, given, person) for person, given in ways]
    return [state for each in journeys for state in (({}, each.context), (dict(each.answers), each.context))]


def conditions_of(procedure: Procedure) -> Iterator[tuple[str, Condition, frozenset[str]]]:
    """Where it stands, and the questions before it."""
    before: set[str] = set()
    for step in procedure.steps:
        if step.when:
            yield step.key, step.when, frozenset(before)
        for question in step.questions:
            if question.when:
                yield question.key, question.when, frozenset(before)
            before.add(question.key)


@pytest.mark.parametrize("key", make.catalog())
def test_no_page_hangs_on_what_is_asked_after_it(key: str) -> None:
    """Must catch: the class of the insured reckoned from a birth date that is only asked pages later."""
    procedure, states = make.catalog()[key], states_of(key)
    ahead = [
        f"{at}: {leaf.fact} looks at {asked}"
        for at, condition, before in conditions_of(procedure)
        for leaf in condition.leaves()
        if leaf.fact
        for asked in sorted(read_by(leaf.fact, states) & procedure.questions.keys() - before)
    ]
    assert not ahead


@pytest.mark.parametrize("key", CARE)
def test_somebody_of_fifty_of_whom_no_register_knows_comes_to_an_end(key: str) -> None:
    """介護保険法施行規則35条: from 40 to 64 the illness is named. Must catch: it is asked for again and again."""
    answers = {"submitter_kind": "self", "applicant_birth": "1976-01-01"}
    journey = make.filled(key, answers)
    assert journey.is_complete
    assert "specified_disease" in journey.answers
    assert "disease_name" not in journey.answers
