"""From one time of a day to a later one."""

from collections.abc import Mapping
from typing import Any, Literal

from app.japan.times import read_time
from app.language import Language, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, QuestionBase
from app.procedures.questions.paper import Blank, Blanks, Gap, written
from app.procedures.questions.understanding import understood

_NOUNS = {"from": noted("始まりの時刻"), "to": noted("終わりの時刻")}


class TimeRangeQuestion(QuestionBase):
    """{"from": "09:00", "to": "17:30"}, within one day."""

    kind: Literal["time_range"] = "time_range"
    parts = ("from", "to")

    def read(self, given: Given, at: str) -> Answer | None:
        typed = {part: given.one(f"{at}.{part}") for part in self.parts}
        if not any(typed.values()):
            return None
        for part, noun in _NOUNS.items():
            if not typed[part]:
                raise Misread(noted("{name}の{part}を入力してください。", part=noun), part)
        times = {
            part: understood(read_time, typed[part], part=part, name=noun) for part, noun in _NOUNS.items()
        }
        if times["to"] <= times["from"]:
            raise Misread(noted("{name}の終わりは、始まりより後の時刻を入力してください。"), "to")
        return {part: f"{moment:%H:%M}" for part, moment in times.items()}

    def registered(self, known: Mapping[str, Any]) -> Answer | None:
        """In a row its parts stand one by one, as those of an address do."""
        parts = {part: known.get(f"{self.prefill}.{part}") for part in self.parts}
        return parts if self.prefill and all(parts.values()) else super().registered(known)

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {f"{at}.{part}": [answer.get(part, "")] for part in self.parts}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        first, last = (answer[part].removeprefix("0") for part in self.parts)
        return f"{first}–{last}" if language is Language.ENGLISH else f"{first}〜{last}"

    def columns(self, answer: Answer) -> dict[str, str]:
        told = answer or {}
        return {f"{self.name}（始まり）": told.get("from", ""), f"{self.name}（終わり）": told.get("to", "")}

    def answer_schema(self) -> dict[str, Any]:
        moment = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
        return {
            "type": "object",
            "properties": dict.fromkeys(self.parts, moment),
            "required": [*self.parts],
            "additionalProperties": False,
        }

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        typed = written(self, answer)
        first, last = (typed.get(part, "").partition(":") for part in self.parts)
        gaps = (
            *(Gap(first[0], noted("時")), Gap(first[2], noted("分から"))),
            *(Gap(last[0], noted("時")), Gap(last[2], noted("分まで"))),
        )
        return (Blank(gaps=gaps),)

    def sample(self) -> Answer:
        return {"from": "09:00", "to": "17:30"}
