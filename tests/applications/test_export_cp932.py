"""I-83: what older systems can read, and what they cannot."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applications.export.cp932 import Replaced, as_cp932, fitted, report_of

FITS = ["髙橋", "山﨑", "㈱①", "ｶﾞｽ", "ヴ", "\ufa19田", "〓", "一行\r\n二行", "O'Brien", "~\\"]
IN_ANOTHER_FORM = {
    "葛\U000e0100城": ("葛城", "葛\U000e0100"),
    "﨑\U000e0100": ("﨑", "﨑\U000e0100"),
    "か\u3099": ("が", "か\u3099"),
    "1〜2": ("1～2", "〜"),
    "1−2": ("1－2", "−"),
    "\ufa30": ("侮", "\ufa30"),
}
HAS_NO_EQUAL = {
    "𠮷野": ("〓野", "𠮷"),
    "ゔ": ("〓", "ゔ"),
    "Nguyễn": ("Nguy〓n", "ễ"),
    "👨‍👩‍👧と": ("〓と", "👨‍👩‍👧"),
    "𛀁": ("〓", "𛀁"),
    "简": ("〓", "简"),
}


@pytest.mark.parametrize("text", FITS)
def test_what_fits_stays_as_it_is(text: str) -> None:
    """I-83. Must catch: 髙 or ① taken for a character that Windows lacks, as in JIS X 0208."""
    assert fitted(text) == (text, ())


@pytest.mark.parametrize("text", IN_ANOTHER_FORM | HAS_NO_EQUAL)
def test_what_does_not_fit_is_replaced_and_named(text: str) -> None:
    """I-83. Must catch: ? in a name, one 〓 per code point, a look-alike in place of a kanji, a loss in silence."""
    now, lost = (IN_ANOTHER_FORM | HAS_NO_EQUAL)[text]
    shown, changed = fitted(text)
    assert shown == now
    assert [was for was, _now in changed] == [lost]


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_is_in_a_cell_can_be_written_and_read_back(text: str) -> None:
    """I-83. Must catch: an export that ends in an error over one character of one case."""
    shown, changed = fitted(text)
    assert shown.encode("cp932").decode("cp932") == shown
    assert bool(changed) == (shown != text)


def test_the_report_names_case_column_and_code() -> None:
    """I-83. Must catch: a report from which nobody finds the name to write by hand."""
    rows = [{"受付番号": "26-1", "氏名": "𠮷𠮷 葛\U000e0100"}, {"受付番号": "26-2", "氏名": "髙橋"}]
    table, replaced = as_cp932(rows, "受付番号")
    assert list(csv.reader(io.StringIO(table.decode("cp932"), newline=""))) == [
        ["受付番号", "氏名"],
        ["26-1", "〓〓 葛"],
        ["26-2", "髙橋"],
    ]
    assert replaced == (
        Replaced("26-1", "氏名", "𠮷", "〓"),
        Replaced("26-1", "氏名", "葛\U000e0100", "葛"),
    )
    report = list(
        csv.DictReader(io.StringIO(report_of(replaced, "受付番号").decode("utf-8-sig"), newline=""))
    )
    assert report[0] == {
        "受付番号": "26-1",
        "項目": "氏名",
        "文字": "𠮷",
        "コード": "U+20BB7",
        "置きかえ": "〓",
    }
    assert report[1]["コード"] == "U+845B U+E0100"


def test_no_cell_becomes_a_formula_on_the_way() -> None:
    """Must catch: a minus of mathematics that becomes one of Windows after the cells were looked at."""
    table, _ = as_cp932([{"受付番号": "−1+1"}], "受付番号")
    assert table.decode("cp932").splitlines()[1].startswith("\"'－")


def test_a_table_in_which_nothing_was_lost_says_so() -> None:
    assert "置きかえた文字はありません" in report_of((), "受付番号").decode("utf-8-sig")
