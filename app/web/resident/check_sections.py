"""Answers as the check page lists them: by page, and by person where a page asks about several."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.language import Message
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.journey import Journey
from app.web.resident.cases import Case
from app.web.resident.fields import FROM_ABOVE, find_answer
from app.web.resident.row_sources import source_of, sources_of_row


@dataclass(frozen=True)
class RowView:
    label: Any
    text: Any
    source: Message | None
    change_href: str


@dataclass(frozen=True)
class SectionView:
    """`which` of several people or things it is about."""

    title: Any
    which: Message | None
    rows: tuple[RowView, ...]


def sections_of(case: Case) -> tuple[SectionView, ...]:
    """The pages of this journey; in a correction and for additions only what is open."""
    journey = case.journey
    asked = {question.key for step in journey.steps for question in journey.asked(step)}
    rows = [row for row in answer_rows(journey) if (row.group or row.question).key in asked]
    grouped = groupby(rows, key=lambda row: (row.step, _which(journey, row)))
    return tuple(
        SectionView(at[0].title, at[1], tuple(_row(case, row) for row in part)) for at, part in grouped
    )


def _which(journey: Journey, row: AnswerRow) -> Message | None:
    return row.which if row.group and len(journey.answers[row.group.key]) > 1 else None


def _row(case: Case, row: AnswerRow) -> RowView:
    question = row.question
    sources = sources_of_row(case.sources, case.procedure, row.group) if row.group else case.sources
    source = source_of(question.prefill, sources) if row.is_from_register else None
    if question.copy_from and row.answer == find_answer(case.journey.answers, question.copy_from):
        source = FROM_ABOVE
    href = f"/apply/{case.application.id}/steps/{row.step.key}#{question.box_id(row.at)}"
    language = case.visit.language
    return RowView(question.label.for_reader(language), row.text_for(language), source, href)
