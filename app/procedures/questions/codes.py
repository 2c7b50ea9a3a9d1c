"""A number that is a name: of an insured person, an office, a company, an animal."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from app.japan.codes import RULES, Rule, digits_rule, read_code
from app.language import Message
from app.procedures.questions.base import Answer, Given, QuestionBase
from app.procedures.questions.paper import Blank, Blanks
from app.procedures.questions.understanding import understood


def _exists(rule: str) -> str:
    if rule not in {*RULES, "digits"}:
        raise ValueError(f"unknown rule {rule!r}; known: digits, {', '.join(sorted(RULES))}")
    return rule


class CodeQuestion(QuestionBase):
    """Kept as text with its leading zeros. `rule: digits` takes exactly `digits` of them."""

    kind: Literal["code"] = "code"
    rule: Annotated[str, AfterValidator(_exists)]
    digits: int | None = Field(None, ge=1, le=30)

    @property
    def ruled(self) -> Rule:
        return digits_rule(self.digits or 1) if self.rule == "digits" else RULES[self.rule]

    @property
    def shape(self) -> Message | None:
        """The hint, where the definition has none of its own."""
        return self.ruled.shape

    @property
    def digits_only(self) -> bool:
        """Whether a keypad of digits is enough to type it."""
        return bool(self.ruled.counts) and not self.ruled.letter

    def read(self, given: Given, at: str) -> Answer | None:
        typed = given.one(at)
        return understood(read_code, typed, self.ruled) if typed else None

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": self.ruled.pattern}

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        cells = max(self.ruled.counts, default=0) if self.digits_only else 0
        return (Blank(text=answer or "", cells=cells),)

    def sample(self) -> Answer:
        return self.ruled.example[: max(self.ruled.counts, default=None)]

    def problems(self) -> list[str]:
        if (self.rule == "digits") is (self.digits is None):
            return ["rule: digits and digits: (how many) go together"]
        return []
