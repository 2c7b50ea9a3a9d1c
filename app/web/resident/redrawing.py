"""Buttons that change a page without judging it: a place from a postcode, one row more, one row less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from app.japan import NotUnderstood
from app.japan.addresses import read_postcode, towns_of
from app.language import Message, noted
from app.procedures.questions.groups import rows_shown

Errors: TypeAlias = dict[str, Message]
Towns: TypeAlias = dict[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True)
class Redrawn:
    """`towns`: where a postcode stands for several places, they are offered."""

    boxes: dict[str, list[str]]
    errors: Errors = field(default_factory=dict)
    towns: Towns = field(default_factory=dict)


def redraw(form: Mapping[str, Sequence[str]]) -> Redrawn:
    """`look_up`, `add_row` and `remove_row` name the question the button belongs to."""
    redrawn = Redrawn({name: list(values) for name, values in form.items()})
    boxes = redrawn.boxes
    for at in form.get("look_up", ()):
        _fill_place(boxes, at, redrawn.errors, redrawn.towns)
    for at in form.get("add_row", ()):
        boxes[f"{at}.rows"] = [str(rows_shown(boxes, at) + 1)]
    for at in form.get("remove_row", ()):
        _drop_row(boxes, at)
    return redrawn


def _fill_place(boxes: dict[str, list[str]], at: str, errors: Errors, towns: Towns) -> None:
    """One town fills the boxes; several are offered; what is typed already is never overwritten by a guess."""
    typed = next(iter(boxes.get(f"{at}.postcode", ())), "")
    try:
        found = towns_of(read_postcode(typed))
    except NotUnderstood as complaint:
        named = {"name": noted("郵便番号"), **complaint.message.values}
        errors[f"{at}.postcode"] = Message(complaint.message.template, named)
        return
    picked = next(iter(boxes.get(f"{at}.pick", ())), "")
    chosen = [town for town in found if len(found) == 1 or town.town == picked]
    if chosen:
        for part in ("prefecture", "city", "town"):
            boxes[f"{at}.{part}"] = [getattr(chosen[0], part)]
    elif found:
        towns[at] = [{"value": town.town, "label": f"{town.city}{town.town}"} for town in found]
    else:
        errors[f"{at}.postcode"] = noted("この郵便番号の住所が見つかりません。下の欄に入力してください。")


def _drop_row(boxes: dict[str, list[str]], at: str) -> None:
    """Removes `group.3` and moves the rows after it up."""
    group, _, gone = at.rpartition(".")
    if not _is_index(gone):
        return
    moved: dict[str, list[str]] = {}
    for name in list(boxes):
        index, _, rest = name.removeprefix(f"{group}.").partition(".")
        if name.startswith(f"{group}.") and _is_index(index):
            values = boxes.pop(name)
            if int(index) != int(gone):
                moved[f"{group}.{int(index) - (int(index) > int(gone))}.{rest}"] = values
    boxes |= moved
    boxes[f"{group}.rows"] = [str(max(rows_shown(boxes, group) - 1, 0))]


def _is_index(text: str) -> bool:
    return len(text) <= 2 and text.isdecimal()
