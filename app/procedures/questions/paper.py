"""How a question stands on a paper form: places to write in and boxes to tick, empty or already filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.japan.eras import ERAS
from app.language import Message, noted
from app.procedures.wording import Wording

Said: TypeAlias = Message | Wording | str

# Those a person alive may have been born in, and the calendar of everybody else.
_ERAS_ON_PAPER = ("reiwa", "heisei", "showa", "western")
_UNITS = {"year": noted("年"), "month": noted("月"), "day": noted("日")}


@dataclass(frozen=True)
class Tick:
    label: Said
    is_on: bool = False
    hint: Said = ""


@dataclass(frozen=True)
class Gap:
    """Something short to write in, between what stands before and behind it."""

    text: str = ""
    behind: Said = ""
    before: Said = ""


@dataclass(frozen=True)
class Blank:
    """One place: ticks, then gaps in one line; with neither, `cells` for a character each, or `lines` to write on.

    `text` is what stands on the lines or in the cells already.
    """

    label: Said = ""
    text: str = ""
    lines: int = 1
    cells: int = 0
    ticks: tuple[Tick, ...] = ()
    gaps: tuple[Gap, ...] = ()


Blanks: TypeAlias = tuple[Blank, ...]


def ticks_for(options: Iterable[tuple[str, Said, Said]], chosen: Iterable[str]) -> Blanks:
    """(value, label, hint) each with a box before it."""
    on = {*chosen}
    return (Blank(ticks=tuple(Tick(label, value in on, hint) for value, label, hint in options)),)


def in_an_era(typed: Mapping[str, str], parts: Iterable[str]) -> Blanks:
    """Eras to tick, and gaps for the parts (year, month, day) of a date; `typed` as in the boxes of the page."""
    era = typed.get("era", "")
    keys = [*_ERAS_ON_PAPER, *({era} - {*_ERAS_ON_PAPER, ""})]
    gaps = tuple(Gap(typed.get(part, ""), _UNITS[part]) for part in parts if part != "era")
    return (Blank(ticks=tuple(Tick(ERAS[key], key == era) for key in keys), gaps=gaps),)


def typed_in(boxes: Mapping[str, list[str]]) -> dict[str, str]:
    """Part → what stands in its box; "" for a question of one box."""
    return {name.partition(".")[2]: "".join(values[:1]) for name, values in boxes.items()}


def written(question: Any, answer: Any) -> dict[str, str]:
    """The same of an answer; nothing of none."""
    return {} if answer is None else typed_in(question.boxes(answer, "at"))
