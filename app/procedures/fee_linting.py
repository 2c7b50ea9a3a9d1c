"""What can be wrong with the fee of a definition: every way through it has to end at a unit."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from app.procedures.conditions import Condition
from app.procedures.fee import Fee, FeeLine
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.choices import ChoiceQuestion, ChoicesQuestion, YesNoQuestion
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.listed import ListedQuestion
from app.procedures.questions.numbers import IntegerQuestion
from app.procedures.questions.people import PeopleQuestion

Questions: TypeAlias = Mapping[str, QuestionBase]
COUNTABLE = (IntegerQuestion, ChoicesQuestion, GroupQuestion, PeopleQuestion)


def problems_of_fee(fee: Fee, questions: Questions) -> Iterator[str]:
    """In English, for the author. Conditions are looked at with those of pages and questions."""
    for number, line in enumerate(fee.lines, 1):
        place = f"fee line {number}"
        yield from _multiplies(place, line.times, questions)
        yield from _by_answer(place, line, questions)
        yield from _by_row(place, line, questions)
    if fee.postage:
        yield from _multiplies("postage", fee.postage.times, questions)
        if fee.postage.express and not isinstance(questions.get(fee.postage.express), YesNoQuestion):
            yield f"postage: {fee.postage.express} is no yes/no question"


def conditions_of(fee: Fee) -> Iterator[tuple[str, Condition | None]]:
    """Each with its place."""
    yield from ((f"fee line {number}", line.when) for number, line in enumerate(fee.lines, 1))
    if fee.postage:
        yield "postage", fee.postage.when


def _multiplies(place: str, times: tuple[str, ...], questions: Questions) -> Iterator[str]:
    for key in times:
        if not isinstance(questions.get(key), COUNTABLE):
            yield f"{place}: {key} is no question about a number, several choices or rows"


def _by_answer(place: str, line: FeeLine, questions: Questions) -> Iterator[str]:
    if line.unit_by is None:
        return
    question = questions.get(line.unit_by.question)
    if not isinstance(question, ChoiceQuestion):
        yield f"{place}: {line.unit_by.question} is no choice"
        return
    for value in question.values:
        if value not in line.unit_by.units:
            yield f"{place}: no unit for {value} (write null where it costs nothing)"
    for value in line.unit_by.units:
        if value not in question.values:
            yield f"{place}: nobody can answer {value}"


def _by_row(place: str, line: FeeLine, questions: Questions) -> Iterator[str]:
    if line.rows is None:
        return
    group = questions.get(line.rows)
    if not isinstance(group, GroupQuestion):
        yield f"{place}: {line.rows} is no group"
        return
    inner = {question.key: question for question in group.questions}
    if not isinstance(inner.get(line.unit_of or ""), ListedQuestion):
        yield f"{place}: {line.unit_of} is no listed question in {line.rows}"
    if line.count and not isinstance(inner.get(line.count), IntegerQuestion):
        yield f"{place}: {line.count} is no number in {line.rows}"
