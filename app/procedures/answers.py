"""From a posted page to answers, or to one message per box; and the same rules for stored answers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.named import CHECKS, Complaint
from app.procedures.questions.base import FieldError, Given, QuestionBase
from app.procedures.questions.groups import GroupQuestion, realigned
from app.procedures.questions.people import PeopleQuestion
from app.procedures.questions.unknown import boxes_of, gathered


@dataclass(frozen=True)
class ReadAnswers:
    """`answers`: what could be understood, None for an optional question left empty.

    `forgotten`: earlier answers that were about the person for whom somebody else has been picked now.
    """

    answers: dict[str, Any]
    errors: tuple[FieldError, ...]
    forgotten: frozenset[str] = frozenset()


def read_step(step: Step, given: Given, journey: Journey) -> ReadAnswers:
    """Reads the questions of a page in order, so that an answer may hide or reveal those after it.

    `_asked` in the form says what the page showed: a question that only now appears is not an error.
    """
    read: dict[str, Any] = {}
    errors: list[FieldError] = []
    shown = set(given.form.get("_asked", ()))
    so_far = journey
    for question in step.questions:
        if read and _looks_back(question):
            so_far = replace(journey, answers={**journey.answers, **read})
        if not so_far.calls_for(question) or (shown and question.key not in shown):
            continue
        reading = gathered(question, given, question.key, so_far.answers)
        read[question.key] = reading.answer
        errors.extend(reading.errors)
    for group in overfull(journey, read):
        errors.append(group.too_many(group.rows_from or ""))
        read[group.rows_from or ""] = None
    return followed(journey, read, tuple(errors))


def overfull(journey: Journey, read: Mapping[str, Any]) -> list[GroupQuestion]:
    """The groups that have no room for all who have just been picked."""
    groups = _groups_of(journey, read)
    return [group for group in groups if len(_moved(journey, group, read)) > group.most]


def followed(journey: Journey, read: Mapping[str, Any], errors: tuple[FieldError, ...] = ()) -> ReadAnswers:
    """With what these answers bring about: rows follow their people, and what was about somebody else is forgotten."""
    moved = {
        group.key: _moved(journey, group, read)
        for group in _groups_of(journey, read)
        if group.key in journey.answers
    }
    return ReadAnswers({**moved, **read}, errors, _about_somebody_else(journey, read) - read.keys())


def _looks_back(question: QuestionBase) -> bool:
    """Whether answers of the same page may decide if it is asked, or what it means."""
    return question.when is not None or isinstance(question, GroupQuestion | PeopleQuestion)


def _about_somebody_else(journey: Journey, read: Mapping[str, Any]) -> frozenset[str]:
    """Every answer the register gave or would have given for the subject of before."""
    subject = journey.procedure.subject
    if subject is None or subject.key not in read or read[subject.key] == journey.answers.get(subject.key):
        return frozenset()
    questions = journey.procedure.questions
    return frozenset(key for key, q in questions.items() if (q.prefill or "").startswith("subject."))


def _groups_of(journey: Journey, read: Mapping[str, Any]) -> list[GroupQuestion]:
    """The groups whose people have just been picked."""
    questions = journey.procedure.questions.values()
    return [q for q in questions if isinstance(q, GroupQuestion) and read.get(q.rows_from or "")]


def _moved(journey: Journey, group: GroupQuestion, read: Mapping[str, Any]) -> list[dict[str, Any]]:
    people = group.rows_from or ""
    before = journey.answers.get(people) or []
    return realigned(journey.answers.get(group.key) or [], before, read[people])


def check_whole(
    journey: Journey, attached: Mapping[str, Any], *, seen: Collection[str] = ()
) -> list[FieldError]:
    """Every rule again over what is stored, as if it were typed anew: a draft may be older than a rule.

    What may follow after arrival is judged where it has been answered. `seen`: papers of which no photo is needed.
    """
    errors: list[FieldError] = []
    for step in journey.all_steps:
        for question in step.questions:
            may_wait = (step.later or question.key in seen) and journey.answers.get(question.key) is None
            if journey.is_asked(question) and not may_wait:
                errors.extend(_check_one(journey, question, attached))
    return errors or [as_error(journey, complaint) for complaint in complaints_of(journey)]


def _check_one(journey: Journey, question: QuestionBase, attached: Mapping[str, Any]) -> Iterable[FieldError]:
    answer = journey.answers.get(question.key)
    form = {} if answer is None else boxes_of(question, answer, question.key)
    given = Given(form, journey.context.known, attached, journey.context.today)
    return gathered(question, given, question.key, journey.answers).errors


def complaints_of(journey: Journey) -> list[Complaint]:
    """What the named checks of the procedure find across the answers."""
    return [
        complaint
        for name in journey.procedure.checks
        for complaint in CHECKS[name](journey.told, journey.context)
    ]


def as_error(journey: Journey, complaint: Complaint) -> FieldError:
    question = journey.procedure.questions[complaint.question]
    return question.error(question.key, complaint.message)
