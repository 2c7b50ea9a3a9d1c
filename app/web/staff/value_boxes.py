"""A value of the town as boxes of a form, and back again: each kind has the box that fits it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import Invalid
from app.japan.eras import full_date, parse_date
from app.japan.numbers import read_integer, yen
from app.language import Message, noted
from app.municipality.kinds import ValueKind

BOX = "value"
UNITS: Mapping[ValueKind, Message] = {
    ValueKind.YEN: noted("円"),
    ValueKind.DAYS: noted("日"),
    ValueKind.HOURS: noted("時間"),
}
NUMBERS = {ValueKind.YEN, ValueKind.DAYS, ValueKind.HOURS, ValueKind.NUMBER}
# The parts of values that have several; those of national tables are named as in their files.
PART_NAMES: Mapping[str, str] = {
    "letter": "普通郵便",
    "up_to_copies": "何通まで",
    "yen": "円",
    "express": "速達の加算（円）",
    "registered": "書留の加算（円）",
}


@dataclass(frozen=True)
class Box:
    """`looks`: number, yes_no, text or date."""

    name: str
    label: str
    looks: str
    suffix: Message | None = None


def boxes_for(kind: ValueKind, value: Any) -> tuple[Box, ...]:
    if kind is ValueKind.COMPOUND:
        return tuple(
            Box(f"{BOX}.{path}", part_name(path), "number" if isinstance(part, int | None) else "text")
            for path, part in _leaves(value)
        )
    looks = {ValueKind.YES_NO: "yes_no", ValueKind.DATE: "date", ValueKind.TEXT: "text"}.get(kind, "number")
    return (Box(BOX, "新しい値", looks, UNITS.get(kind)),)


def filled(kind: ValueKind, value: Any) -> dict[str, list[str]]:
    """The boxes with what is there today."""
    if kind is ValueKind.COMPOUND:
        return {f"{BOX}.{path}": ["" if part is None else str(part)] for path, part in _leaves(value)}
    if kind is ValueKind.YES_NO:
        return {BOX: ["yes" if value else "no"]}
    return {BOX: [str(value)]}


def read_value(kind: ValueKind, value: Any, typed: Mapping[str, str]) -> Any:
    """Plain JSON. Raises Misread, which names the box."""
    if kind is ValueKind.COMPOUND:
        return _read_parts(value, "", typed)
    text = typed.get(BOX, "").strip()
    if kind in NUMBERS:
        return _integer(BOX, text)
    if kind is ValueKind.YES_NO:
        if text not in {"yes", "no"}:
            raise Misread(BOX, "「はい」か「いいえ」を選んでください。")
        return text == "yes"
    if not text:
        raise Misread(BOX, "新しい値を入力してください。")
    return read_day(BOX, text).isoformat() if kind is ValueKind.DATE else text


def read_day(box: str, text: str) -> date:
    try:
        return parse_date(text)
    except ValueError:
        raise Misread(box, "日付を入力してください。例：令和9年4月1日") from None


class Misread(Invalid):
    """`box` is where the message belongs."""

    def __init__(self, box: str, message: str) -> None:
        super().__init__(message)
        self.box = box


def said(kind: ValueKind, value: Any) -> str:
    """As people read it."""
    if kind is ValueKind.COMPOUND:
        parts = [(path, part) for path, part in _leaves(value) if part is not None]
        return "、".join(f"{part_name(path)} {part}" for path, part in parts)
    if kind is ValueKind.YES_NO:
        return "はい" if value else "いいえ"
    if kind is ValueKind.DATE:
        return full_date(date.fromisoformat(value))
    return yen(value) if kind is ValueKind.YEN else f"{value}{UNITS.get(kind, '')}"


def part_name(path: str) -> str:
    """「普通郵便1：円」 for `letter.0.yen`; what has no name of its own keeps that of its file."""
    words = [str(int(part) + 1) if part.isdigit() else PART_NAMES.get(part, part) for part in path.split(".")]
    text = words[0]
    for before, word in zip(path.split("."), words[1:], strict=False):
        text += f"：{word}" if not word.isdigit() or before.isdigit() else word
    return text


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        parts: Any = value.items()
    elif isinstance(value, list | tuple):
        parts = enumerate(value)
    else:
        yield path, value
        return
    for name, part in parts:
        yield from _leaves(part, f"{path}.{name}" if path else str(name))


def _read_parts(value: Any, path: str, typed: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _read_parts(part, _under(path, name), typed) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_read_parts(part, _under(path, str(at)), typed) for at, part in enumerate(value)]
    box = f"{BOX}.{path}"
    text = typed.get(box, "").strip()
    if value is None and not text:
        return None
    return _integer(box, text) if isinstance(value, int | None) else text


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _integer(box: str, text: str) -> int:
    try:
        return read_integer(text)
    except ValueError:
        raise Misread(box, "数字だけを入力してください。") from None
