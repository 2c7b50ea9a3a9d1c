"""A sentence a person stands behind: an attestation or a consent. Never preselected, never prefilled."""

from collections.abc import Mapping
from typing import Any, Literal

from app.language import Language, Message, noted
from app.procedures.questions.base import Answer, Boxes, Given, QuestionBase
from app.procedures.questions.paper import Blanks, ticks_for
from app.procedures.wording import Wording

CONFIRMED = Wording(ja="確認しました", easy="読みました", en="Confirmed")


class StatementQuestion(QuestionBase):
    """Kept as true; an optional one that is not ticked has no answer. `label` is the sentence itself."""

    kind: Literal["statement"] = "statement"

    def read(self, given: Given, at: str) -> Answer | None:
        return True if given.one(at) == "yes" else None

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {at: ["yes"] if answer else []}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return CONFIRMED.for_reader(language) if answer else ""

    def answer_schema(self) -> dict[str, Any]:
        return {"const": True}

    def missing(self) -> Message:
        return noted("{name}を読んで、チェックを入れてください。")

    def problems(self) -> list[str]:
        return ["a statement cannot be prefilled"] if self.prefill or self.copy_from else []

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        return ticks_for([("yes", CONFIRMED, "")], ["yes"] if answer else ())

    def sample(self) -> Answer:
        return True
