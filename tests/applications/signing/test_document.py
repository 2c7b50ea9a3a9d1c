"""What the card signs: the same bytes for the same showing, and other bytes for anything else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, object_session

from app.applications.filing import content_of
from app.applications.signing.document import Content, Showing, Under, read, says, signable
from app.database import new_id
from app.language import Language
from app.municipality.town import Municipality
from app.procedures.journey import Journey
from tests import make
from tests.conftest import NOW

DONATION = "child_allowance_donation"
SHOWING = Showing("a-nonce", NOW, Language.JAPANESE, str)
UNDER = Under(new_id(), person="林 恵子", proxy="水野 陽子")


@pytest.fixture
def content(session: Session) -> Content:
    case = make.a_draft(session, DONATION, "hayashi_keiko", given={"donation_scope": "part"})
    return content_of(session, case.application, case.what())


def test_the_same_showing_gives_the_same_bytes(content: Content) -> None:
    """Must catch: bytes that hang on the order of answers."""
    backwards = Content(
        content.application, content.journey, dict(reversed([*content.answers.items()])), content.town
    )
    assert signable(content, SHOWING) == signable(backwards, SHOWING)


def test_a_person_can_read_what_they_sign(content: Content) -> None:
    """Must catch: a digest of codes, of which nobody sees what they say."""
    text = signable(content, SHOWING).decode()
    assert text.startswith("署名する書類\nみどり野町　あて\n児童手当に係る寄附の申出\n")
    for question in content.journey.procedure.questions.values():
        if content.answers.get(question.key) is not None:
            assert question.label.ja in text, question.key
            assert question.show(content.answers[question.key], Language.JAPANESE) in text
    assert "a-nonce" in text.rpartition("\n")[0]


def test_a_machine_finds_every_answer_under_its_key(content: Content) -> None:
    told = read(signable(content, SHOWING))
    assert told["answers"] == content.answers
    assert told["town"] == content.town.local_government_code
    assert told["procedure"] == DONATION
    assert told["revision"] == str(content.application.revision_id)
    assert (told["nonce"], told["language"], told["version"]) == ("a-nonce", "ja", 1)
    assert told["at"].endswith("+00:00")


def test_a_file_is_signed_by_its_hash(session: Session) -> None:
    case = make.a_draft(session, make.DISASTER, None)
    what = case.what()
    key = next(key for key, each in what.journey.procedure.questions.items() if each.kind == "photos")
    file = {"id": "1", "name": "床.jpg", "sha256": "ab" * 32, "bytes": 9}
    answers = {**what.answers(), key: [file]}
    journey = Journey(what.journey.procedure, answers, what.journey.context)
    document = signable(Content(case.application, journey, answers, case.town), SHOWING)
    assert read(document)["attachments"] == [{"question": key, **file}]
    assert f"床.jpg  SHA-256 {'ab' * 32}" in document.decode()


def test_a_proxy_signs_for_whom_and_under_which_mandate(content: Content) -> None:
    """Must catch: a signature that looks like the proxy's own wish; names that are shown, and not signed."""
    assert "mandate" not in read(signable(content, SHOWING))
    document = signable(replace(content, under=UNDER), SHOWING)
    assert "\n水野 陽子さんが、林 恵子さんの代わりに署名します。\n" in document.decode()
    named = {"id": str(UNDER.mandate_id), "person": "林 恵子", "proxy": "水野 陽子"}
    assert read(document)["mandate"] == named
    assert not says(document, content.as_data())
    assert not says(signable(content, SHOWING), replace(content, under=UNDER).as_data())


CHANGES: dict[str, Callable[[Content], tuple[Content, Showing]]] = {
    "answer": lambda it: (replace(it, answers={**it.answers, "applicant_phone": "0"}), SHOWING),
    "town": lambda it: (replace(it, town=another_town(it)), SHOWING),
    "mandate": lambda it: (replace(it, under=UNDER), SHOWING),
    "nonce": lambda it: (it, replace(SHOWING, nonce="another")),
    "moment": lambda it: (it, replace(SHOWING, at=NOW + timedelta(seconds=1))),
    "language": lambda it: (it, replace(SHOWING, language=Language.ENGLISH)),
}
COLUMNS: dict[str, Any] = {"revision_id": new_id(), "id": new_id(), "procedure_key": "another"}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_digest_changes(content: Content, change: str) -> None:
    """Must catch: one part that is shown, and not signed."""
    assert signable(*CHANGES[change](content)) != signable(content, SHOWING)


@pytest.mark.parametrize("column", COLUMNS)
def test_it_is_of_this_application_and_this_revision(content: Content, column: str) -> None:
    before = signable(content, SHOWING)
    data = content.as_data()
    with object_session(content.application).no_autoflush:  # type: ignore[union-attr]  # it is in one
        setattr(content.application, column, COLUMNS[column])
        assert signable(content, SHOWING) != before
        assert says(before, data)
        assert not says(before, content.as_data())


def another_town(content: Content) -> Municipality:
    return content.town.model_copy(update={"local_government_code": "999999"})


def test_what_anybody_typed_cannot_pass_for_the_line_of_the_machine(content: Content) -> None:
    """Must catch: the first line that looks like data, taken for it."""
    forged = json.dumps({"about": "madoguchi signed application 1", "answers": {}})
    answers = {**content.answers, "applicant_email": f"x\n{forged}\n"}
    document = signable(Content(content.application, content.journey, answers, content.town), SHOWING)
    assert read(document)["answers"] == answers


@pytest.mark.parametrize(
    "document", [b"", b"{}", b"\xff", b'{"about": "madoguchi signed application 1"}', b"[1]"]
)
def test_what_we_would_not_have_written_is_not_read(document: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whichever it is
        read(document)
    assert not says(document, {})


def test_it_is_read_in_the_language_in_which_it_was_shown(content: Content) -> None:
    english = Showing("a-nonce", NOW, Language.ENGLISH, lambda text: getattr(text, "en", None) or str(text))
    text = signable(content, english).decode()
    assert "Donation of child allowance" in text
    assert read(text.encode())["language"] == "en"
