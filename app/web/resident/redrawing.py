"""Buttons that change a page without judging it: a place from a postcode, one row more, one row less."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from app.japan import NotUnderstood
from app.japan.addresses import read_postcode, towns_of
from app.language import Message, noted
from app.procedures.questions.groups import GroupQuestion
from app.procedures.row_boxes import is_index, rows_shown, with_rows

Errors: TypeAlias = dict[str, Message]
Towns: TypeAlias = dict[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True)
class Redrawn:
    """`towns`: where a postcode stands for several places, they are offered. `focused`: the row to go on with."""

    boxes: dict[str, list[str]]
    errors: Errors = field(default_factory=dict)
    towns: Towns = field(default_factory=dict)
    focused: str = ""


def redraw(
    form: Mapping[str, Sequence[str]], groups: Iterable[GroupQuestion], answers: Mapping[str, Any]
) -> Redrawn:
    """`look_up`, `add_row` and `remove_row` name the question or the row the button belongs to."""
    redrawn = Redrawn({name: list(values) for name, values in form.items()})
    boxes = redrawn.boxes
    for at in form.get("look_up", ()):
        _fill_place(boxes, at, redrawn.errors, redrawn.towns)
    for group in groups:
        if group.key in form.get("add_row", ()):
            redrawn = _add_row(redrawn, group, answers)
        for at in form.get("remove_row", ()):
            if at.startswith(f"{group.key}."):
                redrawn = _drop_row(redrawn, group, answers, at.removeprefix(f"{group.key}."))
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


def _add_row(redrawn: Redrawn, group: GroupQuestion, answers: Mapping[str, Any]) -> Redrawn:
    shown = group.row_count(answers, rows_shown(redrawn.boxes, group.key))
    if not group.is_free(answers):
        return redrawn
    if shown >= group.most:
        error = group.too_many(group.key)
        return replace(redrawn, errors={**redrawn.errors, error.at: error.message})
    boxes = with_rows(redrawn.boxes, group.key, [*range(shown), None])
    return replace(redrawn, boxes=boxes, focused=f"{group.key}.{shown}")


def _drop_row(redrawn: Redrawn, group: GroupQuestion, answers: Mapping[str, Any], gone: str) -> Redrawn:
    """Whoever was picked keeps the row: it goes where they are picked, on their page."""
    shown = group.row_count(answers, rows_shown(redrawn.boxes, group.key))
    rest = [row for row in range(shown) if str(row) != gone]
    mine = len(group.bound(answers))
    if not mine <= int(gone if is_index(gone) else -1) < shown or len(rest) < group.fewest(answers):
        return redrawn
    boxes = with_rows(redrawn.boxes, group.key, rest)
    return replace(redrawn, boxes=boxes, focused=f"{group.key}.{min(int(gone), len(rest) - 1)}")
