"""Answers as the check page lists them: by page, and by person where a page asks about several."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.applications.hands import hand_of, typed_by_others
from app.language import Message
from app.procedures.answer_rows import AnswerRow
from app.procedures.answer_sections import answer_sections
from app.procedures.suggesting import find_answer
from app.web.drawing.fields import FROM_ABOVE
from app.web.drawing.row_sources import source_of, sources_of_row
from app.web.resident.cases import Case, actor_of
from app.web.resident.page_hrefs import box_href


@dataclass(frozen=True)
class RowView:
    """`typed`: that somebody else than whoever reads typed it."""

    label: Any
    text: Any
    source: Message | None
    change_href: str | None
    typed: Message | None = None


@dataclass(frozen=True)
class SectionView:
    """`which` of several people or things it is about."""

    title: Any
    which: Message | None
    rows: tuple[RowView, ...]


def sections_of(case: Case, *, whole: bool) -> tuple[SectionView, ...]:
    """The pages of this journey; in a correction and for additions only what is open.

    `whole`: all that is signed has to be there to be read, though only what is open can be changed.
    """
    journey = case.journey
    open_now = {question.key for step in journey.steps for question in journey.asked(step)}
    at_check = {question.key for step in journey.at_check for question in step.questions}
    shown = {*journey.answers} - at_check if whole else open_now
    return tuple(
        SectionView(
            section.step.title, section.which, tuple(_row(case, row, open_now) for row in section.rows)
        )
        for section in answer_sections(journey, shown)
    )


def _row(case: Case, row: AnswerRow, open_now: Collection[str]) -> RowView:
    question = row.question
    sources = sources_of_row(case.sources, case.procedure, row.group) if row.group else case.sources
    source = source_of(question.prefill, sources) if row.is_from_register else None
    if question.copy_from and row.answer == find_answer(case.journey.answers, question.copy_from):
        source = FROM_ABOVE
    key = (row.group or question).key
    typed = typed_by_others(case.application.typed_by, key, hand_of(actor_of(case.visit)))
    may_change = key in open_now
    href = box_href(case, row.step, question.box_id(row.at))
    language = case.visit.language
    return RowView(
        label=question.label.for_reader(language),
        text=row.text_for(language),
        source=source,
        change_href=href if may_change else None,
        typed=typed.label if typed and source is None else None,
    )
