"""The way through a procedure, computed from the answers and never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.procedures.conditions import Condition
from app.procedures.context import Context
from app.procedures.definition import FilingKind, Procedure, Step
from app.procedures.entitlement import Stop
from app.procedures.named import NamedFacts
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.unknown import Told


@dataclass(frozen=True)
class Journey:
    """`only` restricts it to some questions (a correction); `later` walks the pages left for after arrival.

    `answers` keeps those alone that are asked for: what a later change has hidden counts nowhere. `given` are all.
    """

    procedure: Procedure
    answers: Mapping[str, Any]
    context: Context
    only: frozenset[str] | None = None
    later: bool = False
    facts: NamedFacts = field(init=False)
    given: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Conditions look back only, so one walk from the first page on finds what is hidden."""
        seen: dict[str, Any] = {}
        given = self.answers
        object.__setattr__(self, "context", self._with_subject(given))
        object.__setattr__(self, "given", given)
        object.__setattr__(self, "answers", seen)
        object.__setattr__(self, "facts", NamedFacts(self.told, self.context))
        for step in self.procedure.steps:
            for question in step.questions if self.holds(step.when) else ():
                if question.key in given and self.is_asked(question):
                    seen[question.key] = given[question.key]

    @property
    def told(self) -> Mapping[str, Any]:
        """The answers as rules see them."""
        return Told(self.answers)

    def _with_subject(self, given: Mapping[str, Any]) -> Context:
        subject = self.procedure.subject
        if subject is None:
            return self.context
        return self.context.with_person("subject", subject.picked(given, self.context.known))

    def holds(self, condition: Condition | None) -> bool:
        return condition is None or condition.holds(self.told, self.facts)

    def is_asked(self, question: QuestionBase) -> bool:
        return question.can_be_answered(self.context.known) and self.holds(question.when)

    def asked(self, step: Step) -> tuple[QuestionBase, ...]:
        """The questions of a page that these answers call for."""
        return tuple(question for question in step.questions if self.calls_for(question))

    def calls_for(self, question: QuestionBase) -> bool:
        return self.is_asked(question) and self._is_open(question)

    def _is_open(self, question: QuestionBase) -> bool:
        """In a correction: what was named, and what only became necessary through its new answers."""
        if self.only is None:
            return True
        return question.key in self.only or (question.required and question.key not in self.answers)

    @cached_property
    def all_steps(self) -> tuple[Step, ...]:
        """Every page these answers call for, before and after arrival."""
        steps = (step for step in self.procedure.steps if self.holds(step.when))
        return tuple(step for step in steps if any(self.is_asked(q) for q in step.questions))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The pages of this journey in order."""
        if self.only is not None:
            named = (s for s in self.all_steps if any(q.key in self.only for q in s.questions) or not s.later)
            return tuple(step for step in named if self.asked(step) and not step.at_check)
        return tuple(s for s in self.all_steps if s.later == self.later and not s.at_check)

    @cached_property
    def at_check(self) -> tuple[Step, ...]:
        """What is asked on the check page itself."""
        return tuple(s for s in self.all_steps if s.at_check and (self.only is None or self.asked(s)))

    def is_answered(self, step: Step) -> bool:
        return all(self.has(question) for question in self.asked(step))

    def has(self, question: QuestionBase) -> bool:
        """Whether it is answered, all its rows too."""
        if question.key not in self.answers:
            return False
        answer = self.answers[question.key]
        if isinstance(question, GroupQuestion) and answer is not None:
            return question.is_answered(self.answers, answer)
        return answer is not None or not question.required

    @cached_property
    def stop(self) -> Stop | None:
        """Why this procedure is not for whoever gives these answers; None as far as can be told yet."""
        return next((stop for stop in self.procedure.stops if self.holds(stop.when)), None)

    @cached_property
    def first_unanswered(self) -> Step | None:
        return next((step for step in self.steps if not self.is_answered(step)), None)

    @property
    def is_complete(self) -> bool:
        return self.first_unanswered is None

    def can_visit(self, step: Step) -> bool:
        """Answered pages and the first unanswered one; never a page beyond it."""
        if step not in self.steps:
            return False
        unanswered = self.first_unanswered
        return unanswered is None or self.steps.index(step) <= self.steps.index(unanswered)

    def after(self, step: Step) -> Step | None:
        """The next page that is still open, None for the check page; the same page while it is open itself."""
        if step not in self.steps:
            return self.first_unanswered
        rest = self.steps[self.steps.index(step) :]
        return next((each for each in rest if not self.is_answered(each)), None)

    def before(self, step: Step) -> Step | None:
        position = self.steps.index(step)
        return self.steps[position - 1] if position else None

    @property
    def filing_kind(self) -> FilingKind:
        return self.procedure.filing_kind(dict(self.told), self.facts)
