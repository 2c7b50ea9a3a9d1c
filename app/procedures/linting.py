"""What can be wrong with a definition that its types don't show; every complaint names its place."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from app.procedures import rules  # noqa: F401  (fills the tables of named rules)
from app.procedures.conditions import Condition, Scalar
from app.procedures.fee_linting import conditions_of, problems_of_fee
from app.procedures.named import CHECKS, FACTS, PREVIEWS
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.choices import ChoiceQuestion, ChoicesQuestion, YesNoQuestion
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.people import PeopleQuestion
from app.procedures.reachability import is_possible
from app.procedures.unknown_linting import problems_of_unknown

if TYPE_CHECKING:
    from app.procedures.definition import Procedure


Seen: TypeAlias = Mapping[str, QuestionBase]
ROLES = {
    # Whom the case is about, for looking it up and writing to them.
    *("name", "kana", "address", "phone", "email", "birth"),
    # Offered to the same resident the next time, as phone and email are: `previous.…`.
    *("contact_hours", "language", "submitter_office_name", "submitter_office_number"),
}


def problems_of(procedure: "Procedure") -> list[str]:
    """In English, for the author; empty when all is well."""
    return [
        *_keys(procedure),
        *_conditions(procedure),
        *_names(procedure),
        *_references(procedure),
        *_signature(procedure),
        *_unknown(procedure),
        *(problems_of_fee(procedure.fee, procedure.questions) if procedure.fee else ()),
    ] or [*_what_nobody_sees(procedure)]


def _signature(procedure: "Procedure") -> Iterator[str]:
    """Nobody has to sign without a reason that stands in the definition."""
    if (procedure.assurance == "signed") != (procedure.signature is not None):
        yield "signature goes with assurance: signed, and with it alone"


def _unknown(procedure: "Procedure") -> Iterator[str]:
    conditions = [step.when for step in procedure.steps] + [rule.when for rule in procedure.filing]
    conditions += [stop.when for stop in procedure.stops]
    conditions += [question.when for question in every_question(procedure)]
    conditions += [condition for _, condition in conditions_of(procedure.fee)] if procedure.fee else []
    needed = {*procedure.contact.values(), *(procedure.single.by if procedure.single else ())}
    yield from problems_of_unknown(every_question(procedure), conditions, needed)


def _what_nobody_sees(procedure: "Procedure") -> Iterator[str]:
    """Asked only of answers that cannot be given together, so of nobody. Facts are taken as the definition says."""
    asked: dict[str, tuple[QuestionBase, tuple[Condition, ...]]] = {}
    for step in procedure.steps:
        page = (step.when,) if step.when else ()
        if not is_possible(page, asked):
            yield f"step {step.key} is out of reach"
        for question in step.questions:
            whole = (*page, question.when) if question.when else page
            if not is_possible(whole, asked):
                yield f"question {question.key} is out of reach"
            asked[question.key] = (question, whole)
            if isinstance(question, GroupQuestion):
                yield from _rows_nobody_sees(question, asked)
    for stop in procedure.stops:
        if not is_possible((stop.when,), asked):
            yield f"stop {stop.key} stops nobody"


def _rows_nobody_sees(
    group: GroupQuestion, asked: Mapping[str, tuple[QuestionBase, tuple[Condition, ...]]]
) -> Iterator[str]:
    inner = dict(asked)
    for part in group.questions:
        whole = (part.when,) if part.when else ()
        if not is_possible(whole, inner):
            yield f"question {part.key} is out of reach"
        inner[part.key] = (part, whole)


def _keys(procedure: "Procedure") -> Iterator[str]:
    keys = [question.key for question in every_question(procedure)]
    steps = [step.key for step in procedure.steps]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"question {key} stands twice"
    for key in sorted({key for key in steps if steps.count(key) > 1}):
        yield f"step {key} stands twice"
    for question in every_question(procedure):
        yield from (f"question {question.key}: {problem}" for problem in question.problems())


def every_question(procedure: "Procedure") -> Iterator[QuestionBase]:
    """Those in rows too, each behind the group that asks it."""
    for step in procedure.steps:
        for question in step.questions:
            yield question
            if isinstance(question, GroupQuestion):
                yield from question.questions


def _conditions(procedure: "Procedure") -> Iterator[str]:
    """A condition looks back only: at questions of earlier pages, or earlier on the same page."""
    seen: dict[str, QuestionBase] = {}
    for step in procedure.steps:
        yield from _looks_back(f"step {step.key}", step.when, seen)
        for question in step.questions:
            yield from _looks_back(f"question {question.key}", question.when, seen)
            copied = question.copy_from and question.copy_from.partition(".")[0]
            if copied and copied not in seen:
                yield f"question {question.key} copies {copied}, which is not asked before it"
            seen[question.key] = question
            if isinstance(question, GroupQuestion):
                yield from _rows(question, seen)
    for rule in procedure.filing:
        yield from _looks_back("filing", rule.when, seen)
    for place, condition in conditions_of(procedure.fee) if procedure.fee else ():
        yield from _looks_back(place, condition, seen)
    for stop in procedure.stops:
        yield from _looks_back(f"stop {stop.key}", stop.when, seen)


def _rows(group: GroupQuestion, seen: Seen) -> Iterator[str]:
    inner = dict(seen)
    for part in group.questions:
        yield from _looks_back(f"question {part.key}", part.when, inner)
        inner[part.key] = part


def _looks_back(place: str, condition: Condition | None, seen: Seen) -> Iterator[str]:
    for leaf in condition.leaves() if condition else ():
        if leaf.question is not None and leaf.question not in seen:
            yield f"{place} depends on {leaf.question}, which is not asked before it"
        elif leaf.question is not None:
            yield from _compares(place, leaf, seen[leaf.question])
        if leaf.fact is not None and leaf.fact not in FACTS:
            yield f"{place} depends on the unknown fact {leaf.fact}"


def _compares(place: str, leaf: Condition, question: QuestionBase) -> Iterator[str]:
    """An answer that cannot be given would make a condition false for ever, and nobody would notice."""
    possible: tuple[Scalar, ...] = ()
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        possible = question.values
    elif isinstance(question, YesNoQuestion):
        possible = (True, False)
    for value in (leaf.eq, leaf.ne, leaf.has, *(leaf.one_of or ())):
        if possible and value is not None and value not in possible:
            yield f"{place} compares {question.key} with {value!r}, which nobody can answer"


def _names(procedure: "Procedure") -> Iterator[str]:
    yield from (f"unknown check {name}" for name in procedure.checks if name not in CHECKS)
    wanted = {*procedure.previews, *(name for step in procedure.steps for name in step.previews)}
    yield from (f"unknown preview {name}" for name in sorted(wanted) if name not in PREVIEWS)
    at_check = (step.key for step in procedure.steps if step.at_check and step.previews)
    yield from (f"step {key} has previews, but no page to show them" for key in at_check)
    facts = procedure.single.facts if procedure.single else ()
    yield from (f"unknown fact {name}" for name in facts if name not in FACTS)


def _references(procedure: "Procedure") -> Iterator[str]:
    keys = set(procedure.questions)
    yield from (f"unknown contact {role}" for role in sorted(procedure.contact.keys() - ROLES))
    wanted = {*procedure.contact.values()}
    for reason in procedure.correction_reasons:
        wanted |= set(reason.questions)
    wanted |= {*procedure.single.by} if procedure.single else set()
    wanted |= {stop.question for stop in procedure.stops if stop.question}
    yield from (f"there is no question {key}" for key in sorted(wanted - keys))
    later = {step.key for step in procedure.steps if step.later}
    needs = {*procedure.advance.needs} if procedure.advance else set()
    yield from (f"there is no later page {key}" for key in sorted(needs - later))
    for question in procedure.questions.values():
        if isinstance(question, GroupQuestion) and question.rows_from:
            people = procedure.questions.get(question.rows_from)
            if not isinstance(people, PeopleQuestion):
                yield f"question {question.key}: {question.rows_from} is no question about people"
