"""What an estimate answers, in sentences for every reader and in figures for programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ConfigDict

from app.calculations.effective import NOTHING_BY_TOWN, ByTown, Founded
from app.japan.business_days import ClosedDays
from app.japan.spoken import Day
from app.language import Message, noted

Figure = int | str | bool | None


@dataclass(frozen=True)
class Circumstances:
    """What an estimate may look at beside what is given. `by_town`: the values that the town has confirmed."""

    today: date
    closed_days: ClosedDays = field(default_factory=ClosedDays)
    by_town: ByTown = field(default_factory=lambda: NOTHING_BY_TOWN)


@dataclass(frozen=True)
class Told:
    """`headline` is the result in a sentence; `lines` say which rule, and who counts as what.

    `founded`: the results it rests on. `worked_out` is false where the rules give no figure to tell.
    """

    headline: Message
    lines: tuple[tuple[Message, Message], ...] = ()
    founded: tuple[Founded, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    worked_out: bool = True

    @property
    def confirmed(self) -> bool:
        return all(each.confirmed for each in self.founded)

    @property
    def table_from(self) -> date | None:
        """None where no table was needed."""
        return max((each.table_from for each in self.founded), default=None)

    def first_line(self, kind: str) -> Message | None:
        """What stands before everything else where a newer table waits to be confirmed. `kind`: 市, 町, 村 or 区."""
        unsure = min((each.unsure_from for each in self.founded if each.unsure_from), default=None)
        if unsure is None:
            return None
        return noted(
            "{day}からの額は、{kind}の確認前です。前の額で計算しました。", kind=kind, day=Day(unsure)
        )


class Line(BaseModel):
    label: str
    text: str


class Estimated(BaseModel):
    """The same as data, in Japanese. `notice` is to be shown first, where there is one."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    name: str
    worked_out: bool
    confirmed: bool
    table_from: date | None
    notice: str | None
    headline: str
    lines: tuple[Line, ...]
    figures: dict[str, Figure]


def estimated(name: str, told: Told, kind: str) -> Estimated:
    notice = told.first_line(kind)
    return Estimated(
        name=name,
        worked_out=told.worked_out,
        confirmed=told.confirmed,
        table_from=told.table_from,
        notice=str(notice) if notice else None,
        headline=str(told.headline),
        lines=tuple(Line(label=str(label), text=str(text)) for label, text in told.lines),
        figures=dict(told.figures),
    )
