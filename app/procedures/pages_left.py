"""How many pages are still to come, as far as it can be known: answers not yet given may open some."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from app.procedures.conditions import Condition
from app.procedures.definition import Step
from app.procedures.journey import Journey


@dataclass(frozen=True)
class PagesLeft:
    """After this page and with the check page: `fewest` where no answer opens another page, `most` where all do.

    `passed` counts this page and the answered ones before it. Going on, `most` always shrinks.
    """

    passed: int
    fewest: int
    most: int


def pages_left(journey: Journey, here: Step) -> PagesLeft:
    """An answered page that is looked at again counts as it stands: most people go on without a change."""
    if journey.only is not None:
        return _in_a_correction(journey, here)
    walk = Walk(journey)
    fewest = most = passed = 0
    before = True
    for step in journey.procedure.steps:
        certain, possible = walk.chances(step)
        is_settled = step in journey.steps and journey.is_answered(step)
        if step == here:
            before = False
        elif before:
            passed += is_settled
        elif possible and not is_settled and step.later == journey.later and not step.at_check:
            fewest, most = fewest + certain, most + 1
        walk.learn(step, settled=certain and journey.is_answered(step))
    return PagesLeft(passed + 1, fewest + 1, most + 1)


def _in_a_correction(journey: Journey, here: Step) -> PagesLeft:
    """Only what was named is open; the rest is answered, and its pages lead straight to the check page."""
    steps = journey.steps
    position = steps.index(here) if here in steps else 0
    left = sum(not journey.is_answered(step) for step in steps[position + 1 :])
    return PagesLeft(position + 1, left + 1, left + 1)


class Walk:
    """Once through the pages, knowing which answers are still open; conditions only look back."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self.open: set[str] = set()

    def chances(self, step: Step) -> tuple[bool, bool]:
        """(it will be asked, it may be asked)"""
        page, known = self.may(step.when), self._journey.context.known
        asked = [self.may(question.when) for question in step.questions if question.can_be_answered(known)]
        return (
            False not in page and any(False not in each for each in asked),
            True in page and any(True in each for each in asked),
        )

    def learn(self, step: Step, *, settled: bool) -> None:
        """Whether a question is asked may hang on another of its page, so they are taken in order."""
        for question in step.questions if True in self.may(step.when) else ():
            asked = self.may(question.when)
            if True in asked and not (settled and False not in asked):
                self.open.add(question.key)

    def may(self, condition: Condition | None) -> Set[bool]:
        """What it may turn out to be."""
        if condition is None:
            return {True}
        return possible_values(condition, self.open, self._journey.told, self._journey.facts)


def possible_values(
    condition: Condition, unknown: Set[str], answers: Mapping[str, Any], facts: Mapping[str, Any]
) -> Set[bool]:
    """Both where an unknown answer decides. A fact may look at every answer, so one unknown is enough for it."""
    parts = condition.all or condition.any
    if parts is not None:
        each = [possible_values(part, unknown, answers, facts) for part in parts]
        combine = all if condition.all is not None else any
        return {combine(True in one for one in each), combine(False not in one for one in each)}
    if condition.negated is not None:
        return {not value for value in possible_values(condition.negated, unknown, answers, facts)}
    is_open = condition.question in unknown if condition.question else bool(unknown)
    return {True, False} if is_open else {condition.holds(answers, facts)}
