"""Where a person can be reached."""

from typing import Any, Literal

from app.japan.emails import read_email
from app.japan.phones import read_phone, show_phone
from app.language import Language
from app.procedures.questions.base import Answer, Given, QuestionBase
from app.procedures.questions.understanding import understood


class PhoneQuestion(QuestionBase):
    """Kept as digits."""

    kind: Literal["phone"] = "phone"

    def read(self, given: Given, at: str) -> Answer | None:
        typed = given.one(at)
        return understood(read_phone, typed) if typed else None

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return show_phone(answer)

    def columns(self, answer: Answer) -> dict[str, str]:
        return {self.name.ja: answer or ""}

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^0[0-9]{9,10}$"}

    def sample(self) -> Answer:
        return "09000000000"


class EmailQuestion(QuestionBase):
    kind: Literal["email"] = "email"

    def read(self, given: Given, at: str) -> Answer | None:
        typed = given.one(at)
        return understood(read_email, typed) if typed else None

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "email"}

    def sample(self) -> Answer:
        return "mihon@mail.example"
