"""Small definitions and questions, and the ways a test asks them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.procedures.context import Context
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from app.procedures.questions.base import Given, QuestionBase, Reading
from app.procedures.questions.registry import question_of

TODAY = date(2026, 5, 12)
CONTEXT = Context(TODAY)
OPTIONS = [{"value": "a", "label": "あ"}, {"value": "b", "label": "い"}, {"value": "c", "label": "う"}]
NEEDED: dict[str, dict[str, Any]] = {
    "choice": {"options": OPTIONS},
    "choices": {"options": OPTIONS},
    "people": {"candidates": "household.members"},
    "code": {"rule": "corporate"},
    "listed": {"list": "nurseries"},
}

Form = Mapping[str, Sequence[str]]


def a_question(kind: str, key: str = "asked", **more: Any) -> Any:
    """A question of that kind; what every question needs is filled in."""
    return question_of(described(kind, key, **more))


def described(kind: str, key: str = "asked", **more: Any) -> dict[str, Any]:
    """The same as it stands in a definition; `if_` is its condition."""
    plain: dict[str, Any] = {"kind": kind, "key": key, "name": key, "label": f"{key}は？"}
    return plain | NEEDED.get(kind, {}) | more


def gather(question: QuestionBase, form: Form, answers: Mapping[str, Any] | None = None, **given: Any) -> Any:
    """The `Reading`, whose answer may be anything. `given`: known, attached, today."""
    return question.gather(Given(form, **{"today": TODAY, **given}), question.key, answers or {})


def complaints(reading: Reading) -> list[tuple[str, str]]:
    """(box, sentence)"""
    return [(error.at, str(error.message)) for error in reading.errors]


def a_person(key: str = "hana", born: str = "2020-04-02", **more: Any) -> dict[str, Any]:
    return {"key": key, "family_name": "見本", "given_name": key, "date_of_birth": born, **more}


def a_step(key: str, *questions: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "title": key, "questions": [*questions], **more}


def a_definition(*steps: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A definition as it stands in a file."""
    plain = {
        "key": "sample",
        "title": "見本の手続",
        "short_title": "見本",
        "category": "other",
        "summary": "見本です。",
        "filing": [{"kind": "application"}],
        "assurance": "none",
        "who": "どなたでも",
        "minutes": 1,
        "deadline": {"text": "いつでも"},
        "purpose_of_use": "見本のために使います。",
        "legal_basis": ["見本法1条"],
        "outcome": {"granted": "見本通知書"},
        "steps": [*steps] or [a_step("only", described("text"))],
    }
    return plain | more


def a_procedure(*steps: Mapping[str, Any], **more: Any) -> Procedure:
    return Procedure.model_validate(a_definition(*steps, **more))


def a_journey(
    procedure: Procedure,
    answers: Mapping[str, Any] | None = None,
    known: Mapping[str, Any] | None = None,
    **more: Any,
) -> Journey:
    """`more`: only, later."""
    return Journey(procedure, answers or {}, Context(TODAY, known or {}), **more)
