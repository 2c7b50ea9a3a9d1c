"""Answers → one flat list that the check page, the receipt, the staff, CSV and JSON all read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.language import Language, Message
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.questions.unknown import columns_of_answer, is_unknown, text_of


@dataclass(frozen=True)
class AnswerRow:
    """`at` is the id of its first box; `row` counts the rows of a group from 1, None outside one.

    `suggested`: what the register says in the same shape, None where it says nothing.
    """

    step: Step
    question: QuestionBase
    at: str
    answer: Any
    row: int | None = None
    suggested: Any = None
    group: GroupQuestion | None = None

    @property
    def which(self) -> Message | None:
        """Which row of its group it stands in; None outside one."""
        return self.group.nth(self.row) if self.group and self.row else None

    @property
    def text(self) -> str:
        return self.text_for(Language.JAPANESE)

    def text_for(self, language: Language) -> str:
        return text_of(self.question, self.answer, language)

    @property
    def is_unknown(self) -> bool:
        return is_unknown(self.answer)

    @property
    def is_from_register(self) -> bool:
        return self.suggested is not None and self.suggested == self.answer


def answer_rows(journey: Journey) -> list[AnswerRow]:
    """Every question these answers call for and that has been on a page, in order."""
    return [
        row
        for step in journey.all_steps
        for question in step.questions
        if question.key in journey.answers
        for row in _rows_of(journey, step, question)
    ]


def _rows_of(journey: Journey, step: Step, question: QuestionBase) -> Iterator[AnswerRow]:
    answer = journey.answers[question.key]
    known = journey.context.known
    if not isinstance(question, GroupQuestion):
        yield AnswerRow(step, question, question.key, answer, suggested=question.suggested(known))
        return
    people = question.people(journey.answers, known)
    for index, row in enumerate(answer or []):
        person = people[index] if index < len(people) else {}
        yield from _inner(step, question, index, row, row_known(known, person))


def _inner(
    step: Step, group: GroupQuestion, index: int, row: Mapping[str, Any], known: Mapping[str, Any]
) -> Iterator[AnswerRow]:
    for inner in group.questions:
        if inner.key in row:
            at = f"{group.key}.{index}.{inner.key}"
            yield AnswerRow(step, inner, at, row[inner.key], index + 1, inner.suggested(known), group)


def columns_of(journey: Journey) -> dict[str, str]:
    """Heading → cell for an export: every question of the definition, asked or not, so that columns line up."""
    cells: dict[str, str] = {}
    for question in journey.procedure.questions.values():
        cells.update(columns_of_answer(question, journey.answers.get(question.key)))
    return cells
