"""What can be wrong with what a life event asks and gives: found when it is written, not when somebody stands there."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.procedures.conditions import Condition
from app.procedures.definition import Procedure
from app.procedures.events import EventItem, LifeEvent, events
from app.procedures.questions.base import Given, Misread, QuestionBase
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.questions.statements import StatementQuestion

Catalog = Mapping[str, Procedure]
OWN_WORDS = (StatementQuestion, PhotosQuestion)


def problems_of_events(procedures: Catalog) -> Iterator[str]:
    """In English, for the author, each with its place."""
    for event in events().values():
        yield from (
            f"events.yaml: {event.key}: {problem}" for problem in problems_of_event(event, procedures)
        )


def problems_of_event(event: LifeEvent, procedures: Catalog) -> Iterator[str]:
    asked: set[str] = set()
    for ask in event.asks:
        if ask.key in asked:
            yield f"{ask.key} is asked twice"
        yield from _conditions(f"ask {ask.key}", ask.when, asked)
        asked.add(ask.key)
    for place, item in enumerate(event.items, 1):
        yield from _conditions(f"item {place}", item.when, asked)
        yield from (f"item {place}: {problem}" for problem in _problems_of_item(item, procedures))
    used = {leaf.question for item in event.items if item.when for leaf in item.when.leaves()}
    used |= {leaf.question for ask in event.asks if ask.when for leaf in ask.when.leaves()}
    yield from (f"nothing depends on {key}, so nobody need be asked" for key in sorted(asked - used))
    yield from _problems_of_facts(event, procedures)


def _conditions(place: str, condition: Condition | None, asked: set[str]) -> Iterator[str]:
    for leaf in condition.leaves() if condition else ():
        if leaf.fact or leaf.question not in asked:
            yield f"{place} depends on {leaf.fact or leaf.question}, which is not asked before it"
        elif not isinstance(leaf.eq, bool):
            yield f"{place}: {leaf.question} is answered with yes or no"


def _problems_of_item(item: EventItem, procedures: Catalog) -> Iterator[str]:
    if item.procedure is None:
        if item.answers or item.each:
            yield "only a procedure has answers"
        return
    procedure = procedures.get(item.procedure)
    if procedure is None:
        return  # said elsewhere
    if item.each and procedure.subject is None:
        yield f"{procedure.key} is not for one person or another, so not once for each"
    for key in item.answers.keys() - procedure.questions.keys():
        yield f"{procedure.key} has no question {key}"
    for key in item.answers.keys() & procedure.questions.keys():
        yield from _problems_of_answer(procedure.questions[key], item.answers[key])
    if item.answers:
        stops = (stop.key for stop in procedure.stops if stop.when.holds(item.answers, {}))
        yield from (f"{procedure.key} is not for whoever answers so: {key}" for key in stops)


def _problems_of_answer(question: QuestionBase, answer: Any) -> Iterator[str]:
    if isinstance(question, OWN_WORDS):
        yield f"{question.key} is for the person to say, never for the event"
        return
    try:
        read = question.read(Given(question.boxes(answer, question.key)), question.key)
    except (Misread, TypeError, KeyError, AttributeError):
        read = None
    if read is None or read != answer:
        yield f"{question.key} cannot be answered with {answer!r}"


def _problems_of_facts(event: LifeEvent, procedures: Catalog) -> Iterator[str]:
    listed = {item.procedure for item in event.items}
    for fact in event.facts:
        kinds = set()
        for name in fact.same:
            key, _, asked = name.partition(".")
            question = procedures[key].questions.get(asked) if key in procedures else None
            if key not in listed or question is None:
                yield f"fact {fact.key}: there is no question {name} in this event"
            elif isinstance(question, OWN_WORDS):
                yield f"fact {fact.key}: {name} is for the person to say"
            else:
                kinds.add(question.kind)
        if len(kinds) > 1:
            yield f"fact {fact.key}: its questions are of different kinds: {', '.join(sorted(kinds))}"
