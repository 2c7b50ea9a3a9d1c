"""Several procedures told at once (一括の聞き取り): nothing is asked twice, and each gets answers of its own.

The same person's address is asked once; what is stood behind and papers are each procedure's own. Every application
stands by itself in the end: it is checked, sent and decided as if nothing else had been filled in beside it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from app.procedures.answers import ReadAnswers
from app.procedures.carrying import settled
from app.procedures.definition import Step
from app.procedures.entitlement import Stop
from app.procedures.following import followed_up
from app.procedures.interview_pages import Page, objections_to, page_with, read_page
from app.procedures.journey import Journey
from app.procedures.questions.base import FieldError, Given
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.sameness import Facts, Part, identities
from app.procedures.slots import Slot, is_open, slots_of, with_answers
from app.procedures.talking import Open, next_pages, turn_of

K = TypeVar("K")


@dataclass(frozen=True)
class Left:
    """As far as it can be known: answers not yet given may open more."""

    pages: int
    questions: int


@dataclass(frozen=True)
class Changes:
    """What has to be saved of one application."""

    answers: Mapping[str, Any]
    forgotten: frozenset[str]


@dataclass(frozen=True)
class Interview(Generic[K]):
    """`journeys` in the order in which they came; they come out filled in, from each other and from the register.

    `aside`: those that were taken out again: nothing is asked for them, but what was said there is known.
    `facts`: which questions the life event makes one. `later`: pages that may follow after arrival
    are asked too, since the person is there, but for those (application, page) that are `put_off`.
    """

    journeys: Mapping[K, Journey]
    aside: frozenset[K] = frozenset()
    facts: Facts = field(default_factory=dict)
    later: bool = False
    put_off: frozenset[tuple[K, str]] = frozenset()
    parts: Mapping[K, Part] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        count: Counter[str] = Counter()
        parts: dict[K, Part] = {}
        for key, journey in self.journeys.items():
            parts[key] = Part(journey, count[journey.procedure.key], self.facts)
            count[journey.procedure.key] += 1
        found = settled(parts, frozenset(self.journeys) - self.aside, later=self.later)
        object.__setattr__(self, "parts", found)
        object.__setattr__(self, "journeys", {key: found[key].journey for key in self.journeys})

    @property
    def active(self) -> Mapping[K, Journey]:
        return {key: journey for key, journey in self.journeys.items() if key not in self.aside}

    @cached_property
    def stopped(self) -> Mapping[K, Stop]:
        """Which of them are not for this person, and why; nothing more is asked for these."""
        return {key: stop for key, journey in self.active.items() if (stop := journey.stop)}

    def _open(self) -> Iterator[tuple[K, Open]]:
        for key, journey in self.active.items():
            if key not in self.stopped:
                pages = next_pages(journey, later=self.later)
                yield from ((key, found) for found in pages if (key, found[1].key) not in self.put_off)

    @cached_property
    def page(self) -> Page[K] | None:
        """What is asked next; None where nothing is left but to read it all, to stand behind it and to sign."""
        found = min(self._open(), key=lambda each: turn_of(each[1]), default=None)
        if found is None:
            return None
        key, (topic, step, slots) = found
        return Page(key, step, slots, topic)

    @property
    def is_complete(self) -> bool:
        return self.page is None

    @cached_property
    def left(self) -> Left:
        """What is open now, each question once."""
        seen: set[Any] = set()
        pages: set[tuple[K, str]] = set()
        questions = 0
        for key in (key for key in self.active if key not in self.stopped):
            for slot in self._asked(key):
                names = identities(self.parts[key], slot)
                if not names & seen:
                    questions += 1
                    pages.add((key, slot.step.key))
                seen |= names
        return Left(len(pages), questions)

    def _asked(self, key: K) -> Iterator[Slot]:
        journey = self.journeys[key]
        for slot in slots_of(journey):
            is_for_now = (self.later or not slot.step.later) and (key, slot.step.key) not in self.put_off
            if slot.is_talked_about and is_open(journey, slot) and is_for_now:
                yield slot

    def statements(self, key: K) -> tuple[Page[K], ...]:
        """What has to be stood behind, for this procedure alone: on which pages, said already or not."""
        kinds = (slot for slot in slots_of(self.journeys[key]) if slot.question.kind == "statement")
        return tuple(_by_page(key, kinds))

    def papers(self, key: K) -> tuple[PhotosQuestion, ...]:
        """What is to be collected for it, before or after arrival, as far as it is clear by now."""
        questions = (slot.question for slot in slots_of(self.journeys[key]))
        return tuple(question for question in questions if isinstance(question, PhotosQuestion))

    def objections(self, key: K) -> list[FieldError]:
        """What is wrong with what has been said, by the procedure's own rules: to be asked again, with `page_for`."""
        return objections_to(self.journeys[key])

    def page_for(self, key: K, ats: Collection[str]) -> Page[K] | None:
        """Answered questions once more, by the names of their boxes: where somebody says that one is wrong."""
        return page_with(key, self.journeys[key], ats)

    def read(self, page: Page[K], given: Given) -> ReadAnswers:
        """`given.form` is what was posted; only what the page asks is read."""
        return read_page(page, given, self.journeys[page.key])

    def after(self, key: K, read: ReadAnswers, *, alone: bool = False) -> "Interview[K]":
        """With these answers, and all that follows from them in the other procedures.

        `alone`: they hold for this application only; what was carried from it elsewhere stays as it is.
        """
        journey = self.journeys[key]
        kept = {name: answer for name, answer in journey.given.items() if name not in read.forgotten}
        before = self.parts
        now = with_answers(journey, {**kept, **read.answers})
        after = {**before, key: Part(now, before[key].nth, self.facts)}
        after = after if alone else followed_up(before, after, key)
        return replace(self, journeys={name: after[name].journey for name in self.journeys})

    def without(self, key: K) -> "Interview[K]":
        return replace(self, aside=self.aside | {key})

    def beside(self, key: K, journey: Journey) -> "Interview[K]":
        """With one procedure more, as far as it was filled in before; or one that was taken out, back again."""
        return replace(self, journeys={**self.journeys, key: journey}, aside=self.aside - {key})

    def changes(self, key: K, before: Mapping[str, Any]) -> Changes:
        """`before`: the answers as they are kept."""
        given = self.journeys[key].given
        differ = {
            name: answer for name, answer in given.items() if name not in before or before[name] != answer
        }
        return Changes(differ, frozenset(before.keys() - given.keys()))


def _by_page(key: K, slots: Iterator[Slot]) -> Iterator[Page[K]]:
    steps: dict[str, tuple[Step, list[Slot]]] = {}
    for slot in slots:
        steps.setdefault(slot.step.key, (slot.step, []))[1].append(slot)
    yield from (Page(key, step, tuple(found)) for step, found in steps.values())
