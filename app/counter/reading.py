"""What the person reads, and what they stand behind: sentence by sentence, a few at a time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from app.applications.hands import Hand
from app.counter.conversation import Conversation, save
from app.documents.proof.canonical import digest
from app.procedures.answer_rows import answer_rows
from app.procedures.interview import Interview
from app.procedures.interview_pages import Page
from app.procedures.questions.base import Given
from app.procedures.reading_back import ReadBack, read_back
from app.procedures.slots import UNTOLD, Slot
from app.procedures.wording import Wording

MOST_A_ROUND = 3


@dataclass(frozen=True)
class Statement:
    """One sentence, and where it stands: the same words in several applications are said once.

    `name` is that of its box.
    """

    name: str
    label: Wording
    required: bool
    places: tuple[tuple[UUID, Page[UUID], Slot], ...]

    @property
    def keys(self) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(key for key, _, _ in self.places))


@dataclass(frozen=True)
class Reading:
    """`rows` are read at the first round; each round has a few sentences."""

    talk: Conversation

    @cached_property
    def rows(self) -> tuple[ReadBack[UUID], ...]:
        return read_back(self.talk.interview)

    @cached_property
    def print(self) -> str:
        """Of all that is read; what is stood behind is said of it, and is no part of it."""
        return digest(
            [
                [str(key), row.at, row.answer]
                for key, journey in self.talk.interview.active.items()
                for row in answer_rows(journey)
                if row.question.kind not in {"photos", "statement"}
            ]
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        found: dict[str, Statement] = {}
        interview = self.talk.interview
        for key in (key for key in interview.active if key not in interview.stopped):
            for page in interview.statements(key):
                for slot in page.slots:
                    _add(found, key, page, slot)
        return tuple(found.values())

    @cached_property
    def round(self) -> tuple[Statement, ...]:
        """Those that come next; all of them anew where something has changed since it was read."""
        return self.left[:MOST_A_ROUND]

    @cached_property
    def left(self) -> tuple[Statement, ...]:
        if self.is_first:
            return self.statements
        return tuple(each for each in self.statements if not self._is_said(each))

    @property
    def is_first(self) -> bool:
        return self.talk.visit.read_print != self.print

    @property
    def is_done(self) -> bool:
        return not self.is_first and not self.left

    def _is_said(self, statement: Statement) -> bool:
        unsaid = (UNTOLD, None) if statement.required else (UNTOLD,)
        return all(
            slot.find(self.talk.interview.journeys[key].answers) not in unsaid
            for key, _, slot in statement.places
        )

    def missing(self, said: Collection[str]) -> list[str]:
        """Names of sentences of this round that must be stood behind and were not."""
        return [each.name for each in self.round if each.required and each.name not in said]


def _add(found: dict[str, Statement], key: UUID, page: Page[UUID], slot: Slot) -> None:
    words = digest([slot.question.label.ja, slot.question.required])[:12]
    name = f"stand.{words}"
    before = found.get(name)
    place = (key, page, slot)
    if before is None:
        found[name] = Statement(name, slot.question.label, slot.question.required, (place,))
    else:
        found[name] = Statement(name, before.label, before.required, (*before.places, place))


def stand_behind(reading: Reading, said: Collection[str], hand: Hand, now: datetime) -> Conversation:
    """One round: every sentence of it is answered, with what was said and nothing more."""
    talk = reading.talk
    interview = talk.interview
    if reading.is_first:
        talk.visit.confirmed_again_at = talk.visit.second_at = None
        interview = _unsaid(reading)
    for statement in reading.round:
        for key, page, slot in statement.places:
            interview = _answered(interview, key, page, slot, is_said=statement.name in said)
    talk.visit.read_print = reading.print
    return save(talk, interview, hand, now)


def _unsaid(reading: Reading) -> Interview[UUID]:
    """What was stood behind before was of other answers."""
    interview = reading.talk.interview
    journeys = dict(interview.journeys)
    for statement in reading.statements:
        for key, _, slot in statement.places:
            journeys[key] = slot.put(journeys[key], UNTOLD)
    return Interview(
        journeys, interview.aside, interview.facts, later=interview.later, put_off=interview.put_off
    )


def _answered(
    interview: Interview[UUID], key: UUID, page: Page[UUID], slot: Slot, *, is_said: bool
) -> Interview[UUID]:
    journey = interview.journeys[key]
    form = {"_asked": [slot.at], **({slot.at: ["yes"]} if is_said else {})}
    alone = Page(key, page.step, (slot,))
    read = interview.read(alone, Given(form, journey.context.known, {}, journey.context.today))
    return interview.after(key, read, alone=True)


def titles_of(talk: Conversation, keys: Collection[UUID]) -> Iterator[Wording]:
    for key in keys:
        yield talk.interview.journeys[key].procedure.short_title
