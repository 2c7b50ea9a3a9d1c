import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applications.export.csv import BOM, as_csv, harmless


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+81 90 0000 0000",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "−1",
        "＠A1",
        "|calc",
        "%x",
        " =1+1",
        "　=1",
        '=HYPERLINK("http://a.example","押す")',
    ],
)
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(cell: str) -> None:
    """Mutation: leave the full-width signs, or the blanks before a sign, out of `harmless`."""
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", " ", "山田 花子", "090-1234-5678", "00123", "1=1", "〒399-9901", "2026-05-12"]
)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    """Leading zeros, hyphens inside and dates must survive."""
    assert harmless(cell) == cell


def test_a_file_begins_with_the_mark_and_ends_its_lines_as_spreadsheets_do() -> None:
    written = as_csv([{"番号": "1", "氏名": "髙橋"}, {"番号": "2"}]).decode()
    assert written == f'{BOM}"番号","氏名"\r\n"1","髙橋"\r\n"2",""\r\n'


def test_headings_of_all_rows_are_there_in_the_order_they_appear() -> None:
    """Two revisions of a procedure may ask different things."""
    rows = _read(as_csv([{"a": "1", "b": "2"}, {"b": "3", "c": "4"}]))
    assert rows == [["a", "b", "c"], ["1", "2", ""], ["", "3", "4"]]


def test_a_heading_can_be_a_formula_too() -> None:
    assert _read(as_csv([{"=cmd": "x"}]))[0] == ["'=cmd"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1, max_size=4))
def test_any_text_comes_back_whole_and_none_is_a_formula(cells: list[str]) -> None:
    """Mutation: join the cells without quoting."""
    rows = _read(as_csv([{str(column): cell for column, cell in enumerate(cells)}]))
    assert rows[1] == [harmless(cell) for cell in cells]
    assert not any(cell.lstrip()[:1] in "=+-@＝＋－＠" for cell in rows[1] if cell.strip())


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
