"""Whom a procedure is for, and for whom it is not."""

from dataclasses import replace
from typing import Any

from app.procedures.answers import read_step
from app.procedures.context import Context
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from app.procedures.questions.base import Given
from tests.procedures.making import CONTEXT, OPTIONS, a_definition, a_person, a_step, described

MOTHER = a_person("haha", "1941-03-03", insured_number="0000123456", doctor={"name": "北野"})
FATHER = a_person("chichi", "1939-05-05")
KNOWN = {"care.insured_people": [MOTHER, FATHER]}

PROCEDURE = Procedure.model_validate(
    a_definition(
        a_step("who", described("people", "insured", candidates="care.insured_people", subject=True)),
        a_step("number", described("text", "number", prefill="subject.insured_number")),
        a_step(
            "doctor", described("text", "doctor", prefill="subject.doctor.name"), described("text", "note")
        ),
        stops=[
            {
                "key": "note_a",
                "when": {"question": "note", "eq": "a"},
                "title": "対象外です",
                "text": "別の手続です。",
                "question": "note",
            }
        ],
    )
)


def walked(answers: dict[str, Any]) -> Journey:
    return Journey(PROCEDURE, answers, replace(CONTEXT, known=KNOWN))


def picked(*people: dict[str, Any]) -> list[dict[str, Any]]:
    return [{k: p[k] for k in ("key", "family_name", "given_name", "date_of_birth")} for p in people]


def suggested(journey: Journey, key: str) -> Any:
    return PROCEDURE.questions[key].suggested(journey.context.known)


def test_the_register_speaks_of_whoever_was_picked() -> None:
    journey = walked({"insured": picked(MOTHER)})
    assert suggested(journey, "number") == "0000123456"
    assert suggested(journey, "doctor") == "北野"
    assert suggested(walked({}), "number") is None


def test_nothing_of_the_person_picked_before_stays() -> None:
    """Must catch: the number of the mother in the application for the father."""
    before = walked({"insured": picked(MOTHER)})
    after = replace(before, answers={"insured": picked(FATHER)})
    assert suggested(after, "number") is None
    assert suggested(after, "doctor") is None


def test_answers_about_the_person_picked_before_are_forgotten() -> None:
    """Must catch: an answer that stays when somebody else is picked."""
    journey = walked({"insured": picked(MOTHER), "number": "0000123456", "doctor": "北野", "note": "b"})
    (who, *_) = PROCEDURE.steps
    other = read_step(who, Given({"insured": ["chichi"]}, KNOWN), journey)
    assert other.forgotten == {"number", "doctor"}
    same = read_step(who, Given({"insured": ["haha"]}, KNOWN), journey)
    assert same.forgotten == frozenset()


def test_one_person_only_can_be_the_subject() -> None:
    (who, *_) = PROCEDURE.steps
    (error,) = read_step(who, Given({"insured": ["chichi", "haha"]}, KNOWN), walked({})).errors
    assert str(error.message) == "insuredは、1つだけ答えてください。"


def test_a_stop_holds_as_soon_as_its_answer_is_there() -> None:
    assert walked({}).stop is None
    everything = {"insured": picked(MOTHER), "number": "1", "doctor": "北野"}
    assert walked({**everything, "note": "b"}).stop is None
    stop = walked({**everything, "note": "a"}).stop
    assert stop is not None
    assert stop.key == "note_a"


def test_a_stop_may_follow_from_the_day_or_the_register_alone() -> None:
    stops = [
        {
            "key": "unknown",
            "when": {"fact": "ledger_is_unknown", "eq": True},
            "title": "対象外です",
            "text": "別です。",
        }
    ]
    content = a_definition(a_step("only", described("choice", "asked", options=OPTIONS)), stops=stops)
    procedure = Procedure.model_validate(content)
    assert Journey(procedure, {}, CONTEXT).stop is not None
    paid = Context(CONTEXT.today, {"child_allowance.children": [MOTHER]})
    assert Journey(procedure, {}, paid).stop is None
