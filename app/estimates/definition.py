"""One estimate: the form people fill in, the shape programs send, and the rule that answers both."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.calculations.effective import NoTable
from app.estimates.telling import Circumstances, Told
from app.language import noted
from app.procedures.catalog_files import read_mapping
from app.procedures.context import Context
from app.procedures.definition import Procedure, Step
from app.procedures.journey import Journey
from app.procedures.questions.base import Key
from app.procedures.questions.registry import Question
from app.procedures.wording import Frozen, Words

FORMS = Path(__file__).parent / "forms"


class Asked(BaseModel):
    """What an estimate is worked out from: no name, no number, nothing that says who. Unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


A = TypeVar("A", bound=Asked)


class Form(Frozen):
    """Questions have the keys of the fields of `Asked`; a field may be left to programs. `procedures`: what one files
    for it. `keywords` are what people type who want to know.
    """

    title: Words
    summary: Words
    intro: Words
    about: Literal["how_much", "which_class"]
    keywords: tuple[str, ...] = Field(min_length=1)
    procedures: tuple[Key, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)


@dataclass(frozen=True)
class Estimate(Generic[A]):
    name: str
    shape: type[A]
    rule: Callable[[A, Circumstances], Told]

    @cached_property
    def form(self) -> Form:
        return Form.model_validate(read_mapping(FORMS / f"{self.name}.yaml"))

    def work_out(self, asked: A, circumstances: Circumstances) -> Told:
        """Also where there is no table: then the answer says so."""
        try:
            return self.rule(asked, circumstances)
        except NoTable:
            told = noted("この時期の額の表がないので、計算できません。新しい時期で試してください。")
            return Told(told, worked_out=False)

    def journey(self, context: Context) -> Journey:
        """The form as a way of a single page, so that pages read and draw it as those of a procedure.

        What else a procedure has, an office to send it to and a law to decide by, an estimate lacks.
        """
        step = Step(key="estimate", title=self.form.title, questions=self.form.questions)
        page: dict[str, Any] = {"key": self.name, "steps": (step,), "stops": (), "checks": ()}
        return Journey(Procedure.model_construct(**page), {}, context)

    def schema(self) -> dict[str, Any]:
        """JSON Schema of what may be sent."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:madoguchi:estimate:{self.name}",
            **self.shape.model_json_schema(),
            "title": self.form.title.ja,
        }
