"""Everything that was answered, as the check page shows it: by page, with the way back to each box."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.language import Message
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.web.resident.cases import Case
from app.web.resident.fields import FROM_ABOVE, find_answer, source_of


@dataclass(frozen=True)
class RowView:
    label: Any
    text: Any
    source: Message | None
    change_href: str


@dataclass(frozen=True)
class SectionView:
    title: Any
    rows: tuple[RowView, ...]


def sections_of(case: Case) -> tuple[SectionView, ...]:
    """The pages of this journey; in a correction and for additions only what is open."""
    journey = case.journey
    asked = {question.key for step in journey.steps for question in journey.asked(step)}
    rows = [row for row in answer_rows(journey) if (row.group or row.question).key in asked]
    grouped = groupby(rows, key=lambda row: row.step)
    return tuple(SectionView(step.title, tuple(_row(case, row) for row in part)) for step, part in grouped)


def _row(case: Case, row: AnswerRow) -> RowView:
    question = row.question
    source = source_of(question.prefill, case.sources) if row.is_from_register else None
    if question.copy_from and row.answer == find_answer(case.journey.answers, question.copy_from):
        source = FROM_ABOVE
    href = f"/apply/{case.application.id}/steps/{row.step.key}#{question.box_id(row.at)}"
    return RowView(question.label.for_reader(case.visit.language), row.text, source, href)
