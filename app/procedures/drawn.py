"""What a page was drawn from, cell by cell: goes out with the form and comes back with it. Pure.

A cell is a question, or a question in a row of a group (`group.<row>.<question>`). A group has two more: `group`, all
of its rows together, and `group.rows`, how many there are and whose.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents.proof.canonical import digest
from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.suggesting import suggested_answer

LETTERS = 12  # 48 bits: two different answers to one question look alike once in 10^14


@dataclass(frozen=True)
class Cell:
    """`print` is that of what stood in the boxes; `stored`: it had been saved, and was no mere suggestion."""

    print: str
    stored: bool


Drawn = Mapping[str, Cell]


def drawn_from(journey: Journey, asked: Iterable[QuestionBase], *, suggests: bool = True) -> dict[str, Cell]:
    """Files are nobody's alone: whoever adds one takes none away, so they have no cell.

    `suggests`: the boxes began with what the register knows.
    """
    cells: dict[str, Cell] = {}
    for question in asked:
        if isinstance(question, GroupQuestion):
            cells.update(_cells_of_rows(journey, question, suggests))
        elif not isinstance(question, PhotosQuestion):
            stored = question.key in journey.answers
            shown = journey.answers.get(question.key)
            if not stored and suggests:
                shown = suggested_answer(question, journey.context.known, journey.answers)
            cells[question.key] = Cell(print_of(shown), stored)
    return cells


def print_of(answer: Any) -> str:
    return digest(_bare(answer))[:LETTERS]


def print_of_rows(journey: Journey, group: GroupQuestion, count: int) -> str:
    return print_of([count, group.bound(journey.answers)])


def as_text(drawn: Drawn) -> str:
    return " ".join(f"{at}={'s' if cell.stored else 'n'}{cell.print}" for at, cell in drawn.items())


def from_text(text: str) -> dict[str, Cell]:
    """What no page of ours would say is passed over: then its boxes count as they are."""
    cells: dict[str, Cell] = {}
    for part in text.split():
        at, _, told = part.partition("=")
        if at and told[:1] in {"s", "n"} and len(told) == LETTERS + 1:
            cells[at] = Cell(told[1:], told[0] == "s")
    return cells


def saved_rows(journey: Journey, group: GroupQuestion) -> Sequence[Mapping[str, Any]]:
    return journey.answers.get(group.key) or ()


def _cells_of_rows(journey: Journey, group: GroupQuestion, suggests: bool) -> Iterator[tuple[str, Cell]]:
    stored = group.key in journey.answers
    saved = saved_rows(journey, group)
    count = group.row_count(journey.answers, len(saved))
    rows = [_row_shown(journey, group, index, suggests) for index in range(count)]
    for index, row in enumerate(rows):
        kept = saved[index] if index < len(saved) else {}
        for key, answer in row.items():
            yield f"{group.key}.{index}.{key}", Cell(print_of(answer), key in kept)
    yield group.key, Cell(print_of(rows), stored)
    yield f"{group.key}.rows", Cell(print_of_rows(journey, group, count), stored)


def _row_shown(journey: Journey, group: GroupQuestion, index: int, suggests: bool) -> dict[str, Any]:
    """As a page draws it: what is saved, and else what is suggested, of the questions that the row calls for."""
    answers, known = journey.answers, journey.context.known
    people, saved = group.people(answers, known), saved_rows(journey, group)
    told = row_known(known, people[index] if index < len(people) else {})
    row = saved[index] if index < len(saved) else {}
    suggested = {
        each.key: suggested_answer(each, told, answers) if suggests else None for each in group.questions
    }
    likely = {key: answer for key, answer in suggested.items() if answer is not None}
    asked = group.asked({**answers, **likely, **row})
    return {each.key: row[each.key] if each.key in row else suggested[each.key] for each in asked}


def _bare(answer: Any) -> Any:
    """An answer left empty and one never given look alike in the boxes."""
    if isinstance(answer, Mapping):
        return {key: _bare(value) for key, value in answer.items() if value is not None}
    return [_bare(each) for each in answer] if isinstance(answer, list | tuple) else answer
