"""A definition → its paper form, blank or filled in from a draft, in the words of one reader. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.applications.accepting import channels_of
from app.applications.assurance import needs_card
from app.applications.documents import contact_of
from app.applications.paper_words import BY_COMING, FACTS, WORDS
from app.documents.forms import PaperBlank, PaperForm, PaperGap, PaperQuestion, PaperSection, PaperTick
from app.documents.shapes import Row
from app.language import Message, noted
from app.municipality.offering import Channel
from app.municipality.town import Municipality
from app.procedures.condition_words import who
from app.procedures.conditions import Condition
from app.procedures.definition import Procedure, Step
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.paper import Blank
from app.procedures.questions.statements import StatementQuestion
from app.procedures.questions.unknown import blanks_of


@dataclass(frozen=True)
class FormMaker:
    """`say` turns texts of any sort into those of the reader. `known`: the lists of the town.

    `answers` are those of the draft, empty for a blank form.
    """

    procedure: Procedure
    town: Municipality
    say: Callable[[Any], str]
    known: Mapping[str, Any]
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def _words(self) -> Mapping[str, Message]:
        by_post = Channel.PAPER in channels_of(self.town, self.procedure)
        return WORDS if by_post else {**WORDS, **BY_COMING}

    def make(
        self,
        made_at: datetime,
        edition: str,
        resume_code: str = "",
        check_url: str = "",
        form_code: str = "",
    ) -> PaperForm:
        procedure, say = self.procedure, self.say
        return PaperForm(
            title=say(procedure.title),
            municipality=self.town.name,
            addressee=say(noted("{mayor}　あて", mayor=f"{self.town.name[:-1]}{self.town.mayor_title}")),
            edition=edition,
            made_at=made_at,
            words=tuple((name, say(text)) for name, text in self._words.items()),
            facts=tuple(self._facts()),
            sections=tuple(self._sections()),
            papers=tuple(Row(say(each.name), self._about_paper(each)) for each in procedure.papers),
            purpose_of_use=say(procedure.purpose_of_use),
            contact=contact_of(self.town, procedure),
            resume_code=resume_code,
            check_url=check_url,
            form_code=form_code,
        )

    def _facts(self) -> Iterator[Row]:
        procedure, say = self.procedure, self.say
        yield Row(say(FACTS["who"]), say(procedure.who))
        yield Row(say(FACTS["deadline"]), say(procedure.deadline.text))
        yield Row(say(FACTS["law"]), say(noted("、")).join(procedure.legal_basis))
        if needs_card(procedure, self.town):
            yield Row(say(FACTS["identity"]), say(self._words["identity"]))

    def _about_paper(self, paper: Any) -> str:
        return "\n".join(self.say(text) for text in (paper.when_text, paper.note) if text)

    def _sections(self) -> Iterator[PaperSection]:
        number = 0
        for step in self.procedure.steps:
            asked: list[PaperQuestion] = []
            for question in step.questions:
                number += 1
                asked += self._question(question, str(number))
            yield PaperSection(
                self.say(step.title),
                self.say(step.intro) if step.intro else "",
                self._only(step.when, self.procedure.questions) or self._later(step),
                tuple(asked),
            )

    def _later(self, step: Step) -> str:
        return self.say(noted("あとから出すこともできます。")) if step.later else ""

    def _question(self, question: QuestionBase, number: str) -> Iterator[PaperQuestion]:
        answer = self.answers.get(question.key)
        if not isinstance(question, GroupQuestion):
            yield self._asked(question, number, answer, self.procedure.questions)
            return
        yield self._head(question, number)
        inner = {each.key: each for each in question.questions}
        rows = answer or [{}] * max(1, question.least)
        for at, row in enumerate(rows, 1):
            which = noted("{label}（{which}）", label=question.name, which=question.nth(at))
            yield PaperQuestion(f"{number}-{at}", self.say(which), "", "", "", (), is_head=True)
            for each in question.questions:
                yield self._asked(each, "", row.get(each.key), {**self.procedure.questions, **inner})

    def _head(self, group: GroupQuestion, number: str) -> PaperQuestion:
        more = (
            self.say(noted("書ききれないときは、この紙を写して書き足してください。"))
            if group.most > 1
            else ""
        )
        hints = [self.say(group.hint)] if group.hint else []
        only = self._only(group.when, self.procedure.questions)
        return PaperQuestion(number, self.say(group.label), only, "\n".join([*hints, more]), "", ())

    def _asked(
        self, question: QuestionBase, number: str, answer: Any, questions: Mapping[str, QuestionBase]
    ) -> PaperQuestion:
        blanks = blanks_of(question, answer, self.known)
        is_needed = question.required and not isinstance(question, StatementQuestion)
        return PaperQuestion(
            number=number,
            label=self.say(question.label),
            only=self._only(question.when, questions),
            hint=self.say(question.hint) if question.hint else "",
            mark="" if is_needed or question.required else self.say(noted("書かなくてもよい")),
            blanks=tuple(self._blank(each) for each in blanks),
        )

    def _only(self, when: Condition | None, questions: Mapping[str, QuestionBase]) -> str:
        if when is None:
            return ""
        those = who(when, questions)
        if those is None:
            return self.say(noted("当てはまる方だけ、書いてください。"))
        return self.say(noted("{who}だけ、書いてください。", who=those))

    def _blank(self, blank: Blank) -> PaperBlank:
        say = self.say
        return PaperBlank(
            say(blank.label) if blank.label else "",
            blank.text,
            blank.lines,
            blank.cells,
            tuple(PaperTick(say(t.label), t.is_on, say(t.hint) if t.hint else "") for t in blank.ticks),
            tuple(
                PaperGap(say(g.before) if g.before else "", g.text, say(g.behind) if g.behind else "")
                for g in blank.gaps
            ),
        )
