"""お金の受け取り先: whose account it is, and who makes sure of it before it is written down (I-39)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.counter.conversation import Conversation
from app.japan.bank_accounts import is_same_holder
from app.procedures.journey import Journey
from app.procedures.questions.bank_accounts import BankAccountQuestion
from app.procedures.questions.bank_picking import reading_of
from app.procedures.slots import UNTOLD, slots_of


@dataclass(frozen=True)
class Account:
    """One that was told. `is_foreign`: neither the person in front holds it, nor whom the procedure names."""

    key: UUID
    holder: str = field(repr=False)
    is_foreign: bool


def is_about_money(talk: Conversation) -> bool:
    """Whether one of them pays to somebody: identity is asked once more at the end."""
    return any(_asks_for_account(talk.interview.journeys[key]) for key in talk.pending)


def _asks_for_account(journey: Journey) -> bool:
    """Whatever account was chosen there."""
    steps = journey.procedure.step_of_question
    return any(
        isinstance(question, BankAccountQuestion) and steps[key] in journey.all_steps
        for key, question in journey.procedure.questions.items()
    )


def accounts_of(talk: Conversation) -> tuple[Account, ...]:
    return tuple(found for key in talk.pending for found in _told(talk, key))


def needs_second(talk: Conversation) -> bool:
    """Somebody else's account: another member of staff has to agree."""
    return any(each.is_foreign for each in accounts_of(talk))


def _told(talk: Conversation, key: UUID) -> Iterator[Account]:
    journey = talk.interview.journeys[key]
    for slot in slots_of(journey):
        question, answer = slot.question, slot.find(journey.answers)
        if isinstance(question, BankAccountQuestion) and answer not in (UNTOLD, None):
            holder = str(answer["holder_kana"])
            expected = _expected(talk, question, journey.context.known)
            is_theirs = any(is_same_holder(holder, name) for name in expected if name)
            yield Account(key, holder, not is_theirs)


def _expected(talk: Conversation, question: BankAccountQuestion, known: Mapping[str, Any]) -> Iterator[str]:
    if talk.visit.told is not None:
        yield talk.visit.told.kana
    if question.holder is not None:
        yield reading_of(question.holder, known)
