"""Something has happened in a life: a few questions, and what is to be done for this person. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.procedures.definition import Procedure
from app.procedures.events import EventItem, LifeEvent
from app.procedures.questions.base import FieldError, Given
from app.procedures.questions.choices import YesNoQuestion
from app.procedures.sameness import Fact, Facts
from app.procedures.wording import Wording

Told = Mapping[str, bool]


@dataclass(frozen=True)
class Proposal:
    """One application to begin: `answers` are those the event gives, and for whom it is where that is clear."""

    item: EventItem
    procedure: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    person: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Found:
    """`procedures` in the order one does them; `optional` are begun only if the person wants them.

    `elsewhere`: what is done at another place, and what this town does not offer online; `collect`: what the person
    hands over, each once.
    """

    procedures: tuple[Proposal, ...] = ()
    optional: tuple[Proposal, ...] = ()
    elsewhere: tuple[EventItem, ...] = ()
    collect: tuple[Wording, ...] = ()


def known_answers(event: LifeEvent, known: Mapping[str, Any]) -> dict[str, bool]:
    """What need not be asked, since the register tells; a clerk may still say otherwise."""
    terms = ((ask.key, known.get(ask.prefill)) for ask in event.asks if ask.prefill)
    return {key: bool(value) for key, value in terms if value is not None}


def asked(event: LifeEvent, answers: Told) -> tuple[YesNoQuestion, ...]:
    """What these answers call for."""
    return tuple(ask for ask in event.asks if ask.when is None or ask.when.holds(answers, {}))


def read_asks(event: LifeEvent, given: Given, before: Told) -> tuple[dict[str, bool], tuple[FieldError, ...]]:
    """A posted page; `_asked` says which questions it showed. `before`: what was known when it was drawn."""
    answers = dict(before)
    errors: list[FieldError] = []
    shown = set(given.form.get("_asked", ()))
    for ask in event.asks:
        if ask in asked(event, answers) and (not shown or ask.key in shown):
            reading = ask.gather(given, ask.key, {})
            errors += reading.errors
            if reading.answer is not None:
                answers[ask.key] = reading.answer
    return answers, tuple(errors)


def missing(event: LifeEvent, answers: Told) -> tuple[YesNoQuestion, ...]:
    return tuple(ask for ask in asked(event, answers) if ask.key not in answers)


def found(
    event: LifeEvent, answers: Told, known: Mapping[str, Any], procedures: Mapping[str, Procedure]
) -> Found:
    """`procedures`: what this town offers, by key. At the counter, so without what is only done beforehand."""
    told = {ask.key: answers[ask.key] for ask in asked(event, answers) if ask.key in answers}
    items = [item for item in event.items if not item.beforehand and _is_for(item, told)]
    here = [item for item in items if item.procedure in procedures]
    proposals = [proposal for item in here for proposal in _proposals(item, known, procedures)]
    return Found(
        tuple(each for each in proposals if not each.item.optional),
        tuple(each for each in proposals if each.item.optional),
        tuple(item for item in items if item not in here),
        tuple(dict.fromkeys(paper for item in items if not item.optional for paper in item.collect)),
    )


def _is_for(item: EventItem, told: Told) -> bool:
    return item.when is None or item.when.holds(told, {})


def _proposals(
    item: EventItem, known: Mapping[str, Any], procedures: Mapping[str, Procedure]
) -> Iterator[Proposal]:
    key = item.procedure or ""
    subject = procedures[key].subject if item.each else None
    people = subject.among(known) if subject else []
    if subject is None or not people:
        yield Proposal(item, key, item.answers)
        return
    for person in people:
        picked = subject.read(Given({subject.key: [str(person["key"])]}, known), subject.key)
        yield Proposal(item, key, {**item.answers, subject.key: picked}, person)


def facts_of(event: LifeEvent) -> Facts:
    """For an interview: which questions of which procedures are one in this event."""
    return {
        (procedure, question): Fact(fact.key, fact.known)
        for fact in event.facts
        for procedure, _, question in (name.partition(".") for name in fact.same)
    }
