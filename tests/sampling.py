"""Which procedures stand for all in the ordinary run: together they have everything that definitions can have.

The others are walked by `dev.py test --wide` or `--long`. A new kind of question, or a new part of a definition, brings a
procedure that has it into the ordinary run by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, TypeVar

import pytest

from app.procedures.definition import Procedure, Step
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion

_K = TypeVar("_K")
# Walked by hand in the scenarios, so they are known best.
ALWAYS = ("child_allowance_amount_revision", "certificate_of_residence", "disaster_certificate")

PARTS_OF_QUESTIONS = {"subject", "several", "may_be_unknown"}
# Of pages alone: the procedures that have these ask for papers before they arrive, which attacks do not bring.
PARTS_OF_PAGES = PARTS_OF_QUESTIONS | {"coming", "copy_from", "unlisted"}
PARTS_OF_STEPS = ("later", "at_check", "confirmed_at_check", "previews")


def features_of(procedure: Procedure) -> Iterator[str]:
    for step in procedure.steps:
        yield from features_of_step(step)
    yield from (part for part in ("fee", "stops", "single", "previews", "checks") if getattr(procedure, part))
    yield from (rule.kind for rule in procedure.filing)
    yield procedure.assurance


def features_of_step(step: Step, parts: Set[str] = PARTS_OF_QUESTIONS) -> Iterator[str]:
    for question in step.questions:
        yield from _features_of_question(question, parts)
    yield from (part for part in PARTS_OF_STEPS if getattr(step, part))


def _features_of_question(question: QuestionBase, parts: Set[str]) -> Iterator[str]:
    yield question.kind
    if isinstance(question, GroupQuestion):
        yield from (f"{inner.kind} in a row" for inner in question.questions)
    own = parts & type(question).model_fields.keys()
    yield from (f"{part} of a question" for part in own if getattr(question, part))


def covering(catalog: Mapping[str, Procedure]) -> list[str]:
    """The one that brings most is taken first; of equals the one with fewer questions."""
    features = {key: frozenset(features_of(procedure)) for key, procedure in catalog.items()}
    sizes = {key: len(procedure.questions) for key, procedure in catalog.items()}
    return _cover(features, sizes, [key for key in ALWAYS if key in catalog])


def covering_pages(catalog: Mapping[str, Procedure]) -> set[tuple[str, str]]:
    """The same of pages, as (procedure, step)."""
    pages = {(key, step.key): step for key, procedure in catalog.items() for step in procedure.steps}
    features = {page: frozenset(features_of_step(step, PARTS_OF_PAGES)) for page, step in pages.items()}
    return {*_cover(features, {page: len(step.questions) for page, step in pages.items()}, ())}


def _cover(features: Mapping[_K, frozenset[str]], sizes: Mapping[_K, int], always: Iterable[_K]) -> list[_K]:
    chosen = [*always]
    seen = frozenset[str]().union(*(features[each] for each in chosen))
    while missing := frozenset[str]().union(*features.values()) - seen:
        best = max(features, key=lambda each: (len(features[each] & missing), -sizes[each]))
        chosen.append(best)
        seen |= features[best]
    return chosen


def sampled(catalog: Mapping[str, Procedure]) -> list[Any]:
    """Keys for `parametrize`: a few, those that cover everything with `dev.py test --wide`, and all with `--long`."""
    return tiered(catalog, ALWAYS, covering(catalog))


def rest_is_wide(keys: Iterable[Any], ordinary: Iterable[Any]) -> list[Any]:
    every = [*keys]
    return tiered(every, ordinary, every)


def tiered(keys: Iterable[Any], ordinary: Iterable[Any], wide: Iterable[Any] = ()) -> list[Any]:
    """Which run takes which: `dev.py test`, that of CI (`--wide`), or `--long`."""
    first, second = {*ordinary}, {*wide}
    return [
        pytest.param(key, marks=marks_of(is_ordinary=key in first, is_wide=key in second)) for key in keys
    ]


def marks_of(*, is_ordinary: bool, is_wide: bool) -> tuple[pytest.MarkDecorator, ...]:
    if is_ordinary:
        return ()
    return (pytest.mark.wide if is_wide else pytest.mark.long,)
