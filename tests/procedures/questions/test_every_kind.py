"""What every kind of question promises, asked of each of them."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from app.japan.phones import read_phone
from app.language import Language
from app.procedures.questions.base import Misread, QuestionBase
from app.procedures.questions.registry import kinds, question_of
from app.procedures.questions.understanding import understood
from app.procedures.wording import Wording
from tests.procedures.making import TODAY, a_person, a_question, complaints, described, gather

KNOWN = {"household.members": [a_person("sample"), a_person("other")], "town.disasters": []}
PLAIN = sorted(set(kinds()) - {"group", "photos", "disaster", "people"})
PEOPLE = [{part: a_person("sample")[part] for part in ("key", "family_name", "given_name", "date_of_birth")}]
DISASTER = {"key": "rain", "name": "4月の大雨"}
NURSERIES = {
    "town.lists.nurseries": [{"key": "hoshi", "name": "星の保育園"}, {"key": "tsuki", "name": "月の保育園"}]
}
TEXTS = [{"kind": "text", "key": "word", "name": "ことば", "label": "ことば"}]


def every_kind() -> list[tuple[QuestionBase, Any, dict[str, Any]]]:
    """Each kind with an answer it would give, and what it is given beside the form."""
    plain: list[Any] = [(a_question(kind), a_question(kind).sample(), {}) for kind in PLAIN]
    photo = a_question("photos").sample()
    group = a_question("group", questions=TEXTS, least=0)
    return [
        *plain,
        (a_question("people"), PEOPLE, {"known": KNOWN}),
        (a_question("people", elsewhere=True), [*PEOPLE, dict.fromkeys(PEOPLE[0], "")], {"known": KNOWN}),
        (a_question("disaster"), DISASTER, {"known": {"town.disasters": [DISASTER]}}),
        (a_question("listed"), NURSERIES["town.lists.nurseries"][0], {"known": NURSERIES}),
        (
            a_question("listed", several=True),
            NURSERIES["town.lists.nurseries"],
            {"known": NURSERIES},
        ),
        (a_question("month", coming=12), "2026-12", {}),
        (a_question("photos"), photo, {"attached": {"asked": photo}}),
        (group, [{"word": "一"}, {"word": "二"}], {}),
    ]


EVERY = [pytest.param(*case, id=f"{case[0].kind}{number}") for number, case in enumerate(every_kind())]


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_the_boxes_of_an_answer_are_read_as_this_answer(
    question: QuestionBase, answer: Any, given: dict[str, Any]
) -> None:
    """Must catch: a form filled in again that would change what was answered."""
    reading = gather(question, question.boxes(answer, question.key), **given)
    assert complaints(reading) == []
    assert reading.answer == answer


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_an_answer_fits_its_schema(question: QuestionBase, answer: Any, given: dict[str, Any]) -> None:
    jsonschema.validate(answer, question.answer_schema())
    jsonschema.validate(question.sample(), question.answer_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"何": None}, question.answer_schema())


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_an_answer_can_be_shown(question: QuestionBase, answer: Any, given: dict[str, Any]) -> None:
    text = question.show(answer)
    assert text
    assert text == text.strip()


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_columns_are_the_same_whatever_was_answered(
    question: QuestionBase, answer: Any, given: dict[str, Any]
) -> None:
    """Must catch: a cell that slips under another heading where somebody left a question out."""
    filled, empty = question.columns(answer), question.columns(None)
    assert [*filled] == [*empty]
    assert not any(empty.values())
    assert any(filled.values())


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_an_empty_page_is_no_answer(question: QuestionBase, answer: Any, given: dict[str, Any]) -> None:
    """Must catch: a required question passed over, or an optional one insisted on."""
    if question.kind == "group":
        return  # its rows are asked one by one: see test_groups
    needed = question.model_copy(update={"required": True})
    not_needed = question.model_copy(update={"required": False})
    unattached = {name: value for name, value in given.items() if name != "attached"}
    missing = gather(needed, {}, **unattached)
    assert missing.answer is None
    assert [(error.at, str(error.message).startswith("asked")) for error in missing.errors] == [
        (needed.box_id("asked"), True)
    ]
    assert gather(not_needed, {}, **unattached).errors == ()


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_blanks_are_no_answer(question: QuestionBase, answer: Any, given: dict[str, Any]) -> None:
    """Must catch: a space taken for an answer."""
    blank = {box: [" 　", "\t"] for box in question.boxes(answer, "asked")}
    reading = gather(question.model_copy(update={"required": False}), blank, **given)
    assert reading.answer in (None, answer, [])  # photos are not in the form


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_a_box_sent_twice_is_refused_where_there_is_one(
    question: QuestionBase, answer: Any, given: dict[str, Any]
) -> None:
    """Must catch: the first or the last of two values taken in silence."""
    if question.kind in {"choices", "people", "photos", "group"} or getattr(question, "several", False):
        return
    boxes = question.boxes(answer, "asked")
    twice = {box: [*values, "x"] for box, values in boxes.items()}
    reading = gather(question, twice, **given)
    assert reading.answer is None
    assert complaints(reading) == [(question.box_id("asked"), "askedは、1つだけ答えてください。")]
    same = {box: [*values, *values] for box, values in boxes.items()}
    assert gather(question, same, **given).answer == answer


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_what_is_offered_can_be_answered(
    question: QuestionBase, answer: Any, given: dict[str, Any], language: Language
) -> None:
    """Must catch: an option on the page that the reader behind it refuses."""
    for option in question.offered(given.get("known", {}), language, TODAY):
        assert option["label"]
        assert gather(question, {"asked": [option["value"]]}, **given).errors == ()


@pytest.mark.parametrize(("question", "answer", "given"), EVERY)
def test_a_question_means_the_same_after_it_was_published(
    question: QuestionBase, answer: Any, given: dict[str, Any]
) -> None:
    stored = question.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert question_of(stored) == question


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_is_asked_here(kind: str) -> None:
    """Must catch: a new kind without any of these promises."""
    assert kind in {question.kind for question, _, _ in every_kind()}


def test_a_kind_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="unknown kind 'telepathy'; known: address, bank_account"):
        question_of(described("telepathy"))
    with pytest.raises(ValueError, match="unknown kind None"):
        question_of({"key": "asked"})


def test_a_question_is_taken_as_it_is() -> None:
    assert question_of(a_question("text")) == a_question("text")


@pytest.mark.parametrize("change", [{"key": "1st"}, {"key": "Ａ"}, {"name": ""}, {"requierd": True}])
def test_a_misspelt_definition_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        question_of(described("text") | change)


def test_only_kinds_read() -> None:
    """The class they have in common is no kind of its own."""
    nothing = QuestionBase(kind="none", key="asked", name="asked", label=Wording(ja="？"))
    with pytest.raises(NotImplementedError):
        nothing.sample()
    with pytest.raises(NotImplementedError):
        gather(nothing, {})


def test_what_a_reader_complains_of_carries_no_answer() -> None:
    """Must catch: somebody's telephone number in the text of an exception, which is logged."""
    with pytest.raises(Misread) as raised:
        understood(read_phone, "090-1234")
    assert "1234" not in str(raised.value)
