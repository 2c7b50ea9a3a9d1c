"""Every question of a procedure answered: with what is given, else as the register says, else by a sample."""

from collections.abc import Mapping
from typing import Any

from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.disasters import DisasterQuestion
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.questions.people import KEPT, PeopleQuestion
from app.procedures.suggesting import find_answer


def answered(start: Journey, given: Mapping[str, Any], *, later: bool = False) -> Journey:
    """An answer may open another question, so it goes round until nothing is left; never twice to the same."""
    tried: set[str] = set()
    while missing := [each for each in _asked(start, later) if each.key not in start.answers]:
        assert missing[0].key not in tried, f"{missing[0].key} is asked again and again"
        tried.add(missing[0].key)
        answer = answer_to(missing[0], start)
        start = Journey(start.procedure, {**given, **start.answers, missing[0].key: answer}, start.context)
    return start


def _asked(start: Journey, later: bool) -> list[QuestionBase]:
    steps = [step for step in start.all_steps if later or not step.later]
    return [each for step in steps for each in step.questions if start.is_asked(each)]


def answer_to(question: QuestionBase, start: Journey) -> Any:
    known = start.context.known
    if isinstance(question, PeopleQuestion):
        return [{part: question.among(known)[0].get(part) for part in KEPT}]
    if isinstance(question, DisasterQuestion):
        return question.among(known)[0]
    if isinstance(question, GroupQuestion):
        return rows_with(question, start, {})
    copied = find_answer(start.answers, question.copy_from) if question.copy_from else None
    suggested = question.suggested(known) if copied is None else copied
    return question.sample_from(known) if suggested is None else suggested


def files_in(journey: Journey) -> dict[str, Any]:
    """What stands in the answers, as if it had been received."""
    photos = (key for key, question in journey.procedure.questions.items() if question.kind == "photos")
    return {key: journey.answers[key] for key in photos if journey.answers.get(key)}


def rows_with(group: GroupQuestion, start: Journey, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a group once more, with these answers in each."""
    people = group.people(start.answers, start.context.known)
    people += [{}] * (max(1, group.least) - len(people))
    return [_row(group, row_known(start.context.known, each), start.answers, given) for each in people]


def _row(
    group: GroupQuestion, known: Mapping[str, Any], answers: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for question in group.questions:
        if question.when is None or question.when.holds({**answers, **row}, {}):
            suggested = question.suggested(known)
            row[question.key] = given.get(
                question.key, question.sample_from(known) if suggested is None else suggested
            )
    return row
