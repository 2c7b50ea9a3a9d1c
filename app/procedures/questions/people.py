"""Picking people the register already knows, so that nobody types a family again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from app.japan.spoken import Day
from app.language import Language, Message, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, Offered, QuestionBase
from app.procedures.questions.paper import Blank, Blanks
from app.procedures.wording import Wording, listed

NOT_HERE = Wording(ja="ここにいない人", easy="ここに いない 人", en="Someone not listed here")
KEPT = ("key", "family_name", "given_name", "date_of_birth")


class PeopleQuestion(QuestionBase):
    """Candidates come from the register's list `candidates`; kept as [{key, family_name, given_name, date_of_birth}].

    Without candidates the question is not asked. `elsewhere` adds the answer 「ここにいない人」 (key "").
    `single`: one person only. `subject`: whom the procedure is for; what the register lists with that person
    is known as `subject.…` on the pages after it.
    """

    kind: Literal["people"] = "people"
    candidates: str
    elsewhere: bool = False
    single: bool = False
    subject: bool = False

    @property
    def is_single(self) -> bool:
        return self.single or self.subject

    def picked(self, answers: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the register lists with the first person picked; {} for nobody, or one it does not list."""
        keys = [person["key"] for person in answers.get(self.key) or ()]
        return next((person for person in self.among(known) if keys and person["key"] == keys[0]), {})

    def can_be_answered(self, known: Mapping[str, Any]) -> bool:
        return bool(self.among(known))

    def among(self, known: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [dict(person) for person in known.get(self.candidates) or ()]

    def read(self, given: Given, at: str) -> Answer | None:
        chosen = given.many(at)
        people = {str(person["key"]): person for person in self.among(given.known)}
        offered = {*people, "elsewhere"} if self.elsewhere else {*people}
        if not set(chosen) <= offered:
            raise Misread(noted("{name}は、画面にある人から選んでください。"))
        if self.is_single and len(chosen) > 1:
            raise Misread(noted("{name}は、1つだけ答えてください。"))
        picked = [{part: people[key].get(part) for part in KEPT} for key in people if key in chosen]
        if "elsewhere" in chosen:
            picked.append(dict.fromkeys(KEPT, ""))
        return picked or None

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {at: [person["key"] or "elsewhere" for person in answer]}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        named = [f"{person['family_name']} {person['given_name']}" for person in answer if person["key"]]
        others = [NOT_HERE.for_reader(language) for person in answer if not person["key"]]
        return listed([*named, *others], language)

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "object", "required": [*KEPT]}}

    def offered(self, known: Mapping[str, Any], language: Language, today: date = date.max) -> Offered:
        people = [
            {
                "value": str(person["key"]),
                "label": f"{person['family_name']} {person['given_name']}",
                "hint": Day(date.fromisoformat(person["date_of_birth"])).for_reader(language),
            }
            for person in self.among(known)
        ]
        return (
            [*people, {"value": "elsewhere", "label": NOT_HERE.for_reader(language)}]
            if self.elsewhere
            else people
        )

    def missing(self) -> Message:
        return noted("{name}を選んでください。")

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        text = self.show(answer) if answer else ""
        return (Blank(noted("お名前と生年月日"), text, lines=1 if self.is_single else 3),)

    def sample_from(self, known: Mapping[str, Any]) -> Answer:
        """The first of those who can be picked."""
        return [
            {part: person.get(part) for part in KEPT} for person in self.among(known)[:1]
        ] or self.sample()

    def sample(self) -> Answer:
        born = "2026-04-30"
        return [{"key": "sample", "family_name": "見本", "given_name": "はる", "date_of_birth": born}]


def subject_of(questions: Iterable[QuestionBase]) -> PeopleQuestion | None:
    """The one that says whom the procedure is for."""
    return next((q for q in questions if isinstance(q, PeopleQuestion) and q.subject), None)
