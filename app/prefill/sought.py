"""Whom staff look for, and who may be meant."""

from dataclasses import dataclass, field
from datetime import date

# As many as there are digits to choose with.
MOST = 9


@dataclass(frozen=True)
class Born:
    """A birthday; `year` is None where only month and day are known."""

    year: int | None
    month: int
    day: int

    def fits(self, day: date) -> bool:
        return (day.month, day.day) == (self.month, self.day) and self.year in {None, day.year}


@dataclass(frozen=True)
class Sought:
    """`kana` as `kana_key` folds it: the beginning of the reading, family name first."""

    kana: str = field(repr=False)
    born: Born = field(repr=False)


@dataclass(frozen=True)
class Hit:
    """Somebody who may be meant. `address` is empty where it must not be told."""

    person_key: str = field(repr=False)
    name: str = field(repr=False)
    kana: str = field(repr=False)
    date_of_birth: date = field(repr=False)
    sex: str = field(repr=False)
    address: str = field(repr=False)
    is_protected: bool = False


@dataclass(frozen=True)
class Hits:
    """`has_more`: others fit too. `unavailable`: nobody has looked."""

    found: tuple[Hit, ...] = ()
    has_more: bool = False
    unavailable: bool = False
