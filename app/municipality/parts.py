"""What a town consists of in this service: its sections, its closed days, its disasters."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.japan import business_days
from app.municipality.values import Confirmable, Days, Email, Key, Line, Parameter, Phone, TownModel


class Named(Confirmable):
    """A part of the town that is confirmed by its name."""

    key: Key
    name: Line


class Section(Named):
    """A part of the town office that answers for procedures (担当課)."""

    phone: Phone | None = None
    email: Email | None = None
    hours: Line | None = None


class CounterDesk(TownModel):
    """One seat at a counter (席), where one member of staff serves one person at a time."""

    key: Key
    name: Line


class Place(Named):
    """Where people come in person (窓口のある場所): the town hall, a branch, a facility."""

    address: Line | None = None
    desks: Annotated[tuple[CounterDesk, ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _tell_desks_apart(self) -> Self:
        keys = [desk.key for desk in self.desks]
        if len(set(keys)) < len(keys):
            raise ValueError("desks の key が重なっています。別の名前にしてください。")
        return self


class ClosedDays(TownModel):
    """When the office is closed. `year_end` is 29 December to 3 January, `extra` further dates.

    Weekends and national holidays are closed by law (地方自治法4条の2): a file can't say otherwise.
    """

    weekends: Literal[True] = True
    national_holidays: Literal[True] = True
    year_end: bool = True
    extra: tuple[date, ...] = ()

    @property
    def calendar(self) -> business_days.ClosedDays:
        """For counting periods."""
        usual = business_days.ClosedDays(extra=frozenset(self.extra))
        return usual if self.year_end else replace(usual, year_end=frozenset())


class IdentityPapers(TownModel):
    """本人確認書類: whether photos of papers may stand for the card, and how long they are kept after the decision."""

    accepted: bool = False
    days_kept: Parameter[Days] = Parameter[Days](value=30, source="はじめから入っている値です。")


class Disaster(TownModel):
    """A disaster for which certificates can be asked (災害). Dates are Japan's, both ends included."""

    key: Key
    name: Line
    began_on: date
    ended_on: date | None = None
    accepts_until: date | None = None
    open: bool

    @model_validator(mode="after")
    def _keep_the_order_of_days(self) -> Self:
        for later in (self.ended_on, self.accepts_until):
            if later is not None and later < self.began_on:
                raise ValueError("ended_on と accepts_until は、began_on と同じ日か、後の日にしてください。")
        return self

    def is_open_on(self, day: date) -> bool:
        return self.open and self.began_on <= day <= (self.accepts_until or date.max)


class ListedAddress(TownModel):
    """In the parts in which a resident would type it."""

    postcode: Annotated[str, Field(pattern=r"^[0-9]{7}$")]
    prefecture: Line
    city: Line
    town: Line
    block: Line
    building: Line | Literal[""] = ""


class ListItem(TownModel):
    """A thing of one of the town's lists: a nursery, a kind of bulky waste. `unit`: the fee it costs, by name.

    `number` (of a care office, 10 digits), `address` and `phone` fill in the boxes that would ask for them.
    """

    key: Key
    name: Line
    note: Line | None = None
    unit: Key | None = None
    number: Line | None = None
    address: ListedAddress | None = None
    phone: Phone | None = None
