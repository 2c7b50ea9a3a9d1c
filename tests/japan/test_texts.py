"""Free text: one kind of line end, nothing invisible, counted as a reader counts."""

import pytest

from app.japan.texts import length, read_line, read_text
from tests.japan.reading import refusal


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v"])
def test_lines_end_in_one_way(end: str) -> None:
    assert read_text(f"一行め{end}二行め", 10) == "一行め\n二行め"
    assert "改行" in refusal(read_line, f"一行め{end}二行め", 10)


def test_free_text_is_composed_and_keeps_what_people_write() -> None:
    assert read_text("か\u3099っこう①㈱😀", 20) == "がっこう①㈱😀"
    assert read_text("  \n本文\n ", 20) == "本文"
    assert read_line(" 本文\t続き\n", 20) == "本文 続き"


@pytest.mark.parametrize(
    "harmful", ["\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\u200f", "\ud800", "\ufdd0", "\U000e0041"]
)
def test_what_cannot_be_seen_is_refused(harmful: str) -> None:
    """Must catch: an override that turns the rest of a line around, a NUL that PostgreSQL refuses."""
    assert "目に見えない文字" in refusal(read_text, f"前{harmful}後", 10)
    assert "目に見えない文字" in refusal(read_line, f"前{harmful}後", 10)


def test_the_sentence_says_how_many_characters_are_too_many() -> None:
    assert read_text("あ" * 10, 10)
    assert refusal(read_text, "あ" * 13, 10) == "項目が3文字多いです。10文字までにしてください。"


def test_a_family_is_one_character_and_a_heap_of_marks_is_not() -> None:
    assert length("👨\u200d👩\u200d👧\u200d👦") == 1
    assert length("葛\U000e0100") == 1
    assert length("が") == length("か\u3099") == 1
    assert length("a" + "\u0301" * 1600) > 50
