"""What nobody can ever come to is refused when the definition is read."""

from typing import Any

import pytest

from app.procedures.definition import Procedure
from tests.procedures.making import a_definition, a_step, described

Q = {"question": "first"}


def problems(*steps: Any, **more: Any) -> list[str]:
    try:
        Procedure.model_validate(a_definition(a_step("start", described("choice", "first")), *steps, **more))
    except ValueError as wrong:
        return str(wrong).split("Value error, ")[-1].split(" [type")[0].split("; ")
    return []


def second(when: Any, **more: Any) -> Any:
    return a_step("second", described("text", "note", **more), when=when)


@pytest.mark.parametrize(
    "when",
    [
        {"all": [{**Q, "eq": "a"}, {**Q, "eq": "b"}]},
        {"all": [{**Q, "in": ["a", "b"]}, {**Q, "eq": "c"}]},
        {"all": [{**Q, "eq": "a"}, {"not": {**Q, "in": ["a", "b"]}}]},
        {
            "all": [
                {"fact": "children_and_students_count", "ge": 3},
                {"fact": "children_and_students_count", "lt": 2},
            ]
        },
        {
            "all": [
                {"fact": "ledger_is_unknown", "eq": True},
                {"not": {"fact": "ledger_is_unknown", "eq": True}},
            ]
        },
        {"not": {"any": [{**Q, "in": ["a", "b", "c"]}, {**Q, "filled": False}]}},
    ],
)
def test_a_page_for_answers_that_cannot_be_given_together_is_out_of_reach(when: Any) -> None:
    assert problems(second(when)) == ["step second is out of reach", "question note is out of reach"]


@pytest.mark.parametrize(
    "when",
    [
        {"any": [{**Q, "eq": "a"}, {**Q, "eq": "b"}]},
        {"all": [{**Q, "in": ["a", "b"]}, {**Q, "ne": "a"}]},
        {"not": {**Q, "in": ["a", "b"]}},
        {
            "all": [
                {"fact": "children_and_students_count", "ge": 2},
                {"fact": "children_and_students_count", "lt": 3},
            ]
        },
        {**Q, "filled": False},
    ],
)
def test_a_page_some_answer_leads_to_is_not(when: Any) -> None:
    assert problems(second(when)) == []


def test_a_question_is_out_of_reach_where_the_one_it_asks_about_was_not_asked() -> None:
    """Must catch: b needs the answer to a, but a is asked of others than b."""
    third = a_step(
        "third", described("text", "last"), when={"all": [{"question": "note", "eq": "x"}, {**Q, "eq": "b"}]}
    )
    assert problems(second({**Q, "eq": "a"}), third) == [
        "step third is out of reach",
        "question last is out of reach",
    ]


def test_a_question_in_a_row_and_a_stop_are_looked_at_too() -> None:
    never = {"all": [{**Q, "eq": "a"}, {**Q, "eq": "b"}]}
    group = described("group", "rows", questions=[described("text", "inner", when=never)])
    assert problems(a_step("second", group)) == ["question inner is out of reach"]
    stop = {"key": "nobody", "when": never, "title": "対象外です", "text": "別です。"}
    assert problems(stops=[stop]) == ["stop nobody stops nobody"]
