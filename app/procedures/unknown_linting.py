"""Questions that may not be answered with 「わからない」: something hangs on them, or only their giver can answer."""

from collections.abc import Iterable, Iterator, Set

from app.procedures.conditions import Condition
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.unknown import KINDS


def problems_of_unknown(
    questions: Iterable[QuestionBase], conditions: Iterable[Condition | None], needed: Set[str]
) -> Iterator[str]:
    """In English, for the author. `needed`: keys of answers that something else is looked up with."""
    looked_at = {leaf.question for condition in conditions if condition for leaf in condition.leaves()}
    for question in questions:
        if question.may_be_unknown and question.kind not in KINDS:
            yield f"question {question.key}: {question.kind} cannot be unknown"
        if question.may_be_unknown and question.key in looked_at | needed:
            yield f"question {question.key} cannot be unknown: something hangs on it"
