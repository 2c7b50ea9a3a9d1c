"""A whole number."""

from collections.abc import Mapping
from typing import Any, Literal

from app.japan.numbers import read_integer
from app.language import Language
from app.procedures.questions.base import Answer, Given, QuestionBase
from app.procedures.questions.paper import Blank, Blanks, Gap
from app.procedures.questions.understanding import understood
from app.procedures.wording import Counter, counted


class IntegerQuestion(QuestionBase):
    kind: Literal["integer"] = "integer"
    least: int = 0
    most: int = 99_999_999
    unit: Counter = None

    def read(self, given: Given, at: str) -> Answer | None:
        typed = given.one(at)
        return understood(read_integer, typed, self.least, self.most) if typed else None

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return counted(f"{answer:,}", self.unit, language)

    def unit_for(self, language: Language) -> str:
        """What stands behind the box."""
        return counted("", self.unit, language).strip()

    def columns(self, answer: Answer) -> dict[str, str]:
        return {self.name.ja: "" if answer is None else str(answer)}

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        text = "" if answer is None else self.columns(answer)[self.name.ja]
        return (Blank(gaps=(Gap(text, self.unit or ""),)),)

    def sample(self) -> Answer:
        return self.least
