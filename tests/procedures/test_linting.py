"""What is wrong with a definition, and where, said when it is loaded."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.procedures.definition import Procedure
from app.procedures.fee import Fee
from app.procedures.linting import problems_of
from tests.procedures.making import a_definition, a_procedure, a_step, described

TEXT = described("text", "word")
CHOICE = described("choice", "pick")
KIDS = [described("text", "kid_name"), described("integer", "kid_age")]


def problems(*steps: dict[str, Any], **more: Any) -> list[str]:
    """What is said of a definition that may be wrong."""
    try:
        a_procedure(*steps, **more)
    except ValidationError as wrong:
        return str(wrong.errors()[0]["msg"]).removeprefix("Value error, ").split("; ")
    return []


def asked_when(condition: dict[str, Any], key: str = "then") -> dict[str, Any]:
    return described("text", key, when=condition)


WRONG: list[tuple[list[dict[str, Any]], dict[str, Any], list[str]]] = [
    ([a_step("one", TEXT), a_step("two", TEXT)], {}, ["question word stands twice"]),
    ([a_step("one", TEXT), a_step("one", CHOICE)], {}, ["step one stands twice"]),
    (
        [a_step("one", TEXT, described("group", "kids", questions=[described("text", "word")]))],
        {},
        ["question word stands twice"],
    ),
    (
        [a_step("one", asked_when({"question": "word", "filled": True}), TEXT)],
        {},
        ["question then depends on word, which is not asked before it"],
    ),
    (
        [a_step("one", CHOICE, when={"question": "pick", "eq": "a"})],
        {},
        ["step one depends on pick, which is not asked before it"],
    ),
    (
        [a_step("one", asked_when({"all": [{"not": {"question": "nowhere", "eq": "x"}}]}))],
        {},
        ["question then depends on nowhere, which is not asked before it"],
    ),
    (
        [
            a_step(
                "one",
                described("group", "kids", questions=[asked_when({"question": "kid_age", "ge": 3}), KIDS[1]]),
            )
        ],
        {},
        ["question then depends on kid_age, which is not asked before it"],
    ),
    (
        [a_step("one", asked_when({"fact": "moon_is_full", "eq": True}))],
        {},
        ["question then depends on the unknown fact moon_is_full"],
    ),
    (
        [a_step("one", CHOICE, asked_when({"question": "pick", "eq": "z"}))],
        {},
        ["question then compares pick with 'z', which nobody can answer"],
    ),
    (
        [a_step("one", described("choices", "pick"), asked_when({"question": "pick", "has": "z"}))],
        {},
        ["question then compares pick with 'z', which nobody can answer"],
    ),
    (
        [a_step("one", CHOICE, asked_when({"question": "pick", "in": ["a", "y"]}))],
        {},
        ["question then compares pick with 'y', which nobody can answer"],
    ),
    (
        [a_step("one", described("yes_no", "sure"), asked_when({"question": "sure", "eq": "yes"}))],
        {},
        ["question then compares sure with 'yes', which nobody can answer"],
    ),
    ([], {"checks": ["is_nice"]}, ["unknown check is_nice"]),
    ([], {"previews": ["future"]}, ["unknown preview future"]),
    ([a_step("one", CHOICE, previews=["future"])], {}, ["unknown preview future"]),
    (
        [a_step("one", CHOICE, at_check=True, previews=["child_allowance_preview"])],
        {},
        ["step one has previews, but no page to show them"],
    ),
    ([], {"contact": {"phone": "nowhere"}}, ["there is no question nowhere"]),
    ([], {"contact": {"telephone": "asked"}}, ["unknown contact telephone"]),
    (
        [],
        {"fee": {"unit": "copy", "label": "写し", "copies": "nowhere", "express": "never"}},
        ["fee line 1: nowhere is no question about a number, several choices or rows"],
    ),
    (
        [],
        {"fee": {"unit": "copy", "label": "写し", "postage_when": {"question": "nowhere", "eq": "post"}}},
        ["postage depends on nowhere, which is not asked before it"],
    ),
    (
        [],
        {"filing": [{"kind": "application", "when": {"question": "nowhere", "eq": "x"}}]},
        ["filing depends on nowhere, which is not asked before it"],
    ),
    (
        [],
        {"correction_reasons": [{"code": "C1", "text": "直してください。", "questions": ["nowhere"]}]},
        ["there is no question nowhere"],
    ),
    (
        [a_step("one", TEXT, described("group", "kids", questions=KIDS, rows_from="word"))],
        {},
        ["question kids: word is no question about people"],
    ),
    (
        [a_step("one", described("group", "kids", questions=KIDS, rows_from="nowhere"))],
        {},
        ["question kids: nowhere is no question about people"],
    ),
    (
        [a_step("one", described("text", "then", copy_from="kids.0.kid_name"))],
        {},
        ["question then copies kids, which is not asked before it"],
    ),
    (
        [a_step("one", described("statement", "truth", prefill="person.family_name"))],
        {},
        ["question truth: a statement cannot be prefilled"],
    ),
    (
        [
            a_step(
                "one",
                described("group", "kids", questions=[described("statement", "truth", copy_from="kids")]),
            )
        ],
        {},
        ["question truth: a statement cannot be prefilled"],
    ),
]


@pytest.mark.parametrize(("steps", "more", "said"), WRONG, ids=[said[0] for _, _, said in WRONG])
def test_a_problem_is_named_with_its_place(
    steps: list[dict[str, Any]], more: dict[str, Any], said: list[str]
) -> None:
    """Must catch: a definition that is published with a question nobody can ever reach."""
    assert problems(*steps, **more) == said


def test_every_problem_is_said_at_once() -> None:
    """Must catch: an author who mends one slip only to be told of the next."""
    wrong = [a_step("one", TEXT, TEXT), a_step("one", asked_when({"question": "pick", "eq": "a"}), CHOICE)]
    assert problems(*wrong, checks=["is_nice"]) == [
        "question word stands twice",
        "step one stands twice",
        "question then depends on pick, which is not asked before it",
        "unknown check is_nice",
    ]


def test_a_condition_may_look_at_its_own_page_and_at_facts() -> None:
    assert (
        problems(
            a_step("one", CHOICE, asked_when({"question": "pick", "ne": "a"})),
            a_step("two", described("people", "who"), when={"fact": "ledger_is_unknown", "eq": True}),
            a_step("three", described("group", "kids", questions=KIDS, rows_from="who")),
            a_step("four", described("text", "copy", copy_from="kids.0.kid_name")),
        )
        == []
    )


def test_a_definition_made_by_hand_is_judged_by_the_same_rules() -> None:
    """Must catch: rules that only the files obey."""
    line = {"unit": "copy", "label": "写し"}
    fee = Fee.model_validate({"lines": [{**line, "times": ["nowhere"]}]})
    made = a_procedure().model_copy(update={"fee": fee})
    assert problems_of(made) == ["fee line 1: nowhere is no question about a number, several choices or rows"]
    postage = {"when": {"question": "nowhere", "filled": True}}
    looking = made.model_copy(update={"fee": Fee.model_validate({"lines": [line], "postage": postage})})
    assert problems_of(looking) == ["postage depends on nowhere, which is not asked before it"]


@pytest.mark.parametrize(
    "change",
    [
        {"category": "sports"},
        {"minutes": 0},
        {"filing": []},
        {"steps": []},
        {"colour": "blue"},
        {"assurance": "signed_in_blood"},
        {"handover": "pigeon"},
    ],
)
def test_what_no_procedure_has_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Procedure.model_validate(a_definition() | change)
