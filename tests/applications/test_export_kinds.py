"""Cells of every kind in a table: no formula, no lost zero, and the same once a spreadsheet has read them."""

import csv
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.applications.export.cp932 import as_cp932, fitted
from app.applications.export.csv import as_csv, harmless
from app.procedures.questions.base import QuestionBase
from tests.applications.test_export_typed import EVERY, RARE, typed
from tests.procedures.making import a_question, gather
from tests.procedures.questions.test_every_kind import every_kind

SIGNS = set("=+-@|%＝＋－−＠｜％\t\r\n")
# What the cell of a kind is made of where it is a value and no words: nothing in it needs an apostrophe.
PLAIN = {"money", "month", "code", "decimal", "integer", "date", "time_range", "bank_account", "phone"}
SOFFICE = shutil.which("soffice")


def rows_in(content: bytes, codec: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(codec), newline="")))


@pytest.mark.parametrize(("question", "answer", "known"), EVERY)
@settings(max_examples=60, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_no_cell_of_any_kind_is_a_formula_and_each_holds_what_was_answered(
    question: QuestionBase, answer: Any, known: dict[str, Any], data: st.DataObject
) -> None:
    """Must catch: a kind whose cells go round `harmless`, or a figure that it makes a word of."""
    reading = gather(question, data.draw(typed(question, answer)), **known)
    cells = question.columns(None if reading.errors else reading.answer)
    headings, row = rows_in(as_csv([cells]))
    assert headings == [harmless(each) for each in cells]
    assert row == [harmless(each) for each in cells.values()]
    assert not any(cell.lstrip()[:1] in SIGNS for cell in row if cell.strip())
    older, _replaced = as_cp932([cells], "受付番号")
    assert rows_in(older, "cp932")[1] == [harmless(fitted(each)[0]) for each in cells.values()]
    if question.kind in PLAIN:
        assert row == [*cells.values()], "a figure is a figure"


LEADING_ZEROS: dict[str, tuple[dict[str, Any], Any, str]] = {
    "code": ({"rule": "digits", "digits": 7}, "0000123", "0000123"),
    "phone": ({}, "0261001010", "0261001010"),
    "bank_account": ({}, None, "0012345"),
    "address": (
        {},
        {"postcode": "0010001", "prefecture": "北海道", "city": "札幌市", "town": "北", "block": "1"},
        "0010001",
    ),
    "text": ({}, "007", "007"),
    "time_range": ({}, {"from": "09:00", "to": "17:30"}, "09:00"),
}


@pytest.mark.parametrize("kind", LEADING_ZEROS)
def test_a_zero_in_front_stays(kind: str) -> None:
    """Must catch: a code, an account or a postcode written as a number."""
    more, answer, wanted = LEADING_ZEROS[kind]
    question = a_question(kind, **more)
    row = rows_in(as_csv([question.columns(answer or question.sample())]))[1]
    assert wanted in row


def test_a_negative_number_is_taken_by_no_kind() -> None:
    """It would need an apostrophe, and be a word in the table. Must catch: a kind that takes one."""
    for kind in ("integer", "money", "decimal"):
        question = a_question(kind)
        for typed_in in ("-5", "－5", "−5", "▲5", "△5"):
            assert gather(question, {"asked": [typed_in]}).errors, (kind, typed_in)


def the_table() -> list[dict[str, str]]:
    """A row for every kind, and one for every rare text."""
    kinds = [
        {"受付番号": f"26-{at}", **question.columns(answer)}
        for at, (question, answer, _) in enumerate(every_kind())
    ]
    texts = [
        *RARE,
        "－1",
        "−1+1",
        " =1",
        "@SUM(A1)",
        "1\n2",
        "1,5",
        "00123",
        "1E5",
        "1/2",
        "2026-05-12",
        "TRUE",
        "#REF!",
    ]
    zeros = [
        {"受付番号": kind, **a_question(kind, **more).columns(answer)}
        for kind, (more, answer, _) in LEADING_ZEROS.items()
        if answer
    ]
    return [*kinds, *zeros, *({"受付番号": f"t-{at}", "文": text} for at, text in enumerate(texts))]


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (Debian: libreoffice-calc-nogui)")
@pytest.mark.parametrize(("codec", "number"), [("utf-8-sig", 76), ("cp932", 64)])
def test_a_spreadsheet_reads_the_values_that_were_written(tmp_path: Path, codec: str, number: int) -> None:
    """Opened as text in quotes, as the office is told to. Must catch: a value that the spreadsheet works out."""
    table = the_table()
    written = as_csv(table) if codec == "utf-8-sig" else as_cp932(table, "受付番号")[0]
    source, out = tmp_path / "table.csv", tmp_path / "out"
    source.write_bytes(written)
    filters = f"44,34,{number},1,,0,true,false", "Text - txt - csv (StarCalc):44,34,76,1,,0,true,false"
    subprocess.run(
        [
            SOFFICE or "",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            f"--infilter=Text - txt - csv (StarCalc):{filters[0]}",
            "--convert-to",
            f"csv:{filters[1]}",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        timeout=240,
        capture_output=True,
    )
    assert rows_in((out / "table.csv").read_bytes()) == [
        [cell.replace("\r\n", "\n") for cell in row] for row in rows_in(written, codec)
    ]
