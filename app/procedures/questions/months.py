"""A month of the calendar: asked in 和暦 or the western calendar, kept as YYYY-MM."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from app.japan.months import add_months
from app.japan.spoken import EraMonth
from app.japan.year_months import month_from_parts, month_parts, parse_month
from app.language import Language, Message, noted
from app.procedures.questions.base import Answer, Boxes, Given, Misread, Offered, QuestionBase
from app.procedures.questions.paper import Blanks, in_an_era
from app.procedures.questions.understanding import understood

_YearMonth = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class MonthQuestion(QuestionBase):
    """`past`: not after this month (JST). `even`: February, April and so on, as some things are counted in pairs.

    `earliest` and `latest` are YYYY-MM. Where one of the `coming` months is picked, it is not typed; `this_too`
    offers this month as well. `example`: a sample that the rules around the question accept.
    """

    kind: Literal["month"] = "month"
    parts = ("era", "year", "month")
    past: bool = False
    even: bool = False
    earliest: _YearMonth | None = None
    latest: _YearMonth | None = None
    coming: int = Field(0, ge=0, le=60)
    this_too: bool = False
    example: _YearMonth = "2026-04"

    def read(self, given: Given, at: str) -> Answer | None:
        if whole := given.one(at):
            first = understood(parse_month, whole)
        else:
            era, *typed = (given.one(f"{at}.{part}") for part in self.parts)
            if not any(typed):
                return None
            first = understood(month_from_parts, era or "western", *typed)
        month = _kept(first)
        if self.past and month > _kept(given.today):
            raise Misread(noted("{name}は、今月か、今月より前の月を入力してください。"), "year")
        if self.earliest and month < self.earliest:
            raise Misread(noted("{name}が古すぎます。年を確かめてください。"), "year")
        if self.latest and month > self.latest:
            raise Misread(noted("{name}が先すぎます。年を確かめてください。"), "year")
        if self.even and first.month % 2:
            raise Misread(noted("{name}は、2月・4月などの偶数の月を入力してください。"), "month")
        return month

    def box_id(self, at: str, part: str = "") -> str:
        return at if self.coming else super().box_id(at, part)

    def offered(self, known: Mapping[str, Any], language: Language, today: date = date.max) -> Offered:
        if not self.coming or today == date.max:
            return []
        months = [add_months(today, ahead) for ahead in range(not self.this_too, self.coming + 1)]
        return [
            {"value": _kept(month), "label": self.show(_kept(month), language)}
            for month in months
            if not (self.even and month.month % 2)
        ]

    def missing(self) -> Message:
        return noted("{name}を選んでください。") if self.coming else super().missing()

    def boxes(self, answer: Answer, at: str) -> Boxes:
        if self.coming:
            return {at: [answer]}
        return {f"{at}.{part}": [text] for part, text in _in_parts(answer).items()}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        return EraMonth(_first_day(answer)).for_reader(language)

    def columns(self, answer: Answer) -> dict[str, str]:
        return {self.name.ja: answer or ""}

    def answer_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        return in_an_era({} if answer is None else _in_parts(answer), self.parts)

    def sample(self) -> Answer:
        return self.example

    def problems(self) -> list[str]:
        asked = Given(self.boxes(self.example, self.key), today=date.max)
        try:
            self.read(asked, self.key)
        except Misread:
            return ["the example is not a month that is accepted"]
        return []


def _in_parts(month: str) -> dict[str, str]:
    typed = (str(part) for part in month_parts(_first_day(month)))
    return dict(zip(MonthQuestion.parts, typed, strict=True))


def _kept(day: date) -> str:
    return f"{day:%Y-%m}"


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
