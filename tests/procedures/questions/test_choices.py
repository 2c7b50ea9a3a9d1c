"""Answers picked from a list."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import Language
from app.procedures.wording import Wording
from tests.procedures.making import OPTIONS, a_question, complaints, gather

ONE, MANY, YES_NO = a_question("choice"), a_question("choices"), a_question("yes_no")
NOT_ON_THE_PAGE = "askedは、画面にある答えから選んでください。"


@given(chosen=st.lists(st.sampled_from(["a", "b", "c"]), max_size=6))
def test_several_are_kept_in_the_order_of_the_definition(chosen: list[str]) -> None:
    """Must catch: the order of the clicks, which would make two equal answers differ."""
    assert gather(a_question("choices", required=False), {"asked": chosen}).answer == (
        [value for value in "abc" if value in chosen] or None
    )


@pytest.mark.parametrize("question", [ONE, MANY, YES_NO])
@pytest.mark.parametrize("value", ["d", "A", "あ", "<script>", "a,b", "true"])
def test_nothing_is_taken_that_the_page_did_not_offer(question: Any, value: str) -> None:
    """Must catch: a hand-made value stored and shown to staff as if it were an answer."""
    assert complaints(gather(question, {"asked": [value]})) == [("asked", NOT_ON_THE_PAGE)]


def test_one_wrong_value_among_right_ones_is_refused() -> None:
    assert complaints(gather(MANY, {"asked": ["a", "z"]})) == [("asked", NOT_ON_THE_PAGE)]


def test_a_choice_that_is_missing_is_to_be_chosen_not_typed() -> None:
    for question in (ONE, MANY, YES_NO):
        assert complaints(gather(question, {})) == [("asked", "askedを選んでください。")]


def test_yes_is_true_and_no_is_false() -> None:
    """Must catch: 「いいえ」 taken for no answer."""
    assert gather(YES_NO, {"asked": ["yes"]}).answer is True
    assert gather(YES_NO, {"asked": ["no"]}).answer is False
    assert YES_NO.boxes(False, "asked") == {"asked": ["no"]}
    assert (YES_NO.show(True), YES_NO.show(False)) == ("はい", "いいえ")


def test_yes_and_no_may_have_other_words() -> None:
    asked = a_question("yes_no", yes={"ja": "のせる", "en": "Show"}, no="のせない")
    offered = asked.offered({}, Language.ENGLISH)
    assert [option["label"] for option in offered] == ["Show", "のせない"]
    assert asked.show(False) == "のせない"


def test_options_are_offered_in_the_readers_variant() -> None:
    hinted = a_question(
        "choice",
        options=[
            {
                "value": "post",
                "label": {"ja": "郵送", "easy": "手紙"},
                "hint": {"ja": "住所へ", "easy": "家へ"},
            },
            {"value": "counter", "label": "窓口"},
        ],
    )
    assert hinted.offered({}, Language.EASY) == [
        {"value": "post", "label": "手紙", "hint": "家へ"},
        {"value": "counter", "label": "窓口"},
    ]


def test_answers_are_shown_by_their_labels() -> None:
    assert ONE.show("b") == "い"
    assert MANY.show(["a", "c"]) == "あ、う"


def test_an_option_that_is_gone_is_still_shown() -> None:
    """Must catch: a page that fails over an answer of another time."""
    assert ONE.show("gone") == "gone"


def test_the_register_suggests_only_what_is_offered() -> None:
    """Must catch: a word of the register kept as an answer that no page can show."""
    asked = a_question("choice", prefill="row.cohabit")
    assert asked.suggested({"row.cohabit": "a"}) == "a"
    assert asked.suggested({"row.cohabit": "z"}) is None


def test_an_option_that_stands_twice_is_named() -> None:
    assert ONE.problems() == []
    assert a_question("choice", options=[*OPTIONS, OPTIONS[0]]).problems() == ["an option value stands twice"]


@pytest.mark.parametrize(
    "options",
    [OPTIONS[:1], [], [{"value": "Ja", "label": "x"}, *OPTIONS], [{"value": "", "label": "x"}, *OPTIONS]],
)
def test_a_list_has_two_options_and_plain_values(options: list[dict[str, str]]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        a_question("choice", options=options)


def test_labels_are_words_in_every_variant() -> None:
    assert a_question("yes_no").yes == Wording(ja="はい", easy="はい", en="Yes")
