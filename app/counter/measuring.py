"""滞在時間: how long visits and their stages last at each place in a month, and never who served them. Pure.

Nothing is told of a cell that could be about one member of staff: a place with one desk counts with the others like
it, few visits are not told at all, and a month is told when it is over, so that no visit shows by its difference.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import quantiles
from typing import TypeAlias

from app.clock import JST
from app.counter.stages import Stage
from app.japan.months import add_months

# Fewer visits than this are not told.
FEWEST = 10
FEWEST_DESKS = 2
OTHERS = ""


@dataclass(frozen=True)
class Stay:
    """One visit that was finished: seconds of the whole and of each stage it went through."""

    place: str
    began_at: datetime
    seconds: float
    stages: Mapping[Stage, float]


@dataclass(frozen=True)
class Cell:
    """`place` is OTHERS for places of too few desks together. `stage` is None for the whole visit.

    Seconds, and None where there are fewer than FEWEST visits; then `visits` is None too.
    """

    month: date
    place: str
    stage: Stage | None
    visits: int | None
    median: int | None
    ninth_tenth: int | None


Key: TypeAlias = tuple[date, str, Stage | None]


def first_of_month(at: datetime) -> date:
    return at.astimezone(JST).date().replace(day=1)


def months_told(now: datetime, count: int) -> tuple[date, ...]:
    """First days of the last months that are over, the newest first."""
    current = first_of_month(now)
    return tuple(add_months(current, -each) for each in range(1, count + 1))


def place_told(desks: Mapping[str, int]) -> Callable[[str], str | None]:
    """The name a place counts under; None where even all the small ones together are one desk's."""
    small = {place for place, count in desks.items() if count < FEWEST_DESKS}
    enough = sum(desks[place] for place in small) >= FEWEST_DESKS

    def told(place: str) -> str | None:
        if place in desks and place not in small:
            return place
        return OTHERS if enough else None

    return told


def measure(stays: Iterable[Stay], desks: Mapping[str, int]) -> tuple[Cell, ...]:
    """`desks`: how many each place has. Ordered by month, newest first, then place and stage; the whole comes first."""
    found: dict[Key, list[float]] = defaultdict(list)
    told = place_told(desks)
    for stay in stays:
        place = told(stay.place)
        if place is None:
            continue
        month = first_of_month(stay.began_at)
        found[month, place, None].append(stay.seconds)
        for stage, seconds in stay.stages.items():
            found[month, place, stage].append(seconds)
    return tuple(_cell(key, found[key]) for key in sorted(found, key=_order))


def _order(key: Key) -> tuple[int, bool, str, int]:
    month, place, stage = key
    return -month.toordinal(), place == OTHERS, place, list(Stage).index(stage) if stage else -1


def _cell(key: Key, seconds: list[float]) -> Cell:
    if len(seconds) < FEWEST:
        return Cell(*key, None, None, None)
    tenths = quantiles(seconds, n=10, method="inclusive")
    return Cell(*key, len(seconds), round(tenths[4]), round(tenths[8]))
