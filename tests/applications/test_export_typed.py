"""typed → JSON → typed: whatever was answered comes out of the file as it went in, for every kind and procedure."""

import json
from dataclasses import replace
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.applications.export.json import SEVERAL, as_json, several_as_json
from app.applications.export.rows import Exported
from app.applications.lifecycle import State
from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.schema import schema_of
from tests import make
from tests.branches import branches
from tests.conftest import NOW
from tests.procedures.making import CONTEXT, a_procedure, a_step, described, gather
from tests.procedures.questions.test_every_kind import every_kind
from tests.sampling import ALWAYS, marks_of
from tests.walks import WALKS

BRANCHES = [
    pytest.param(key, way, id=f"{key}: {about}", marks=marks_of(is_ordinary=key in ALWAYS, is_wide=True))
    for key, procedure in make.catalog().items()
    for about, way in branches(procedure)
]
EVERY = [pytest.param(*case, id=f"{case[0].kind}{number}") for number, case in enumerate(every_kind())]
RARE = [
    "𠮷",
    "髙",
    "﨑",
    "葛\U000e0100",
    "か\u3099",
    "👨‍👩‍👧",
    "\u2028",
    "=1+1",
    "-5",
    "007",
    '"',
    "\\u0041",
    "</script>",
]


def exported(journey: Journey, **more: Any) -> Exported:
    return Exported("26-000001-D", State.ARRIVED, NOW, 1, "f" * 64, journey, with_sensitive=True, **more)


def read_again(journey: Journey) -> Any:
    document = json.loads(as_json(exported(journey)))
    assert document["complete"] is True
    jsonschema.validate(document["answers"], schema_of(journey.procedure))
    return document["answers"]


@pytest.mark.parametrize(("key", "way"), BRANCHES)
def test_every_way_through_a_procedure_comes_back_whole(key: str, way: dict[str, Any]) -> None:
    """Must catch: an answer written as text, a group that loses a row, a number that becomes a word."""
    walk = WALKS[key]
    for person, kept in ((walk.person, walk.given), *walk.others):
        journey = make.filled(key, {**way, **kept}, person, later=True)
        again = Journey(journey.procedure, read_again(journey), journey.context)
        assert again.answers == journey.answers
        assert as_json(exported(again)) == as_json(exported(journey))
        for question in journey.procedure.questions.values():
            if (answer := journey.answers.get(question.key)) is not None:
                assert question.boxes(again.answers[question.key], "at") == question.boxes(answer, "at")


@st.composite
def typed(draw: st.DrawFn, question: QuestionBase, answer: Any) -> dict[str, list[str]]:
    """The boxes of the answer, some of them filled by somebody else."""
    texts = st.one_of(
        st.sampled_from(RARE), st.text("0123456789０１９-.,:あア𠮷", max_size=9), st.text(max_size=8)
    )
    return {
        box: [draw(texts)] if len(values) == 1 and draw(st.booleans()) else values
        for box, values in question.boxes(answer, question.key).items()
    }


@pytest.mark.parametrize(("question", "answer", "known"), EVERY)
@settings(max_examples=60, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_whatever_a_kind_takes_comes_back_as_it_was_taken(
    question: QuestionBase, answer: Any, known: dict[str, Any], data: st.DataObject
) -> None:
    """Must catch: a character lost on the way, a float for an integer, an answer its own schema refuses."""
    reading = gather(question, data.draw(typed(question, answer)), **known)
    if reading.errors or reading.answer is None:
        return
    procedure = a_procedure(a_step("only", asking(question)))
    # People are asked about only where the register knows some: that is no matter of the file.
    context = replace(CONTEXT, known=known.get("known", {}))
    journey = Journey(procedure, {question.key: reading.answer}, context)
    again = read_again(journey)[question.key]
    assert again == reading.answer
    assert type(again) is type(reading.answer)
    assert question.boxes(again, "at") == question.boxes(reading.answer, "at")
    assert question.show(again) == question.show(reading.answer)


def asking(question: QuestionBase) -> dict[str, Any]:
    return question.model_dump(mode="json", by_alias=True, exclude_none=True)


def test_nothing_that_was_not_asked_stands_in_a_row() -> None:
    """Must catch: a row of a group that may hold anything."""
    procedure = a_procedure(a_step("only", described("group", questions=[described("text", "word")])))
    jsonschema.validate({"asked": [{"word": "あ"}]}, schema_of(procedure))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"asked": [{"word": "あ", "more": "い"}]}, schema_of(procedure))


def test_several_applications_are_written_each_as_alone() -> None:
    one, two = (exported(make.filled(make.CERTIFICATE, {"copies": copies})) for copies in (1, 2))
    document = json.loads(several_as_json([one, two]))
    assert document["format"] == SEVERAL
    assert document["applications"] == [json.loads(as_json(one)), json.loads(as_json(two))]


@pytest.mark.parametrize("name", RARE)
def test_rare_characters_stand_in_the_file_as_themselves(name: str) -> None:
    """Must catch: NFC on the way out, a variant without its selector, a surrogate pair in two escapes."""
    journey = make.filled(make.CERTIFICATE, {"applicant_name": {"family": name, "given": ""}})
    content = as_json(exported(journey))
    assert json.loads(content)["answers"]["applicant_name"]["family"] == name
    assert json.dumps(name, ensure_ascii=False).encode() in content
