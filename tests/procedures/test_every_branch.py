"""Every way that a condition opens, in every procedure: it ends in what was answered, submitted, or at a stop."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.applications.known import context_of
from app.procedures.answers import check_whole, complaints_of
from app.procedures.journey import Journey
from app.procedures.named import previewed
from app.procedures.needs import families_of
from app.procedures.questions.groups import GroupQuestion
from tests import make
from tests.answering import answered, rows_with
from tests.branches import branches, inner_branches, unreached
from tests.procedures.test_catalog import typed_in
from tests.sampling import covering, rest_is_wide
from tests.walks import WALKS
from tests.walks.walk import Walk

KEYS = [*make.catalog()]


def test_every_procedure_is_walked() -> None:
    assert set(WALKS) == set(KEYS)


@pytest.mark.parametrize("key", rest_is_wide(KEYS, covering(make.catalog())))
def test_every_branch_ends_as_it_should(key: str) -> None:
    """Must catch: a page no answer leads to, a way that ends in a complaint nobody can mend, an answer that is
    another one when it is read again.
    """
    procedure, walk = make.catalog()[key], WALKS[key]
    seen: dict[str, None] = {}
    rows_tried: set[tuple[str, ...]] = set()
    for about, answers in branches(procedure):
        for person, kept in ((walk.person, {}), *walk.others):
            journey = _walked(key, {**walk.given, **_beside(walk, answers), **answers, **kept}, person)
            seen |= dict.fromkeys(journey.answers)
            _ends_well(journey, f"{about} as {person}")
            for group, rows_about, rowed in _rows(journey, str(person), rows_tried):
                _ends_well(rowed, f"{about} as {person}, {rows_about}", group)
    assert unreached(procedure, seen) == [], "no way leads there"


def _beside(walk: Walk, answers: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for (key, value), more in walk.along.items():
        if answers.get(key) == value:
            found |= more
    return found


def _walked(key: str, given: dict[str, Any], person: str | None) -> Journey:
    return make.filled(key, given, person, later=True)


def _rows(journey: Journey, person: str, tried: set[tuple[str, ...]]) -> Iterator[tuple[str, str, Journey]]:
    """The same with each row of each group answered otherwise: (the group, what it is about, the way).

    Once for each person, and again where the way lets a row ask something else.
    """
    for question in journey.procedure.questions.values():
        if isinstance(question, GroupQuestion) and (rows := journey.answers.get(question.key)):
            asked = (person, question.key, *sorted({key for row in rows for key in row}))
            if asked in tried:
                continue
            tried.add(asked)
            for about, row in inner_branches(question):
                rows = rows_with(question, journey, row)
                rowed = answered(_with(journey, {question.key: rows}), {}, later=True)
                yield question.key, about, rowed


def _with(journey: Journey, answers: dict[str, Any]) -> Journey:
    return Journey(journey.procedure, {**journey.answers, **answers}, journey.context)


def _ends_well(journey: Journey, about: str, typed_only: str = "") -> None:
    if journey.stop:
        return
    attached = {
        key: journey.answers[key]
        for key, question in journey.procedure.questions.items()
        if question.kind == "photos" and journey.answers.get(key)
    }
    errors = [(error.at, str(error.message)) for error in check_whole(journey, attached)]
    assert errors == [], about
    typed = typed_in(journey, typed_only)
    assert typed.answers == journey.answers, about
    assert json.loads(json.dumps(typed.answers, ensure_ascii=False)) == typed.answers, about


@pytest.mark.parametrize("key", KEYS)
def test_no_more_is_kept_of_a_person_than_the_procedure_uses(key: str) -> None:
    """Must catch: a rule that reads a record which the draft does not keep, and a draft that keeps everything."""
    walk, procedure = WALKS[key], make.catalog()[key]
    for person, kept in ((walk.person, {}), *walk.others):
        everything = make.facts_of(person)
        needed = everything.only(families_of(procedure))
        today = make.TODAY
        full, less = (context_of(each.as_json(), make.town(), today) for each in (everything, needed))
        given = {**walk.given, **kept}
        journeys = [answered(Journey(procedure, given, each), given, later=True) for each in (full, less)]
        assert journeys[0].answers == journeys[1].answers
        assert [str(each.message) for each in complaints_of(journeys[0])] == [
            str(each.message) for each in complaints_of(journeys[1])
        ]
        assert previewed(procedure.previews, journeys[0].answers, journeys[0].context) == previewed(
            procedure.previews, journeys[1].answers, journeys[1].context
        )
    unused = {"care", "child_allowance"} - families_of(procedure)
    assert unused, "no procedure needs every record"
