"""A page as it was left: with what was typed there and is no answer yet (app/applications/unread.py)."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.applications import unread
from app.procedures.places import Place
from app.procedures.questions.base import Boxes, QuestionBase
from app.procedures.shown_boxes import boxes_at, saved_boxes
from app.web.drawing.fields import filled
from app.web.resident.cases import Case


def form_of(case: Case, questions: Iterable[QuestionBase]) -> Boxes | None:
    """As if it had just been posted; None where nothing is kept for any of these questions."""
    asked = tuple(questions)
    if not any(unread.touches(case.application, question.key) for question in asked):
        return None
    shown: Boxes = {}
    for question in asked:
        shown |= saved_boxes(case.journey, question)
    return unread.over(case.application, shown)


def form_at(case: Case, place: Place) -> Boxes | None:
    """The same of a page with one question."""
    if not unread.touches(case.application, place.at):
        return None
    return unread.over(case.application, boxes_at(case.journey, place))


def is_changed(form: Mapping[str, Any], shown: Boxes, at: str) -> bool:
    """Whether somebody has typed since the page was drawn."""
    return filled(form, at) != filled(shown, at)
