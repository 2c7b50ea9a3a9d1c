"""Names of people, kept code point by code point, and how they are read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

NAME = a_question("name", prefill="person")
KANA = a_question("kana", prefill="person")


def typed(family: str, given: str = "") -> dict[str, list[str]]:
    return {"asked.family": [family], "asked.given": [given]}


@given(family=any_text, first=any_text, question=st.sampled_from([NAME, KANA]))
def test_whatever_was_taken_is_taken_again_unchanged(family: str, first: str, question: Any) -> None:
    """Must catch: a name that changes each time its page is opened and saved."""
    reading = gather(question, typed(family, first))
    if reading.answer is not None:
        assert gather(question, question.boxes(reading.answer, "asked")).answer == reading.answer


@pytest.mark.parametrize("name", ["葛\U000e0100城", "𠮷田", "髙橋", "山﨑", "か\u3099"])
def test_a_name_is_kept_code_point_by_code_point(name: str) -> None:
    """Must catch: a normal form, which would write another kanji on a certificate."""
    assert gather(NAME, typed(name, "結")).answer == {"family": name, "given": "結"}


def test_a_person_may_have_one_name_only() -> None:
    assert gather(NAME, typed("SUKARNO")).answer == {"family": "SUKARNO", "given": ""}
    assert NAME.show({"family": "SUKARNO", "given": ""}) == "SUKARNO"


def test_a_given_name_alone_is_half_a_name() -> None:
    sentence = "askedは、姓（名字）も入力してください。"
    assert complaints(gather(NAME, typed("", "陽子"))) == [("asked.family", sentence)]


def test_a_reading_is_written_in_katakana_whatever_was_typed() -> None:
    assert gather(KANA, typed("みずの", "ﾖｳｺ")).answer == {"family": "ミズノ", "given": "ヨウコ"}


def test_the_wrong_half_is_marked() -> None:
    """Must catch: the message at the family name while the given name is wrong."""
    assert [at for at, _ in complaints(gather(KANA, typed("ミズノ", "陽子")))] == ["asked.given"]
    assert [at for at, _ in complaints(gather(NAME, typed("<b>", "陽子")))] == ["asked.family"]


PERSON = {
    "person.family_name": "水野",
    "person.given_name": "陽子",
    "person.family_name_kana": "ミズノ",
    "person.given_name_kana": "ヨウコ",
}


def test_the_register_suggests_name_and_reading() -> None:
    assert NAME.suggested(PERSON) == {"family": "水野", "given": "陽子"}
    assert KANA.suggested(PERSON) == {"family": "ミズノ", "given": "ヨウコ"}
    assert NAME.suggested({"person.family_name": "SUKARNO"}) == {"family": "SUKARNO", "given": ""}


def test_nothing_is_suggested_of_what_nobody_knows() -> None:
    """Must catch: the name of the applicant in the box for another person's name."""
    assert NAME.suggested({"person.given_name": "陽子"}) is None
    assert NAME.suggested({}) is None
    assert a_question("name").suggested(PERSON) is None
    assert a_question("name", prefill="household.head").suggested(PERSON) is None


def test_nothing_is_suggested_that_could_not_be_typed() -> None:
    assert KANA.suggested(PERSON | {"person.given_name_kana": "YOKO"}) is None
