"""Answers picked from a list: one, several, or yes and no."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from app.language import Language, Message, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, Offered, QuestionBase
from app.procedures.questions.paper import Blanks, ticks_for
from app.procedures.wording import Frozen, Wording, Words, listed


class Option(Frozen):
    value: str = Field(pattern=r"^[a-z0-9][a-z0-9_]{0,59}$")
    label: Words
    hint: Words | None = None


class _Choosing(QuestionBase):
    options: tuple[Option, ...] = Field(min_length=2, max_length=60)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)

    def label_of(self, value: str, language: Language = Language.JAPANESE) -> str:
        labels = {option.value: option.label for option in self.options}
        return labels[value].for_reader(language) if value in labels else value

    def offered(self, known: Mapping[str, Any], language: Language, today: date = date.max) -> Offered:
        return [
            {"value": option.value, "label": option.label.for_reader(language)}
            | ({"hint": option.hint.for_reader(language)} if option.hint else {})
            for option in self.options
        ]

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        chosen = [answer] if isinstance(answer, str) else answer or []
        return ticks_for([(each.value, each.label, each.hint or "") for each in self.options], chosen)

    def missing(self) -> Message:
        return noted("{name}を選んでください。")

    def problems(self) -> list[str]:
        return ["an option value stands twice"] if len(set(self.values)) < len(self.values) else []

    def _known_values(self, values: list[str]) -> list[str]:
        if not set(values) <= set(self.values):
            raise Misread(noted("{name}は、画面にある答えから選んでください。"))
        return values


class ChoiceQuestion(_Choosing):
    """One of the options; kept as its value."""

    kind: Literal["choice"] = "choice"

    def read(self, given: Given, at: str) -> Answer | None:
        value = given.one(at)
        return self._known_values([value])[0] if value else None

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return self.label_of(answer, language)

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [*self.values]}

    def sample(self) -> Answer:
        return self.values[0]


class ChoicesQuestion(_Choosing):
    """Any number of the options; kept as a list of values in the order of the definition."""

    kind: Literal["choices"] = "choices"

    def read(self, given: Given, at: str) -> Answer | None:
        chosen = self._known_values(given.many(at))
        return [value for value in self.values if value in chosen] or None

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {at: [*answer]}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return listed([self.label_of(value, language) for value in answer], language)

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": [*self.values]}, "uniqueItems": True}

    def sample(self) -> Answer:
        return [self.values[0]]


class YesNoQuestion(QuestionBase):
    """Kept as true or false."""

    kind: Literal["yes_no"] = "yes_no"
    yes: Words = Wording(ja="はい", easy="はい", en="Yes")
    no: Words = Wording(ja="いいえ", easy="いいえ", en="No")

    def read(self, given: Given, at: str) -> Answer | None:
        value = given.one(at)
        if value not in {"", "yes", "no"}:
            raise Misread(noted("{name}は、画面にある答えから選んでください。"))
        return value == "yes" if value else None

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {at: ["yes" if answer else "no"]}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return (self.yes if answer else self.no).for_reader(language)

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def missing(self) -> Message:
        return noted("{name}を選んでください。")

    def offered(self, known: Mapping[str, Any], language: Language, today: date = date.max) -> Offered:
        return [
            {"value": "yes", "label": self.yes.for_reader(language)},
            {"value": "no", "label": self.no.for_reader(language)},
        ]

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        chosen = () if answer is None else ("yes" if answer else "no",)
        return ticks_for([("yes", self.yes, ""), ("no", self.no, "")], chosen)

    def sample(self) -> Answer:
        return True
