"""An interview gone through to its end: every page answered as a person would, in the boxes that it shows."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.procedures.interview import Interview
from app.procedures.interview_pages import Page
from app.procedures.journey import Journey
from app.procedures.questions.base import Given, QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.people import KEPT
from app.procedures.slots import Slot

MOST_PAGES = 300
TAPPED = {"choice", "choices", "yes_no", "people", "disaster", "listed", "statement"}
Answering: TypeAlias = Callable[[Slot, Mapping[str, Any]], Any]
Form: TypeAlias = dict[str, list[str]]


@dataclass
class Talk:
    """`pages` as they were asked; `typed`: what fingers did on keys, where a choice is a tap."""

    interview: Interview[str]
    answering: Answering
    pages: list[Page[str]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    watching: Callable[[Interview[str], Page[str]], None] = lambda interview, page: None

    @property
    def asked(self) -> list[tuple[str, str]]:
        """(application, box) in the order they were asked."""
        return [(page.key, slot.at) for page in self.pages for slot in page.slots]

    def to_the_end(self) -> Interview[str]:
        while (page := self.interview.page) is not None:
            assert len(self.pages) < MOST_PAGES, [each.step.key for each in self.pages[-5:]]
            self.answer(page)
        return self.interview

    def answer(self, page: Page[str]) -> None:
        self.watching(self.interview, page)
        self.pages.append(page)
        self.interview = answered(self.interview, page, self.form(page))

    def form(self, page: Page[str]) -> Form:
        """What is called for when it is drawn: what only an answer opens is asked next."""
        journey = self.interview.journeys[page.key]
        form: Form = {"_asked": []}
        for slot in page.slots:
            form["_asked"].append(slot.at)
            if isinstance(slot.question, GroupQuestion):
                self._add_rows(form, slot, journey)
            else:
                self._add(form, slot.question, slot.at, self.answering(slot, slot.known(journey)))
        return form

    def _add(self, form: Form, question: QuestionBase, at: str, answer: Any) -> None:
        boxes = {} if answer is None else question.boxes(answer, at)
        if question.kind not in TAPPED:
            self.typed += [text for values in boxes.values() for text in values]
        form |= {name: [*values] for name, values in boxes.items()}

    def _add_rows(self, form: Form, slot: Slot, journey: Journey) -> None:
        group: Any = slot.question
        saved = journey.answers.get(group.key) or []
        count = group.row_count(journey.answers, len(saved))
        form[f"{group.key}.rows"] = [str(count)]
        for index in range(slot.row, count):
            told: dict[str, Any] = dict(saved[index]) if index < len(saved) else {}
            for inner in group.asked({**journey.answers, **told}):
                if inner.kind == "statement":
                    continue
                at = f"{group.key}.{index}.{inner.key}"
                form["_asked"].append(at)
                fresh = Slot(slot.step, inner, group, index)
                answer = (
                    told[inner.key] if inner.key in told else self.answering(fresh, journey.context.known)
                )
                self._add(form, inner, at, answer)


def answered(interview: Interview[str], page: Page[str], form: Form, files: Any = None) -> Interview[str]:
    context = interview.journeys[page.key].context
    read = interview.read(page, Given(form, context.known, files or {}, context.today))
    assert read.errors == (), (page.key, page.step.key, [str(each.message) for each in read.errors], form)
    return interview.after(page.key, read)


def stood_behind(interview: Interview[str]) -> Interview[str]:
    """Every statement said, for each procedure."""
    for key in interview.journeys:
        for page in interview.statements(key):
            ats = [slot.at for slot in page.slots]
            interview = answered(interview, page, {"_asked": ats, **{at: ["yes"] for at in ats}})
    return interview


def at_random(chance: random.Random) -> Answering:
    """A valid answer to anything."""

    def answer(slot: Slot, known: Mapping[str, Any]) -> Any:
        question: Any = slot.question
        if not question.required and chance.random() < 0.3:
            return None
        listed: list[Any] = question.among(known) if hasattr(question, "among") else []
        some: dict[str, Callable[[], Any]] = {
            "choice": lambda: chance.choice(question.values),
            "choices": lambda: [v for v in question.values if chance.random() < 0.5] or [question.values[0]],
            "yes_no": lambda: chance.choice((True, False)),
            "people": lambda: _people(question, listed, chance),
            "integer": lambda: chance.randint(question.least, min(question.most, question.least + 10)),
            "disaster": lambda: chance.choice(listed),
        }
        return some.get(question.kind, lambda: question.sample_from(known))()

    return answer


def _people(question: Any, listed: list[Any], chance: random.Random) -> Any:
    if question.is_single:
        chosen = [chance.choice(listed)]
    else:
        chosen = [each for each in listed if chance.random() < 0.7][:2] or [listed[0]]
    picked = [{part: each.get(part) for part in KEPT} for each in chosen]
    if question.elsewhere and len(picked) < 2 and chance.random() < 0.3:
        nobody = dict.fromkeys(KEPT, "")
        return [nobody] if question.is_single else [*picked, nobody]
    return picked


def as_told(told: Mapping[str, Any], otherwise: Answering) -> Answering:
    """What is given by the name of a question, the rest otherwise."""
    return lambda slot, known: (
        told[slot.question.key] if slot.question.key in told else otherwise(slot, known)
    )


def papers_of(interview: Interview[str], key: str) -> dict[str, Any]:
    """A sample of each paper, as if it had been collected."""
    return {question.key: question.sample() * max(1, question.least) for question in interview.papers(key)}


def said(interview: Interview[str]) -> Iterator[tuple[str, str, Any]]:
    """(application, question, answer), as kept."""
    for key, journey in interview.journeys.items():
        yield from ((key, question, answer) for question, answer in journey.given.items())
