"""How many pages are still to come: never more than was said, and what was said only shrinks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.procedures.conditions import Condition
from app.procedures.journey import Journey
from app.procedures.pages_left import PagesLeft, pages_left, possible_values
from tests import make
from tests.procedures.making import a_journey, a_procedure, a_step, described
from tests.sampling import sampled

PROCEDURE = a_procedure(
    a_step("kind", described("choice", "kind")),
    a_step("why", described("text", "why"), when={"question": "kind", "eq": "b"}),
    a_step("how", described("text", "how"), when={"question": "kind", "in": ["b", "c"]}),
    a_step("who", described("text", "who")),
    a_step("truth", described("statement", "truth"), at_check=True),
    a_step("photos", described("photos", "photos"), later=True),
)
KINDS = sampled(make.catalog())


def left(step: str, answers: dict[str, Any], **more: Any) -> PagesLeft:
    journey = a_journey(PROCEDURE, answers, **more)
    return pages_left(journey, next(each for each in journey.steps if each.key == step))


def test_what_an_answer_may_open_is_the_most_and_never_the_fewest() -> None:
    """Must catch: 「あと2ページ」 that becomes four when somebody answers."""
    assert left("kind", {}) == PagesLeft(passed=1, fewest=2, most=4)


def test_once_it_is_answered_the_number_is_known() -> None:
    assert left("who", {"kind": "a"}) == PagesLeft(passed=2, fewest=1, most=1)
    assert left("why", {"kind": "b"}) == PagesLeft(passed=2, fewest=3, most=3)
    assert left("how", {"kind": "c"}) == PagesLeft(passed=2, fewest=2, most=2)


def test_a_page_that_is_answered_already_is_not_to_come() -> None:
    """What the register knew is passed over, so it is not counted either."""
    assert left("kind", {"who": "花"}) == PagesLeft(passed=1, fewest=1, most=3)


def test_who_comes_back_to_change_something_has_the_check_page_before_them() -> None:
    """Must catch: 「あと3ページ」 for a page that leads straight back."""
    assert left("kind", {"kind": "a", "who": "花"}) == PagesLeft(passed=1, fewest=1, most=1)


def test_a_correction_counts_what_was_named() -> None:
    everything = {"kind": "b", "why": "引っ越し", "how": "車", "who": "花", "truth": True}
    named = frozenset({"why", "who"})
    assert left("why", everything, only=named) == PagesLeft(passed=1, fewest=1, most=1)


def test_pages_for_later_are_counted_later() -> None:
    answers = {"kind": "a", "who": "花", "truth": True}
    assert left("photos", answers, later=True) == PagesLeft(passed=1, fewest=1, most=1)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"question": "open", "eq": "a"}, {True, False}),
        ({"question": "known", "eq": "a"}, {True}),
        ({"not": {"question": "known", "eq": "a"}}, {False}),
        ({"all": [{"question": "open", "eq": "a"}, {"question": "known", "eq": "b"}]}, {False}),
        ({"all": [{"question": "open", "eq": "a"}, {"question": "known", "eq": "a"}]}, {True, False}),
        ({"any": [{"question": "open", "eq": "a"}, {"question": "known", "eq": "a"}]}, {True}),
        ({"any": [{"question": "open", "eq": "a"}, {"question": "known", "eq": "b"}]}, {True, False}),
        ({"fact": "counted", "ge": 1}, {True, False}),
    ],
)
def test_a_condition_may_be_open_where_an_answer_is(condition: dict[str, Any], expected: set[bool]) -> None:
    asked = Condition.model_validate(condition)
    assert possible_values(asked, {"open"}, {"known": "a"}, {"counted": 1}) == expected


@pytest.mark.parametrize("key", KINDS)
@given(data=st.data())
def test_going_on_never_takes_longer_than_was_said(key: str, data: st.DataObject) -> None:
    """Every procedure, with any answers: `most` shrinks with each page, and the way is within what the first page said.

    Must catch: a page that opens although nothing said that it might.
    """
    person = data.draw(st.sampled_from([None, "mizuno_yoko", "matsumoto_takashi", "aoki_rina"]))
    journey = make.journey(key, {}, person)
    said: list[PagesLeft] = []
    while (step := journey.first_unanswered) is not None:
        assert len(said) < len(journey.procedure.steps), f"{step.key} is asked again and again"
        said.append(pages_left(journey, step))
        journey = _answered(journey, step, data)
    for number, each in enumerate(said):
        assert each.fewest <= len(said) - number <= each.most
    mosts = [each.most for each in said]
    assert mosts == sorted(set(mosts), reverse=True)


def _answered(journey: Journey, step: Any, data: st.DataObject) -> Journey:
    answers = dict(journey.answers)
    for question in step.questions:
        if question not in Journey(journey.procedure, answers, journey.context).asked(step):
            continue
        answers[question.key] = _any_answer(question, journey, data)
    return Journey(journey.procedure, answers, journey.context)


def _any_answer(question: Any, journey: Journey, data: st.DataObject) -> Any:
    if question.kind in {"choice", "yes_no"}:
        values = question.values if question.kind == "choice" else (True, False)
        return data.draw(st.sampled_from(values), label=question.key)
    if question.kind == "people":
        people = question.among(journey.context.known)
        return data.draw(st.lists(st.sampled_from(people), min_size=1, unique_by=lambda one: one["key"]))
    if question.kind == "group":
        rows = question.row_count(journey.answers, 1)
        return [{inner.key: inner.sample() for inner in question.questions} for _ in range(rows)]
    return question.sample()
