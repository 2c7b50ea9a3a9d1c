"""A question of a page → what its template needs: texts in the reader's variant, boxes, errors, sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.language import Language, Message, noted
from app.procedures.drawn import as_text, drawn_from
from app.procedures.journey import Journey
from app.procedures.questions.base import FieldError, Given, Picks, QuestionBase
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.questions.unknown import boxes_of
from app.procedures.row_boxes import is_within, rows_shown
from app.procedures.suggesting import copied_answer
from app.web.drawing.field_views import Boxes, FieldView, OptionView, RowView
from app.web.drawing.row_sources import source_of, sources_of_row
from app.web.drawing.stored_files import stored_views
from app.web.drawing.taking import DRAWN

FROM_ABOVE = noted("前の答えから")
UNTITLED = {"statement"}  # a sentence to stand behind is no heading


@dataclass(frozen=True)
class Drawing:
    """What a page is drawn from. `form` is what was posted, None on the first sight of the page.

    `focused`: the row that has just been added, or stands where one was taken away. `suggests`: whether boxes begin with
    what the register knows; not where somebody copies what another has written. `opened`: what is known stands in open
    boxes too.
    """

    journey: Journey
    language: Language
    sources: Mapping[str, str]
    form: Boxes | None = None
    errors: Mapping[str, Message] = field(default_factory=dict)
    files: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    picks: Mapping[str, Picks] = field(default_factory=dict)
    focused: str = ""
    suggests: bool = True
    opened: bool = False

    def fields(self, questions: Iterable[QuestionBase], *, heading: bool = True) -> tuple[FieldView, ...]:
        asked = tuple(questions)
        alone = heading and len(asked) == 1 and not isinstance(asked[0], GroupQuestion)
        return tuple(self._field(question, alone) for question in asked)

    def as_drawn(self, questions: Iterable[QuestionBase]) -> str:
        """What the page says it was drawn from; drawn again, it says what it said at first."""
        said = next(iter((self.form or {}).get(DRAWN, ())), "")
        return said or as_text(drawn_from(self.journey, questions, suggests=self.suggests))

    def _field(self, question: QuestionBase, alone: bool) -> FieldView:
        if isinstance(question, GroupQuestion):
            return self._group(question)
        answer = self.journey.answers.get(question.key)
        known = self.journey.context.known
        return self.one(question, question.key, answer, question.key in self.journey.answers, known, alone)

    def one(
        self,
        question: QuestionBase,
        at: str,
        answer: Any,
        answered: bool,
        known: Mapping[str, Any],
        alone: bool = False,
    ) -> FieldView:
        suggested, source = self._suggestion(question, known)
        shown = answer if answered else suggested
        begun = self._begun(question, known, at) if shown is None else boxes_of(question, shown, at)
        boxes = begun if self.form is None else self.form
        is_known = suggested is not None and filled(boxes, at) == filled(question.boxes(suggested, at), at)
        is_known = is_known and not any(is_within(box, at) for box in self.errors)
        folded = question.show(suggested, self.language) if is_known and not self.opened else ""
        return FieldView(
            question=question,
            at=at,
            label=question.label.for_reader(self.language),
            hint=question.hint.for_reader(self.language) if question.hint else None,
            boxes=boxes,
            errors=self.errors,
            source=source if is_known else None,
            folded=folded,
            options=self._options(question, known),
            stored=stored_views(self.files.get(question.key, ())),
            picks=self.picks,
            as_title=alone and not folded and question.kind not in UNTITLED,
        )

    def _begun(self, question: QuestionBase, known: Mapping[str, Any], at: str) -> Boxes:
        return question.begun(known, at) if self.suggests else {}

    def _suggestion(self, question: QuestionBase, known: Mapping[str, Any]) -> tuple[Any, Message | None]:
        if not self.suggests:
            return None, None
        above = copied_answer(question, self.journey.answers)
        if above is not None:
            return above, FROM_ABOVE
        return question.suggested(known), source_of(question.prefill, self.sources)

    def _options(self, question: QuestionBase, known: Mapping[str, Any]) -> tuple[OptionView, ...]:
        return tuple(
            OptionView(each["value"], each["label"], each.get("hint"))
            for each in question.offered(known, self.language, self.journey.context.today)
        )

    def _group(self, group: GroupQuestion) -> FieldView:
        answers = self.journey.answers
        saved = answers.get(group.key) or []
        shown = len(saved) if self.form is None else rows_shown(self.form, group.key)
        count = group.row_count(answers, shown)
        rows = tuple(self._row(group, index, count) for index in range(count))
        return FieldView(
            question=group,
            at=group.key,
            label=group.label.for_reader(self.language),
            hint=group.hint.for_reader(self.language) if group.hint else None,
            boxes=self.form or {},
            errors=self.errors,
            rows=rows,
            may_add=group.is_free(answers) and count < group.most,
        )

    def _row(self, group: GroupQuestion, index: int, count: int) -> RowView:
        answers = self.journey.answers
        people = group.people(answers, self.journey.context.known)
        person = people[index] if index < len(people) else {}
        known = row_known(self.journey.context.known, person)
        at = f"{group.key}.{index}"
        row = self._row_so_far(group, index, person)
        so_far = {**answers, **self._suggested_row(group, known), **row}
        drawing = replace(self, sources=sources_of_row(self.sources, self.journey.procedure, group))
        fields = tuple(
            drawing.one(inner, f"{at}.{inner.key}", row.get(inner.key), inner.key in row, known)
            for inner in group.asked(so_far)
        )
        name = f"{person.get('family_name', '')} {person.get('given_name', '')}".strip()
        bound = group.bound(answers)
        key = bound[index] if index < len(bound) else ""
        may_remove = not key and group.is_free(answers) and count > group.fewest(answers)
        return RowView(name, fields, at, key, may_remove, focused=at == self.focused)

    def _row_so_far(self, group: GroupQuestion, index: int, person: Mapping[str, Any]) -> Mapping[str, Any]:
        """What decides which questions the row has: what is typed now, since rows may have moved; else what was saved."""
        if self.form is None:
            saved = self.journey.answers.get(group.key) or []
            return saved[index] if index < len(saved) else {}
        given = Given(
            {**self.form, "_asked": ()}, self.journey.context.known, today=self.journey.context.today
        )
        return group.gather_row(given, f"{group.key}.{index}", self.journey.answers, person)[0]

    def _suggested_row(self, group: GroupQuestion, known: Mapping[str, Any]) -> dict[str, Any]:
        found = {inner.key: inner.suggested(known) for inner in group.questions if self.suggests}
        return {key: answer for key, answer in found.items() if answer is not None}


def filled(boxes: Boxes, at: str) -> dict[str, list[str]]:
    """The boxes of one question that hold something."""
    mine = {box: [*values] for box, values in boxes.items() if is_within(box, at)}
    return {box: values for box, values in mine.items() if any(values)}


def picks_by_box(errors: Iterable[FieldError]) -> dict[str, Picks]:
    """What may be picked instead of what was typed: in a box of its own, `<typed box>_pick`."""
    return {f"{error.at}_pick": error.picks for error in errors if error.picks}


def errors_by_box(errors: Iterable[FieldError]) -> dict[str, Message]:
    """The first complaint per box, in the order of the page."""
    found: dict[str, Message] = {}
    for error in errors:
        found.setdefault(error.at, error.message)
    return found
