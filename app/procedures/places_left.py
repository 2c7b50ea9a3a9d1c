"""「5／12」: which page of how many this is, where each has one question. Answers may open more, so there is a most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.procedures.journey import Journey
from app.procedures.one_by_one import OneByOne
from app.procedures.pages_left import PagesLeft, Walk, possible_values
from app.procedures.places import Asks, Place, may_change_rows, rows_of
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion


@dataclass(frozen=True)
class Ahead:
    """A page that is not answered: whether it is certain to come, and None where it only may."""

    place: Place | None
    is_certain: bool


def places_left(way: OneByOne, here: Place) -> PagesLeft:
    """As `pages_left`: going on, `most` always shrinks, but where somebody adds a row or picks one more person.

    What was passed over is no page of the way.
    """
    position = way.position(here) or 0
    before = way.places[:position]
    passed = sum(way.is_answered(each) and not way.is_passed_over(each) for each in before) + 1
    passed += sum(way.begins_spare_row(each) for each in way.places[: position + 1])  # it was added on a page
    if way.journey.only is not None:
        left = len(way.places) - position
        return PagesLeft(passed, left, left)
    if way.journey.is_complete:
        return PagesLeft(passed, 1, 1)
    ahead = [each for each in _ahead(way) if each.place is None or (way.position(each.place) or 0) > position]
    again = sum(_is_behind(way, here, each) for each in way.places)
    fewest = sum(each.is_certain for each in ahead)
    return PagesLeft(passed, fewest + again + 1, len(ahead) + again + 1)


def _is_behind(way: OneByOne, here: Place, each: Place) -> bool:
    """Whether there is another row is asked behind the last one, although all are answered by then."""
    is_more = each.asks is Asks.MORE and here.asks is not Asks.MORE and each.is_of(here.group)
    return is_more and way.is_answered(each)


def _ahead(way: OneByOne) -> Iterator[Ahead]:
    """Questions in their order, knowing which answers before them are still open."""
    journey = way.journey
    walk = Walk(journey)
    for step in journey.procedure.steps:
        page = walk.may(step.when)
        for question in step.questions:
            asked = walk.may(question.when)
            if not (True in page and True in asked and question.can_be_answered(journey.context.known)):
                continue
            is_certain = False not in page and False not in asked
            to_ask = is_certain and not _may_be_known(walk, question, journey)
            if step.later == journey.later and not step.at_check:
                yield from _of_question(way, walk, question, is_certain=to_ask)
            if not (is_certain and journey.has(question)):
                walk.open.add(question.key)


def _may_be_known(walk: Walk, question: QuestionBase, journey: Journey) -> bool:
    """By an answer that is still open: then it is passed over, or shown with others that are known."""
    subject = journey.procedure.subject
    sources = {(question.copy_from or "").partition(".")[0]}
    if subject and (question.prefill or "").partition(".")[0] == "subject":
        sources.add(subject.key)
    if isinstance(question, GroupQuestion):
        sources.add(question.rows_from or "")
    return bool(sources & walk.open)


def _of_question(way: OneByOne, walk: Walk, question: QuestionBase, *, is_certain: bool) -> Iterator[Ahead]:
    mine = [place for place in way.places if _is_about(place, question)]
    if not mine:
        yield from (Ahead(None, False) for _ in range(_pages_of(way, question)))
        return
    for place in mine:
        is_first = place.asks is not Asks.RIGHT or place.group or place.question.key == question.key
        if is_first and not way.is_answered(place):
            yield Ahead(place, is_certain and _is_certain_in_row(way, walk, place))
    if isinstance(question, GroupQuestion):
        yield from (Ahead(None, False) for _ in range(_may_open(way, walk, question)))


def _is_about(place: Place, question: QuestionBase) -> bool:
    if place.group is not None:
        return place.group.key == question.key
    return any(each.key == question.key for each in place.questions)


def _pages_of(way: OneByOne, question: QuestionBase) -> int:
    if not isinstance(question, GroupQuestion):
        return 1
    rows = question.fewest(way.journey.answers)
    return rows * len(question.questions) + may_change_rows(way.journey, question)


def _is_certain_in_row(way: OneByOne, walk: Walk, place: Place) -> bool:
    if place.row is None or place.group is None:
        return True
    row = rows_of(way.journey, place.group)[place.row]
    return all(False not in _may_in_row(way, walk, each, place.group, row) for each in place.questions)


def _may_open(way: OneByOne, walk: Walk, group: GroupQuestion) -> int:
    """Questions of the rows there are that are not asked yet."""
    found = 0
    for row in rows_of(way.journey, group):
        asked = {each.key for each in group.asked({**way.journey.answers, **row})}
        for question in group.questions:
            found += question.key not in asked and True in _may_in_row(way, walk, question, group, row)
    return found


def _may_in_row(
    way: OneByOne, walk: Walk, question: QuestionBase, group: GroupQuestion, row: Mapping[str, Any]
) -> set[bool]:
    if question.when is None:
        return {True}
    unknown = walk.open | {each.key for each in group.questions if each.key not in row}
    return set(possible_values(question.when, unknown, {**way.journey.told, **row}, way.journey.facts))
