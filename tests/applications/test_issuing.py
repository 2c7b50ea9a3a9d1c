"""A decision → its paper in the hands of a resident, or nothing at all."""

import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from app.applications import issuing
from app.applications.issuing import NotIssued, issue_decision_notice, made_whole
from app.applications.lifecycle import State
from app.applications.models import Application
from app.applications.proving import notice_claim
from app.applications.queries import list_document_keys
from app.audit.queries import list_incidents
from app.database import Database
from app.documents.proof.verdict import check_file
from app.documents.reading import NotWhole
from app.errors import Conflict
from app.files.local_disk import LocalDisk
from app.vault import Vault
from tests import make
from tests.conftest import NOW
from tests.documents.samples import STAMP

Change = Callable[[Application], None]


@pytest.fixture
def store(tmp_path: Path, vault: Vault) -> LocalDisk:
    return LocalDisk(tmp_path / "files", vault)


def decided(database: Database, state: State = State.GRANTED) -> UUID:
    with database.write() as session:
        return make.a_case(session, state).application.id


def issue(database: Database, store: LocalDisk, application_id: UUID) -> None:
    issue_decision_notice(database, store, make.town(), STAMP, application_id, now=NOW)


def kept(database: Database, application_id: UUID) -> tuple[str | None, str | None]:
    with database.read() as session:
        decision = session.get_one(Application, application_id).decisions[-1]
        assert decision.document_key is None or decision.document_key in list_document_keys(session)
        return decision.document_key, decision.document_hash


def meanwhile(store: LocalDisk, database: Database, application_id: UUID, change: Change) -> LocalDisk:
    """A store in which, while it writes, somebody else changes the case."""

    class Slow(LocalDisk):
        def put(self, content: bytes) -> str:
            with database.write() as session:
                change(session.get_one(Application, application_id))
            return super().put(content)

    return Slow(store._root, store._vault)


def test_the_notice_is_made_once_and_stays_the_same(database: Database, store: LocalDisk) -> None:
    """Must catch: a second run of the job that replaces what the resident has in hands."""
    application_id = decided(database, State.REFUSED)
    issue(database, store, application_id)
    key, digest = kept(database, application_id)
    assert key is not None
    pdf = store.open(key)
    assert digest == hashlib.sha256(pdf).hexdigest()
    issue(database, store, application_id)
    assert kept(database, application_id) == (key, digest)
    assert "要件を満たさないため" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\n", "")


def test_a_notice_is_signed_for_its_case_outcome_and_number(database: Database, store: LocalDisk) -> None:
    """I-02. Must catch: a notice stored without a signature, or one that names another outcome."""
    application_id = decided(database, State.REFUSED)
    issue(database, store, application_id)
    found = check_file(store.open(str(kept(database, application_id)[0])), STAMP.signer.known)
    assert found.is_genuine
    assert found.statement is not None
    with database.read() as session:
        application = session.get_one(Application, application_id)
        assert found.statement.number == application.reference_number
        assert found.statement.at == application.decisions[-1].approved_at
    assert found.statement.outcome == "refused"
    assert found.statement.document_number == "み子第2026-1号"
    assert found.statement.procedure == make.ALLOWANCE


def test_a_notice_made_by_another_process_stands(database: Database, store: LocalDisk) -> None:
    """Must catch: the slower of two runs of one job, that puts its own paper in the place of the first."""
    application_id = decided(database)

    def faster(application: Application) -> None:
        application.decisions[-1].document_key = "first"

    issue(database, meanwhile(store, database, application_id, faster), application_id)
    assert kept(database, application_id)[0] == "first"


def withdrawn(application: Application) -> None:
    application.state = State.WITHDRAWN


def transferred(application: Application) -> None:
    application.state = State.TRANSFERRED


def sent_back(application: Application) -> None:
    application.decisions[-1].sent_back_at = NOW


CHANGES = [withdrawn, transferred, sent_back]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_undone_between_looking_and_issuing_is_not_issued(
    database: Database, store: LocalDisk, change: Change
) -> None:
    """I-34. Must catch: a status read before the document was made and never again."""
    application_id = decided(database)
    issue(database, meanwhile(store, database, application_id, change), application_id)
    assert kept(database, application_id) == (None, None)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_undone_before_is_not_even_made(
    database: Database, store: LocalDisk, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-34. Must catch: a job that runs late and issues what no longer stands."""
    application_id = decided(database)
    with database.write() as session:
        change(session.get_one(Application, application_id))
    monkeypatch.setattr(issuing, "made_whole", lambda *_, **__: pytest.fail("it was made"))
    issue(database, store, application_id)
    assert kept(database, application_id) == (None, None)


def reworded(application: Application) -> None:
    application.decisions[-1].reasons = "べつの理由のため。"


def renamed(application: Application) -> None:
    application.name_shown = "べつの 人"


@pytest.mark.parametrize("change", [reworded, renamed])
def test_what_was_changed_meanwhile_is_issued_in_its_new_words_only(
    database: Database, store: LocalDisk, change: Change
) -> None:
    """I-34. Must catch: a paper with the words of before, which the office no longer has anywhere."""
    application_id = decided(database, State.REFUSED)
    with pytest.raises(Conflict):
        issue(database, meanwhile(store, database, application_id, change), application_id)
    assert kept(database, application_id) == (None, None)
    issue(database, store, application_id)
    assert kept(database, application_id)[0] is not None


def test_a_paper_that_is_not_whole_is_not_kept_and_the_office_is_told(
    database: Database, store: LocalDisk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """I-33. Must catch: a page of another case stored and handed out, or thrown away in silence."""
    application_id = decided(database)
    with database.read() as session:
        application = session.get_one(Application, application_id)
        claim = notice_claim(application, make.catalog()[make.ALLOWANCE], make.town())

    def broken(_document: Any) -> None:
        raise NotWhole("a page lacks the foot it must have")

    monkeypatch.setattr("app.documents.stamp.render", broken)
    with pytest.raises(NotIssued):
        issue(database, store, application_id)
    assert kept(database, application_id) == (None, None)
    assert list(store.list()) == []
    assert "was not issued" in caplog.text
    with database.read() as session:
        (incident,) = list_incidents(session, NOW - timedelta(minutes=1))
        assert list_incidents(session, NOW + timedelta(minutes=1)) == []
        assert incident.action == "document_refused"
        assert incident.subject_id == application_id
        assert incident.reference_number == claim.document.reference_number


def test_a_time_out_is_no_incident(database: Database) -> None:
    """Must catch: an office called to look because a machine was busy."""

    def late() -> bytes:
        raise issuing.Unavailable

    with pytest.raises(issuing.Unavailable):
        made_whole(database, UUID(int=1), "26-000001-X", late, now=NOW)
    with database.read() as session:
        assert list_incidents(session, NOW - timedelta(days=1)) == []
