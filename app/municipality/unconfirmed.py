"""A town's file → what in it still waits for the town's word."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel

from app.municipality.parts import Section
from app.municipality.values import Confirmable, Parameter


class Unconfirmed(NamedTuple):
    """A value the town hasn't confirmed: `place` is its path in the file, `source` what it was taken from."""

    place: str
    value: object
    source: str


def unconfirmed_in(thing: object, place: str = "") -> Iterator[Unconfirmed]:
    """In the order of the file; a nested part is named by its key, else by its position from 0."""
    if isinstance(thing, Confirmable):
        if not thing.confirmed:
            yield Unconfirmed(place, _value_of(thing), thing.source)
        return
    for name, part in _parts_of(thing):
        yield from unconfirmed_in(part, f"{place}.{name}" if place else name)


def _value_of(thing: Confirmable) -> object:
    if isinstance(thing, Parameter):
        return thing.value
    return thing.name if isinstance(thing, Section) else None


def _parts_of(thing: object) -> Iterator[tuple[str, object]]:
    if isinstance(thing, BaseModel):
        yield from ((name, getattr(thing, name)) for name in type(thing).model_fields)
    elif isinstance(thing, Mapping):
        yield from ((str(key), value) for key, value in thing.items())
    elif isinstance(thing, tuple):
        yield from ((str(getattr(part, "key", number)), part) for number, part in enumerate(thing))
