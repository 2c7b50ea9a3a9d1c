"""When two applications ask the same: the same question about the same person, whatever the page is called.

Nothing here knows a procedure by name. What a person stands behind and papers are never the same twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.procedures.answers import overfull
from app.procedures.journey import Journey
from app.procedures.questions.bank_accounts import BankAccountQuestion
from app.procedures.questions.base import Given, QuestionBase
from app.procedures.questions.choices import ChoiceQuestion, ChoicesQuestion
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.listed import ListedQuestion
from app.procedures.questions.statements import StatementQuestion
from app.procedures.row_boxes import rows_shown
from app.procedures.slots import UNTOLD, Slot

Who: TypeAlias = tuple[str, ...]
Identity: TypeAlias = tuple[Any, ...]

APPLICANT: Who = ("applicant",)
ROW, SUBJECT = "row", "subject"


@dataclass(frozen=True)
class Fact:
    """What a life event makes one question of several; `known`: the term of the register that holds it."""

    key: str
    known: str | None = None


Facts: TypeAlias = Mapping[tuple[str, str], Fact]  # (procedure, question) → what it is in this event


@dataclass(frozen=True)
class Part:
    """One of several applications filled in together; `nth` counts those of the same procedure.

    `facts`: what the life event says is one and the same.
    """

    journey: Journey
    nth: int = 0
    facts: Facts = field(default_factory=dict)


def identities(part: Part, slot: Slot) -> frozenset[Identity]:
    """Slots with one of these in common are one question. Empty: it is asked for this application alone."""
    question = slot.question
    if not slot.is_talked_about:
        return frozenset()
    event = event_identity(part, slot)
    found: set[Identity] = {event} if event else set()
    who = None if question.about == "case" else whose(part, slot)
    if who is not None:
        base = (who, question.key, question.kind, *_bound(part, question))
        found.add((*base, "words", question.label.ja))
        if question.prefill:
            found.add((*base, "term", term_of(question.prefill)))
    return frozenset(found)


def event_identity(part: Part, slot: Slot) -> Identity | None:
    fact = fact_of(part, slot)
    return ("fact", fact.key) if fact else None


def fact_of(part: Part, slot: Slot) -> Fact | None:
    return None if slot.group else part.facts.get((part.journey.procedure.key, slot.question.key))


def suggestion(part: Part, slot: Slot) -> Identity | None:
    """What of the register it would be filled in with: an answer to that serves here, but may differ here."""
    question = slot.question
    if question.prefill is None or question.about == "case" or not slot.is_talked_about:
        return None
    who = whose(part, slot)
    return None if who is None else (who, question.kind, term_of(question.prefill))


def term_of(prefill: str) -> str:
    """Without the role in which the person stands here, since who that is has been said by then."""
    root, _, rest = prefill.partition(".")
    return rest if root in {ROW, SUBJECT} else prefill


def whose(part: Part, slot: Slot) -> Who | None:
    """The person it is about; None as long as nobody has said who that is."""
    question = slot.question
    if question is part.journey.procedure.subject:
        return (SUBJECT, str(part.nth))
    role = _role(slot)
    own = ("person", slot.group.bound(part.journey.given)[slot.row]) if slot.group else ()
    if role == ROW:
        return own
    if role == "person":
        return APPLICANT
    subject = _subject(part)
    return None if subject is None else (*(own if not question.prefill else ()), *subject)


def _role(slot: Slot) -> str:
    """What the question says, else where it stands: in a row it is about whoever has that row."""
    question = slot.question
    if question.prefill:
        root = question.prefill.partition(".")[0]
        return root if root in {ROW, SUBJECT} else "person"
    holder = question.holder if isinstance(question, BankAccountQuestion) else None
    return question.about or holder or (ROW if slot.group else SUBJECT)


def _subject(part: Part) -> Who | None:
    """Whom the procedure is for; whoever the register does not list is told apart by the question alone.

    Where it is for nobody in particular, whoever does it twice does it for two things.
    """
    journey, subject = part.journey, part.journey.procedure.subject
    if subject is None:
        return (*APPLICANT, str(part.nth)) if part.nth else APPLICANT
    step = journey.procedure.step_of_question[subject.key]
    picked = journey.answers.get(subject.key)
    if not picked and step in journey.all_steps and journey.is_asked(subject):
        return None
    key = picked[0]["key"] if picked else ""
    return ("person", key) if key else ("unlisted", subject.key, subject.label.ja, str(part.nth))


def _bound(part: Part, question: QuestionBase) -> tuple[str, ...]:
    """Rows are the same only where they are of the same people."""
    return tuple(question.bound(part.journey.answers)) if isinstance(question, GroupQuestion) else ()


def carried(source: QuestionBase, answer: Any, journey: Journey, slot: Slot) -> Any:
    """The answer as this slot would have it, read by its own rules; UNTOLD where it does not fit, so it is asked here."""
    question = slot.question
    if not _offers_no_more(source, question):
        return UNTOLD
    if answer is None:
        return UNTOLD if question.required else None
    boxes = source.boxes(answer, question.key)
    if isinstance(question, GroupQuestion):
        boxes["_asked"] = [*_talked_about(question, rows_shown(boxes, question.key))]
    given = Given(boxes, slot.known(journey), {}, journey.context.today)
    reading = question.gather(given, question.key, journey.answers)
    is_misread = reading.errors or reading.answer is None or overfull(journey, {question.key: reading.answer})
    return UNTOLD if is_misread else reading.answer


def _talked_about(group: GroupQuestion, rows: int) -> list[str]:
    asked = [each for each in group.questions if not isinstance(each, StatementQuestion)]
    return [f"{group.key}.{row}.{each.key}" for row in range(rows) for each in asked]


def _offers_no_more(source: QuestionBase, question: QuestionBase) -> bool:
    """Whoever has not seen an option might have taken it."""
    if source.kind != question.kind:
        return False
    if isinstance(question, ListedQuestion) and isinstance(source, ListedQuestion):
        return (source.list_key, source.several) == (question.list_key, question.several)
    choosing = ChoiceQuestion | ChoicesQuestion
    if isinstance(question, choosing) and isinstance(source, choosing):
        return _options(question) <= _options(source)
    return True


def _options(question: ChoiceQuestion | ChoicesQuestion) -> set[tuple[str, str]]:
    return {(option.value, option.label.ja) for option in question.options}
