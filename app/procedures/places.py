"""The pages of a procedure with one question each (おおきい), as these answers call for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.questions.base import Answer, QuestionBase
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.suggesting import suggested_answer

Questions: TypeAlias = tuple[QuestionBase, ...]
KNOWN = "-known"  # behind the first question of those that are known; no key looks like it


class Asks(StrEnum):
    """What a page wants: an answer; a yes to what is known already; whether there is another row."""

    ANSWER = "answer"
    RIGHT = "right"
    MORE = "more"


@dataclass(frozen=True)
class Place:
    """One page. `at` names it within its step: `key`, `group.<row>.key`, the same with `-known` behind it, or `group`.

    `questions`: the one that is asked, or those that are known. `group` and `row` where it is about rows.
    """

    step: Step
    at: str
    asks: Asks
    questions: Questions
    group: GroupQuestion | None = None
    row: int | None = None

    @property
    def question(self) -> QuestionBase:
        return self.questions[0]

    @property
    def choice_at(self) -> str:
        """The box of a page that asks for no answer to a question of the definition."""
        return f"{self.at}.{self.asks}"

    def at_of(self, question: QuestionBase) -> str:
        """Where the boxes of a question on this page begin."""
        return question.key if self.group is None else f"{self.group.key}.{self.row}.{question.key}"

    def alone(self, question: QuestionBase) -> "Place":
        """The page on which one of those that are known is changed."""
        return Place(self.step, self.at_of(question), Asks.ANSWER, (question,), self.group, self.row)

    def is_of(self, group: GroupQuestion | None) -> bool:
        return self.group is not None and group is not None and self.group.key == group.key


def rows_of(journey: Journey, group: GroupQuestion) -> list[Mapping[str, Any]]:
    """As they are kept, and empty ones where there have to be more."""
    saved = journey.answers.get(group.key) or []
    count = group.row_count(journey.answers, len(saved))
    return [saved[index] if index < len(saved) else {} for index in range(count)]


def person_of_row(journey: Journey, group: GroupQuestion, row: int) -> Mapping[str, Any]:
    """What the register says of whom the row is about; {} of nobody it knows."""
    people = group.people(journey.answers, journey.context.known)
    return people[row] if row < len(people) else {}


def known_at(journey: Journey, group: GroupQuestion | None, row: int | None) -> Mapping[str, Any]:
    """The terms of the register, in a row with its person's."""
    known = journey.context.known
    if group is None or row is None:
        return known
    return row_known(known, person_of_row(journey, group, row))


def suggestion(journey: Journey, place: Place, question: QuestionBase) -> Answer | None:
    return suggested_answer(question, known_at(journey, place.group, place.row), journey.answers)


def places_of(journey: Journey, step: Step) -> Iterator[Place]:
    """Name and kana are two of them: each is a question, and four boxes in large letters do not fit on one screen.

    What is known and nobody has answered otherwise is shown together, as far as no question lies between, to be said
    yes to once; in a correction it is asked, since somebody doubts it.
    """
    asked = journey.asked(step)
    single = tuple(question for question in asked if not isinstance(question, GroupQuestion))
    known = _known_among(journey, single, journey.answers, journey.context.known)
    if step.confirmed_at_check and known and _is_rest_left_open(journey, single, known):
        known = single
    for run in _runs(asked, known):
        question = run[0]
        if question in known:
            yield _right(step, run)
        elif isinstance(question, GroupQuestion):
            yield from _of_group(journey, step, question)
        else:
            yield Place(step, question.key, Asks.ANSWER, run)


def _runs(asked: Questions, known: Questions) -> Iterator[Questions]:
    """Each question by itself, but those that are known together, as far as none hangs on another of them."""
    run: list[QuestionBase] = []
    for question in asked:
        if run and (question not in known or run[-1] not in known or _hangs_on(question, run)):
            yield tuple(run)
            run = []
        run.append(question)
    if run:
        yield tuple(run)


def _hangs_on(question: QuestionBase, run: list[QuestionBase]) -> bool:
    keys = {each.key for each in run}
    return (
        any(leaf.fact or leaf.question in keys for leaf in question.when.leaves()) if question.when else False
    )


def _right(step: Step, known: Questions, group: GroupQuestion | None = None, row: int | None = None) -> Place:
    first = Place(step, "", Asks.RIGHT, known, group, row)
    return replace(first, at=f"{first.at_of(known[0])}{KNOWN}")


def _known_among(
    journey: Journey, asked: Questions, given: Mapping[str, Any], known: Mapping[str, Any]
) -> Questions:
    if journey.only is not None:
        return ()
    found = {each.key: suggested_answer(each, known, journey.answers) for each in asked}
    return tuple(
        each
        for each in asked
        if found[each.key] is not None and given.get(each.key, found[each.key]) == found[each.key]
    )


def _is_rest_left_open(journey: Journey, asked: Questions, known: Questions) -> bool:
    """As it was left when the page was passed over."""
    rest = (each for each in asked if each not in known)
    return all(not each.required and journey.answers.get(each.key, "not given") is None for each in rest)


def _of_group(journey: Journey, step: Step, group: GroupQuestion) -> Iterator[Place]:
    for index, row in enumerate(rows_of(journey, group)):
        yield from _of_row(journey, step, group, index, row)
    if may_change_rows(journey, group):
        yield Place(step, group.key, Asks.MORE, (group,), group)


def may_change_rows(journey: Journey, group: GroupQuestion) -> bool:
    return group.is_free(journey.answers) and group.most > 1


def _of_row(
    journey: Journey, step: Step, group: GroupQuestion, index: int, row: Mapping[str, Any]
) -> Iterator[Place]:
    asked = tuple(group.asked({**journey.answers, **row}))
    known = _known_among(journey, asked, row, known_at(journey, group, index))
    for run in _runs(asked, known):
        if run[0] in known:
            yield _right(step, run, group, index)
        else:
            yield Place(step, f"{group.key}.{index}.{run[0].key}", Asks.ANSWER, run, group, index)
