"""For whom a question is, in words that somebody with a pen can follow."""

from typing import Any

import pytest

from app.language import Language
from app.procedures.condition_words import Either, who
from app.procedures.conditions import Condition
from app.procedures.wording import Wording
from tests import make
from tests.procedures.making import a_question

QUESTIONS = {
    "fruit": a_question("choice", "fruit"),
    "several": a_question("choices", "several"),
    "sure": a_question("yes_no", "sure"),
    "agreed": a_question("statement", "agreed"),
    "count": a_question("integer", "count"),
    "free": a_question("text", "free"),
}

SIMPLE = {
    "「fruit」で「あ」を選んだ方": {"question": "fruit", "eq": "a"},
    "「fruit」で「あ」か「う」を選んだ方": {"question": "fruit", "in": ["a", "c"]},
    "「fruit」で「い」を選ばなかった方": {"question": "fruit", "ne": "b"},
    "「several」で「い」を選んだ方": {"question": "several", "has": "b"},
    "「several」で「い」を選ばなかった方": {"not": {"question": "several", "has": "b"}},
    "「sure」で「はい」を選んだ方": {"question": "sure", "eq": True},
    "「sure」で「いいえ」を選んだ方": {"question": "sure", "eq": False},
    "「agreed」で「確認しました」を選んだ方": {"question": "agreed", "eq": True},
    "「free」に答えた方": {"question": "free", "filled": True},
    "「free」に答えなかった方": {"not": {"question": "free", "filled": True}},
    "「count」が3以上の方": {"question": "count", "ge": 3},
    "「count」が0より多い方": {"question": "count", "gt": 0},
    "「count」が3以下の方": {"question": "count", "le": 3},
    "「count」が3より少ない方": {"question": "count", "lt": 3},
    "「fruit」で「あ」か「い」を選んだ方": {
        "any": [{"question": "fruit", "eq": "a"}, {"question": "fruit", "eq": "b"}]
    },
    "「fruit」で「あ」を選んだ方か、「sure」で「はい」を選んだ方": {
        "any": [{"question": "fruit", "eq": "a"}, {"question": "sure", "eq": True}]
    },
    "「fruit」で「あ」を選んだ方で、「sure」で「はい」を選んだ方": {
        "all": [{"question": "fruit", "eq": "a"}, {"question": "sure", "eq": True}]
    },
}
NOT_FOR_PAPER: list[dict[str, Any]] = [
    {"fact": "has_child_under_3", "eq": True},
    {"question": "fruit", "eq": "unknown"},
    {"question": "elsewhere", "eq": "a"},
    {"question": "free", "eq": "word"},
    {"not": {"fact": "x", "eq": True}},
    {"all": [{"question": "fruit", "eq": "a"}, {"fact": "x", "eq": True}]},
    {"any": [{"fact": "x", "eq": True}, {"question": "fruit", "eq": "a"}]},
]


@pytest.mark.parametrize("words", SIMPLE)
def test_a_simple_condition_is_said(words: str) -> None:
    """Must catch: one said the wrong way round, or with a value in place of what the paper shows."""
    found = who(Condition.model_validate(SIMPLE[words]), QUESTIONS)
    assert found is not None
    assert said_whole(found) == words


def said_whole(message: Any) -> str:
    values = {
        name: said_whole(value) if hasattr(value, "template") else reading(value)
        for name, value in message.values.items()
    }
    return str(message.template.format(**values))


def reading(value: Any) -> str:
    return str(value.for_reader(Language.JAPANESE)) if hasattr(value, "for_reader") else str(value)


@pytest.mark.parametrize("condition", NOT_FOR_PAPER, ids=str)
def test_what_a_calculation_decides_is_not_put_in_words(condition: dict[str, Any]) -> None:
    """Must catch: half of a condition told as the whole."""
    assert who(Condition.model_validate(condition), QUESTIONS) is None


def test_alternatives_are_told_in_every_language() -> None:
    either = Either((Wording(ja="あ", en="A"), Wording(ja="い", en="B")))
    assert [either.for_reader(each) for each in Language] == ["あ」か「い", "あ」か「い", "A” or “B"]


def test_no_value_of_a_definition_stands_in_the_words() -> None:
    """Must catch: `increase` printed where 「増えた」 belongs, in any procedure of the catalogue."""
    for procedure in make.catalog().values():
        for step in procedure.steps:
            for when in (step.when, *(question.when for question in step.questions)):
                found = who(when, procedure.questions) if when else None
                assert found is None or not any(
                    letter.isascii() and letter.islower() for letter in said_whole(found)
                )
