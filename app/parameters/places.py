"""What can be proposed: every value of the town's file, and the tables of national values. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError

from app.calculations.law_tables import TABLES
from app.errors import Invalid
from app.municipality.effective import TABLE, ConfirmedValue, Misfit, known_in, with_value
from app.municipality.kinds import ValueKind
from app.municipality.town import Municipality

UNFIT = "この値は使えません。数や文字の形を確かめてください。"


class TableEntry(Protocol):
    """`values` are those of the file, validated by the shape of their table."""

    @property
    def effective_from(self) -> date: ...
    @property
    def confirmed(self) -> bool: ...
    @property
    def source(self) -> str: ...
    @property
    def values(self) -> dict[str, Any]: ...


class LawTable(Protocol):
    """A table of national values, as `app.calculations` reads it."""

    @property
    def name(self) -> str: ...
    @property
    def shape(self) -> type[BaseModel]: ...
    def entries(self) -> Sequence[TableEntry]: ...


# The tables whose values a town may confirm itself.
LAW_TABLES: tuple[LawTable, ...] = tuple(TABLES.values())


@dataclass(frozen=True)
class Place:
    """Where a value stands, and what is there today. `fixed_from`: a table holds from the day in its name only.

    `fits` raises Invalid for plain JSON that the place does not take.
    """

    name: str
    kind: ValueKind
    value: Any
    confirmed: bool
    source: str
    fits: Callable[[Any], None]
    fixed_from: date | None = None


def places_of(town: Municipality, tables: Iterable[LawTable] = LAW_TABLES) -> Mapping[str, Place]:
    """By name, in the order of the file."""
    found = {known.name: Place(*known, fits=partial(_fits, town, known.name)) for known in known_in(town)}
    return found | {place.name: place for table in tables for place in _of_table(town, table)}


def _fits(town: Municipality, name: str, value: Any) -> None:
    try:
        with_value(town, ConfirmedValue(name, date.min, value, "-", datetime.min.replace(tzinfo=UTC)))
    except Misfit:
        raise Invalid(UNFIT) from None


def _of_table(town: Municipality, table: LawTable) -> Iterable[Place]:
    by_town = town.confirmations().get(table.name, {})
    for entry in table.entries():
        day = entry.effective_from
        yield Place(
            name=f"{TABLE}{table.name}.{day.isoformat()}",
            kind=ValueKind.COMPOUND,
            value=by_town.get(day, entry.values),
            confirmed=entry.confirmed or day in by_town,
            source=entry.source,
            fits=partial(_fits_table, table),
            fixed_from=day,
        )


def _fits_table(table: LawTable, value: Any) -> None:
    try:
        table.shape.model_validate(value)
    except ValidationError:
        raise Invalid(UNFIT) from None
