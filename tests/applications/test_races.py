"""Two people with one case before them: the second is told, and nothing is overwritten."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.applications.drafts import save_answers
from app.applications.hands import Hand
from app.applications.lifecycle import Action, State
from app.applications.models import Application
from app.database import Database
from tests import make
from tests.conftest import NOW


@pytest.fixture(params=["database", "pg_database"])
def either_database(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def an_id(database: Database, state: State) -> UUID:
    with database.write() as session:
        return make.a_case(session, state).application.id


def a_stale_copy(database: Database, application_id: UUID) -> Application:
    """As another request read it some time ago; its collections with it."""
    with database.read() as session:
        application = session.get_one(Application, application_id)
        for read in ("decisions", "corrections", "versions", "history"):
            assert getattr(application, read) is not None
        session.expunge_all()
        return application


def in_hand(session: Session, stale: Application) -> make.Case:
    session.add(stale)
    return make.Case(session, stale, now=NOW)


def test_what_another_page_has_moved_on_is_not_overwritten(either_database: Database) -> None:
    """Must catch: a proposal made on what was withdrawn a moment ago. The page behind it answers 409."""
    application_id = an_id(either_database, State.IN_REVIEW)
    stale = a_stale_copy(either_database, application_id)
    with either_database.write() as session:
        make.Case(session, session.get_one(Application, application_id)).withdraw()
    with pytest.raises(StaleDataError), either_database.write() as session:
        in_hand(session, stale).propose(Action.GRANT)
    with either_database.read() as session:
        after = session.get_one(Application, application_id)
        assert after.state is State.WITHDRAWN
        assert after.decisions == []


def test_two_tabs_submit_once(either_database: Database) -> None:
    """Must catch: one application that arrives twice, with two numbers and two versions."""
    application_id = an_id(either_database, State.DRAFT)
    stale = a_stale_copy(either_database, application_id)
    with either_database.write() as session:
        make.Case(session, session.get_one(Application, application_id)).submit()
    with pytest.raises((StaleDataError, IntegrityError)), either_database.write() as session:
        in_hand(session, stale).submit()
    with either_database.read() as session:
        after = session.get_one(Application, application_id)
        assert len(after.versions) == len(after.history) == 1


def test_two_saved_pages_do_not_undo_each_other(database: Database) -> None:
    """Must catch: the answers of one tab wiped out by those of another."""
    application_id = an_id(database, State.DRAFT)
    stale = a_stale_copy(database, application_id)
    with database.write() as session:
        fresh = session.get_one(Application, application_id)
        save_answers(fresh, {"event_date": "2026-05-03"}, make.town(), hand=Hand.SELF, now=NOW)
    save_answers(stale, {"revision_kind": "both"}, make.town(), hand=Hand.SELF, now=NOW)
    with pytest.raises(StaleDataError), database.write() as session:
        session.add(stale)
    with database.read() as session:
        answers = session.get_one(Application, application_id).answers
        assert (answers["event_date"], answers["revision_kind"]) == ("2026-05-03", "increase")


def test_a_rolled_back_submission_leaves_nothing(database: Database) -> None:
    """Must catch: a number, a fee or a job that outlives the failure of what it belongs to."""
    with database.write() as session:
        case = make.a_draft(session, make.CERTIFICATE)

    def submit_and_fail() -> None:
        with database.write() as session:
            make.Case(session, session.get_one(Application, case.application.id)).submit()
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        submit_and_fail()
    with database.read() as session:
        after = session.get_one(Application, case.application.id)
        assert (after.state, after.reference_number, after.payment_id) == (State.DRAFT, None, None)
        for table in ("payment", "submitted_version", "notices", "workflow_status", "running_number"):
            assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
