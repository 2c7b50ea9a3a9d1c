"""What stands in the boxes of a page on its first sight: what was answered, else what is known."""

from collections.abc import Mapping
from typing import Any

from app.procedures.journey import Journey
from app.procedures.places import Place, known_at, rows_of
from app.procedures.questions.base import Boxes, QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.unknown import boxes_of
from app.procedures.suggesting import copied_answer


def boxes_at(journey: Journey, place: Place) -> Boxes:
    """Of a page with one question."""
    if place.group is None or place.row is None:
        return saved_boxes(journey, place.question)
    row = rows_of(journey, place.group)[place.row]
    return boxes_in(journey, place, place.question, row)


def boxes_in(journey: Journey, place: Place, question: QuestionBase, given: Mapping[str, Any]) -> Boxes:
    """Of one of the questions of a page, where these answers stand."""
    return _boxes(journey, question, place.at_of(question), given, known_at(journey, place.group, place.row))


def saved_boxes(journey: Journey, question: QuestionBase) -> Boxes:
    if not isinstance(question, GroupQuestion):
        return _boxes(journey, question, question.key, journey.answers, journey.context.known)
    rows = rows_of(journey, question)
    found: Boxes = {f"{question.key}.rows": [str(len(rows))]}
    for index, row in enumerate(rows):
        known = known_at(journey, question, index)
        for inner in question.asked({**journey.answers, **row}):
            found |= _boxes(journey, inner, f"{question.key}.{index}.{inner.key}", row, known)
    return found


def _boxes(
    journey: Journey, question: QuestionBase, at: str, given: Mapping[str, Any], known: Mapping[str, Any]
) -> Boxes:
    if question.key in given:
        answer = given[question.key]
    else:
        above = copied_answer(question, journey.answers)
        answer = question.suggested(known) if above is None else above
        if answer is None:
            return question.begun(known, at)
    return {} if answer is None else boxes_of(question, answer, at)
