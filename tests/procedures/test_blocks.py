"""Shared parts of definitions."""

from typing import Any

import pytest

from app.procedures.blocks import expanded
from app.procedures.definition import Procedure
from tests.procedures.making import a_definition, described

NAME = described("name", "name", label={"ja": "{who}の氏名", "en": "Name of {who}"})
PHONE = described("phone", "phone", when={"question": "name", "filled": True})
BLOCKS: dict[str, Any] = {
    "person": {"questions": [NAME, PHONE]},
    "page": {"steps": [{"key": "about", "title": "あなた", "questions": [{"block": "person"}]}]},
    "pages": {
        "steps": [
            {"key": key, "title": key, "questions": [described("text", key)]} for key in ("left", "right")
        ]
    },
    "answers": {"options": [{"value": "a", "label": "あ"}, {"value": "b", "label": "い"}]},
    "house": {"settings": {"category": "care", "minutes": 9}},
    "office": {"settings": {"category": "childcare"}},
    "odd": {"pages": []},
}


def find(name: str) -> Any:
    if name not in BLOCKS:
        raise ValueError(f"there is no block {name}")
    return BLOCKS[name]


def of(*steps: Any, **more: Any) -> Procedure:
    return Procedure.model_validate(expanded(a_definition(*steps, **more), find))


def page(*questions: Any, **more: Any) -> dict[str, Any]:
    return {"key": "only", "title": "ページ", "questions": [*questions], **more}


def test_a_block_of_questions_stands_where_it_is_named() -> None:
    assert [*of(page(described("text", "first"), {"block": "person"})).questions] == [
        "first",
        "name",
        "phone",
    ]


def test_two_uses_of_a_block_are_told_apart_by_prefix_and_words() -> None:
    """Must catch: a condition that still asks for the question of the other use."""
    spouse = {"block": "person", "prefix": "spouse_", "words": {"who": {"ja": "配偶者", "en": "your spouse"}}}
    questions = of(page({"block": "person", "words": {"who": "あなた"}}, spouse)).questions
    assert [*questions] == ["name", "phone", "spouse_name", "spouse_phone"]
    assert (questions["name"].label.ja, questions["name"].label.en) == ("あなたの氏名", "Name of あなた")
    assert (questions["spouse_name"].label.ja, questions["spouse_name"].label.en) == (
        "配偶者の氏名",
        "Name of your spouse",
    )
    condition = questions["spouse_phone"].when
    assert condition is not None
    assert condition.question == "spouse_name"


def test_a_use_may_leave_out_choose_and_change() -> None:
    assert [*of(page({"block": "person", "without": ["phone"]})).questions] == ["name"]
    assert [*of(page({"block": "person", "only": ["name"]})).questions] == ["name"]
    changed = of(page({"block": "person", "change": {"name": {"required": False}}}))
    assert not changed.questions["name"].required
    assert of(page({"block": "person"})).questions["name"].required


def test_a_use_chooses_among_the_questions_of_all_pages_of_a_block() -> None:
    """Must catch: a page left without questions, and a question of the second page that is said to be unknown."""
    (step,) = of({"block": "pages", "without": ["left"]}).steps
    assert [each.key for each in step.questions] == ["right"]


def test_pages_of_a_block_may_come_from_other_blocks() -> None:
    BLOCKS["book"] = {"steps": [{"block": "page", "without": ["phone"]}, {"block": "pages"}]}
    assert [step.key for step in of({"block": "book"}).steps] == ["about", "left", "right"]


def test_a_use_may_put_in_other_answers_by_name() -> None:
    asked = {"key": "only", "title": "題", "questions": [described("choice", "asked", options="answers")]}
    BLOCKS["choosing"] = {"steps": [asked]}
    BLOCKS["others"] = {"options": [{"value": "c", "label": "う"}, {"value": "d", "label": "え"}]}
    changed = of({"block": "choosing", "change": {"asked": {"options": "others"}}})
    assert changed.questions["asked"].sample() == "c"


def test_a_condition_on_a_use_is_added_to_those_of_its_questions() -> None:
    asked = {"question": "first", "filled": True}
    questions = of(page(described("text", "first"), {"block": "person", "when": asked})).questions
    assert questions["name"].when is not None
    assert questions["name"].when.question == "first"
    assert questions["phone"].when is not None
    assert [leaf.question for leaf in questions["phone"].when.leaves()] == ["first", "name"]


def test_a_page_of_a_block_may_be_given_another_heading() -> None:
    (step,) = of({"block": "page", "title": "別の題", "without": ["phone"]}).steps
    assert (step.key, step.title.ja, [q.key for q in step.questions]) == ("about", "別の題", ["name"])


def test_answers_and_settings_are_shared() -> None:
    """Must catch: a setting of a block that beats the definition's own."""
    asked = described("choice", "asked", options="answers")
    procedure = of(page(asked), like=["house", "office"], category="disaster")
    assert procedure.questions["asked"].sample() == "a"
    assert procedure.category == "disaster"
    inherited = {k: v for k, v in a_definition(page(asked)).items() if k not in {"category", "minutes"}}
    whole = Procedure.model_validate(expanded({**inherited, "like": ["house", "office"]}, find))
    assert (whole.category, whole.minutes) == ("childcare", 9)


@pytest.mark.parametrize(
    ("step", "complaint"),
    [
        ({"block": "nothing"}, "there is no block nothing"),
        ({"block": "house"}, "block house has no steps"),
        ({"block": "odd"}, "block odd: only options, questions, settings, steps may stand in a block"),
        ({"block": "pages", "title": "一つ"}, "block pages has 2 pages; title would be for one"),
        ({"block": "page", "without": ["age"]}, "block page has no question age"),
        (page({"block": "person", "witout": ["phone"]}), "block person: no such use as witout"),
        (page({"block": "person", "change": {"age": {}}}), "block person has no question age"),
    ],
)
def test_a_use_that_cannot_be_is_refused_with_its_name(step: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        of(step)


def test_a_block_is_not_touched_by_its_uses() -> None:
    """Must catch: a change for one procedure that shows in the next."""
    of(page({"block": "person", "prefix": "a_", "change": {"name": {"required": False}}}))
    assert of(page({"block": "person"})).questions["name"].required
