"""Talking in writing at a counter: on both screens, in the reader's words, and gone with the person."""

import pytest

from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import World

WORDS, REPLY = "おくすり手帳はありますか", "I left it at home"


def says(clerk: Clerk, words: str = WORDS) -> None:
    clerk.opens("/staff/counter")
    clerk.follows("文字で話す")
    clerk.sends("送る", {"text": words})


def test_what_is_typed_stands_on_both_screens(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: lines in the open in the database; a screen that never shows what was said."""
    counter.calls(clerk)
    says(clerk)
    tablet.opens("/screen")
    assert WORDS in tablet.text
    tablet.sends("送る", {"text": REPLY})
    assert REPLY in tablet.text
    clerk.opens("/staff/counter")
    clerk.follows("文字で話す")
    assert (WORDS in clerk.text, REPLY in clerk.text) == (True, True)
    sealed = counter.said_in_database(world)
    assert len(sealed) == 2
    assert not any(words.encode() in each for each in sealed for words in (WORDS, REPLY))


def test_nothing_said_is_there_for_the_next(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-38b. Must catch: lines that outlive the person they were said to, on either screen or in the database."""
    counter.calls(clerk)
    says(clerk)
    counter.calls(clerk)
    assert counter.said_in_database(world) == []
    tablet.opens("/screen")
    assert tablet.heading == "こんにちは"
    clerk.follows("文字で話す")
    for visitor in (tablet, clerk):
        assert WORDS not in visitor.answer.text


def test_nothing_said_comes_back_after_a_silence(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-38b. Must catch: a screen woken up with what somebody had written before they walked away."""
    counter.receives(clerk, tablet)
    says(clerk)
    world.clock.forward(minutes=3)
    tablet.opens("/screen")
    assert WORDS not in tablet.answer.text
    clerk.opens("/staff/counter")
    clerk.sends("画面をもう一度出す")
    tablet.opens("/screen")
    assert tablet.heading == "あなたですか"
    assert counter.said_in_database(world) == []


def test_phrases_are_read_in_ones_own_language_and_words_are_not_translated(
    clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: a phrase in Japanese for whoever reads English; typed words passed off as a translation."""
    counter.calls(clerk)
    tablet.opens("/screen")
    tablet.sends("English")
    clerk.follows("文字で話す")
    clerk.sends("本人確認の書類を見せてください。")
    says(clerk)
    tablet.opens("/screen")
    lines = [" ".join(each.text_content().split()) for each in tablet.page.xpath("//*[@data-talk]//li")]
    assert lines == [
        "Staff Set phrase Please show us a document that proves who you are.",
        f"Staff {WORDS}",
    ]
    tablet.sends("Please explain it again")
    clerk.opens("/staff/counter")
    clerk.follows("文字で話す")
    assert "もう一度、説明してください" in clerk.text


def test_the_person_can_begin_and_can_stop(clerk: Clerk, tablet: Resident) -> None:
    """Must catch: 「私です」 out of reach behind a talk."""
    counter.calls(clerk)
    counter.identifies(clerk)
    tablet.opens("/screen")
    tablet.sends("文字で話す")
    assert tablet.heading == "文字で話す"
    tablet.sends("送る", {"text": "はい"})
    tablet.sends("手続の画面にもどる")
    assert tablet.heading == "あなたですか"
    tablet.sends("はい、私です")


@pytest.mark.parametrize("text", ["", "  ", "あ" * 301, "みぎ\u202eひだり"])
def test_what_cannot_be_shown_is_told_at_the_box(clerk: Clerk, tablet: Resident, text: str) -> None:
    """Must catch: an empty line, a wall of text, or words that turn the direction of writing."""
    counter.calls(clerk)
    tablet.opens("/screen")
    tablet.sends("文字で話す")
    tablet.sends("送る", {"text": text}, 422)
    assert set(tablet.complaints) == {"text"}
    clerk.follows("文字で話す")
    clerk.sends("送る", {"text": text}, 422)
    assert set(clerk.complaints) == {"text"}
