"""Banks and branches by what people call them."""

import subprocess
import sys

import pytest
from hypothesis import given

from app.japan.banks import list_banks, list_branches
from tests.japan.reading import any_text


def labels(text: str) -> list[str]:
    return [bank.label for bank in list_banks(text)]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("みずほ", "みずほ銀行（0001）"),
        ("みずほ銀行", "みずほ銀行（0001）"),
        ("ﾐｽﾞﾎ", "みずほ銀行（0001）"),
        ("三菱ufj", "三菱ＵＦＪ銀行（0005）"),
        ("三菱ＵＦＪ銀行", "三菱ＵＦＪ銀行（0005）"),
        ("はちじゅうに", "八十二長野銀行（0143）"),
        ("0143", "八十二長野銀行（0143）"),
        ("１４３", "八十二長野銀行（0143）"),
        ("長野信用金庫", "長野信用金庫（1390）"),
        ("JAグリーン長野", "グリーン長野農業協同組合（5477）"),
        ("ゆうちょ銀行", "ゆうちょ銀行（9900）"),
    ],
)
def test_a_bank_is_found_by_name_reading_and_number(typed: str, label: str) -> None:
    """Must catch: the names of the data (長野信金) asked of people who say 長野信用金庫."""
    assert labels(typed) == [label]


def test_part_of_a_name_finds_all_who_have_it_those_that_begin_with_it_first() -> None:
    """Must catch: 八十二長野銀行 that nobody finds under 長野."""
    found = labels("長野")
    assert found[0] == "長野信用金庫（1390）"
    assert found[-1] == "グリーン長野農業協同組合（5477）"
    assert "八十二長野銀行（0143）" in found


@pytest.mark.parametrize("typed", ["", "　", "9999", "そんな銀行はない", "（0143", "../banks", "\x00"])
def test_what_is_no_bank_is_not_found(typed: str) -> None:
    assert labels(typed) == []


@pytest.mark.parametrize(
    ("bank", "typed", "code"),
    [
        ("0143", "長野支店", "211"),
        ("0143", "ながの", "211"),
        ("0143", "211", "211"),
        ("9900", "〇五八", "058"),
    ],
)
def test_a_branch_is_found_by_name_reading_and_number(bank: str, typed: str, code: str) -> None:
    assert [branch.code for branch in list_branches(bank, typed)] == [code]


def test_a_bank_that_does_not_exist_has_no_branches() -> None:
    """Must catch: a path made of what somebody typed."""
    assert list_branches("../../banks", "長野") == []


@given(any_text)
def test_what_is_found_is_found_again_by_its_label(text: str) -> None:
    """Must catch: a name put into the box by a look-up, which the next page does not understand."""
    for bank in list_banks(text)[:3]:
        assert list_banks(bank.label) == [bank]
        for branch in list_branches(bank.code, text)[:3]:
            assert list_branches(bank.code, branch.label) == [branch]


def test_a_look_up_reads_no_more_than_it_needs() -> None:
    """Must catch: every branch of Japan in the memory of every process of the service."""
    asked = "from app.japan.banks import list_banks; list_banks('長野'); import sys; print('zengin_code' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
