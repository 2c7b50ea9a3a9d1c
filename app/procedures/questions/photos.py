"""Photos and papers: received beforehand, the answer is the list of what arrived."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from app.language import Language, Message, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, QuestionBase
from app.procedures.questions.paper import Blank, Blanks, Gap
from app.procedures.wording import Wording, counted

SHEETS = Wording(ja="枚", easy="まい")

_KEPT = ("id", "name", "sha256", "bytes")


def answer_of(file: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer keeps of a file; the rest may change after it was given."""
    return {key: file[key] for key in _KEPT}


class PhotosQuestion(QuestionBase):
    """[{"id", "name", "sha256", "bytes"}], in the order they arrived."""

    kind: Literal["photos"] = "photos"
    least: int = Field(0, ge=0, le=20)
    most: int = Field(10, ge=1, le=20)
    documents: bool = Field(False, description="PDF files are taken as well as pictures")
    required: bool = False

    def read(self, given: Given, at: str) -> Answer | None:
        received = [answer_of(file) for file in given.attached.get(self.key, ())]
        if received and len(received) < self.least:
            raise Misread(noted("{name}は{least}枚以上、入れてください。", least=self.least))
        if len(received) > self.most:
            raise Misread(noted("{name}は{most}枚までです。いらないものを消してください。", most=self.most))
        return received or None

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return counted(str(len(answer)), SHEETS, language) if answer else ""

    def answer_schema(self) -> dict[str, Any]:
        file = {"type": "object", "required": list(_KEPT)}
        return {"type": "array", "items": file, "maxItems": self.most}

    def missing(self) -> Message:
        return noted("{name}を入れてください。")

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        text = str(len(answer)) if answer else ""
        return (Blank(noted("この紙といっしょに出す枚数"), gaps=(Gap(text, SHEETS),)),)

    def sample(self) -> Answer:
        return [
            {
                "id": "00000000-0000-7000-8000-000000000000",
                "name": "写真1.jpg",
                "sha256": "0" * 64,
                "bytes": 1,
            }
        ]
