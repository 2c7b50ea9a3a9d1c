"""In which order a person is asked at the counter: as one talks, not as forms are filed."""

from collections.abc import Set
from enum import IntEnum
from typing import TypeAlias

from app.procedures.conditions import Condition
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.questions.bank_accounts import BankAccountQuestion
from app.procedures.questions.contacts import EmailQuestion, PhoneQuestion
from app.procedures.slots import Slot, is_open, slots_at

WHO_ONE_IS = "person"


class Topic(IntEnum):
    """Who one is comes before all; money and how one is reached come last, once for everything.

    Between them each procedure is talked through as a whole: whom it is for, their family, what happened.
    """

    PERSON = 1
    MATTER = 2
    MONEY = 3
    CONTACT = 4
    AFTERWARDS = 5


Open: TypeAlias = tuple[Topic, Step, tuple[Slot, ...]]
KEPT_BACK = {Topic.MONEY, Topic.CONTACT}


def topic_of(step: Step, slots: tuple[Slot, ...]) -> Topic:
    """`slots`: what is still to be asked of this page."""
    if step.later:
        return Topic.AFTERWARDS
    if any(isinstance(question, BankAccountQuestion) for question in step.questions):
        return Topic.MONEY
    if _stands_alone(step) and all(_is_about_the_person(slot) for slot in slots):
        reached = all(isinstance(slot.question, PhoneQuestion | EmailQuestion) for slot in slots)
        return Topic.CONTACT if reached else Topic.PERSON
    return Topic.MATTER


def turn_of(page: Open) -> tuple[Topic, int]:
    """The lowest comes first. Who one is is asked where most of it must be told, so that the others have it then."""
    topic, _, slots = page
    is_shared = topic in {Topic.PERSON, Topic.CONTACT}
    return topic, -sum(slot.question.required for slot in slots) if is_shared else 0


def _is_about_the_person(slot: Slot) -> bool:
    return (slot.question.prefill or "").partition(".")[0] == WHO_ONE_IS


def open_slots(journey: Journey, step: Step) -> tuple[Slot, ...]:
    """What is still to be talked about on a page."""
    found = (slot for question in step.questions for slot in slots_at(journey, step, question))
    return tuple(slot for slot in found if slot.is_talked_about and is_open(journey, slot))


def next_pages(journey: Journey, *, later: bool) -> list[Open]:
    """What may be asked now: the first page that is open, and those that hang on nothing before them.

    These are the page about the person, and what follows on a page that is kept for the end.
    """
    steps = (step for step in journey.all_steps if not step.at_check and (later or not step.later))
    found: list[Open] = []
    passed: set[str] = set()
    is_kept_back = True
    for step in steps:
        slots = open_slots(journey, step)
        if not slots:
            continue
        is_free = not passed or _stands_alone(step)
        if is_free or (is_kept_back and not _hangs_on(step, passed)):
            found.append((topic_of(step, slots), step, slots))
        passed |= {question.key for question in step.questions}
        is_kept_back = is_kept_back and topic_of(step, slots) in KEPT_BACK
    return found


def _stands_alone(step: Step) -> bool:
    return step.confirmed_at_check and not _conditions(step)


def _conditions(step: Step) -> list[Condition]:
    inner = [each for question in step.questions for each in getattr(question, "questions", ())]
    found = (each.when for each in (step, *step.questions, *inner))
    return [condition for condition in found if condition is not None]


def _hangs_on(step: Step, passed: Set[str]) -> bool:
    """A fact may look at every answer."""
    leaves = [leaf for condition in _conditions(step) for leaf in condition.leaves()]
    return any(leaf.fact or leaf.question in passed for leaf in leaves)
