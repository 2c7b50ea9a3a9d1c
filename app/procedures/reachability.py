"""Whether a page or a question can be come to at all: conditions that contradict each other hide it for ever.

A condition becomes its alternatives, each a set of comparisons that must (or must not) hold together. An
alternative is possible when every question and every fact in it has a value that fits all of its comparisons.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from app.procedures.conditions import Condition
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.choices import ChoiceQuestion, ChoicesQuestion, YesNoQuestion

Comparison: TypeAlias = tuple[Condition, bool]
Way: TypeAlias = tuple[Comparison, ...]
Seen: TypeAlias = Mapping[str, tuple[QuestionBase, Sequence[Condition]]]
MOST_WAYS = 512


def is_possible(conditions: Sequence[Condition], seen: Seen) -> bool:
    """`seen`: question key → the question and the conditions under which it is asked itself."""
    return any(_fits_together(way, seen) for way in _together(_closed(conditions, seen)))


def _closed(conditions: Sequence[Condition], seen: Seen) -> list[Condition]:
    """With what must hold for the questions in them to have been asked, as far as they must be answered."""
    found = [*conditions]
    for condition in found:
        for leaf in condition.leaves() if condition.any is None and condition.negated is None else ():
            if leaf.question and leaf.question in seen and leaf.ne is None and leaf.filled is not False:
                found.extend(each for each in seen[leaf.question][1] if each not in found)
    return found


def _together(conditions: Sequence[Condition]) -> list[Way]:
    ways: list[Way] = [()]
    for condition in conditions:
        ways = [(*way, *more) for way in ways for more in _ways(condition, wanted=True)]
        if len(ways) > MOST_WAYS:
            return [()]  # too many to look at: taken for possible
    return ways


def _ways(condition: Condition, *, wanted: bool) -> list[Way]:
    if condition.negated is not None:
        return _ways(condition.negated, wanted=not wanted)
    parts = condition.all or condition.any
    if parts is None:
        return [((condition, wanted),)]
    if (condition.all is not None) is not wanted:
        return [way for part in parts for way in _ways(part, wanted=wanted)]
    ways: list[Way] = [()]
    for part in parts:
        ways = [(*way, *more) for way in ways for more in _ways(part, wanted=wanted)]
    return ways


def _fits_together(way: Way, seen: Seen) -> bool:
    subjects = {(leaf.question, leaf.fact) for leaf, _ in way}
    return all(_has_value(question, fact, way, seen) for question, fact in subjects)


def _has_value(question: str | None, fact: str | None, way: Way, seen: Seen) -> bool:
    mine = [(leaf, wanted) for leaf, wanted in way if (leaf.question, leaf.fact) == (question, fact)]
    asked = seen[question][0] if question and question in seen else None
    return any(
        all(leaf.holds({question or "": value}, {fact or "": value}) is wanted for leaf, wanted in mine)
        for value in _values(asked, [leaf for leaf, _ in mine])
    )


def _values(question: QuestionBase | None, leaves: Sequence[Condition]) -> Iterator[Any]:
    """One of each sort: nothing, everything that is named, and something that is not."""
    yield None
    named = [
        v for leaf in leaves for v in (leaf.eq, leaf.ne, leaf.has, *(leaf.one_of or ())) if v is not None
    ]
    bounds = [b for leaf in leaves for b in (leaf.lt, leaf.le, leaf.gt, leaf.ge) if b is not None]
    if isinstance(question, YesNoQuestion):
        yield from (True, False)
    elif isinstance(question, ChoiceQuestion):
        yield from question.values
    elif isinstance(question, ChoicesQuestion):
        yield from ([value] for value in question.values)
        yield [*question.values]
    elif bounds:
        yield from (bound + step for bound in bounds for step in (-1, 0, 1))
        yield from (["something"] * count for bound in bounds for count in range(max(bound, 0) + 2))
    else:
        yield from (*named, [*named], True, False, "something", ["something"])
