"""The same journey walked from place to place, one question a page. Computed like the journey, never stored."""

from dataclasses import dataclass, replace
from functools import cached_property

from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.places import Asks, Place, places_of, rows_of
from app.procedures.questions.base import Answer, QuestionBase
from app.procedures.row_boxes import is_within
from app.procedures.suggesting import suggested_answer


@dataclass(frozen=True)
class OneByOne:
    journey: Journey

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for step in self.journey.steps for place in places_of(self.journey, step))

    def is_answered(self, place: Place) -> bool:
        if place.asks is Asks.MORE or place.group is None:
            return all(self.journey.has(question) for question in place.questions)
        row = rows_of(self.journey, place.group)[place.row or 0]
        return all(question.key in row for question in place.questions)

    def is_passed_over(self, place: Place) -> bool:
        """It waits on the check page, and counts as no page of the way."""
        return place.asks is Asks.RIGHT and place.step.confirmed_at_check and self.is_answered(place)

    @cached_property
    def first_unanswered(self) -> Place | None:
        return next((place for place in self.places if not self.is_answered(place)), None)

    @property
    def last_shown(self) -> Place | None:
        return next((place for place in reversed(self.places) if not self.is_passed_over(place)), None)

    def find(self, step_key: str, at: str) -> Place | None:
        """A question among those that are known has a page of its own too, to be changed on."""
        mine = [place for place in self.places if place.step.key == step_key]
        alone = (place.alone(each) for place in mine if place.asks is Asks.RIGHT for each in place.questions)
        return next((place for place in (*mine, *alone) if place.at == at), None)

    def of_box(self, box: str) -> Place | None:
        """Where the box stands by itself; the rows of a group stand in its questions, else where they are counted."""
        alone = [p.alone(each) for p in self.places if p.asks is Asks.RIGHT for each in p.questions]
        mine = [p for p in (*self.places, *alone) if p.asks is not Asks.RIGHT and is_within(box, p.at)]
        return max(mine, key=lambda place: len(place.at), default=None)

    def position(self, place: Place) -> int | None:
        """Its own, or that of the page on which it is known; None for a place of another journey."""
        for index, each in enumerate(self.places):
            if each.step.key == place.step.key and place.at in {each.at, *map(each.at_of, each.questions)}:
                return index
        return None

    def can_visit(self, place: Place) -> bool:
        """Answered ones and the first unanswered one, never one beyond it; and where rows are taken away again."""
        if self.first_unanswered is None or self._has_spare_rows(place):
            return True
        here, open_now = self.position(place), self.position(self.first_unanswered)
        return here is not None and open_now is not None and here <= open_now

    def _has_spare_rows(self, place: Place) -> bool:
        if place.asks is not Asks.MORE or place.group is None:
            return False
        return len(rows_of(self.journey, place.group)) > place.group.fewest(self.journey.answers)

    def of_step(self, step: Step) -> Place | None:
        """Where a page of many questions begins: the first that is open, else the first."""
        mine = [place for place in self.places if place.step.key == step.key]
        return next((place for place in mine if not self.is_answered(place)), next(iter(mine), None))

    def after(self, place: Place) -> Place | None:
        """The next one that is open, None for the check page; the same one while it is open itself.

        Behind the last row comes whether there is another. In a correction each is shown that was named.
        """
        here = self.position(place)
        if here is None or (place.asks is Asks.MORE and self.journey.only is None):
            return self.first_unanswered
        for each in self.places[here:]:
            if not self.is_answered(each):
                return each
            is_behind_rows = each.asks is Asks.MORE and each.is_of(place.group)
            if (is_behind_rows or self.journey.only is not None) and each is not self.places[here]:
                return each
        return self.first_unanswered

    def before(self, place: Place) -> Place | None:
        """The page that was shown before it; where it is the first of a row that was added, whether to add one."""
        here = self.position(place)
        if here is None:
            return None
        if self.begins_spare_row(place):
            more = [each for each in self.places if each.asks is Asks.MORE and each.is_of(place.group)]
            if more:
                return more[0]
        seen = [
            each for each in self.places[:here] if self.is_answered(each) and not self.is_passed_over(each)
        ]
        return seen[-1] if seen else None

    def begins_spare_row(self, place: Place) -> bool:
        """The first page of a row that somebody has added."""
        here = self.position(place)
        if here is None or place.group is None or place.row is None:
            return False
        earlier = self.places[here - 1] if here else None
        is_first = earlier is None or not earlier.is_of(place.group) or earlier.row != place.row
        return is_first and place.row >= place.group.fewest(self.journey.answers)


def known_on_the_way(journey: Journey) -> dict[str, Answer]:
    """What need not be asked of pages that wait on the check page: one question after the other, where whoever fills in
    whole pages passes over those that are known whole.
    """
    so_far, found = journey, dict[str, Answer]()
    for step in journey.procedure.steps:
        for question in step.questions if step.confirmed_at_check else ():
            if question.key in so_far.answers or question not in _asked_now(so_far, step):
                continue
            answer = suggested_answer(question, so_far.context.known, so_far.answers)
            if answer is not None:
                found[question.key] = answer
                so_far = replace(so_far, answers={**so_far.answers, question.key: answer})
    return found


def _asked_now(journey: Journey, step: Step) -> tuple[QuestionBase, ...]:
    return journey.asked(step) if any(each.key == step.key for each in journey.steps) else ()
