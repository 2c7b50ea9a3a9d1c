"""What stands in several applications, read back once: to the person in front, before they stand behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.interview import Interview
from app.procedures.sameness import Identity, identities
from app.procedures.slots import slots_of

K = TypeVar("K")


@dataclass(frozen=True)
class ReadBack(Generic[K]):
    """An answer, and the applications in which the same was asked and the same stands, the first of them first.

    `row.at` of the first is what `Interview.page_for` is given where somebody says that it is wrong.
    """

    row: AnswerRow
    keys: tuple[K, ...]

    @property
    def is_known(self) -> bool:
        """It came from the register, so nobody was asked."""
        return self.row.is_from_register


def read_back(interview: Interview[K]) -> tuple[ReadBack[K], ...]:
    """Every answer that is not empty, in the order of the applications and their pages; papers are not among them."""
    found: list[tuple[frozenset[Identity], AnswerRow, list[K]]] = []
    for key, names, row in _rows(interview):
        same = next((each for each in found if each[0] & names and each[1].text == row.text), None)
        if same is None:
            found.append((names, row, [key]))
        elif key not in same[2]:
            same[2].append(key)
    return tuple(ReadBack(row, tuple(keys)) for _, row, keys in found)


def known_rows(interview: Interview[K]) -> tuple[ReadBack[K], ...]:
    """What the register filled in: only read back, never asked."""
    return tuple(each for each in read_back(interview) if each.is_known)


def _rows(interview: Interview[Any]) -> Iterator[tuple[Any, frozenset[Identity], AnswerRow]]:
    for key, journey in interview.active.items():
        part = interview.parts[key]
        slots = {slot.at: slot for slot in slots_of(journey)}
        for row in answer_rows(journey):
            if row.text and row.question.kind not in {"photos", "statement"}:
                slot = slots.get(row.at)
                yield key, identities(part, slot) if slot else frozenset(), row
