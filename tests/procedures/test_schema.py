"""A procedure's answers as JSON Schema."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from app.procedures.schema import schema_of
from tests import make

PERSONS = [
    (make.ALLOWANCE, "mizuno_yoko"),
    (make.ALLOWANCE, "matsumoto_takashi"),
    (make.ALLOWANCE, None),
    (make.CERTIFICATE, "nguyen_lan"),
    (make.DISASTER, None),
]


@pytest.mark.parametrize(("key", "person"), PERSONS)
def test_whole_answers_fit_their_schema(key: str, person: str | None) -> None:
    schema = schema_of(make.catalog()[key])
    jsonschema.Draft202012Validator.check_schema(schema)
    answers = make.filled(key, person=person, later=True).answers
    jsonschema.validate(dict(answers), schema)


@pytest.mark.parametrize(
    "wrong",
    [{"role": "admin"}, {"copies": 0}, {"copies": "1"}, {"scope": "all"}, {"show_relationship": "yes"}],
)
def test_what_nobody_can_answer_does_not_fit(wrong: dict[str, Any]) -> None:
    """Must catch: a schema that lets everything pass."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema_of(make.catalog()[make.CERTIFICATE]))


def test_a_question_left_empty_fits() -> None:
    jsonschema.validate({"copies": None}, schema_of(make.catalog()[make.CERTIFICATE]))


def test_it_names_what_it_describes() -> None:
    schema = schema_of(make.catalog()[make.CERTIFICATE])
    assert schema["$id"] == "urn:madoguchi:procedure:certificate_of_residence"
    assert schema["properties"]["copies"]["title"] == "通数"
    assert [*schema["properties"]] == [*make.catalog()[make.CERTIFICATE].questions]
