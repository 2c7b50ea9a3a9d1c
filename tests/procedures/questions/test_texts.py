"""Free text."""

import pytest
from hypothesis import given

from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

LINE, TEXT = a_question("text", longest=5), a_question("text", longest=20, lines=3)


@given(text=any_text)
def test_whatever_was_taken_is_taken_again_unchanged(text: str) -> None:
    """Must catch: a text that changes each time its page is opened and saved."""
    for question in (LINE, TEXT):
        reading = gather(question, {"asked": [text]})
        if reading.answer is not None:
            again = gather(question, question.boxes(reading.answer, "asked"))
            assert again.answer == reading.answer
            assert reading.answer.encode()


def test_its_length_is_counted_as_a_reader_counts() -> None:
    """Must catch: a family of four counted as seven characters."""
    assert gather(LINE, {"asked": ["👨‍👩‍👧‍👦が五人"]}).answer == "👨‍👩‍👧‍👦が五人"
    too_long = gather(LINE, {"asked": ["あいうえおか"]})
    assert complaints(too_long) == [("asked", "askedが1文字多いです。5文字までにしてください。")]
    assert too_long.answer is None


def test_only_a_question_of_several_lines_takes_them() -> None:
    assert gather(TEXT, {"asked": ["一\r\n二"]}).answer == "一\n二"
    assert [at for at, _ in complaints(gather(LINE, {"asked": ["一\r\n二"]}))] == ["asked"]


@pytest.mark.parametrize("hostile", ["\x00", "あ\u202eい", "a\ud800"])
def test_what_a_page_cannot_show_is_refused(hostile: str) -> None:
    assert complaints(gather(LINE, {"asked": [hostile]}))


def test_another_box_is_none_of_its_business() -> None:
    assert gather(LINE, {"asked2": ["あ"], "aske": ["い"]}).answer is None
