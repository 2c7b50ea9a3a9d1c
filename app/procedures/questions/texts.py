"""Free text: one line, or several."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from app.japan.texts import read_line, read_text
from app.procedures.questions.base import Answer, Given, QuestionBase
from app.procedures.questions.paper import Blank, Blanks
from app.procedures.questions.understanding import understood

_MOST_LINES = 10  # on paper


class TextQuestion(QuestionBase):
    """`longest` counts what a reader sees as one character (grapheme clusters)."""

    kind: Literal["text"] = "text"
    longest: int = Field(100, ge=1, le=4000)
    lines: int = Field(1, ge=1, le=20)

    def read(self, given: Given, at: str) -> Answer | None:
        text = given.one(at)
        if not text:
            return None
        return understood(read_text if self.lines > 1 else read_line, text, self.longest)

    def answer_schema(self) -> dict[str, object]:
        return {"type": "string", "maxLength": self.longest}

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        lines = self.lines if self.lines > 1 else 1 + self.longest // 150
        return (Blank(text=answer or "", lines=min(lines, _MOST_LINES)),)

    def sample(self) -> Answer:
        return "れい"
