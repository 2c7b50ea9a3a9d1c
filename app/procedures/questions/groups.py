"""The same questions for each of several people or things."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from app.japan.relationships import relation_to
from app.language import Language, Message, noted
from app.procedures.context import known_with
from app.procedures.questions.base import Answer, Boxes, FieldError, Given, QuestionBase, Reading
from app.procedures.questions.registry import Question
from app.procedures.questions.unknown import boxes_of, columns_of_answer, gathered, schema_of_answer
from app.procedures.row_boxes import rows_shown
from app.procedures.wording import Counted, Counter, Wording

NOT_IN_ROWS = {"group", "photos"}


def row_known(known: Mapping[str, Any], person: Mapping[str, Any]) -> dict[str, Any]:
    """The register's terms with this person's as `row.…`, and what they are to whom the procedure is for."""
    pair = known.get("subject.relationship_to_head"), person.get("relationship_to_head")
    relation = relation_to(*map(str, pair)) if all(pair) else None
    return known_with(known, "row", {**person, **({"relation_to_subject": relation} if relation else {})})


def realigned(
    rows: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows follow their people: who is picked anew starts with an empty one, who is no longer picked takes it along.

    The rows of people who are not listed stay behind them in their order, for as long as somebody not listed is meant.
    """
    keys = _keys(before)
    kept = dict(zip(keys, rows, strict=False))
    moved = [dict(kept.get(key, {})) for key in _keys(after)]
    others = [dict(row) for row in rows[len(keys) :]] or [{}]
    return moved if len(moved) == len(after) else [*moved, *others]


def _keys(picked: Sequence[Mapping[str, Any]]) -> list[str]:
    return [person["key"] for person in picked if person["key"]]


class GroupQuestion(QuestionBase):
    """[{question key: answer}]; `rows_from` names an earlier `people` question.

    Who was picked there has a row each, in the same order. Rows after these are free, as many as are needed, where
    「ここにいない」 was picked or there was nobody to pick from; without `rows_from` all are free.
    Boxes are `key.<row>.<question>…`; `key.rows` says how many rows the page showed.
    """

    kind: Literal["group"] = "group"
    questions: tuple[Question, ...] = Field(min_length=1, max_length=30)
    rows_from: str | None = None
    least: int = Field(1, ge=0, le=10)
    most: int = Field(10, ge=1, le=10)
    row_name: Counter = Field(default=Wording(ja="人", easy="人"))

    @property
    def of_people(self) -> bool:
        return self.row_name is not None and self.row_name.ja == "人"

    def nth(self, number: int) -> Message:
        """Which row it is, in words that fit what it is about."""
        return (
            noted("{number}人目", number=number) if self.of_people else noted("{number}番目", number=number)
        )

    def people(self, answers: Mapping[str, Any], known: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """What the register says of each row's person, in all its lists together; {} for one it does not know."""
        listed: dict[str, dict[str, Any]] = {}
        terms = [term for name, term in known.items() if not name.startswith("town.") and _is_people(term)]
        for person in (person for term in terms for person in term):
            listed.setdefault(person["key"], {}).update(person)
        picked = answers.get(self.rows_from or "") or []
        return [listed.get(person["key"], {}) for person in picked]

    def _picked(self, answers: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return answers.get(self.rows_from or "") or ()

    def bound(self, answers: Mapping[str, Any]) -> list[str]:
        """Whose rows stand first: the keys of those who were picked."""
        return _keys(self._picked(answers))

    def is_free(self, answers: Mapping[str, Any]) -> bool:
        """Whether rows may be added and taken away."""
        picked = self._picked(answers)
        return not picked or len(self.bound(answers)) < len(picked)

    def fewest(self, answers: Mapping[str, Any]) -> int:
        return min(max(len(self._picked(answers)), self.least), self.most)

    def row_count(self, answers: Mapping[str, Any], shown: int) -> int:
        """Rows a page has: as many as were picked, and with free ones as many as it showed, within the limits."""
        fewest = self.fewest(answers)
        return min(max(shown, fewest), self.most) if self.is_free(answers) else fewest

    def too_many(self, at: str) -> FieldError:
        sentence = noted(
            "{name}は、1回の申請で{most}までです。残りは、別に申請してください。",
            most=Counted(self.most, self.row_name),
        )
        return self.error(at, sentence)

    def asked(self, answers: Mapping[str, Any]) -> Iterator[Any]:
        for question in self.questions:
            if question.when is None or question.when.holds(answers, {}):
                yield question

    def gather(self, given: Given, at: str, answers: Mapping[str, Any]) -> Reading:
        people = self.people(answers, given.known)
        rows: list[dict[str, Any]] = []
        shown = rows_shown(given.form, at)
        errors = [self.too_many(at)] if shown > self.most and self.is_free(answers) else []
        for index in range(self.row_count(answers, shown)):
            person = people[index] if index < len(people) else {}
            row, row_errors = self.gather_row(given, f"{at}.{index}", answers, person)
            rows.append(row)
            errors.extend(row_errors)
        return Reading(rows, tuple(errors))

    def gather_row(
        self, given: Given, at: str, answers: Mapping[str, Any], person: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[FieldError]]:
        row: dict[str, Any] = {}
        errors: list[FieldError] = []
        seen = Given(given.form, row_known(given.known, person), given.attached, given.today)
        shown = set(given.form.get("_asked", ()))
        for question in self.questions:
            if question.when and not question.when.holds({**answers, **row}, {}):
                continue
            if shown and f"{at}.{question.key}" not in shown:
                continue  # it appeared only through an answer of this page: asked next, not an error
            reading = gathered(question, seen, f"{at}.{question.key}", {**answers, **row})
            if not reading.errors:
                row[question.key] = reading.answer
            errors.extend(reading.errors)
        return row, errors

    def is_answered(self, answers: Mapping[str, Any], rows: Answer) -> bool:
        """A row for everybody who was picked, and in it every question that it calls for."""
        if len(rows) != self.row_count(answers, len(rows)):
            return False
        return all(question.key in row for row in rows for question in self.asked({**answers, **row}))

    def boxes(self, answer: Answer, at: str) -> Boxes:
        filled: Boxes = {f"{at}.rows": [str(len(answer))]}
        for index, row in enumerate(answer):
            for question in self.questions:
                if row.get(question.key) is not None:
                    filled |= boxes_of(question, row[question.key], f"{at}.{index}.{question.key}")
        return filled

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return Counted(len(answer), self.row_name).for_reader(language)

    def columns(self, answer: Answer) -> dict[str, str]:
        cells: dict[str, str] = {}
        for index in range(self.most):
            row = answer[index] if answer and index < len(answer) else {}
            for question in self.questions:
                for heading, cell in columns_of_answer(question, row.get(question.key)).items():
                    cells[f"{self.name}{index + 1}：{heading}"] = cell
        return cells

    def answer_schema(self) -> dict[str, Any]:
        rows = {question.key: schema_of_answer(question) for question in self.questions}
        return {
            "type": "array",
            "maxItems": self.most,
            "items": {
                "type": "object",
                "properties": rows,
                "additionalProperties": False,
            },
        }

    def problems(self) -> list[str]:
        held = [f"a group cannot hold {each.kind}" for each in self.questions if each.kind in NOT_IN_ROWS]
        asking = (
            each for each in self.questions if each.when and any(leaf.fact for leaf in each.when.leaves())
        )
        return [*held, *(f"{each.key} depends on a fact, which a row does not know" for each in asking)]

    def sample(self) -> Answer:
        return self.sample_from({})

    def sample_from(self, known: Mapping[str, Any]) -> Answer:
        row: dict[str, Any] = {}
        for question in self.questions:
            if question.when is None or question.when.holds(row, {}):
                row[question.key] = question.sample_from(known)
        return [dict(row) for _ in range(max(1, self.least))]


def _is_people(term: Any) -> bool:
    return isinstance(term, list) and all(isinstance(person, Mapping) and "key" in person for person in term)
