"""The town's file, with what two people have confirmed on top → the town as it is on a day. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from app.municipality.kinds import NamedParameter, ValueKind
from app.municipality.offering import Offering
from app.municipality.parts import Named
from app.municipality.town import Municipality, Tables
from app.municipality.unconfirmed import confirmable_in, parts_of, value_field
from app.municipality.values import Confirmable, Days, Line, Yen

TABLE = "table."


class ConfirmedValue(NamedTuple):
    """What two people confirmed. `name` is its path in the file, or `table.<name>.<day>`; `value` is plain JSON."""

    name: str
    effective_from: date
    value: Any
    source: str
    confirmed_at: datetime


class Known(NamedTuple):
    """A value that the town has, as plain JSON, with where it stands: `name` is its path."""

    name: str
    kind: ValueKind
    value: Any
    confirmed: bool
    source: str


class Misfit(ValueError):
    """There is no such place in the file, or it takes no such value."""


def known_in(town: Municipality) -> tuple[Known, ...]:
    """Everything a town can confirm, in the order of the file."""
    return tuple(_known(name, thing) for name, thing in confirmable_in(town))


def _known(name: str, thing: Confirmable) -> Known:
    value = thing.model_dump(mode="json").get(value_field(thing))
    return Known(name, kind_of(thing), value, thing.confirmed, thing.source)


def kind_of(thing: Confirmable) -> ValueKind:
    if isinstance(thing, NamedParameter):
        return thing.kind
    if isinstance(thing, Named):
        return ValueKind.TEXT
    (inner,) = type(thing).__pydantic_generic_metadata__["args"]
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return ValueKind.COMPOUND
    kinds = ((Yen, ValueKind.YEN), (Days, ValueKind.DAYS), (bool, ValueKind.YES_NO), (Line, ValueKind.TEXT))
    return next(kind for known, kind in kinds if known == inner)


def town_on(day: date, file_town: Municipality, rows: Iterable[ConfirmedValue]) -> Municipality:
    """What was confirmed with a day up to this one stands in place of the file's; of one day, what came last.

    What fits the file no longer is left out: the file's own value, which says whether it is confirmed, stays.
    """
    confirmed = sorted(rows, key=lambda row: (row.effective_from, row.confirmed_at))
    newest = {row.name: row for row in confirmed if row.effective_from <= day}
    town = file_town
    for name, row in newest.items():
        if not name.startswith(TABLE) and _fits(file_town, row):
            town = with_value(town, row)
    return town.knowing(tables_in(confirmed))


def with_value(town: Municipality, row: ConfirmedValue) -> Municipality:
    """Raises Misfit."""
    changed: Municipality = _replaced(town, row.name.split("."), row)
    return changed


def misfits_in(town: Municipality, rows: Iterable[ConfirmedValue]) -> tuple[str, ...]:
    """Names of what the file takes no longer; the newest value of each name counts."""
    newest = {row.name: row for row in sorted(rows, key=lambda row: (row.effective_from, row.confirmed_at))}
    return tuple(name for name, row in newest.items() if not name.startswith(TABLE) and not _fits(town, row))


def _fits(town: Municipality, row: ConfirmedValue) -> bool:
    try:
        with_value(town, row)
    except Misfit:
        return False
    return True


def tables_in(rows: Iterable[ConfirmedValue]) -> Tables:
    """The confirmed tables of national values, by name and by the day from which they hold."""
    found: dict[str, dict[date, Mapping[str, Any]]] = {}
    for row in rows:
        if row.name.startswith(TABLE):
            name = row.name.removeprefix(TABLE).rpartition(".")[0]
            found.setdefault(name, {})[row.effective_from] = row.value
    return found


def _replaced(thing: Any, path: list[str], row: ConfirmedValue) -> Any:
    if not path:
        if isinstance(thing, Confirmable):
            return _confirmed(thing, row)
        raise Misfit(row.name)
    head, rest = path[0], path[1:]
    parts = dict(parts_of(thing))
    if head not in parts:
        raise Misfit(row.name)
    part = _replaced(parts[head], rest, row)
    if isinstance(thing, BaseModel):
        return thing.model_copy(update={head: part})
    if isinstance(thing, Mapping):
        return {**thing, head: part}
    return tuple(part if name == head else other for name, other in parts.items())


def _confirmed(thing: Confirmable, row: ConfirmedValue) -> Confirmable:
    given = {value_field(thing): row.value, "confirmed": True, "source": row.source}
    try:
        return type(thing).model_validate({**thing.model_dump(), **given})
    except ValidationError as misfit:
        raise Misfit(row.name) from misfit


def usable_parameters(offering: Offering) -> dict[str, Any]:
    """What the rules of a procedure may use: confirmed values only, by their names."""
    return {name: each.value for name, each in offering.parameters.items() if each.confirmed}
