"""A number with one decimal place: hours, metres, points of an eye test."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from app.japan.numbers import read_decimal
from app.language import Language
from app.procedures.questions.base import Answer, Given, QuestionBase
from app.procedures.questions.paper import Blank, Blanks, Gap
from app.procedures.questions.understanding import understood
from app.procedures.wording import Counter, counted

_TENTH = Decimal("0.1")


class DecimalQuestion(QuestionBase):
    """Kept as a number, so that conditions compare it. Bounds and `step` have one decimal place at most."""

    kind: Literal["decimal"] = "decimal"
    least: Decimal = Field(Decimal(0), ge=0, decimal_places=1)
    most: Decimal = Field(Decimal(9999), le=99_999_999, decimal_places=1)
    step: Decimal = Field(_TENTH, ge=_TENTH, decimal_places=1)
    unit: Counter = None

    def read(self, given: Given, at: str) -> Answer | None:
        typed = given.one(at)
        return float(understood(read_decimal, typed, self.least, self.most, self.step)) if typed else None

    def boxes(self, answer: Answer, at: str) -> dict[str, list[str]]:
        return {at: [_plain(answer)]}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return counted(_plain(answer), self.unit, language)

    def unit_for(self, language: Language) -> str:
        """What stands behind the box."""
        return counted("", self.unit, language).strip()

    def columns(self, answer: Answer) -> dict[str, str]:
        return {self.name.ja: "" if answer is None else _plain(answer).replace(",", "")}

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": float(self.least), "maximum": float(self.most)}

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        text = "" if answer is None else self.columns(answer)[self.name.ja]
        return (Blank(gaps=(Gap(text, self.unit or ""),)),)

    def sample(self) -> Answer:
        return float(self.least + self.step)

    def problems(self) -> list[str]:
        return [] if self.least + self.step <= self.most else ["most leaves no room for a step"]


def _plain(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
