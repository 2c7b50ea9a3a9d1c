"""Values of law that hold from a day on: read from `tables/<name>.yaml`, once, and checked when they are read.

What nobody has compared with the law is never reckoned with. A town confirms such values on a page of its own; what it
has confirmed is passed in, as `ByTown`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

FOLDER = Path(__file__).parent / "tables"

# Table → day from which the values hold → the values that two people of the town confirmed.
ByTown = Mapping[str, Mapping[date, Mapping[str, Any]]]
NOTHING_BY_TOWN: ByTown = MappingProxyType({})


class NoTable(LookupError):
    """The day lies before the first table that somebody has confirmed: other rules held then."""


class Values(BaseModel):
    """What one entry holds; a misspelt name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


V = TypeVar("V", bound=Values)


class Entry(Values):
    """`confirmed`: somebody has compared the values with the law; `confirmed_until` is the last day they looked at.

    `values` are raw here, and validated where the table is known.
    """

    effective_from: date
    confirmed: bool
    confirmed_until: date | None = None
    source: str = Field(min_length=1)
    values: dict[str, Any]


class _File(Values):
    entries: tuple[Entry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [entry.effective_from for entry in self.entries]
        if days != sorted(set(days)):
            raise ValueError("entries stand in the order of their days, one for each day")
        return self


@dataclass(frozen=True)
class Table(Generic[V]):
    """A file of `tables/` by its name, and the shape of its values."""

    name: str
    shape: type[V]

    def entries(self) -> tuple[Entry, ...]:
        """As the file has them, confirmed or not. Raises ValueError naming the file."""
        return _read(self.name, self.shape)


@dataclass(frozen=True)
class InForce(Generic[V]):
    """The values to reckon with on a day. `unsure_from`: the first day up to it on which they may be out of date, since
    newer ones are known of and not confirmed, or nobody has looked since `confirmed_until`.
    """

    name: str
    table_from: date
    unsure_from: date | None
    source: str
    values: V

    @property
    def confirmed(self) -> bool:
        return self.unsure_from is None


@dataclass(frozen=True)
class Founded:
    """A result, with the tables it was worked out from. Where `confirmed` is false say so first, or give no result."""

    tables: tuple[InForce[Any], ...]

    @property
    def confirmed(self) -> bool:
        return all(table.confirmed for table in self.tables)

    @property
    def table_from(self) -> date:
        """The day from which the newest of the tables holds."""
        return max(table.table_from for table in self.tables)

    @property
    def unsure_from(self) -> date | None:
        """The first day on which one of the tables may be out of date."""
        return min((table.unsure_from for table in self.tables if table.unsure_from), default=None)


@cache
def _read(name: str, shape: type[Values]) -> tuple[Entry, ...]:
    try:
        content = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
        entries = _File.model_validate(content).entries
        for entry in entries:
            shape.model_validate(entry.values)
    except (yaml.YAMLError, ValidationError) as wrong:
        raise ValueError(f"{name}.yaml: {wrong}") from wrong
    return entries


def table_on(table: Table[V], day: date, confirmed_by_town: ByTown = NOTHING_BY_TOWN) -> InForce[V]:
    """The newest confirmed values that hold from that day or earlier. Raises NoTable.

    What the town confirmed stands in place of the file's entry of the same day, or beside those of other days.
    Raises pydantic.ValidationError where the town's values have not the shape of the table.
    """
    known = sorted(_known(table, confirmed_by_town), key=lambda entry: entry.effective_from)
    begun = [entry for entry in known if entry.effective_from <= day]
    sure = [entry for entry in begun if entry.confirmed]
    if not sure:
        raise NoTable(f"{table.name}: nothing confirmed on {day}")
    used = sure[-1]
    values = table.shape.model_validate(used.values)
    return InForce(table.name, used.effective_from, _unsure_from(used, begun, day), used.source, values)


def _unsure_from(used: Entry, begun: Sequence[Entry], day: date) -> date | None:
    newer = [entry.effective_from for entry in begun if entry.effective_from > used.effective_from]
    if used.confirmed_until and used.confirmed_until < day:
        newer.append(used.confirmed_until + timedelta(days=1))
    return min(newer, default=None)


def _known(table: Table[V], confirmed_by_town: ByTown) -> Iterator[Entry]:
    by_town = confirmed_by_town.get(table.name, {})
    for entry in table.entries():
        if entry.effective_from not in by_town:
            yield entry
    for day, values in by_town.items():
        yield Entry(effective_from=day, confirmed=True, source="町の確認", values=dict(values))
