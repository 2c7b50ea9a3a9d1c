"""A town's file → what in it still waits for the town's word."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel

from app.municipality.parts import Named
from app.municipality.values import Confirmable


class Unconfirmed(NamedTuple):
    """A value the town hasn't confirmed: `place` is its path in the file, `source` what it was taken from."""

    place: str
    value: object
    source: str


def unconfirmed_in(thing: object) -> Iterator[Unconfirmed]:
    """In the order of the file."""
    for place, found in confirmable_in(thing):
        if not found.confirmed:
            yield Unconfirmed(place, getattr(found, value_field(found), None), found.source)


def confirmable_in(thing: object, place: str = "") -> Iterator[tuple[str, Confirmable]]:
    """With its path: a nested part is named by its key, else by its position from 0."""
    if isinstance(thing, Confirmable):
        yield place, thing
        return
    for name, part in parts_of(thing):
        yield from confirmable_in(part, f"{place}.{name}" if place else name)


def value_field(thing: Confirmable) -> str:
    """What of it is the value: a section, or a place, is confirmed by its name."""
    return "name" if isinstance(thing, Named) else "value"


def parts_of(thing: object) -> Iterator[tuple[str, object]]:
    if isinstance(thing, BaseModel):
        yield from ((name, getattr(thing, name)) for name in type(thing).model_fields)
    elif isinstance(thing, Mapping):
        yield from ((str(key), value) for key, value in thing.items())
    elif isinstance(thing, tuple):
        yield from ((str(getattr(part, "key", number)), part) for number, part in enumerate(thing))
