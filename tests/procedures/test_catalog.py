"""The built-in catalogue: every definition is whole, and people can read it."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.auth.identity import Assurance
from app.documents.appeals import APPEAL_KINDS
from app.prefill.terms import TERMS
from app.procedures.answer_rows import answer_rows, columns_of
from app.procedures.answers import check_whole, read_step
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from app.procedures.publication import content_of
from app.procedures.questions.base import Given, QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.people import PeopleQuestion
from tests import make

LONGEST_SENTENCE = 60
KEYS = [*make.catalog()]
JOURNEYS: list[tuple[str, str | None, dict[str, Any]]] = [
    (make.ALLOWANCE, "mizuno_yoko", {"revision_kind": "increase"}),
    (make.ALLOWANCE, "kobayashi_daisuke", {"revision_kind": "increase", "has_students": False}),
    (make.ALLOWANCE, "fujita_naoki", {"revision_kind": "decrease"}),
    (make.ALLOWANCE, "matsumoto_takashi", {"revision_kind": "both"}),
    (make.ALLOWANCE, "matsumoto_takashi", {"revision_kind": "students"}),
    (make.ALLOWANCE, "aoki_rina", {"revision_kind": "increase"}),
    (make.ALLOWANCE, None, {"revision_kind": "decrease"}),
    (make.CERTIFICATE, "nguyen_lan", {"scope": "part"}),
    (make.CERTIFICATE, "aoki_rina", {"purpose": "other", "delivery": "counter"}),
    (make.DISASTER, None, {"cause": "flood", "self_judge": "yes", "repaired": "repairing"}),
    (make.DISASTER, "katsuragi_yui", {"applicant_kind": "agent", "receive": "counter"}),
]
IDS = [f"{key}-{person}-{'-'.join(map(str, given.values()))}" for key, person, given in JOURNEYS]


def questions_of(procedure: Procedure) -> Iterator[QuestionBase]:
    for question in procedure.questions.values():
        yield question
        if isinstance(question, GroupQuestion):
            yield from question.questions


def wordings(value: Any) -> Iterator[dict[str, str]]:
    """Every text in its variants, wherever it stands in a definition."""
    if isinstance(value, dict):
        if set(value) <= {"ja", "easy", "en"} and "ja" in value:
            yield value
        else:
            for part in value.values():
                yield from wordings(part)
    elif isinstance(value, list):
        for part in value:
            yield from wordings(part)


def typed_in(start: Journey, only: str = "") -> Journey:
    """The same answers, once through every form: boxes are filled from them and read as if posted.

    `only`: the page that asks this is typed, and all others are as they were.
    """
    steps = [step for step in start.all_steps if not only or any(q.key == only for q in step.questions)]
    typed = {question.key for step in steps for question in step.questions}
    answers = {key: answer for key, answer in start.answers.items() if key not in typed}
    attached = {
        q.key: start.answers[q.key]
        for q in questions_of(start.procedure)
        if q.kind == "photos" and start.answers.get(q.key)
    }
    for step in steps:
        form: dict[str, list[str]] = {}
        for question in step.questions:
            if start.answers.get(question.key) is not None:
                form |= question.boxes(start.answers[question.key], question.key)
        given = Given(form, start.context.known, attached, start.context.today)
        read = read_step(step, given, Journey(start.procedure, answers, start.context))
        assert read.errors == (), [(error.at, str(error.message)) for error in read.errors]
        answers |= read.answers
    return Journey(start.procedure, answers, start.context)


@pytest.mark.parametrize(("key", "person", "given"), JOURNEYS, ids=IDS)
def test_answers_survive_forms_storage_and_exports(
    key: str, person: str | None, given: dict[str, Any]
) -> None:
    """Must catch: any answer that changes between the form, the stored JSON and the exported table."""
    filled = make.filled(key, given, person, later=True)
    typed = typed_in(filled)
    assert typed.answers == filled.answers
    stored = json.loads(json.dumps(typed.answers, ensure_ascii=False))
    assert stored == typed.answers
    cells = columns_of(Journey(typed.procedure, stored, typed.context))
    table = io.StringIO()
    csv.writer(table).writerows([[*cells], [*cells.values()]])
    headings, values = list(csv.reader(io.StringIO(table.getvalue())))
    assert dict(zip(headings, values, strict=True)) == cells
    assert len(set(headings)) == len(headings)
    shown = [row.text for row in answer_rows(typed)]
    assert any(shown)


@pytest.mark.parametrize(("key", "person", "given"), JOURNEYS, ids=IDS)
def test_answers_can_be_submitted(key: str, person: str | None, given: dict[str, Any]) -> None:
    """Must catch: a way through a procedure at whose end stands a complaint that nobody can mend."""
    filled = make.filled(key, given, person)
    assert filled.is_complete
    errors = check_whole(filled, {})
    assert [(error.at, str(error.message)) for error in errors] == []


@pytest.mark.parametrize("key", KEYS)
def test_every_prefill_term_is_known(key: str) -> None:
    """Must catch: `person.adress.town`, which would leave a box empty for ever."""
    derived = {term for each in ("matsumoto_takashi", "mizuno_yoko") for term in make.context(each).known}
    terms = TERMS | derived
    for question in questions_of(make.catalog()[key]):
        term = question.prefill
        if term and term.partition(".")[0] not in {"row", "subject"}:
            assert any(known == term or known.startswith(f"{term}.") for known in terms), term
        if isinstance(question, PeopleQuestion):
            assert question.candidates in terms


@pytest.mark.parametrize("key", KEYS)
def test_every_label_stands_in_plain_japanese_too(key: str) -> None:
    """Must catch: a question that a reader of やさしい日本語 cannot read. English falls back to Japanese."""
    procedure = make.catalog()[key]
    labels = [question.label for question in questions_of(procedure)]
    labels += [
        option.label for question in questions_of(procedure) for option in getattr(question, "options", ())
    ]
    labels += [
        procedure.title,
        procedure.short_title,
        procedure.summary,
        *(step.title for step in procedure.steps),
    ]
    missing = [label.ja for label in labels if not label.easy and re.search("[一-鿿]", label.ja)]
    assert missing == []


@pytest.mark.parametrize("key", KEYS)
def test_sentences_are_short(key: str) -> None:
    """Must catch: a sentence that has to be read twice."""
    texts = [
        text
        for each in wordings(content_of(make.catalog()[key]))
        for name, text in each.items()
        if name != "en"
    ]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=。)|\n", text)]
    assert [sentence for sentence in sentences if len(sentence) > LONGEST_SENTENCE] == []
    assert len(texts) > 50


@pytest.mark.parametrize("key", KEYS)
def test_nobody_is_promised_that_one_profession_alone_reads_them(key: str) -> None:
    """What is kept: the section in charge, hidden answers opened on purpose, and every look in the trail."""
    texts = json.dumps(content_of(make.catalog()[key]), ensure_ascii=False)
    assert re.findall('だけが ?(?:見|読)|[Oo]nly [^."]* (?:reads?|sees?)', texts) == []


@pytest.mark.parametrize("key", KEYS)
def test_no_amount_and_no_town_stands_in_a_definition(key: str) -> None:
    """Must catch: a fee or a telephone number of one town in a form that every town uses."""
    text = json.dumps(content_of(make.catalog()[key]), ensure_ascii=False)
    assert not re.search(r"[0-9０-９,]+円", text)
    assert "みどり野" not in text
    assert not re.search(r"0[0-9]{1,4}-[0-9]{2,4}-[0-9]{4}", text)


@pytest.mark.parametrize("key", KEYS)
def test_the_way_to_contest_a_decision_is_known(key: str) -> None:
    assert make.catalog()[key].appeal in APPEAL_KINDS


@pytest.mark.parametrize("key", KEYS)
def test_the_town_offers_it_with_every_fee(key: str) -> None:
    procedure, offering = make.catalog()[key], make.town().offering_of(key)
    if procedure.fee:
        assert {*procedure.fee.units} <= {*offering.fees}
        assert not procedure.fee.postage or offering.postage_yen
    told = procedure.appeal if procedure.appeal in {"none", "reinvestigation"} else "appeal"
    assert offering.appeal.kind == told


@pytest.mark.parametrize("key", KEYS)
def test_a_person_stands_behind_what_is_submitted(key: str) -> None:
    """Must catch: a procedure without the sentence that all of it is true, or with one that is prefilled."""
    procedure = make.catalog()[key]
    truths = [q for step in procedure.steps if step.at_check for q in step.questions if q.kind == "statement"]
    assert [truth.key for truth in truths] == ["consent_truth"]
    assert all(truth.required and truth.label.en for truth in truths)


@pytest.mark.parametrize("key", KEYS)
def test_staff_know_what_to_look_at(key: str) -> None:
    procedure = make.catalog()[key]
    assert procedure.review
    assert len({item.key for item in procedure.review}) == len(procedure.review)
    codes = [reason.code for reason in procedure.correction_reasons]
    assert len(set(codes)) == len(codes)
    assert all(reason.text.easy and reason.questions for reason in procedure.correction_reasons)


@pytest.mark.parametrize("key", KEYS)
def test_somebody_can_be_reached(key: str) -> None:
    """A telephone and a mail address always; who is written to by post, or has signed in, with their address."""
    procedure = make.catalog()[key]
    written = procedure.handover == "post" or Assurance(procedure.assurance) >= Assurance.AUTHENTICATED
    assert set(procedure.contact) >= {"name", "phone", "email"} | ({"kana", "address"} if written else set())


def test_the_first_screen_of_a_disaster_is_short() -> None:
    """Must catch: a photo, an e-mail address or a reading asked of somebody whose house is under water."""
    journey = make.journey(make.DISASTER)
    asked = [question.key for step in journey.steps for question in step.questions]
    assert asked == ["applicant_name", "applicant_phone", "house_address", "disaster_id"]


@pytest.mark.parametrize("key", make.catalog())
def test_a_note_in_brackets_has_no_brackets_at_its_end(key: str) -> None:
    """Must catch: 「（すでに認定を受けた方（あとで出せます））」."""
    notes = [paper.when_text.ja for paper in make.catalog()[key].papers if paper.when_text]
    assert [note for note in notes if note.endswith("）")] == []
