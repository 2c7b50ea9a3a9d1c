"""Names of people, kept code point by code point, and how they are read."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from app.japan.kana import read_kana
from app.japan.names import read_name
from app.language import Language, Message, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, QuestionBase
from app.procedures.questions.paper import Blank, Blanks, Gap, written
from app.procedures.questions.understanding import understood


class _TwoPartName(QuestionBase):
    """{"family": …, "given": …}; the given name may be empty where a person has only one name."""

    parts = ("family", "given")
    suffix: ClassVar[str] = ""
    nouns: ClassVar[tuple[Message, Message]] = (noted("姓"), noted("名"))

    def _read_part(self, text: str, part: str) -> str:
        raise NotImplementedError

    def read(self, given: Given, at: str) -> Answer | None:
        family, first = (given.one(f"{at}.{part}") for part in self.parts)
        if not family and not first:
            return None
        if not family:
            raise Misread(noted("{name}は、姓（名字）も入力してください。"), "family")
        return {
            "family": self._read_part(family, "family"),
            "given": self._read_part(first, "given") if first else "",
        }

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {f"{at}.{part}": [answer.get(part, "")] for part in self.parts}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return f"{answer['family']} {answer['given']}".strip()

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        typed = written(self, answer)
        nouns = zip(self.parts, self.nouns, strict=True)
        return (Blank(gaps=tuple(Gap(typed.get(part, ""), before=noun) for part, noun in nouns)),)

    def answer_schema(self) -> dict[str, Any]:
        text = {"type": "string", "maxLength": 200}
        return {
            "type": "object",
            "properties": {"family": {**text, "minLength": 1}, "given": text},
            "required": ["family", "given"],
            "additionalProperties": False,
        }

    def registered(self, known: Mapping[str, Any]) -> Answer | None:
        family = known.get(f"{self.prefill}.family_name{self.suffix}")
        first = known.get(f"{self.prefill}.given_name{self.suffix}") or ""
        return {"family": family, "given": first} if self.prefill and family else None


class NameQuestion(_TwoPartName):
    kind: Literal["name"] = "name"

    def _read_part(self, text: str, part: str) -> str:
        return str(understood(read_name, text, part=part))

    def sample(self) -> Answer:
        return {"family": "見本", "given": "花子"}


class KanaQuestion(_TwoPartName):
    kind: Literal["kana"] = "kana"
    suffix = "_kana"
    nouns = (noted("セイ"), noted("メイ"))

    def _read_part(self, text: str, part: str) -> str:
        return str(understood(read_kana, text, part=part))

    def sample(self) -> Answer:
        return {"family": "ミホン", "given": "ハナコ"}
