"""Cells for older systems, which read Windows-31J (CP932, often called Shift_JIS) only; and what did not fit. Pure."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex  # type: ignore[import-untyped]

from app.applications.export.csv import as_csv, csv_text

CHARACTER_SET = "cp932"
GETA = "〓"  # what Japanese printers set where the type is missing

# The same characters of JIS X 0208, which Microsoft gave other code points (JIS X 0221, annex).
_SAME_IN_WINDOWS = str.maketrans("〜−‖—¢£¬¥", "～－∥―￠￡￢￥")
_UNSEEN = regex.compile(r"\p{Variation_Selector}|\p{Cf}")


@dataclass(frozen=True)
class Replaced:
    """`cluster`, one character to its reader, became `now` in a cell; `of` is empty where it stood in a heading."""

    of: str
    heading: str
    cluster: str
    now: str


def as_cp932(rows: Sequence[Mapping[str, str]], key: str) -> tuple[bytes, tuple[Replaced, ...]]:
    """The table without a mark at its beginning, and every character that is another one in it.

    `key` is the heading of the cell that says which row it is. Nothing is lost in silence: what has no equal is
    〓, one for each character of the reader's; a variant of a kanji becomes its usual form.
    """
    replaced: dict[Replaced, None] = {}
    fitted = [dict(_fitted_row(row, key, replaced)) for row in rows]
    return csv_text(fitted).encode(CHARACTER_SET), tuple(replaced)


def report_of(replaced: Sequence[Replaced], key: str) -> bytes:
    """A table in UTF-8, which holds the characters that the other one cannot."""
    rows = [
        {
            key: each.of,
            "項目": each.heading,
            "文字": each.cluster,
            "コード": _codes(each),
            "置きかえ": each.now,
        }
        for each in replaced
    ]
    return as_csv(rows or [{key: "置きかえた文字はありません"}])


def _fitted_row(
    row: Mapping[str, str], key: str, replaced: dict[Replaced, None]
) -> Iterator[tuple[str, str]]:
    for heading, cell in row.items():
        name, in_heading = fitted(heading)
        text, in_cell = fitted(cell)
        replaced.update({Replaced("", heading, *each): None for each in in_heading})
        replaced.update({Replaced(row.get(key, ""), heading, *each): None for each in in_cell})
        yield name, text


def fitted(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with every character in CP932, and the pairs of what it was and what it is now."""
    clusters = [(cluster, _fit(cluster)) for cluster in regex.findall(r"\X", text)]
    changed = dict.fromkeys((was, now) for was, now in clusters if was != now)
    return "".join(now for _was, now in clusters), tuple(changed)


def _fit(cluster: str) -> str:
    """Itself, the same under another code, put together, without what only selects a form, or 〓."""
    composed = unicodedata.normalize("NFC", cluster.translate(_SAME_IN_WINDOWS))
    for form in (cluster, composed, _UNSEEN.sub("", composed)):
        if _is_there(form):
            return form
    return GETA


def _is_there(form: str) -> bool:
    try:
        return form.encode(CHARACTER_SET).decode(CHARACTER_SET) == form
    except UnicodeError:
        return False


def _codes(each: Replaced) -> str:
    return " ".join(f"U+{ord(point):04X}" for point in each.cluster)
