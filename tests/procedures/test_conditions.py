"""Conditions: a closed set of operators, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.procedures.conditions import OPERATORS, Condition

MISSING = object()
TABLE: list[tuple[dict[str, Any], Any, bool]] = [
    ({"eq": "post"}, "post", True),
    ({"eq": "post"}, "counter", False),
    ({"eq": True}, True, True),
    ({"eq": True}, False, False),
    ({"eq": False}, False, True),
    ({"eq": 3}, 3, True),
    ({"ne": "head"}, "member", True),
    ({"ne": "head"}, "head", False),
    ({"in": ["flood", "tsunami"]}, "flood", True),
    ({"in": ["flood", "tsunami"]}, "wind", False),
    ({"has": "roof"}, ["roof", "floor"], True),
    ({"has": "roof"}, ["floor"], False),
    ({"filled": True}, "x", True),
    ({"filled": True}, 0, True),
    ({"filled": True}, False, True),
    ({"filled": True}, "", False),
    ({"filled": True}, [], False),
    ({"filled": False}, "x", False),
    ({"filled": False}, {}, True),
    ({"lt": 3}, 2, True),
    ({"lt": 3}, 3, False),
    ({"le": 3}, 3, True),
    ({"le": 3}, 4, False),
    ({"gt": 3}, 4, True),
    ({"gt": 3}, 3, False),
    ({"ge": 3}, 3, True),
    ({"ge": 3}, 2, False),
    ({"ge": 2}, ["one", "two"], True),
    ({"gt": 2}, ["one", "two"], False),
]


def condition(**parts: Any) -> Condition:
    return Condition.model_validate(parts)


@pytest.mark.parametrize(("operator", "answer", "holds"), TABLE)
def test_an_operator_compares_an_answer(operator: dict[str, Any], answer: Any, holds: bool) -> None:
    """Must catch: two operators exchanged, or a limit that takes one more or one less."""
    asked = condition(question="asked", **operator)
    assert asked.holds({"asked": answer}, {}) is holds


@pytest.mark.parametrize(("operator", "answer", "holds"), TABLE)
def test_a_fact_is_compared_like_an_answer(operator: dict[str, Any], answer: Any, holds: bool) -> None:
    assert condition(fact="known", **operator).holds({"known": MISSING}, {"known": answer}) is holds


def test_every_operator_is_in_the_table() -> None:
    """Must catch: a new operator that nobody tests."""
    tested = {"one_of" if name == "in" else name for operator, _, _ in TABLE for name in operator}
    assert tested == set(OPERATORS)


@pytest.mark.parametrize("operator", [{"eq": 1}, {"in": [1]}, {"has": 1}, {"lt": 1}, {"ge": 0}])
def test_nothing_can_be_said_of_an_answer_that_is_missing(operator: dict[str, Any]) -> None:
    """Must catch: a missing number taken for nought."""
    assert not condition(question="asked", **operator).holds({}, {})
    assert not condition(question="asked", **operator).holds({"asked": None}, {})


def test_a_missing_answer_is_another_one_and_is_not_filled() -> None:
    assert condition(question="asked", ne="x").holds({}, {})
    assert condition(question="asked", filled=False).holds({}, {})
    assert not condition(question="asked", filled=True).holds({}, {})


YES, NO = {"question": "a", "eq": 1}, {"question": "a", "eq": 2}
COMBINED = [
    ({"all": [YES, YES]}, True),
    ({"all": [YES, NO]}, False),
    ({"any": [NO, YES]}, True),
    ({"any": [NO, NO]}, False),
    ({"not": YES}, False),
    ({"not": NO}, True),
    ({"all": [{"any": [NO, YES]}, {"not": NO}]}, True),
]


@pytest.mark.parametrize(("parts", "holds"), COMBINED)
def test_comparisons_can_be_combined(parts: dict[str, Any], holds: bool) -> None:
    """Must catch: all and any exchanged."""
    assert condition(**parts).holds({"a": 1}, {}) is holds


WRONG: list[dict[str, Any]] = [
    {},
    {"question": "a"},
    {"eq": 1},
    {"question": "a", "fact": "b", "eq": 1},
    {"question": "a", "eq": 1, "ne": 2},
    {"question": "a", "eq": 1, "all": [YES]},
    {"all": [YES], "any": [YES]},
    {"all": []},
    {"any": []},
    {"question": "a", "matches": "x"},
    {"question": "a", "eq": ["x"]},
    {"question": "a", "lt": "many"},
]


@pytest.mark.parametrize("parts", WRONG)
def test_a_condition_is_one_comparison_or_one_combination(parts: dict[str, Any]) -> None:
    """Must catch: a condition with two meanings, of which one would be passed over in silence."""
    with pytest.raises(ValidationError):
        condition(**parts)


def test_its_leaves_are_all_its_comparisons() -> None:
    """Must catch: a comparison inside a combination that static checks never see."""
    tree = condition(all=[{"any": [YES, {"fact": "f", "ge": 1}]}, {"not": {"question": "b", "filled": True}}])
    assert [leaf.question or leaf.fact for leaf in tree.leaves()] == ["a", "f", "b"]
    assert [leaf.question for leaf in condition(**YES).leaves()] == ["a"]


leaves = st.builds(
    lambda name, operator: {"question": name, **operator},
    st.sampled_from(["a", "b"]),
    st.one_of(
        st.builds(lambda value: {"eq": value}, st.sampled_from([True, False, 1, "x"])),
        st.builds(lambda value: {"filled": value}, st.booleans()),
        st.builds(lambda value: {"ge": value}, st.integers(-2, 2)),
    ),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


@given(parts=trees, a=st.one_of(st.none(), st.integers(-2, 2)), b=st.one_of(st.none(), st.booleans()))
def test_a_condition_means_the_same_after_it_was_published(parts: dict[str, Any], a: Any, b: Any) -> None:
    """Must catch: an alias lost on the way to the stored revision."""
    before = condition(**parts)
    after = Condition.model_validate(before.model_dump(mode="json", by_alias=True, exclude_none=True))
    assert after == before
    assert after.holds({"a": a, "b": b}, {}) is before.holds({"a": a, "b": b}, {})
