"""What a story does not say is answered as the register says, else by the example of the kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.applications.known import context_of
from app.applications.models import Application
from app.municipality.town import Municipality
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.procedures.questions.base import QuestionBase
from app.procedures.suggesting import find_answer


@dataclass(frozen=True)
class Answering:
    """`fixed` answers belong to the day rather than to the story: which disaster it was."""

    session: Session
    case: Application
    town: Municipality
    today: date
    fixed: Mapping[str, Any]

    def journey(self, answers: Mapping[str, Any]) -> Journey:
        procedure = get_procedure(self.session, self.case.revision_id)
        context = context_of(self.case.facts, self.town, self.today, self.case.procedure_key)
        return Journey(procedure, {**self.fixed, **self.case.answers, **answers}, context)

    def complete(self, told: Mapping[str, Any], *, later: bool = False) -> Journey:
        """An answer may open another question, so it goes round until nothing is left."""
        journey = self.journey(told)
        while missing := [each for each in _asked(journey, later) if each.key not in journey.answers]:
            found = {missing[0].key: _answer(missing[0], journey)}
            journey = self.journey({**told, **journey.answers, **found})
        return journey


def _asked(journey: Journey, later: bool) -> list[QuestionBase]:
    steps = [step for step in journey.all_steps if later or not step.later]
    return [question for step in steps for question in step.questions if journey.is_asked(question)]


def _answer(question: QuestionBase, journey: Journey) -> Any:
    copied = find_answer(journey.answers, question.copy_from) if question.copy_from else None
    known = journey.context.known
    suggested = question.suggested(known) if copied is None else copied
    return question.sample_from(known) if suggested is None and question.required else suggested
