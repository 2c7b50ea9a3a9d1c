"""What can be wrong with a definition that its types don't show; every complaint names its place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.procedures import rules  # noqa: F401  (fills the tables of named rules)
from app.procedures.conditions import Condition
from app.procedures.named import CHECKS, FACTS, PREVIEWS
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion

if TYPE_CHECKING:
    from app.procedures.definition import Procedure


def problems_of(procedure: "Procedure") -> list[str]:
    """In English, for the author; empty when all is well."""
    return [
        *_keys(procedure),
        *_conditions(procedure),
        *_names(procedure),
        *_references(procedure),
    ]


def _keys(procedure: "Procedure") -> Iterator[str]:
    keys = [question.key for step in procedure.steps for question in step.questions]
    steps = [step.key for step in procedure.steps]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"question {key} stands twice"
    for key in sorted({key for key in steps if steps.count(key) > 1}):
        yield f"step {key} stands twice"
    for question in _all_questions(procedure):
        yield from (f"question {question.key}: {problem}" for problem in question.problems())


def _all_questions(procedure: "Procedure") -> Iterator[QuestionBase]:
    for step in procedure.steps:
        for question in step.questions:
            yield question
            if isinstance(question, GroupQuestion):
                yield from question.questions


def _conditions(procedure: "Procedure") -> Iterator[str]:
    """A condition looks back only: at questions of earlier pages, or earlier on the same page."""
    seen: set[str] = set()
    for step in procedure.steps:
        yield from _looks_back(f"step {step.key}", step.when, seen)
        for question in step.questions:
            yield from _looks_back(f"question {question.key}", question.when, seen)
            seen.add(question.key)
            if isinstance(question, GroupQuestion):
                inner = set(seen)
                for part in question.questions:
                    yield from _looks_back(f"question {part.key}", part.when, inner)
                    inner.add(part.key)


def _looks_back(place: str, condition: Condition | None, seen: set[str]) -> Iterator[str]:
    for leaf in condition.leaves() if condition else ():
        if leaf.question is not None and leaf.question not in seen:
            yield f"{place} depends on {leaf.question}, which is not asked before it"
        if leaf.fact is not None and leaf.fact not in FACTS:
            yield f"{place} depends on the unknown fact {leaf.fact}"


def _names(procedure: "Procedure") -> Iterator[str]:
    yield from (f"unknown check {name}" for name in procedure.checks if name not in CHECKS)
    yield from (f"unknown preview {name}" for name in procedure.previews if name not in PREVIEWS)


def _references(procedure: "Procedure") -> Iterator[str]:
    keys = set(procedure.questions)
    wanted = {*procedure.contact.values()}
    if procedure.fee:
        wanted |= {key for key in (procedure.fee.copies, procedure.fee.express) if key}
    for reason in procedure.correction_reasons:
        wanted |= set(reason.questions)
    yield from (f"there is no question {key}" for key in sorted(wanted - keys))
    for question in procedure.questions.values():
        if isinstance(question, GroupQuestion) and question.rows_from and question.rows_from not in keys:
            yield f"question {question.key}: there is no question {question.rows_from}"
