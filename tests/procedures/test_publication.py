"""Definitions become revisions, each for ever."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.database import Database, new_id
from app.errors import NotFound
from app.procedures.models import ProcedureRevision
from app.procedures.publication import content_of, get_procedure, list_published, procedure_of, publish
from app.procedures.queries import find_latest_revision, get_revision
from tests import make
from tests.conftest import NOW
from tests.procedures.making import a_procedure

FIRST = a_procedure()
SECOND = FIRST.model_copy(update={"minutes": 2})


def numbers(session: Session) -> list[int]:
    return [
        each.number for each in session.scalars(select(ProcedureRevision).order_by(ProcedureRevision.number))
    ]


def test_the_same_content_is_the_same_revision(database: Database) -> None:
    """Must catch: a new revision with every restart of the service."""
    with database.write() as session:
        first = publish(session, FIRST, now=NOW)
        assert publish(session, a_procedure(), now=NOW + timedelta(days=1)) is first
        assert numbers(session) == [1]
        assert first.published_at == NOW


def test_a_change_is_the_next_revision_and_leaves_the_old_one_alone(database: Database) -> None:
    """Must catch: a form that changes under somebody who has begun it."""
    with database.write() as session:
        first = publish(session, FIRST, now=NOW)
        content, digest = dict(first.content), first.sha256
        second = publish(session, SECOND, now=NOW + timedelta(days=1))
        assert (first.number, second.number) == (1, 2)
        session.expire_all()
        assert (first.content, first.sha256) == (content, digest)
        assert find_latest_revision(session, "sample") is second


def test_going_back_is_a_revision_too(database: Database) -> None:
    """Must catch: an old number given out again, so that two applications disagree about what it says."""
    with database.write() as session:
        for procedure in (FIRST, SECOND, FIRST):
            publish(session, procedure, now=NOW)
        assert numbers(session) == [1, 2, 3]


@pytest.mark.parametrize("key", [*make.catalog()])
def test_what_is_read_back_is_what_was_published(database: Database, key: str) -> None:
    """Must catch: a kind, a default or an alias that is lost on the way."""
    procedure = make.catalog()[key]
    with database.write() as session:
        stored = publish(session, procedure, now=NOW)
        revision_id = stored.id
    with database.read() as session:
        again = procedure_of(get_revision(session, revision_id))
        assert again == procedure
        assert content_of(again) == content_of(procedure)
        assert get_procedure(session, revision_id) is again


def test_a_definition_is_read_from_the_database_once(database: Database) -> None:
    """Must catch: hundreds of questions parsed anew with every page."""
    with database.write() as session:
        revision_id = publish(session, FIRST, now=NOW).id
        kept = get_procedure(session, revision_id)
        statements: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
        session.expire_all()
        assert get_procedure(session, revision_id) is kept
        assert statements == []


def test_two_revisions_are_not_mixed_up(database: Database) -> None:
    with database.write() as session:
        first, second = publish(session, FIRST, now=NOW), publish(session, SECOND, now=NOW)
        assert [procedure_of(each).minutes for each in (first, second, first)] == [1, 2, 1]


def test_one_revision_per_procedure_is_offered(database: Database) -> None:
    other = a_procedure(key="another")
    with database.write() as session:
        for procedure in (FIRST, other, SECOND):
            publish(session, procedure, now=NOW)
        latest = {key: each.minutes for key, each in list_published(session).items()}
        assert latest == {"sample": SECOND.minutes, "another": other.minutes}


def test_what_is_offered_is_read_once_for_each_process(database: Database) -> None:
    """Must catch: every visit of the front page reads the whole catalogue's definitions from the database."""
    with database.write() as session:
        publish(session, FIRST, now=NOW)
    with database.read() as session:
        list_published(session)
    statements: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _k, said, *_rest: statements.append(said)
    )
    with database.read() as session:
        list_published(session)
    [asked] = [each for each in statements if each.startswith("SELECT")]
    assert "content" not in asked


@pytest.mark.parametrize("key", [*make.catalog()])
def test_a_revision_from_before_names_had_variants_is_read_as_it_was(database: Database, key: str) -> None:
    """Nouns, counters and the label of a fee were plain Japanese once, and "" stood for no counter.

    Must catch: an application that nobody can open again because its form was published last year.
    """
    procedure = make.catalog()[key]
    content = _as_once(content_of(procedure))
    with database.write() as session:
        revision = ProcedureRevision(
            procedure_key=key, number=1, content=content, sha256="0" * 64, published_at=NOW
        )
        session.add(revision)
        session.flush()
        again = procedure_of(revision)
    assert [str(each.name) for each in again.questions.values()] == [
        each.name.ja for each in procedure.questions.values()
    ]
    sample = {each.key: each.show(each.sample()) for each in procedure.questions.values()}
    assert {each.key: each.show(each.sample()) for each in again.questions.values()} == sample


def _as_once(content: Any) -> Any:
    if isinstance(content, list):
        return [_as_once(each) for each in content]
    if not isinstance(content, dict):
        return content
    plain = {
        key: value["ja"]
        if key in {"name", "unit", "row_name"} and isinstance(value, dict)
        else _as_once(value)
        for key, value in content.items()
    }
    if content.get("kind") == "integer":
        plain.setdefault("unit", "")
    if "copies" in content and "unit" in content and "label" in content:
        plain["label"] = content["label"]["ja"]
    return plain


def test_what_was_never_published_is_not_found(database: Database) -> None:
    with database.read() as session:
        assert find_latest_revision(session, "sample") is None
        with pytest.raises(NotFound):
            get_revision(session, new_id())
