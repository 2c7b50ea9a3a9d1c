"""事前承認: what may begin, what is asked only then, and that nothing is granted before it is told how it ended."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.applications import advance
from app.applications.advance import NotFinished, approve_in_advance
from app.applications.filing import Incomplete
from app.applications.lifecycle import Action, NotPossibleNow, State
from app.clock import japan_date
from app.database import Database
from app.errors import Forbidden
from app.notices.queries import list_notices
from app.procedures.journey import Journey
from tests import make
from tests.answering import answered
from tests.make import APPROVER, CLERK, Case

GIVEN: dict[str, Any] = {"begun": False, "lives_there": True}
PERSON = "murakami_toshiko"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened


@pytest.fixture
def case(session: Session) -> Case:
    made = make.a_case(session, State.IN_REVIEW, make.WORKS, PERSON, given=GIVEN)
    session.flush()
    return made


def approve(case: Case) -> None:
    approve_in_advance(case.session, case.application, by=APPROVER, now=case.tick())
    case.session.flush()


def open_pages(case: Case) -> set[str]:
    journey: Journey = case.what().journey
    needs = journey.procedure.advance.needs if journey.procedure.advance else ()
    return {step.key for step in journey.all_steps} & {*needs}


def the_end(case: Case, **said: Any) -> dict[str, Any]:
    """All that is told when the works are finished."""
    today = japan_date(case.now)
    days = dict.fromkeys(("start_date", "completion_date", "receipt_date"), f"{today}")
    journey = answered(case.what().journey, {**GIVEN, **days}, later=True)
    return {**journey.answers, **days, **said}


def test_the_pages_about_the_end_open_with_the_approval(case: Case) -> None:
    """Must catch: a receipt asked for before anybody may begin."""
    assert open_pages(case) == set()
    approve(case)
    assert open_pages(case) == {"completion", "completion_costs", "completion_account", "completion_papers"}


def test_nothing_is_granted_before_it_is_approved_and_finished(case: Case) -> None:
    with pytest.raises(NotFinished):
        case.propose(Action.GRANT)
    approve(case)
    with pytest.raises(NotFinished):
        case.propose(Action.GRANT_PARTIALLY, "対象外の工事があるため。")
    case.supplement(**the_end(case))
    case.session.flush()
    case.session.expire_all()
    case.propose(Action.GRANT)
    case.approve()
    assert case.application.state is State.GRANTED


def test_it_can_be_refused_at_any_time(case: Case) -> None:
    case.propose(Action.REFUSE, "対象の工事ではないため。")
    case.approve()
    assert case.application.state is State.REFUSED


def test_works_that_did_not_wait_are_not_taken(case: Case) -> None:
    approve(case)
    before = japan_date(case.now) - timedelta(days=1)
    with pytest.raises(Incomplete) as refused:
        case.supplement(**the_end(case, start_date=f"{before}"))
    assert [error.at for error in refused.value.errors] == ["start_date.era"]


def test_the_days_of_the_office_rest_until_the_end_is_told(case: Case) -> None:
    """Must catch: a case that is overdue while the carpenter is at work."""
    assert case.application.due_on is not None
    approve(case)
    assert case.application.due_on is None
    case.supplement(send_to="registered")
    assert case.application.due_on is None
    case.tick(days=20)
    case.supplement(**the_end(case))
    assert case.application.due_on is not None
    assert case.application.due_on > japan_date(case.now)


def test_the_resident_is_told_and_waited_for(case: Case) -> None:
    procedure = make.catalog()[make.WORKS]
    assert not advance.is_waited_for(case.application, procedure, case.now)
    case.application.answers = {**case.application.answers, "applicant_email": "mihon@mail.example"}
    approve(case)
    assert advance.is_waited_for(case.application, procedure, case.now)
    kinds = [notice.kind for notice in list_notices(case.session, case.application.id)]
    assert kinds[-1:] == ["approved_in_advance"]
    case.supplement(**the_end(case))
    case.session.flush()
    case.session.expire_all()
    assert not advance.is_waited_for(case.application, procedure, case.now)


def test_it_is_approved_once_and_by_whoever_approves(case: Case) -> None:
    with pytest.raises(Forbidden):
        approve_in_advance(case.session, case.application, by=CLERK, now=case.tick())
    approve(case)
    with pytest.raises(NotPossibleNow):
        approve(case)


def test_what_needs_no_approval_in_advance_gets_none(session: Session) -> None:
    ordinary = make.a_case(session, State.IN_REVIEW)
    session.flush()
    with pytest.raises(NotPossibleNow):
        approve_in_advance(session, ordinary.application, by=APPROVER, now=ordinary.tick())
