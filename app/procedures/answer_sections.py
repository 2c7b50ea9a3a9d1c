"""Answers under the headings of their pages: the check page and what is signed list them alike."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from app.language import Message
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.definition import Step
from app.procedures.journey import Journey


@dataclass(frozen=True)
class AnswerSection:
    """`which` of several people or things it is about, where there are several."""

    step: Step
    which: Message | None
    rows: tuple[AnswerRow, ...]


def answer_sections(journey: Journey, asked: Collection[str] | None = None) -> tuple[AnswerSection, ...]:
    """`asked`: keys of the questions it is about, None for all that these answers call for."""
    rows = [row for row in answer_rows(journey) if asked is None or (row.group or row.question).key in asked]
    grouped = groupby(rows, key=lambda row: (row.step, _which(journey, row)))
    return tuple(AnswerSection(step, which, tuple(part)) for (step, which), part in grouped)


def _which(journey: Journey, row: AnswerRow) -> Message | None:
    return row.which if row.group and len(journey.answers[row.group.key]) > 1 else None
