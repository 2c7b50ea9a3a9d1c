"""What answers cost, in units of the town: every rule alone and together, and whatever is put together of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.procedures.fee import Fee, NoUnit, charges_of
from app.procedures.fee_linting import problems_of_fee
from app.procedures.questions.groups import GroupQuestion
from tests.procedures.making import a_procedure, a_question, a_step, described

UNITS = {"item": {"chair": "small", "bed": "large"}}
COPY = {"unit": "copy", "label": "写し"}
BULKY = {"rows": "items", "unit_of": "item", "label": "粗大ごみ"}


def a_fee(*lines: dict[str, Any], **more: Any) -> Fee:
    return Fee.model_validate({"lines": [*lines], **more})


def charges(fee: Fee, **answers: Any) -> list[tuple[str, str, int]]:
    return [(each.unit, each.label.ja, each.quantity) for each in charges_of(fee, answers, {}, UNITS)]


def a_thing(key: str, **more: Any) -> dict[str, Any]:
    return {"item": {"key": key, "name": key}, **more}


@pytest.mark.parametrize(
    ("line", "answers", "expected"),
    [
        (COPY, {}, [("copy", "写し", 1)]),
        ({**COPY, "times": ["copies"]}, {"copies": 3}, [("copy", "写し", 3)]),
        ({**COPY, "times": ["copies"]}, {}, [("copy", "写し", 1)]),
        ({**COPY, "times": ["copies"]}, {"copies": 0}, []),
        (
            {**COPY, "times": ["copies", "years"]},
            {"copies": 2, "years": ["a", "b", "c"]},
            [("copy", "写し", 6)],
        ),
        ({**COPY, "times": ["rows"]}, {"rows": [{}, {}]}, [("copy", "写し", 2)]),
        ({**COPY, "when": {"question": "use", "eq": "x"}}, {"use": "y"}, []),
        ({**COPY, "when": {"question": "use", "eq": "x"}}, {"use": "x"}, [("copy", "写し", 1)]),
        (
            {
                "label": "証明",
                "unit_by": {"question": "use", "units": {"a": "dear", "b": None}},
                "times": ["copies"],
            },
            {"use": "a", "copies": 2},
            [("dear", "証明", 2)],
        ),
        (
            {"label": "証明", "unit_by": {"question": "use", "units": {"a": "dear", "b": None}}},
            {"use": "b"},
            [],
        ),
        ({"label": "証明", "unit_by": {"question": "use", "units": {"a": "dear", "b": None}}}, {}, []),
        (BULKY, {"items": [a_thing("chair"), a_thing("bed")]}, [("small", "chair", 1), ("large", "bed", 1)]),
        ({**BULKY, "count": "number"}, {"items": [a_thing("chair", number=4)]}, [("small", "chair", 4)]),
        ({**BULKY, "count": "number"}, {"items": [a_thing("chair", number=None)]}, [("small", "chair", 1)]),
        (BULKY, {}, []),
    ],
)
def test_each_rule(
    line: dict[str, Any], answers: dict[str, Any], expected: list[tuple[str, str, int]]
) -> None:
    """I-27. Must catch: a class that is priced as another, and something that should cost nothing and does."""
    assert charges(a_fee(line), **answers) == expected


def test_lines_add_up() -> None:
    tag = {"unit": "tag", "label": "鑑札", "when": {"question": "use", "eq": "new"}}
    fee = a_fee({**COPY, "times": ["copies"]}, tag, {**BULKY, "count": "number"})
    found = charges(fee, copies=2, use="new", items=[a_thing("bed", number=3)])
    assert found == [("copy", "写し", 2), ("tag", "鑑札", 1), ("large", "bed", 3)]
    assert charges(fee, copies=2, use="old") == [("copy", "写し", 2)]


@pytest.mark.parametrize("key", ["", "piano"])
def test_what_the_towns_list_has_no_price_for_is_not_given_away(key: str) -> None:
    """I-27. Must catch: something typed by hand that is carried off for nothing."""
    with pytest.raises(NoUnit):
        charges(a_fee(BULKY), items=[a_thing(key)])


numbers = st.integers(0, 50)
rows = st.lists(
    st.builds(a_thing, st.sampled_from(["chair", "bed"]), number=st.none() | numbers), max_size=10
)
lines = st.lists(
    st.sampled_from(
        [
            COPY,
            {**COPY, "times": ["copies"]},
            {**COPY, "unit": "tag", "when": {"question": "use", "eq": "a"}},
            {
                "label": "証明",
                "unit_by": {"question": "use", "units": {"a": "dear", "b": None}},
                "times": ["years"],
            },
            {**BULKY, "count": "number"},
        ]
    ),
    min_size=1,
    max_size=6,
)
answered = st.fixed_dictionaries(
    {},
    optional={
        "copies": numbers,
        "use": st.sampled_from("ab"),
        "years": st.lists(st.sampled_from("xyz"), max_size=3),
        "items": rows,
    },
)
PRICES = {"copy": 300, "tag": 0, "dear": 10, "small": 400, "large": 1200}


def total(fee: Fee, answers: dict[str, Any]) -> int:
    return sum(PRICES[each.unit] * each.quantity for each in charges_of(fee, answers, {}, UNITS))


@given(lines, answered, st.randoms())
def test_the_total_is_that_of_the_lines_in_any_order(
    several: list[dict[str, Any]], answers: dict[str, Any], random: Any
) -> None:
    """Must catch: a line that changes what another costs, a negative amount, an order that matters."""
    whole = total(a_fee(*several), answers)
    assert whole == sum(total(a_fee(line), answers) for line in several) >= 0
    shuffled, things = [*several], [*answers.get("items", [])]
    random.shuffle(shuffled)
    random.shuffle(things)
    assert total(a_fee(*shuffled), {**answers, "items": things}) == whole
    assert all(each.quantity > 0 for each in charges_of(a_fee(*several), answers, {}, UNITS))


def test_revisions_published_before_there_were_lines_still_load() -> None:
    """Must catch: an application of last year that nobody can open any more."""
    before = {
        "unit": "copy",
        "label": {"ja": "写し"},
        "copies": "copies",
        "postage_when": {"question": "delivery", "eq": "post"},
        "express": "express",
    }
    fee = Fee.model_validate(before)
    assert charges(fee, copies=2) == [("copy", "写し", 2)]
    assert fee.postage
    assert (fee.postage.times, fee.postage.express) == (("copies",), "express")
    assert Fee.model_validate(fee.model_dump(mode="json", by_alias=True, exclude_none=True)) == fee
    assert Fee.model_validate({"unit": "copy", "label": "写し"}).postage is None


def test_what_costs_nothing_is_still_known_when_it_is_published() -> None:
    """Must catch: an answer without a price that is dropped on the way, whose procedure then cannot be read."""
    units = {"question": "use", "units": {"a": "dear", "b": None}}
    fee = a_fee({"label": "証明", "unit_by": units})
    assert Fee.model_validate(fee.model_dump(mode="json", by_alias=True, exclude_none=True)) == fee


@pytest.mark.parametrize(
    "line",
    [
        {"label": "何も"},
        {**COPY, "unit_by": {"question": "use", "units": {"a": "dear"}}},
        {"label": "粗大ごみ", "unit_of": "item"},
        {**COPY, "count": "number"},
        {**COPY, "unit_by": {"question": "use", "units": {}}},
        {**COPY, "yen": 300},
    ],
)
def test_a_line_has_one_way_to_its_unit(line: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_fee(line)


BY = {"question": "use", "units": {"a": "dear", "b": None, "c": "cheap"}}
GROUP = described("group", "items", questions=[described("text", "item"), described("integer", "number")])
QUESTIONS = a_procedure(
    a_step(
        "one", described("choice", "use"), described("integer", "copies"), GROUP, described("text", "word")
    )
).questions


@pytest.mark.parametrize(
    ("fee", "complaints"),
    [
        ({"lines": [{"label": "証明", "unit_by": BY, "times": ["copies", "items"]}]}, []),
        (
            {
                "lines": [
                    {"label": "証明", "unit_by": {"question": "use", "units": {"a": "dear", "z": "far"}}}
                ]
            },
            [
                "fee line 1: no unit for b (write null where it costs nothing)",
                "fee line 1: no unit for c (write null where it costs nothing)",
                "fee line 1: nobody can answer z",
            ],
        ),
        (
            {"lines": [{"label": "証明", "unit_by": {"question": "word", "units": {"a": "dear"}}}]},
            ["fee line 1: word is no choice"],
        ),
        (
            {"lines": [COPY, {**COPY, "times": ["word"]}]},
            ["fee line 2: word is no question about a number, several choices or rows"],
        ),
        ({"lines": [{**BULKY, "rows": "copies"}]}, ["fee line 1: copies is no group"]),
        (
            {"lines": [{**BULKY, "count": "item"}]},
            ["fee line 1: item is no listed question in items", "fee line 1: item is no number in items"],
        ),
        (
            {
                "lines": [COPY],
                "postage": {"when": {"question": "copies", "gt": 0}, "times": ["word"], "express": "use"},
            },
            [
                "postage: word is no question about a number, several choices or rows",
                "postage: use is no yes/no question",
            ],
        ),
    ],
)
def test_every_way_through_a_fee_ends_at_a_unit(fee: dict[str, Any], complaints: list[str]) -> None:
    """Must catch: an option somebody adds to a question and nobody prices."""
    assert isinstance(QUESTIONS["items"], GroupQuestion)
    assert [*problems_of_fee(Fee.model_validate(fee), QUESTIONS)] == complaints


def test_a_condition_of_a_fee_is_looked_at_like_any_other() -> None:
    fee = {"lines": [{**COPY, "when": {"question": "nowhere", "filled": True}}]}
    with pytest.raises(ValidationError, match="fee line 1 depends on nowhere"):
        a_procedure(a_step("one", a_question("text", "word").model_dump(exclude_none=True)), fee=fee)
