"""One question a page ends with the same answers as whole pages, and says rightly how far it is."""

from typing import Any

import pytest

from app.procedures.answers import check_whole
from app.procedures.journey import Journey
from tests import make
from tests.answering import files_in
from tests.procedures.placing import OneByOneWalker
from tests.sampling import sampled
from tests.walks import WALKS

KEYS = sampled(make.catalog())


def asked_before_arrival(journey: Journey) -> dict[str, Any]:
    keys = [question.key for step in journey.steps for question in journey.asked(step)]
    return {key: journey.answers[key] for key in keys if key in journey.answers}


def walked(key: str) -> OneByOneWalker:
    walk = WALKS[key]
    steps = make.catalog()[key].step_of_question
    passed_over = {
        name: answer for name, answer in walk.given.items() if walk.person and steps[name].confirmed_at_check
    }
    walker = OneByOneWalker.begin(make.filled(key, walk.given, walk.person), passed_over)
    walker.walks()
    return walker


@pytest.mark.parametrize("key", KEYS)
def test_the_answers_are_those_of_whole_pages(key: str) -> None:
    """L-1. Must catch: a question that is passed over, a row that is lost, an answer that is read otherwise."""
    walker = walked(key)
    assert walker.journey.is_complete
    assert asked_before_arrival(walker.journey) == asked_before_arrival(walker.whole)
    statements = {
        question.key: walker.whole.answers[question.key]
        for step in walker.journey.at_check
        for question in step.questions
        if question.key in walker.whole.answers
    }
    whole = make.journey(key, {**walker.journey.answers, **statements}, WALKS[key].person)
    assert check_whole(whole, files_in(walker.whole)) == []


@pytest.mark.parametrize("key", KEYS)
def test_no_page_is_shown_twice(key: str) -> None:
    walker = walked(key)
    shown = [at for at, _ in walker.seen]
    assert len(shown) - len({*shown}) <= walker.adds + walker.changes


@pytest.mark.parametrize("key", KEYS)
def test_it_is_counted_rightly(key: str) -> None:
    """L-1. Must catch: 「5／12」 twice in a row, or an end that moves away."""
    walker = walked(key)
    said = [left for _, left in walker.seen]
    assert all(left.fewest <= left.most for left in said)
    if walker.changes:
        return
    assert [left.passed for left in said] == [*range(1, len(said) + 1)]
    assert said[-1].fewest == 1
    if walker.adds:
        return
    ends = [left.passed + left.most for left in said]
    assert ends == sorted(ends, reverse=True)
    assert all(left.passed + left.fewest <= len(said) + 1 <= left.passed + left.most for left in said)
