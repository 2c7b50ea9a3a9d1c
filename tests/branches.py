"""Every way through a definition that one of its conditions opens, found from the conditions themselves."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from app.procedures.conditions import Condition
from app.procedures.definition import Procedure, Step
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.choices import ChoiceQuestion, ChoicesQuestion, YesNoQuestion
from app.procedures.questions.groups import GroupQuestion

Answers: TypeAlias = dict[str, Any]


def branches(procedure: Procedure) -> list[tuple[str, Answers]]:
    """(what it is about, the answers that lead there). An answer that any condition asks for is given once each,
    with one that none asks for; what must be answered before it is answered so that it is asked.
    """
    found: dict[str, Answers] = {"as it comes": {}}
    for key, question in procedure.questions.items():
        mentioned = _mentioned(procedure, key)
        for value in _values(question, mentioned) if mentioned else ():
            found[f"{key}={value}"] = {**_leading_to(procedure, key), key: value}
    return [*found.items()]


def inner_branches(group: GroupQuestion) -> Iterator[tuple[str, Answers]]:
    """The same inside a row: (what it is about, answers of the row)."""
    for question in group.questions:
        leaves = [
            leaf for each in group.questions for leaf in _leaves(each.when) if leaf.question == question.key
        ]
        for value in _values(question, leaves) if leaves else ():
            yield f"{group.key}.{question.key}={value}", {question.key: value}


def conditions_of(procedure: Procedure) -> Iterator[Condition]:
    for step in procedure.steps:
        yield from (each for each in (step.when, *(q.when for q in step.questions)) if each)
        for question in step.questions:
            if isinstance(question, GroupQuestion):
                yield from (inner.when for inner in question.questions if inner.when)
    yield from (stop.when for stop in procedure.stops)
    yield from (rule.when for rule in procedure.filing if rule.when)


def _leaves(condition: Condition | None) -> Iterator[Condition]:
    yield from condition.leaves() if condition else ()


def _mentioned(procedure: Procedure, key: str) -> list[Condition]:
    return [leaf for each in conditions_of(procedure) for leaf in each.leaves() if leaf.question == key]


def _values(question: QuestionBase, leaves: list[Condition]) -> list[Any]:
    """Each value that is asked for, and one that is not."""
    if isinstance(question, YesNoQuestion):
        return [True, False]
    named = [
        v for leaf in leaves for v in (leaf.eq, leaf.ne, leaf.has, *(leaf.one_of or ())) if v is not None
    ]
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        others = [value for value in question.values if value not in named]
        values = [*dict.fromkeys(named), *others[:1]]
        return [[value] for value in values] if isinstance(question, ChoicesQuestion) else values
    bounds = [b for leaf in leaves for b in (leaf.lt, leaf.le, leaf.gt, leaf.ge) if b is not None]
    least, most = getattr(question, "least", None), getattr(question, "most", None)
    around = sorted({bound + step for bound in bounds for step in (-1, 0, 1)})
    if isinstance(least, int) and isinstance(most, int):
        return [each for each in around if least <= each <= most]
    return []


def _leading_to(procedure: Procedure, key: str) -> Answers:
    """What must be answered for a question to be asked, as far as answers decide it."""
    answers: Answers = {}
    question, step = procedure.questions[key], procedure.step_of_question[key]
    for condition in (step.when, question.when):
        if condition:
            answers = {**_making(procedure, condition, True), **answers}
    return answers


def leading_to_step(procedure: Procedure, step: Step) -> Answers:
    return _making(procedure, step.when, True) if step.when else {}


def _making(procedure: Procedure, condition: Condition, wanted: bool) -> Answers:
    """Answers under which the condition is so; nothing for what the register or the day decides."""
    if condition.negated is not None:
        return _making(procedure, condition.negated, not wanted)
    if condition.question is not None:
        return _answering(procedure, condition, condition.question, wanted)
    parts = (condition.all or ()) if wanted else (condition.any or ())
    alternatives = (condition.any or ()) if wanted else (condition.all or ())
    made = [_making(procedure, each, wanted) for each in parts]
    made += [*filter(None, (_making(procedure, each, wanted) for each in alternatives))][:1]
    return {key: value for each in made for key, value in each.items()}


def _answering(procedure: Procedure, leaf: Condition, key: str, wanted: bool) -> Answers:
    fitting = [v for v in _candidates(procedure.questions[key], leaf) if leaf.holds({key: v}, {}) is wanted]
    return {**_leading_to(procedure, key), key: fitting[0]} if fitting else {}


def _candidates(question: QuestionBase, leaf: Condition) -> list[Any]:
    values = _values(question, [leaf])
    if isinstance(question, ChoiceQuestion):
        values += [*question.values]
    return [*values, question.sample()]


def unreached(procedure: Procedure, seen: Mapping[str, Any]) -> list[str]:
    """Questions no walk has come to."""
    return [key for key in procedure.questions if key not in seen]
