"""Rows of cells → CSV that a spreadsheet opens without running anything. Pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

BOM = "\ufeff"  # without it, spreadsheets on Japanese Windows read the bytes as another character set

# A cell beginning with one of these is a formula, or becomes one once full-width letters are folded.
_BEGINS_A_FORMULA = frozenset("=+-@\t\r\n|%＝＋－−＠｜％")


def harmless(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run, blanks in front of it or not."""
    begins = cell[:1] or " "
    after_blanks = cell.lstrip()[:1] or " "
    return f"'{cell}" if begins in _BEGINS_A_FORMULA or after_blanks in _BEGINS_A_FORMULA else cell


def as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Heading → cell per row; headings in the order they first appear. UTF-8 with BOM, CRLF."""
    return f"{BOM}{csv_text(rows)}".encode()


def csv_text(rows: Sequence[Mapping[str, str]]) -> str:
    """The same before it is bytes, for whoever needs it in another character set."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(_all_harmless(headings))
    writer.writerows(_all_harmless(row.get(heading, "") for heading in headings) for row in rows)
    return written.getvalue()


def _all_harmless(cells: Iterable[str]) -> list[str]:
    return [harmless(cell) for cell in cells]
