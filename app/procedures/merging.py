"""Two hands on one page: what each has changed is put together; what both have changed, a person decides. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.procedures.answers import ReadAnswers
from app.procedures.drawn import Drawn, print_of, print_of_rows, saved_rows
from app.procedures.journey import Journey
from app.procedures.questions.base import Answer, QuestionBase
from app.procedures.questions.groups import GroupQuestion


class Side(StrEnum):
    """MINE is what was sent now, THEIRS what was saved since the page was drawn."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Clash:
    """An answer that both sides have changed into different ones. `row` counts the rows of its group from 1."""

    at: str
    question: QuestionBase
    mine: Answer | None
    theirs: Answer | None
    group: GroupQuestion | None = None
    row: int | None = None

    @property
    def key(self) -> str:
        return (self.group or self.question).key


@dataclass(frozen=True)
class Chosen:
    """What somebody has decided about clashes: by cell. `pending`: those they were shown."""

    sides: Mapping[str, Side] = field(default_factory=dict)
    pending: Collection[str] = ()

    def side_of(self, at: str) -> Side | None:
        return self.sides.get(at) or self.sides.get(at.partition(".")[0])

    def is_open(self, at: str) -> bool:
        return bool({at, at.partition(".")[0]} & set(self.pending)) and self.side_of(at) is None


@dataclass(frozen=True)
class Merged:
    """`answers` are to be saved, once there is no clash left."""

    answers: dict[str, Any]
    forgotten: frozenset[str]
    clashes: tuple[Clash, ...]


NOTHING_CHOSEN = Chosen()


def merge(journey: Journey, read: ReadAnswers, drawn: Drawn, chosen: Chosen = NOTHING_CHOSEN) -> Merged:
    """`journey` has the answers that are saved now, `read` what was sent, `drawn` what the page was drawn from.

    An answer that the page did not show, or does not say what it was, is taken as it was sent.
    """
    sent = _Sent(journey, drawn, chosen)
    answers: dict[str, Any] = {}
    left: set[str] = set()
    for key, mine in read.answers.items():
        question = journey.procedure.questions[key]
        if key not in drawn:
            answers[key] = mine
        elif isinstance(question, GroupQuestion) and sent.rows_are_the_same(question, mine):
            answers[key] = sent.merged_rows(question, mine)
        elif sent.is_mine(Clash(key, question, mine, journey.answers.get(key)), key in journey.answers):
            answers[key] = mine
        else:
            left.add(key)
    return Merged(
        {key: answer for key, answer in answers.items() if not _follows(journey, key, left)},
        frozenset() if _subject_of(journey) in left else read.forgotten,
        tuple(sent.clashes),
    )


def _follows(journey: Journey, key: str, left: Collection[str]) -> bool:
    """Rows that were moved for people whose picking is not taken."""
    question = journey.procedure.questions[key]
    return isinstance(question, GroupQuestion) and question.rows_from in left


def _subject_of(journey: Journey) -> str | None:
    subject = journey.procedure.subject
    return subject.key if subject else None


@dataclass
class _Sent:
    journey: Journey
    drawn: Drawn
    chosen: Chosen
    clashes: list[Clash] = field(default_factory=list)

    def is_mine(self, cell: Clash, is_saved: bool) -> bool:
        """Whether what was sent is to be saved. False leaves what is saved, or waits for somebody's choice."""
        base = self.drawn[cell.at]
        mine, theirs = print_of(cell.mine), print_of(cell.theirs)
        if mine == theirs:
            return True
        if (theirs == base.print) if is_saved else not base.stored:
            if not self.chosen.is_open(cell.at):
                return self.chosen.side_of(cell.at) is not Side.THEIRS
        elif mine == base.print:
            return False
        self.clashes.append(cell)
        return False

    def rows_are_the_same(self, group: GroupQuestion, mine: Answer | None) -> bool:
        """The same people or things in the same order: then each answer in them stands for itself."""
        base = self.drawn.get(f"{group.key}.rows")
        if base is None or not isinstance(mine, list) or group.key not in self.journey.answers:
            return False
        counts = {len(mine), len(saved_rows(self.journey, group))}
        return {print_of_rows(self.journey, group, count) for count in counts} == {base.print}

    def merged_rows(self, group: GroupQuestion, mine: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [dict(self._row(group, index, row)) for index, row in enumerate(mine)]

    def _row(
        self, group: GroupQuestion, index: int, mine: Mapping[str, Any]
    ) -> Iterator[tuple[str, Answer | None]]:
        """Of the questions that the row calls for with what has been put together so far."""
        theirs = saved_rows(self.journey, group)[index]
        row: dict[str, Any] = {}
        for inner in group.questions:
            at = f"{group.key}.{index}.{inner.key}"
            cell = Clash(at, inner, mine.get(inner.key), theirs.get(inner.key), group, index + 1)
            if inner.when and not inner.when.holds({**self.journey.answers, **row}, {}):
                self._tell_if_hidden(cell)
            elif inner.key in mine and (at not in self.drawn or self.is_mine(cell, inner.key in theirs)):
                row[inner.key] = mine[inner.key]
            elif inner.key in theirs:
                row[inner.key] = theirs[inner.key]
        yield from row.items()

    def _tell_if_hidden(self, cell: Clash) -> None:
        """Written by one side, and not called for any more by what the other changed: shown once before it goes."""
        base = self.drawn.get(cell.at)
        written = (answer for answer in (cell.mine, cell.theirs) if answer is not None)
        is_new = any(base is None or print_of(answer) != base.print for answer in written)
        if is_new and self.chosen.side_of(cell.at) is None:
            self.clashes.append(cell)
