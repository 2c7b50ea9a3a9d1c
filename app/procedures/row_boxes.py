"""The boxes of a page with rows (`group.<row>.<question>…`), moved where the rows are not those it showed."""

from collections.abc import Mapping, Sequence

Boxes = Mapping[str, Sequence[str]]


def is_within(box: str, at: str) -> bool:
    """Whether it is a box of the question, or of the row, that begins there."""
    return box == at or box.startswith(f"{at}.")


def rows_shown(boxes: Boxes, at: str) -> int:
    """How many rows the page says it had; 0 for what no page of ours says."""
    typed = next(iter(boxes.get(f"{at}.rows", ())), "")
    return int(typed) if is_index(typed) else 0


def with_rows(boxes: Boxes, at: str, order: Sequence[int | None]) -> dict[str, list[str]]:
    """The page with other rows: each says which of the old ones it was, None for an empty one."""
    places = {old: new for new, old in enumerate(order) if old is not None}
    moved: dict[str, list[str]] = {}
    for name, values in boxes.items():
        found = _moved(name, at, places)
        if found is not None:
            moved[found] = [*values]
    asked = (_moved(name, at, places) for name in boxes.get("_asked", ()))
    moved["_asked"] = [name for name in asked if name]
    moved[f"{at}.rows"] = [str(len(order))]
    return moved


def _moved(name: str, at: str, places: Mapping[int, int]) -> str | None:
    """The name of a box in its new row; None where the row is gone. What stands in no row stays."""
    index, _, rest = name.removeprefix(f"{at}.").partition(".")
    if not name.startswith(f"{at}.") or not is_index(index):
        return name
    return f"{at}.{places[int(index)]}.{rest}" if int(index) in places else None


def realigned_boxes(boxes: Boxes, at: str, bound: Sequence[str]) -> Boxes:
    """A page drawn before somebody else was picked, in another tab: what was typed stays with its person."""
    shown = [key.strip() for key in boxes.get(f"{at}.of", ())]
    if f"{at}.of" not in boxes or shown == [*bound]:
        return boxes
    others = range(len(shown), rows_shown(boxes, at))
    return with_rows(boxes, at, [*(shown.index(key) if key in shown else None for key in bound), *others])


def is_index(text: str) -> bool:
    return len(text) <= 2 and text.isdecimal()
