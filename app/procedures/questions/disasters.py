"""Which disaster: the list is the town's, opened by its staff when one strikes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from app.language import Language, Message, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, Offered, QuestionBase
from app.procedures.questions.paper import Blanks, ticks_for


class DisasterQuestion(QuestionBase):
    """{"key", "name"} of a disaster whose applications are open; the name is kept for ever with the answer."""

    kind: Literal["disaster"] = "disaster"

    def among(self, known: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [dict(disaster) for disaster in known.get("town.disasters") or ()]

    def read(self, given: Given, at: str) -> Answer | None:
        key = given.one(at)
        if not key:
            return None
        for disaster in self.among(given.known):
            if disaster["key"] == key:
                return {"key": key, "name": disaster["name"]}
        raise Misread(noted("{name}は、受付中のものから選んでください。"))

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {at: [answer["key"]]}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return str(answer["name"])

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "object", "required": ["key", "name"]}

    def offered(self, known: Mapping[str, Any], language: Language, today: date = date.max) -> Offered:
        return [{"value": str(each["key"]), "label": str(each["name"])} for each in self.among(known)]

    def missing(self) -> Message:
        return noted("{name}を選んでください。")

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        listed = [(str(each["key"]), str(each["name"]), "") for each in self.among(known)]
        chosen = (answer or {}).get("key", "")
        return ticks_for(listed, [chosen]) if listed else super().on_paper(answer, known)

    def sample(self) -> Answer:
        return {"key": "sample", "name": "見本の大雨"}
