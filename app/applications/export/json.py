"""One application → a JSON document that says what it is, where it comes from and how to check it. Pure."""

import json
from collections.abc import Iterable
from typing import Any

from app.applications.export.rows import Exported, told_answers, told_rows
from app.applications.hands import TypedBy, typed_of
from app.procedures.answer_rows import AnswerRow

FORMAT = "urn:madoguchi:application:1"
SEVERAL = "urn:madoguchi:applications:1"


def as_json(case: Exported) -> bytes:
    """One application. UTF-8 without a mark, every character as it was typed."""
    return _written(document_of(case))


def several_as_json(cases: Iterable[Exported]) -> bytes:
    """Applications of one procedure, each as it would be written alone."""
    return _written({"format": SEVERAL, "applications": [document_of(case) for case in cases]})


def document_of(case: Exported) -> dict[str, Any]:
    """`answers` in the shapes of the procedure's schema; `rows` are the same as people read them.

    `complete` is false when answers were left out, so that nobody takes the rest for the whole.
    """
    procedure, answers = case.journey.procedure, told_answers(case)
    return {
        "format": FORMAT,
        "schema": f"urn:madoguchi:procedure:{procedure.key}",
        "reference_number": case.reference_number,
        "procedure": {"key": procedure.key, "title": procedure.title.ja},
        "state": case.state.value,
        "channel": case.channel,
        "arrived_at": case.arrived_at.isoformat(),
        "version": case.version_number,
        "content_hash": case.content_hash,
        "complete": answers == dict(case.journey.answers),
        "answers": answers,
        "rows": [_row(row, case.typed_by) for row in told_rows(case)],
    }


def _row(row: AnswerRow, typed_by: TypedBy | None) -> dict[str, Any]:
    """`typed_by` and `typed_at` where it is known whose hand wrote it."""
    told = {"at": row.at, "step": row.step.title.ja, "name": row.question.name.ja, "text": row.text}
    typed = typed_of(typed_by, (row.group or row.question).key)
    return told | ({"typed_by": typed.hand.value, "typed_at": typed.at.isoformat()} if typed else {})


def _written(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
