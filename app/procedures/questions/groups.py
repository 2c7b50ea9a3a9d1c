"""The same questions for each of several people or things."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from app.language import Language
from app.procedures.questions.base import Answer, Boxes, FieldError, Given, QuestionBase, Reading
from app.procedures.questions.registry import Question
from app.procedures.wording import Counter, Wording, counted

NOT_IN_ROWS = {"group", "photos"}


def row_known(known: Mapping[str, Any], person: Mapping[str, Any]) -> dict[str, Any]:
    """The register's terms with this person's as `row.…`, nested parts flattened (`row.address.town`)."""
    terms = dict(known)
    for part, value in person.items():
        if isinstance(value, Mapping):
            terms.update({f"row.{part}.{name}": inner for name, inner in value.items()})
        else:
            terms[f"row.{part}"] = value
    return terms


def rows_shown(boxes: Mapping[str, Sequence[str]], at: str) -> int:
    """How many rows the page says it had; 0 for what no page of ours says."""
    typed = next(iter(boxes.get(f"{at}.rows", ())), "")
    return int(typed) if len(typed) <= 2 and typed.isdecimal() else 0


def realigned(
    rows: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows follow their people: who is picked anew starts with an empty one, who is no longer picked takes it along."""
    kept = {person["key"]: row for person, row in zip(before, rows, strict=False)}
    return [dict(kept.get(person["key"], {})) for person in after]


class GroupQuestion(QuestionBase):
    """[{question key: answer}]; `rows_from` names an earlier `people` question that decides the rows.

    Boxes are `key.<row>.<question>…`; `key.rows` says how many rows the page showed.
    """

    kind: Literal["group"] = "group"
    questions: tuple[Question, ...] = Field(min_length=1, max_length=30)
    rows_from: str | None = None
    least: int = Field(1, ge=0, le=10)
    most: int = Field(10, ge=1, le=10)
    row_name: Counter = Field(default=Wording(ja="人", easy="人"))

    def people(self, answers: Mapping[str, Any], known: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """What the register says of each row's person; {} for one it does not know."""
        listed = {person["key"]: person for term in known.values() if _is_people(term) for person in term}
        picked = answers.get(self.rows_from or "") or []
        return [listed.get(person["key"], {}) for person in picked]

    def row_count(self, answers: Mapping[str, Any], shown: int) -> int:
        """Rows a page has: as many as were picked, else as many as it showed, within the limits."""
        picked = answers.get(self.rows_from or "")
        return min(max(len(picked) if picked else shown, self.least), self.most)

    def asked(self, answers: Mapping[str, Any]) -> Iterator[Any]:
        for question in self.questions:
            if question.when is None or question.when.holds(answers, {}):
                yield question

    def gather(self, given: Given, at: str, answers: Mapping[str, Any]) -> Reading:
        people = self.people(answers, given.known)
        rows: list[dict[str, Any]] = []
        errors: list[FieldError] = []
        for index in range(self.row_count(answers, rows_shown(given.form, at))):
            person = people[index] if index < len(people) else {}
            known = row_known(given.known, person)
            row, row_errors = self._row(given, f"{at}.{index}", answers, known)
            rows.append(row)
            errors.extend(row_errors)
        return Reading(rows, tuple(errors))

    def _row(
        self, given: Given, at: str, answers: Mapping[str, Any], known: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[FieldError]]:
        row: dict[str, Any] = {}
        errors: list[FieldError] = []
        seen = Given(given.form, known, given.attached, given.today)
        shown = set(given.form.get("_asked", ()))
        for question in self.questions:
            if question.when and not question.when.holds({**answers, **row}, {}):
                continue
            if shown and f"{at}.{question.key}" not in shown:
                continue  # it appeared only through an answer of this page: asked next, not an error
            reading = question.gather(seen, f"{at}.{question.key}", {**answers, **row})
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
                    filled |= question.boxes(row[question.key], f"{at}.{index}.{question.key}")
        return filled

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return counted(str(len(answer)), self.row_name, language)

    def columns(self, answer: Answer) -> dict[str, str]:
        cells: dict[str, str] = {}
        for index in range(self.most):
            row = answer[index] if answer and index < len(answer) else {}
            for question in self.questions:
                for heading, cell in question.columns(row.get(question.key)).items():
                    cells[f"{self.name}{index + 1}：{heading}"] = cell
        return cells

    def answer_schema(self) -> dict[str, Any]:
        rows = {question.key: question.answer_schema() for question in self.questions}
        return {
            "type": "array",
            "maxItems": self.most,
            "items": {
                "type": "object",
                "properties": {key: {"anyOf": [s, {"type": "null"}]} for key, s in rows.items()},
            },
        }

    def problems(self) -> list[str]:
        held = [f"a group cannot hold {each.kind}" for each in self.questions if each.kind in NOT_IN_ROWS]
        asking = (
            each for each in self.questions if each.when and any(leaf.fact for leaf in each.when.leaves())
        )
        return [*held, *(f"{each.key} depends on a fact, which a row does not know" for each in asking)]

    def sample(self) -> Answer:
        row: dict[str, Any] = {}
        for question in self.questions:
            if question.when is None or question.when.holds(row, {}):
                row[question.key] = question.sample()
        return [row]


def _is_people(term: Any) -> bool:
    return isinstance(term, list) and all(isinstance(person, Mapping) and "key" in person for person in term)
