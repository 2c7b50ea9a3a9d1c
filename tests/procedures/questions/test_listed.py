"""Things from the town's lists."""

from typing import Any

import pytest

from app.language import Language
from app.procedures.questions.registry import question_of
from tests.procedures.making import a_person, a_question, complaints, gather

ONE, SEVERAL = a_question("listed"), a_question("listed", several=True)
KNOWN: dict[str, Any] = {
    "town.lists.nurseries": [
        {"key": "hoshi", "name": "星の保育園", "note": "生後6か月から", "unit": "small"},
        {"key": "tsuki", "name": "月の保育園"},
    ],
    "town.lists.schools": [{"key": "higashi", "name": "東小学校"}],
}
HOSHI, TSUKI = {"key": "hoshi", "name": "星の保育園"}, {"key": "tsuki", "name": "月の保育園"}


def test_what_was_chosen_is_kept_with_its_name() -> None:
    """Must catch: a key alone, which means nothing once the town has closed the nursery."""
    assert gather(ONE, {"asked": ["hoshi"]}, known=KNOWN).answer == HOSHI
    assert gather(SEVERAL, {"asked": ["tsuki", "hoshi"]}, known=KNOWN).answer == [HOSHI, TSUKI]


@pytest.mark.parametrize("question", [ONE, SEVERAL])
@pytest.mark.parametrize("wrong", ["higashi", "gone", "星の保育園", "<b>"])
def test_what_is_not_on_the_list_is_refused(question: Any, wrong: str) -> None:
    """Must catch: a thing of another list, or one that a page kept open still shows."""
    sentence = "askedは、画面にある答えから選んでください。"
    assert complaints(gather(question, {"asked": [wrong]}, known=KNOWN)) == [("asked", sentence)]


def test_the_list_is_offered_in_the_towns_order_with_its_notes() -> None:
    assert ONE.offered(KNOWN, Language.JAPANESE) == [
        {"value": "hoshi", "label": "星の保育園", "hint": "生後6か月から"},
        {"value": "tsuki", "label": "月の保育園"},
    ]


def test_without_a_list_the_name_is_typed() -> None:
    """Must catch: a page that nobody can leave in a town without this list."""
    typed = {"key": "", "name": "となり町の保育園"}
    assert gather(ONE, {"asked": ["となり町の保育園"]}).answer == typed
    assert gather(SEVERAL, {"asked": ["となり町の保育園"]}).answer == [typed]
    assert ONE.boxes(typed, "asked") == {"asked": ["となり町の保育園"]}
    assert complaints(gather(ONE, {"asked": ["あ" * 101]}))


def test_it_is_shown_by_its_name() -> None:
    assert ONE.show(HOSHI) == "星の保育園"
    assert SEVERAL.show([HOSHI, TSUKI]) == "星の保育園、月の保育園"
    assert SEVERAL.show([HOSHI, TSUKI], Language.ENGLISH) == "星の保育園, 月の保育園"


def test_a_list_of_the_town_is_no_list_of_people() -> None:
    """Must catch: a nursery taken for the person of the same key."""
    group = question_of(
        {"kind": "group", "key": "rows", "name": "人", "label": "人", "rows_from": "who"}
        | {"questions": [{"kind": "text", "key": "word", "name": "ことば", "label": "ことば"}]}
    )
    known = {"household.members": [a_person("hoshi")], **KNOWN}
    assert group.people({"who": [{"key": "hoshi"}]}, known) == [a_person("hoshi")]


def test_a_sample_is_on_the_list() -> None:
    """Must catch: demo data and generated tests with an answer that nobody could give."""
    assert ONE.sample_from(KNOWN) == HOSHI
    assert SEVERAL.sample_from(KNOWN) == [HOSHI]
    assert gather(ONE, ONE.boxes(ONE.sample_from({}), "asked")).answer == ONE.sample()


OFFICE = a_question("listed", list="offices", unlisted=True)
OFFICES: dict[str, Any] = {
    "town.lists.offices": [{"key": "shakyo", "name": "社協", "number": "2099900011", "phone": "0261-00-0021"}]
}


def test_what_the_list_knows_is_kept_for_the_boxes_it_fills_in() -> None:
    """Must catch: a phone number that looks typed over, because the list writes it with hyphens."""
    kept = {"key": "shakyo", "name": "社協", "number": "2099900011", "phone": "0261000021"}
    assert gather(OFFICE, {"asked": ["shakyo"]}, known=OFFICES).answer == kept


def test_none_of_them_is_an_answer_where_boxes_ask_for_the_rest() -> None:
    """Must catch: somebody whose office is not on the list, and who cannot go on."""
    none = gather(OFFICE, {"asked": ["-"]}, known=OFFICES).answer
    assert none == {"key": "", "name": "この中にない"}
    assert OFFICE.boxes(none, "asked") == {"asked": ["-"]}
    assert OFFICE.show(none, Language.ENGLISH) == "None of these"
    assert OFFICE.offered(OFFICES, Language.EASY)[-1] == {"value": "-", "label": "この 中に ない"}
    assert complaints(gather(ONE, {"asked": ["-"]}, known=KNOWN)), (
        "a list without these words has no such answer"
    )


def test_without_a_list_nobody_is_asked_which_of_it() -> None:
    assert OFFICE.can_be_answered(OFFICES)
    assert not OFFICE.can_be_answered({})
    assert ONE.can_be_answered({}), "its name is typed"
