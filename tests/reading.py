"""What is Japanese in a text, and what of it nobody has put into another variant."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from app.procedures.wording import Wording

JAPANESE = re.compile(r"[぀-ヿ㐀-鿿豈-﫿　-〿＀-￯]")
KANJI = re.compile(r"[㐀-鿿]")
READING = re.compile(r"[㐀-鿿々]+（[ぁ-んァ-ヶー]+）")


def texts_in(value: Any, path: str = "") -> Iterator[tuple[str, Wording]]:
    """Every text in variants below a value, with the way to it."""
    if isinstance(value, Wording):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from texts_in(each, f"{path}.{getattr(each, 'key', index)}")


def without(text: str, values: Iterable[str]) -> str:
    """The text without names, addresses and whatever else is the same in every language."""
    for value in sorted(set(values), key=len, reverse=True):
        text = text.replace(value, " ")
    return text


def is_hard(text: str) -> bool:
    """Too much kanji for a reader of plain Japanese; 住所 and the like have no plainer word."""
    return len(KANJI.findall(READING.sub("", text))) > 3
