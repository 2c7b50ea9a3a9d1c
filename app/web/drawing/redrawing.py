"""Buttons that change a page without judging it: a look-up, one row more, one row less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from app.language import Message
from app.procedures.questions.base import Picks, QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.row_boxes import is_index, rows_shown, with_rows

Errors: TypeAlias = dict[str, Message]


@dataclass(frozen=True)
class Redrawn:
    """`picks`: by box, what may be chosen where a look-up found several. `focused`: the row to go on with."""

    boxes: dict[str, list[str]]
    errors: Errors = field(default_factory=dict)
    picks: Mapping[str, Picks] = field(default_factory=dict)
    focused: str = ""


def redraw(
    form: Mapping[str, Sequence[str]], questions: Sequence[QuestionBase], answers: Mapping[str, Any]
) -> Redrawn:
    """`look_up`, `add_row` and `remove_row` name the question or the row the button belongs to."""
    redrawn = Redrawn({name: list(values) for name, values in form.items()})
    for at in form.get("look_up", ()):
        redrawn = _look_up(redrawn, questions, at)
    for group in (each for each in questions if isinstance(each, GroupQuestion)):
        if group.key in form.get("add_row", ()):
            redrawn = _add_row(redrawn, group, answers)
        for at in form.get("remove_row", ()):
            if at.startswith(f"{group.key}."):
                redrawn = _drop_row(redrawn, group, answers, at.removeprefix(f"{group.key}."))
    return redrawn


def _look_up(redrawn: Redrawn, questions: Sequence[QuestionBase], at: str) -> Redrawn:
    question = _question_at(questions, at)
    if question is None:
        return redrawn
    found = question.look_up(redrawn.boxes, at)
    errors = {error.at: error.message for error in found.errors}
    return replace(
        redrawn,
        boxes={**redrawn.boxes, **found.boxes},
        errors={**redrawn.errors, **errors},
        picks={**redrawn.picks, **found.picks},
    )


def _question_at(questions: Sequence[QuestionBase], at: str) -> QuestionBase | None:
    """`key`, or `group.<row>.key`; None for what names no question of the page."""
    first, _, rest = at.partition(".")
    row, _, inner = rest.partition(".")
    for question in questions:
        if question.key == at:
            return question
        if question.key == first and isinstance(question, GroupQuestion) and is_index(row):
            return next((each for each in question.questions if each.key == inner), None)
    return None


def _add_row(redrawn: Redrawn, group: GroupQuestion, answers: Mapping[str, Any]) -> Redrawn:
    shown = group.row_count(answers, rows_shown(redrawn.boxes, group.key))
    if not group.is_free(answers):
        return redrawn
    if shown >= group.most:
        error = group.too_many(group.key)
        return replace(redrawn, errors={**redrawn.errors, error.at: error.message})
    boxes = with_rows(redrawn.boxes, group.key, [*range(shown), None])
    return replace(redrawn, boxes=boxes, focused=f"{group.key}.{shown}")


def _drop_row(redrawn: Redrawn, group: GroupQuestion, answers: Mapping[str, Any], gone: str) -> Redrawn:
    """Whoever was picked keeps the row: it goes where they are picked, on their page."""
    shown = group.row_count(answers, rows_shown(redrawn.boxes, group.key))
    rest = [row for row in range(shown) if str(row) != gone]
    mine = len(group.bound(answers))
    if not mine <= int(gone if is_index(gone) else -1) < shown or len(rest) < group.fewest(answers):
        return redrawn
    boxes = with_rows(redrawn.boxes, group.key, rest)
    return replace(redrawn, boxes=boxes, focused=f"{group.key}.{min(int(gone), len(rest) - 1)}")
