"""わからない is an answer: kept as such, shown as such everywhere, and nothing to any rule."""

from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from app.language import Language
from app.procedures.answer_rows import answer_rows, columns_of
from app.procedures.answers import check_whole, read_step
from app.procedures.questions.base import Given
from app.procedures.questions.unknown import UNKNOWN, WORDS, blanks_of, boxes_of, text_of
from app.procedures.schema import schema_of
from app.procedures.suggesting import find_answer, suggested_answer
from tests import make
from tests.procedures.making import TODAY, a_journey, a_procedure, a_question, a_step, described

PROCEDURE = a_procedure(
    a_step(
        "doctor",
        described("phone", "phone", may_be_unknown=True),
        described("date", "seen_on", may_be_unknown=True, required=False),
        described("text", "where"),
    ),
    a_step(
        "rows",
        described(
            "group",
            "shops",
            questions=[described("text", "shop"), described("code", "number", may_be_unknown=True)],
        ),
    ),
)
WHOLE = {
    "phone": UNKNOWN,
    "seen_on": UNKNOWN,
    "where": "町",
    "shops": [{"shop": "店", "number": UNKNOWN}],
}


def read(form: dict[str, list[str]], step: str = "doctor") -> Any:
    journey = a_journey(PROCEDURE, {})
    found = PROCEDURE.find_step(step)
    assert found
    return read_step(found, Given(form, today=TODAY), journey)


def test_it_is_an_answer_and_no_empty_one() -> None:
    """L-3. Must catch: 「わからない」 kept as nothing, so that nobody ever asks again."""
    found = read({"phone.unknown": ["yes"], "seen_on.unknown": ["yes"], "where": ["町"]})
    assert found.errors == ()
    assert found.answers == {"phone": UNKNOWN, "seen_on": UNKNOWN, "where": "町"}
    assert a_journey(PROCEDURE, WHOLE).is_complete


def test_left_open_is_another_thing() -> None:
    found = read({"where": ["町"]})
    assert [error.at for error in found.errors] == ["phone"]
    assert found.answers["seen_on"] is None


def test_an_era_chosen_beforehand_is_nothing_typed() -> None:
    found = read(
        {"phone.unknown": ["yes"], "seen_on.unknown": ["yes"], "seen_on.era": ["reiwa"], "where": ["町"]}
    )
    assert found.errors == ()


def test_whoever_types_and_does_not_know_is_asked_which_it_is() -> None:
    """Must catch: a number somebody typed that is thrown away because of a tick."""
    found = read({"phone": ["0261-00-0000"], "phone.unknown": ["yes"], "where": ["町"]})
    assert [error.at for error in found.errors] == ["phone"]
    assert found.answers["phone"] is None


def test_a_tick_where_it_is_not_allowed_is_nothing() -> None:
    found = read({"phone.unknown": ["yes"], "where.unknown": ["yes"]})
    assert [error.at for error in found.errors] == ["where"]


def test_in_a_row_too() -> None:
    found = read({"shops.rows": ["1"], "shops.0.shop": ["店"], "shops.0.number.unknown": ["yes"]}, "rows")
    assert found.errors == ()
    assert found.answers["shops"] == [{"shop": "店", "number": UNKNOWN}]


def test_what_is_stored_passes_all_rules_again() -> None:
    assert check_whole(a_journey(PROCEDURE, WHOLE), {}) == []
    jsonschema.validate(WHOLE, schema_of(PROCEDURE))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"where": UNKNOWN}, schema_of(PROCEDURE))


def test_it_is_read_as_words_wherever_answers_are_read() -> None:
    rows = {row.at: row for row in answer_rows(a_journey(PROCEDURE, WHOLE))}
    assert rows["phone"].text == "わからない（職員が確かめます）"
    assert rows["shops.0.number"].text_for(Language.ENGLISH) == WORDS.en
    assert rows["phone"].is_unknown
    assert not rows["where"].is_unknown
    cells = columns_of(a_journey(PROCEDURE, WHOLE))
    assert cells["phone"] == cells["seen_on"] == cells["shops1：number"] == WORDS.ja
    assert cells.keys() == columns_of(a_journey(PROCEDURE)).keys()


def test_boxes_say_it_again() -> None:
    question = PROCEDURE.questions["phone"]
    assert boxes_of(question, UNKNOWN, "phone") == {"phone.unknown": ["yes"]}
    assert text_of(question, None) == ""


def test_on_paper_it_is_a_box_to_tick() -> None:
    question = PROCEDURE.questions["phone"]
    *_, tick = blanks_of(question, UNKNOWN, {})
    assert [(each.label, each.is_on) for each in tick.ticks] == [(WORDS, True)]
    *_, tick = blanks_of(question, None, {})
    assert not tick.ticks[0].is_on
    assert blanks_of(PROCEDURE.questions["where"], "町", {}) == PROCEDURE.questions["where"].on_paper(
        "町", {}
    )


def test_rules_are_told_nothing() -> None:
    """L-3. Must catch: {"unknown": true} where a rule expects a date."""
    told = a_journey(PROCEDURE, WHOLE).told
    assert told["phone"] is None
    assert told["shops"] == [{"shop": "店", "number": None}]
    assert told["where"] == "町"
    assert len(told) == len([*told]) == 4


def test_nothing_is_copied_from_what_nobody_knows() -> None:
    assert find_answer({"phone": UNKNOWN}, "phone") is None
    assert find_answer({"clinic": UNKNOWN}, "clinic.name") is None
    copying = a_question("phone", copy_from="phone")
    assert suggested_answer(copying, {}, {"phone": UNKNOWN}) is None


def test_nothing_is_copied_from_a_line_that_says_that_it_is_not_in_the_list() -> None:
    """Must catch: a clinic called 「この中にない」."""
    assert find_answer({"clinic": {"key": "", "name": "この中にない"}}, "clinic.name") is None
    assert find_answer({"clinic": {"key": "1", "name": "医院"}}, "clinic.name") == "医院"


@pytest.mark.parametrize(
    ("kind", "complaint"),
    [("statement", "statement"), ("bank_account", "bank_account"), ("money", "money"), ("choice", "choice")],
)
def test_what_only_they_can_say_cannot_be_unknown(kind: str, complaint: str) -> None:
    """L-3. Must catch: a consent, an account or an amount that somebody need not state."""
    with pytest.raises(ValidationError, match=f"{complaint} cannot be unknown"):
        a_procedure(a_step("only", described(kind, "asked", may_be_unknown=True)))


def test_what_something_hangs_on_cannot_be_unknown() -> None:
    asked = described("text", "asked", may_be_unknown=True)
    with pytest.raises(ValidationError, match="something hangs on it"):
        a_procedure(
            a_step("only", asked, described("text", "why", when={"question": "asked", "filled": True}))
        )
    with pytest.raises(ValidationError, match="something hangs on it"):
        a_procedure(a_step("only", asked), contact={"name": "asked"})


def test_no_consent_identity_account_or_amount_of_the_catalogue_is() -> None:
    marked = {
        inner
        for procedure in make.catalog().values()
        for question in procedure.questions.values()
        for inner in (question, *getattr(question, "questions", ()))
        if inner.may_be_unknown
    }
    assert {question.kind for question in marked} <= {"code", "date", "name", "phone", "text"}
    assert marked, "the law allows some"


def test_whoever_did_not_know_before_and_types_it_now_knows_it() -> None:
    """The box is ticked still, as it was drawn."""
    journey = a_journey(PROCEDURE, WHOLE)
    form = {"phone": ["0261-00-0000"], "phone.unknown": ["yes"], "seen_on.unknown": ["yes"], "where": ["町"]}
    found = read_step(PROCEDURE.steps[0], Given(form, today=TODAY), journey)
    assert found.errors == ()
    assert found.answers["phone"] == "0261000000"
