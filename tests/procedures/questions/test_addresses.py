"""Addresses, kept as typed in the parts of the address base registry."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

ADDRESS = a_question("address", prefill="person.address")
IN_TOWN = a_question("address", in_town=True)
TOWN = {"town.prefecture": "長野県", "town.city": "若葉郡みどり野町"}
HOME = {
    "postcode": "3999901",
    "prefecture": "長野県",
    "city": "若葉郡みどり野町",
    "town": "若葉台一丁目",
    "block": "2番3号",
    "building": "みどり野ハイツ201号室",
}


def typed(**parts: str) -> dict[str, list[str]]:
    return {f"asked.{part}": [text] for part, text in {**HOME, **parts}.items()}


@given(parts=st.fixed_dictionaries(dict.fromkeys(HOME, any_text)))
def test_whatever_was_taken_is_taken_again_unchanged(parts: dict[str, str]) -> None:
    for question in (ADDRESS, IN_TOWN):
        reading = gather(question, {f"asked.{part}": [text] for part, text in parts.items()}, known=TOWN)
        if reading.answer is not None:
            again = gather(question, question.boxes(reading.answer, "asked"), known=TOWN)
            assert again.answer == reading.answer


def test_numbers_are_written_in_half_width_and_the_rest_as_typed() -> None:
    """Must catch: a place name swapped for another kanji by a normal form."""
    answer = gather(ADDRESS, typed(town="大字葛\U000e0100原", block="９番地２", postcode="〒399-9905")).answer
    assert (answer["town"], answer["block"], answer["postcode"]) == (
        "大字葛\U000e0100原",
        "9番地2",
        "3999905",
    )


@pytest.mark.parametrize(
    ("part", "noun"),
    [("prefecture", "都道府県"), ("city", "市区町村"), ("town", "町・字"), ("block", "番地")],
)
def test_the_part_that_is_missing_is_named(part: str, noun: str) -> None:
    sentence = f"askedの{noun}を入力してください。"
    assert complaints(gather(ADDRESS, typed(**{part: ""}))) == [(f"asked.{part}", sentence)]


@pytest.mark.parametrize("part", ["postcode", "building"])
def test_not_every_address_has_a_postcode_or_a_building(part: str) -> None:
    assert gather(ADDRESS, typed(**{part: ""})).answer[part] == ""


def test_a_wrong_postcode_is_told_at_its_box() -> None:
    assert [at for at, _ in complaints(gather(ADDRESS, typed(postcode="123")))] == ["asked.postcode"]


def test_in_town_nobody_types_the_town() -> None:
    """Must catch: a flooded resident asked for the prefecture they live in."""
    short = {"asked.town": ["大字中央"], "asked.block": ["1"]}
    answer = gather(IN_TOWN, short, known=TOWN).answer
    assert (answer["prefecture"], answer["city"]) == ("長野県", "若葉郡みどり野町")
    assert [at for at, _ in complaints(gather(IN_TOWN, short))] == ["asked.prefecture"]
    assert [at for at, _ in complaints(gather(ADDRESS, short, known=TOWN))] == ["asked.prefecture"]


def test_the_town_alone_is_no_answer() -> None:
    optional = a_question("address", in_town=True, required=False)
    assert gather(optional, {"asked.prefecture": ["長野県"]}, known=TOWN).answer is None


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({}, "〒399-9901 長野県若葉郡みどり野町若葉台一丁目2番3号 みどり野ハイツ201号室"),
        ({"building": ""}, "〒399-9901 長野県若葉郡みどり野町若葉台一丁目2番3号"),
        ({"postcode": "", "building": ""}, "長野県若葉郡みどり野町若葉台一丁目2番3号"),
    ],
)
def test_it_is_shown_on_one_line_and_exported_in_two_cells(parts: dict[str, str], shown: str) -> None:
    answer = HOME | parts
    assert ADDRESS.show(answer) == shown
    place = shown.removeprefix("〒399-9901 ")
    assert ADDRESS.columns(answer) == {"asked（郵便番号）": answer["postcode"], "asked": place}


def known(**parts: Any) -> dict[str, Any]:
    return {f"person.address.{part}": text for part, text in {**HOME, **parts}.items()}


def test_the_register_suggests_a_whole_address_or_none() -> None:
    """Must catch: half an address, which looks like a whole one."""
    assert ADDRESS.suggested(known()) == HOME
    assert ADDRESS.suggested(known(building=None)) == HOME | {"building": ""}
    assert ADDRESS.suggested(known(town=None)) is None
    assert a_question("address").suggested(known()) is None
