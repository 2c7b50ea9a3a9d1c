"""A day of the calendar: asked in 和暦 or the western calendar, kept as YYYY-MM-DD."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from app.japan.eras import date_from_parts, era_parts, parse_date
from app.japan.spoken import Day
from app.language import Language, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, QuestionBase
from app.procedures.questions.paper import Blanks, in_an_era, written
from app.procedures.questions.understanding import understood


class DateQuestion(QuestionBase):
    """`past`: not after today (JST). `example`: a sample that the rules around the question accept."""

    kind: Literal["date"] = "date"
    parts = ("era", "year", "month", "day")
    past: bool = False
    earliest: date | None = None
    example: date | None = None

    def read(self, given: Given, at: str) -> Answer | None:
        if whole := given.one(at):
            day = understood(parse_date, whole)
        else:
            era, *typed = (given.one(f"{at}.{part}") for part in self.parts)
            if not any(typed):
                return None
            day = understood(date_from_parts, era or "western", *typed)
        if self.past and day > given.today:
            raise Misread(noted("{name}は、今日か、今日より前の日を入力してください。"), "year")
        if self.earliest and day < self.earliest:
            raise Misread(noted("{name}が古すぎます。年を確かめてください。"), "year")
        return day.isoformat()

    def boxes(self, answer: Answer, at: str) -> Boxes:
        era, year, month, day = era_parts(date.fromisoformat(answer))
        typed = (era, str(year), str(month), str(day))
        return {f"{at}.{part}": [text] for part, text in zip(self.parts, typed, strict=True)}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return Day(date.fromisoformat(answer)).for_reader(language)

    def columns(self, answer: Answer) -> dict[str, str]:
        return {self.name.ja: answer or ""}

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        return in_an_era(written(self, answer), self.parts)

    def sample(self) -> Answer:
        return self.example.isoformat() if self.example else "2026-04-30"
