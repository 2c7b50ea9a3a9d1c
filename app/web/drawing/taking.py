"""A page that was sent → what is to be saved of it, what is wrong with it, and what others have changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.procedures.answers import ReadAnswers, read_step
from app.procedures.definition import Step
from app.procedures.drawn import Drawn, from_text
from app.procedures.journey import Journey
from app.procedures.merging import Chosen, Clash, Merged, Side, merge
from app.procedures.questions.base import FieldError, Given
from app.procedures.questions.groups import GroupQuestion
from app.procedures.row_boxes import realigned_boxes
from app.web.drawing.field_views import Boxes

# Boxes beside those of the questions: what the page was drawn from, which clashes it showed, and what was chosen.
DRAWN, SHOWN, KEEP = "_drawn", "_clash", "keep."
REDRAWS = frozenset({"look_up", "add_row", "remove_row"})

Files = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Taken:
    """Nothing is saved while there are `errors` or `clashes`. `emptied`: what stands there no more, or cannot be read.

    `misread`: what could not be understood, whether or not anybody is told of it now.
    """

    errors: tuple[FieldError, ...]
    merged: Merged
    emptied: frozenset[str] = frozenset()
    misread: tuple[FieldError, ...] = ()

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return self.merged.clashes

    @property
    def forgotten(self) -> frozenset[str]:
        return self.merged.forgotten | self.emptied


def aligned(step: Step, form: Boxes, journey: Journey) -> Boxes:
    """Rows stay with their people, whoever was picked since the page was drawn."""
    for group in (each for each in step.questions if isinstance(each, GroupQuestion)):
        form = realigned_boxes(form, group.key, group.bound(journey.answers))
    return form


def take(step: Step, form: Boxes, files: Files, journey: Journey, *, leaving: bool = False) -> Taken:
    """`form` aligned. `leaving` keeps what could be understood; what could not is asked again on return."""
    read = _read(step, form, files, journey)
    misread = read.errors
    if leaving:
        understood = {key: answer for key, answer in read.answers.items() if answer is not None}
        read = replace(read, answers=understood, errors=())
    return Taken(read.errors, merge(journey, read, drawn_in(form), chosen_in(form)), misread=misread)


def take_with_gaps(step: Step, form: Boxes, files: Files, journey: Journey) -> Taken:
    """What somebody copies from a paper may be missing there: it stays open, and nothing is wrong with the page."""
    read = _read(step, form, files, journey)
    wrong = {error.at.partition(".")[0] for error in read.errors}
    emptied = frozenset(key for key in wrong if read.answers.get(key) is None)
    said = {key: answer for key, answer in read.answers.items() if key not in emptied}
    read = replace(read, answers=said, errors=())
    return Taken((), merge(journey, read, drawn_in(form), chosen_in(form)), emptied)


def _read(step: Step, form: Boxes, files: Files, journey: Journey) -> ReadAnswers:
    return read_step(step, Given(form, journey.context.known, files, journey.context.today), journey)


def drawn_in(form: Boxes) -> Drawn:
    return from_text(next(iter(form.get(DRAWN, ())), ""))


def chosen_in(form: Boxes) -> Chosen:
    """The last of two choices for one answer counts, as with any box."""
    named = {name.removeprefix(KEEP): values[-1] for name, values in form.items() if name.startswith(KEEP)}
    sides = {at: Side(value) for at, value in named.items() if value in {*Side}}
    return Chosen(sides, frozenset(form.get(SHOWN, ())))
