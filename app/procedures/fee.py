"""手数料: what a procedure charges for, as lines of the town's units. Yen stand in the town's table alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from pydantic import Field, model_validator

from app.procedures.conditions import Condition
from app.procedures.questions.base import Key
from app.procedures.wording import Frozen, Wording, Words

Answers = Mapping[str, Any]


class UnitBy(Frozen):
    """The answer to one choice names the unit; None for an answer that costs nothing."""

    question: Key
    units: dict[str, Key | None] = Field(min_length=1)


class FeeLine(Frozen):
    """One thing that costs something, where `when` holds. Its unit is named in exactly one of three ways:

    `unit`; `unit_by` an answer; or `unit_of`, the `listed` question in each row of the group `rows`, whose entry
    in the town's list names a unit. `count` is the integer in the row. `times`: the questions whose number, number
    of choices or number of rows multiplies it; what has not been answered counts once. `per` says what one unit
    is for (1通につき).
    """

    label: Words
    per: Words | None = None
    when: Condition | None = None
    unit: Key | None = None
    unit_by: UnitBy | None = None
    rows: Key | None = None
    unit_of: Key | None = None
    count: Key | None = None
    times: tuple[Key, ...] = Field((), max_length=5)

    @model_validator(mode="after")
    def _one_way_to_the_unit(self) -> "FeeLine":
        if sum(each is not None for each in (self.unit, self.unit_by, self.unit_of)) != 1:
            raise ValueError("a line of a fee has one of unit, unit_by and unit_of")
        if (self.unit_of is None) is not (self.rows is None) or (self.count and not self.rows):
            raise ValueError("unit_of and count stand in the rows of a group: name them with rows")
        return self

    @property
    def units(self) -> tuple[str, ...]:
        """Those the definition itself names; the town's lists name more."""
        if self.unit_by:
            return tuple(dict.fromkeys(unit for unit in self.unit_by.units.values() if unit))
        return (self.unit,) if self.unit else ()


class PostageAsked(Frozen):
    """郵送料, where `when` holds: the weight follows from the number of papers, which `times` multiply.

    `express`: the yes/no question for 速達.
    """

    when: Condition
    times: tuple[Key, ...] = Field((), max_length=5)
    express: Key | None = None


class Fee(Frozen):
    """Free where no line holds. `after_review`: staff fix the numbers and ask for it when they have looked.

    Reads the shape of revisions published before there were lines, too: one unit, copies, postage.
    """

    lines: tuple[FeeLine, ...] = Field(min_length=1, max_length=20)
    postage: PostageAsked | None = None
    after_review: bool = False

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "unit" not in given:
            return given
        times = [given["copies"]] if given.get("copies") else []
        whole: dict[str, Any] = {"lines": [{"unit": given["unit"], "label": given["label"], "times": times}]}
        if given.get("postage_when"):
            whole["postage"] = {
                "when": given["postage_when"],
                "times": times,
                "express": given.get("express"),
            }
        return whole

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for line in self.lines for unit in line.units))


@dataclass(frozen=True)
class Charge:
    """So many units; `quantity` is at least 1."""

    unit: str
    label: Wording
    quantity: int


class NoUnit(ValueError):
    """Something was picked or typed that the town's list has no unit for."""


def charges_of(fee: Fee, answers: Answers, facts: Mapping[str, Any], lists: Answers) -> tuple[Charge, ...]:
    """`lists`: the town's lists by the group's `unit_of`, as {entry key: unit}. Raises NoUnit."""
    found = []
    for line in fee.lines:
        if line.when is None or line.when.holds(answers, facts):
            times = multiplied(line.times, answers)
            found += [
                Charge(unit, label, count * times) for unit, label, count in _counted(line, answers, lists)
            ]
    return tuple(charge for charge in found if charge.quantity > 0)


def multiplied(times: tuple[str, ...], answers: Answers) -> int:
    return prod(_number_of(answers.get(key)) for key in times)


def _number_of(answer: Any) -> int:
    if answer is None:
        return 1
    return len(answer) if isinstance(answer, list) else int(answer)


def _counted(line: FeeLine, answers: Answers, lists: Answers) -> Iterator[tuple[str, Wording, int]]:
    if line.unit:
        yield line.unit, line.label, 1
    elif line.unit_by:
        unit = line.unit_by.units.get(str(answers.get(line.unit_by.question)))
        if unit:
            yield unit, line.label, 1
    for row in (answers.get(line.rows) or ()) if line.rows else ():
        yield from _row(line, row, lists)


def _row(line: FeeLine, row: Answers, lists: Answers) -> Iterator[tuple[str, Wording, int]]:
    item = row.get(line.unit_of or "")
    if item is None:
        return
    unit = lists.get(line.unit_of or "", {}).get(item["key"])
    if unit is None:
        raise NoUnit(item["name"])
    yield unit, Wording(ja=item["name"]), _number_of(row.get(line.count)) if line.count else 1
