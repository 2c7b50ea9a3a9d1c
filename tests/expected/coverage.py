"""How much of each procedure the demo register fills in, and how much is left to type: the table of docs/measured.md.

usage: python3 -m tests.expected.coverage [--write]

Of the catalogue's rows that are to be filled in, those count that a procedure asks: the best of the people who walk it
(`tests/walks`). Typed are the characters of sample answers in boxes that nothing fills in, names, dates and digits
alike; what is picked costs none, and neither does a file.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from app.applications.previous import ROLES
from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.questions.people import PeopleQuestion
from app.procedures.suggesting import find_answer
from tests import make
from tests.answering import answered
from tests.expected.comparing import (
    NOT_PREFILLED,
    Difference,
    Reason,
    asked_by,
    derived_by,
    expected,
    reasons,
    renamed_in,
)
from tests.walks import WALKS

MEASURED = Path(__file__).parents[2] / "docs" / "measured.md"
HEADING = "## What the register fills in\n"
TOLD = """`python3 dev.py coverage --write`, with the demo register. **{share:.0%}** of the rows that the catalogue wants
filled in and that are asked here arrive filled in for the best of the people who walk the procedure (aim: 90 %). Without
the rows left to the resident for a reason written down in `tests/expected/differences.toml` it is {reasoned:.0%}.

To get an application in, one types {childcare:.1f} characters on average in the procedures for children (aim: 5) and
{care:.1f} in those of long-term care (aim: 15): those of sample answers, in every box that has to be filled in and that
nothing fills in, also where a postcode would fill in some. Of an account that is the codes of bank and branch and the
number; a time of day is turned to on a phone's own clock, and so it is picked. The plain way is that of most: a newborn
whom the register has already, nobody of student age, nobody with a disability at home. "With optional" counts the boxes
that may stay empty too; "later" is what may follow after arrival.

{table}
"""
CHILDCARE, CARE = ("child", "pregnancy"), ("kaigo",)
PICKED = {"choice", "choices", "yes_no", "people", "listed", "statement", "disaster", "photos", "time_range"}
PICKED_PARTS = {"era", "way", "type"}


@dataclass(frozen=True)
class Covered:
    """Ids of the rows that are to be filled in; characters typed by `person` on the plain way."""

    procedure: str
    filled: list[str]
    empty: list[str]
    unexplained: list[str]
    typed: int
    typed_with_optional: int
    typed_later: int

    @property
    def share(self) -> float:
        asked = len(self.filled) + len(self.empty)
        return len(self.filled) / asked if asked else 1.0


@dataclass(frozen=True)
class Walked:
    journey: Journey

    @property
    def known(self) -> Mapping[str, Any]:
        return self.journey.context.known

    @cached_property
    def asked(self) -> set[str]:
        found = set[str]()
        for question in (each for step in self.journey.all_steps for each in step.questions):
            if self.journey.is_asked(question):
                found |= {question.key}
                for row in self.journey.answers.get(question.key) or () if _is_group(question) else ():
                    found |= {*row}
        return found

    @cached_property
    def filled(self) -> set[str]:
        found = set[str]()
        for question in self.journey.procedure.questions.values():
            if isinstance(question, GroupQuestion):
                inner = {each.key for known in self.rows_known(question) for each in _filled(question, known)}
                found |= inner | ({question.key} if inner else set())
            elif self.is_filled(question):
                found.add(question.key)
        return found

    def knows(self, procedure: str, row: str, told: Iterable[Reason]) -> bool:
        """Nobody is asked for it, since the register has it under the name that a reason tells."""
        return row not in self.asked and any(
            reason.known_as in self.known and reason.covers(Difference(procedure, row, "prefill"))
            for reason in told
            if reason.known_as
        )

    def is_filled(self, question: QuestionBase) -> bool:
        if _is_offered(question, self.known):
            return True
        if question.copy_from and find_answer(self.journey.answers, question.copy_from) is not None:
            return True
        return question.suggested(self.known) is not None

    def rows_known(self, group: GroupQuestion) -> list[dict[str, Any]]:
        """Free rows know what every question knows."""
        people = group.people(self.journey.answers, self.known) or [{}]
        return [row_known(self.known, each) for each in people]

    def typed(self, *, later: bool, optional: bool) -> int:
        return sum(
            self.characters_of(question, optional)
            for step in self.journey.all_steps
            if step.later is later
            for question in step.questions
            if self.journey.is_asked(question) and (question.required or optional)
        )

    def characters_of(self, question: QuestionBase, optional: bool) -> int:
        answer = self.journey.answers.get(question.key)
        if isinstance(question, GroupQuestion):
            return sum(self._in_rows(question, answer or [], optional))
        return 0 if answer is None or self.is_filled(question) else characters(question, answer, self.known)

    def _in_rows(self, group: GroupQuestion, rows: list[dict[str, Any]], optional: bool) -> Iterator[int]:
        known = self.rows_known(group)
        for index, row in enumerate(rows):
            filled = _filled(group, known[index] if index < len(known) else self.known)
            for question in group.questions:
                is_typed = question not in filled and (question.required or optional)
                if is_typed and row.get(question.key) is not None:
                    yield characters(question, row[question.key], self.known)


def _is_group(question: QuestionBase) -> bool:
    return isinstance(question, GroupQuestion)


def _filled(group: GroupQuestion, known: Mapping[str, Any]) -> list[QuestionBase]:
    return [each for each in group.questions if _is_offered(each, known) or each.suggested(known) is not None]


def _is_offered(question: QuestionBase, known: Mapping[str, Any]) -> bool:
    return isinstance(question, PeopleQuestion) and bool(question.among(known))


def characters(question: QuestionBase, answer: Any, known: Mapping[str, Any]) -> int:
    if question.kind in PICKED or getattr(question, "coming", 0):
        return 0
    boxes = question.boxes(answer, question.key)
    if question.kind == "bank_account":
        at = question.key
        boxes |= {f"{at}.bank": [answer["bank_code"]], f"{at}.branch": [answer["branch_code"]]}
        boxes = {box: typed for box, typed in boxes.items() if box not in question.begun(known, at)}
    return sum(
        len(value)
        for box, values in boxes.items()
        for value in values
        if box.rpartition(".")[2] not in PICKED_PARTS
    )


def walked(key: str) -> list[Walked]:
    """The person of the walk first; in the end all of them once more, with what they answered before."""
    walk = WALKS[key]
    people = [(person, {**walk.given, **kept}) for person, kept in ((walk.person, {}), *walk.others)]
    found = [Walked(make.filled(key, given, person, later=True)) for person, given in people]
    return found + [_once_more(first, given) for first, (_, given) in zip(found, people, strict=True)]


def _once_more(first: Walked, given: Mapping[str, Any]) -> Walked:
    journey, answers = first.journey, first.journey.answers
    asked = journey.procedure.contact
    told = {f"previous.{role}": answers[asked[role]] for role in ROLES if asked.get(role) in answers}
    context = replace(journey.context, known={**journey.context.known, **told})
    return Walked(answered(Journey(journey.procedure, given, context), given, later=True))


def covered(key: str) -> Covered:
    procedure, walks, told = make.catalog()[key], walked(key), reasons()
    renamed = renamed_in(procedure, told)
    asked, derived = asked_by(procedure), derived_by(procedure)
    filled, empty = list[str](), list[str]()
    for row in (row for row in expected()[key] if row["prefill"] not in NOT_PREFILLED):
        here = row["id"] if row["id"] in asked else renamed.get(row["id"], "")
        if here in derived or any(here in each.filled or each.knows(key, here, told) for each in walks):
            filled.append(row["id"])
        elif any(here in each.asked for each in walks):
            empty.append(row["id"])
    unexplained = [
        each for each in empty if not any(reason.covers(Difference(key, each, "prefill")) for reason in told)
    ]
    first = walks[0]
    plain, with_optional = (first.typed(later=False, optional=each) for each in (False, True))
    return Covered(
        key, filled, empty, unexplained, plain, with_optional, first.typed(later=True, optional=True)
    )


def everything() -> list[Covered]:
    return [covered(key) for key in expected()]


def share_of(found: list[Covered], *, but_reasoned: bool = False) -> float:
    """`but_reasoned`: of what is not left to the resident for a reason written down in `differences.toml`."""
    filled = sum(len(each.filled) for each in found)
    empty = sum(len(each.unexplained if but_reasoned else each.empty) for each in found)
    return filled / (filled + empty)


def mean_typed(found: list[Covered], prefixes: tuple[str, ...]) -> float:
    typed = [each.typed for each in found if each.procedure.startswith(prefixes)]
    return sum(typed) / len(typed)


def table(found: list[Covered]) -> str:
    lines = [
        "| procedure | filled in | asked for | of these | typed | with optional | later |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for each in found:
        counts = f"{len(each.filled)} | {len(each.filled) + len(each.empty)} | {each.share:.0%}"
        typed = f"{each.typed} | {each.typed_with_optional} | {each.typed_later}"
        lines.append(f"| `{each.procedure}` | {counts} | {typed} |")
    return "\n".join(lines)


def told(found: list[Covered]) -> str:
    return TOLD.format(
        share=share_of(found),
        reasoned=share_of(found, but_reasoned=True),
        childcare=mean_typed(found, CHILDCARE),
        care=mean_typed(found, CARE),
        table=table(found),
    )


def write(text: str) -> None:
    """In place of the section of that heading, else at the end."""
    before, heading, after = MEASURED.read_text("utf-8").partition(HEADING)
    _, following, rest = after.partition("\n## ")
    before = before if heading else f"{before.rstrip()}\n\n"
    MEASURED.write_text(f"{before}{HEADING}\n{text}{following}{rest}", encoding="utf-8")


if __name__ == "__main__":
    output = told(everything())
    sys.stdout.write(output)
    if "--write" in sys.argv:
        write(output)
