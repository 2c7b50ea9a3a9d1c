"""An amount of money."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from app.japan.numbers import MOST_YEN, read_yen
from app.japan.spoken import Yen
from app.language import Language, noted
from app.procedures.questions.base import Answer, Given, QuestionBase
from app.procedures.questions.paper import Blank, Blanks, Gap
from app.procedures.questions.understanding import understood


class MoneyQuestion(QuestionBase):
    """Whole yen."""

    kind: Literal["money"] = "money"
    least: int = Field(0, ge=0, le=MOST_YEN)
    most: int = Field(MOST_YEN, ge=0, le=MOST_YEN)

    def read(self, given: Given, at: str) -> Answer | None:
        typed = given.one(at)
        return understood(read_yen, typed, self.least, self.most) if typed else None

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return Yen(answer).for_reader(language)

    def columns(self, answer: Answer) -> dict[str, str]:
        return {self.name.ja: "" if answer is None else str(answer)}

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        text = "" if answer is None else f"{answer:,}"
        return (Blank(gaps=(Gap(text, noted("円")),)),)

    def sample(self) -> Answer:
        return max(self.least, min(12_000, self.most))

    def problems(self) -> list[str]:
        return ["least is more than most"] if self.least > self.most else []
