"""What is to be told, one by one: a question of a page, or a question in one row of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from app.procedures.answers import followed
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.questions.statements import StatementQuestion


class Untold(Enum):
    UNTOLD = "untold"


UNTOLD: Final = Untold.UNTOLD


@dataclass(frozen=True)
class Slot:
    """`group` and `row` where it stands in the row of somebody who was picked.

    Rows that may be added and taken away belong together: their group is one slot, without `group`; `row` is the
    first of them.
    """

    step: Step
    question: QuestionBase
    group: GroupQuestion | None = None
    row: int = 0

    @property
    def at(self) -> str:
        """The name of its boxes, without their parts."""
        return f"{self.group.key}.{self.row}.{self.question.key}" if self.group else self.question.key

    @property
    def is_talked_about(self) -> bool:
        """What a person stands behind is asked at the end, and papers are collected."""
        return not isinstance(self.question, StatementQuestion | PhotosQuestion)

    def find(self, answers: Mapping[str, Any]) -> Any:
        """UNTOLD where nothing has been said; None where an optional question was left empty."""
        return self.place(answers).get(self.question.key, UNTOLD)

    def place(self, answers: Mapping[str, Any]) -> Mapping[str, Any]:
        """All that has been said in its row, or outside of rows."""
        if self.group is None:
            return answers
        rows = answers.get(self.group.key) or []
        return rows[self.row] if self.row < len(rows) else {}

    def known(self, journey: Journey) -> Mapping[str, Any]:
        """What the register says, in a row with what it says of the person there."""
        known = journey.context.known
        if self.group is None:
            return known
        people = self.group.people(journey.answers, known)
        return row_known(known, people[self.row] if self.row < len(people) else {})

    def put(self, journey: Journey, answer: Any) -> Journey:
        """The journey with this answer and what it brings about; UNTOLD takes the answer away.

        What is hidden by it in its row is gone, as it is where the row is read from a page.
        """
        if self.group is not None:
            rows = [dict(row) for row in journey.given.get(self.group.key) or []]
            rows += [{} for _ in range(self.group.row_count(journey.answers, len(rows)) - len(rows))]
            row = _changed(rows[self.row], self.question.key, answer)
            asked = {each.key for each in self.group.asked({**journey.answers, **row})}
            rows[self.row] = {key: each for key, each in row.items() if key in asked}
            return with_answers(journey, {**journey.given, self.group.key: rows})
        if answer is UNTOLD:
            return with_answers(journey, _changed(journey.given, self.question.key, UNTOLD))
        read = followed(journey, {self.question.key: answer})
        kept = {key: each for key, each in journey.given.items() if key not in read.forgotten}
        return with_answers(journey, {**kept, **read.answers})


def with_answers(journey: Journey, given: Mapping[str, Any]) -> Journey:
    return Journey(journey.procedure, given, journey.context, journey.only, journey.later)


def _changed(answers: Mapping[str, Any], key: str, answer: Any) -> dict[str, Any]:
    kept = {name: each for name, each in answers.items() if name != key}
    return kept if answer is UNTOLD else {**kept, key: answer}


def slots_of(journey: Journey) -> Iterator[Slot]:
    """All that these answers call for, before and after arrival, in the order of the definition."""
    for step in journey.all_steps:
        for question in step.questions:
            yield from slots_at(journey, step, question)


def slots_at(journey: Journey, step: Step, question: QuestionBase) -> Iterator[Slot]:
    """A question as it is asked now; a group only once it is clear who has a row in it."""
    if not journey.is_asked(question):
        return
    if not isinstance(question, GroupQuestion):
        yield Slot(step, question)
        return
    if _waits_for_people(journey, question):
        return
    for index in range(len(question.bound(journey.answers))):
        for inner in question.questions:
            row = Slot(step, inner, question, index).place(journey.answers)
            if inner.when is None or inner.when.holds({**journey.answers, **row}, {}):
                yield Slot(step, inner, question, index)
    if question.is_free(journey.answers):
        yield Slot(step, question, row=len(question.bound(journey.answers)))
        yield from _stood_behind(journey, step, question)


def _stood_behind(journey: Journey, step: Step, group: GroupQuestion) -> Iterator[Slot]:
    """In free rows that stands by itself: the rows are told, and what is stood behind is asked at the end."""
    rows = journey.answers.get(group.key) or []
    for index in range(len(group.bound(journey.answers)), len(rows)):
        asked = group.asked({**journey.answers, **rows[index]})
        yield from (
            Slot(step, inner, group, index) for inner in asked if isinstance(inner, StatementQuestion)
        )


def hidden_slots(journey: Journey) -> Iterator[Slot]:
    """What has been said and is not called for any more: it comes back when the answer that hid it does."""
    called_for = {slot.at for slot in slots_of(journey)}
    for key, question in journey.procedure.questions.items():
        step = journey.procedure.step_of_question[key]
        if isinstance(question, GroupQuestion):
            rows = range(min(len(question.bound(journey.given)), len(journey.given.get(key) or ())))
            found = [Slot(step, inner, question, row) for row in rows for inner in question.questions]
        else:
            found = [Slot(step, question)]
        told = (slot for slot in found if slot.find(journey.given) is not UNTOLD)
        yield from (slot for slot in told if slot.at not in called_for)


def _waits_for_people(journey: Journey, group: GroupQuestion) -> bool:
    people = journey.procedure.questions.get(group.rows_from or "")
    if people is None or journey.answers.get(people.key):
        return False
    step = journey.procedure.step_of_question[people.key]
    return people.required and journey.holds(step.when) and journey.is_asked(people)


def is_open(journey: Journey, slot: Slot) -> bool:
    """Whether it still has to be asked."""
    answer = slot.find(journey.answers)
    if isinstance(slot.question, GroupQuestion):
        return answer in (UNTOLD, None) or not _are_told(journey, slot.question, answer)
    return answer is UNTOLD or (answer is None and slot.question.required)


def _are_told(journey: Journey, group: GroupQuestion, rows: Any) -> bool:
    """The free rows, without what is stood behind in them."""
    answers = journey.answers
    if len(rows) != group.row_count(answers, len(rows)):
        return False
    free = rows[len(group.bound(answers)) :]
    return all(
        inner.key in row
        for row in free
        for inner in group.asked({**answers, **row})
        if not isinstance(inner, StatementQuestion)
    )
