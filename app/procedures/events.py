"""くらしのできごと: what has to be done when something happens in a life, in the order one does it."""

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, TypeAdapter, model_validator

from app.procedures.catalog_files import read_mapping
from app.procedures.conditions import Condition
from app.procedures.questions.base import Key
from app.procedures.questions.choices import YesNoQuestion
from app.procedures.searching import Saying
from app.procedures.wording import Frozen, Words

FOLDER = Path(__file__).parent / "finding"


MOST_ASKS = 8  # nobody answers more before they are told what it is for


class EventFact(Frozen):
    """What the event makes one and the same in several procedures: the day somebody died, the day they moved in.

    `same`: `procedure.question`; `known`: the term of the register that holds it, where no question names it.
    """

    key: Key
    same: tuple[str, ...] = Field(min_length=1)
    known: str | None = None


class EventItem(Frozen):
    """One thing to do: a `procedure`, a page of `guidance`, or what is done `elsewhere` (`at`: where).

    `note`: what one has to know beforehand, such as within how many days. At the counter `when` says for whom it is, by
    the answers to what the event `asks`; an `optional` one is offered, but not begun unasked; `each`: once for every
    person of whom the procedure may be; `answers`: what the event leaves no doubt about; `collect`: what is handed
    over; `beforehand`: nothing for who has come already.
    """

    procedure: Key | None = None
    guidance: Key | None = None
    elsewhere: Words | None = None
    at: Words | None = None
    note: Words | None = None
    when: Condition | None = None
    optional: bool = False
    each: bool = False
    beforehand: bool = False
    answers: dict[Key, Any] = Field(default_factory=dict)
    collect: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(each is not None for each in (self.procedure, self.guidance, self.elsewhere)) != 1:
            raise ValueError("an item is a procedure, a guidance or something done elsewhere")
        if (self.elsewhere is None) != (self.at is None):
            raise ValueError("say where it is done: `at` stands beside `elsewhere`, and only there")
        return self


def _yes_or_no(value: Any) -> Any:
    return {"kind": "yes_no", **value} if isinstance(value, dict) else value


class LifeEvent(Frozen):
    """`keywords` are what people type; `icon` is one of `static/icons.svg`.

    `asks`: what decides, beside the event itself, which of the items are for somebody; `prefill` names a term of the
    register that is there, and not empty, where the answer is yes. `facts` are the same in several procedures.
    """

    key: Key
    title: Words
    summary: Words
    icon: str
    keywords: tuple[str, ...] = Field(min_length=1)
    items: tuple[EventItem, ...] = Field(min_length=2, max_length=24)
    asks: tuple[Annotated[YesNoQuestion, BeforeValidator(_yes_or_no)], ...] = Field((), max_length=MOST_ASKS)
    facts: tuple[EventFact, ...] = ()


@cache
def events() -> dict[str, LifeEvent]:
    """By key, in the order of the file, which is that of the front page. Raises ValueError naming the place."""
    read: dict[str, LifeEvent] = {}
    for key, told in read_mapping(FOLDER / "events.yaml").items():
        try:
            read[key] = LifeEvent.model_validate({"key": key, **told})
        except (ValueError, TypeError) as wrong:
            raise ValueError(f"events.yaml: {key}: {wrong}") from wrong
    return read


@cache
def sayings() -> tuple[Saying, ...]:
    """How people say it, with what they then need."""
    told = read_mapping(FOLDER / "synonyms.yaml")["sayings"]
    return TypeAdapter(tuple[Saying, ...]).validate_python(told)


def problems_of_finding(procedures: Collection[str], guides: Collection[str]) -> Iterator[str]:
    """In English, for the author: every key that leads nowhere, with its place."""
    for event in events().values():
        for place, item in enumerate(event.items, 1):
            if item.procedure and item.procedure not in procedures:
                yield f"events.yaml: {event.key}, item {place}: there is no procedure {item.procedure}"
            if item.guidance and item.guidance not in guides:
                yield f"events.yaml: {event.key}, item {place}: there is no guidance {item.guidance}"
    known = {*procedures, *guides, *events()}
    for saying in sayings():
        yield from (
            f"synonyms.yaml: {saying.say[0]}: there is nothing called {key}"
            for key in saying.find
            if key not in known
        )
