"""A procedure's answers as JSON Schema (draft 2020-12)."""

from typing import Any

from app.procedures.definition import Procedure
from app.procedures.questions.unknown import schema_of_answer


def schema_of(procedure: Procedure) -> dict[str, Any]:
    """Nothing but the questions may stand in it; what is required depends on the answers, so journeys decide."""
    properties = {
        key: {"title": question.name.ja, **schema_of_answer(question)}
        for key, question in procedure.questions.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:madoguchi:procedure:{procedure.key}",
        "title": procedure.title.ja,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
