"""担当: who has a case, and that none is left with somebody who cannot open it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.applications import officers
from app.applications.desk import queries as desk_queries
from app.applications.desk.filters import DeskFilter
from app.applications.lifecycle import FINAL, NotPossibleNow, State
from app.applications.models import Application
from app.auth.identity import Role, StaffMember
from app.auth.models import StaffAccount
from app.auth.staff_accounts import NewStaff, create_account
from app.auth.visitors import staff_member_of
from app.database import Database
from app.errors import Forbidden, Invalid
from tests import make
from tests.applications.reading import audited
from tests.conftest import NOW

ADMIN = make.a_staff_member(Role.ADMIN)
OPEN = sorted(set(State) - FINAL - {State.DRAFT})
PASSWORD = "川をわたる 3びきの山羊"
HERE = frozenset({"kosodate"})


@pytest.fixture(params=["database", "pg_database"])
def either_database(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def hired(session: Session, login: str, *roles: Role, sections: frozenset[str] = HERE) -> StaffAccount:
    new = NewStaff(login, f"職員 {login}", PASSWORD, frozenset(roles or {Role.CLERK}), sections)
    return create_account(session, new, by=None, now=NOW)


def trail(database: Database, application: Application) -> tuple[str, str, tuple[str, ...]]:
    return audited(database, application.id)[-1]


@pytest.mark.parametrize("state", OPEN)
def test_a_colleagues_case_is_taken_over(database: Database, state: State) -> None:
    """Whatever state it is in, and the state stays. Must catch: a case that waits for somebody who is ill."""
    with database.write() as session:
        case = make.a_case(session, state)
        other = staff_member_of(hired(session, "other"))
        entries = len(case.application.history)
        officers.take_over(session, case.application, by=other, now=case.tick())
        session.flush()
        assert case.application.assignee_id == other.id
        assert case.application.state is state
        assert len(case.application.history) == entries
    assert trail(database, case.application) == ("take_over", "staff", (f"to.{other.id.hex}",))


@pytest.mark.parametrize("state", sorted(FINAL))
def test_what_is_over_is_nobodys_to_take(session: Session, state: State) -> None:
    case = make.a_case(session, state)
    with pytest.raises(NotPossibleNow):
        officers.take_over(session, case.application, by=make.CLERK, now=case.now)


@pytest.mark.parametrize(
    "staff", [make.APPROVER, make.STRANGER, make.a_staff_member(Role.ADMIN, Role.AUDITOR)]
)
def test_only_a_clerk_of_the_section_takes_over(session: Session, staff: StaffMember) -> None:
    case = make.a_case(session, State.IN_REVIEW)
    with pytest.raises(Forbidden):
        officers.take_over(session, case.application, by=staff, now=case.now)
    assert case.application.assignee_id == make.CLERK.id


def test_whoever_decides_gives_it_to_somebody_who_can_work_on_it(database: Database) -> None:
    """Must catch: a case given to another section, to an account that is shut, or to whoever reads the log."""
    with database.write() as session:
        case = make.a_case(session, State.IN_REVIEW)
        fits = hired(session, "fits")
        wrong = [
            hired(session, "elsewhere", sections=frozenset({"kaikei"})),
            hired(session, "reader", Role.AUDITOR),
            hired(session, "decides", Role.APPROVER),
            hired(session, "gone"),
        ]
        wrong[-1].disabled_at = NOW
        for account_id in (*(account.id for account in wrong), UUID(int=7)):
            with pytest.raises(Invalid):
                officers.assign(session, case.application, account_id, by=make.APPROVER, now=case.now)
        with pytest.raises(Forbidden):
            officers.assign(session, case.application, fits.id, by=make.CLERK, now=case.now)
        assert case.application.assignee_id == make.CLERK.id
        officers.assign(session, case.application, fits.id, by=make.APPROVER, now=case.tick())
        assert case.application.assignee_id == fits.id
    assert trail(database, case.application) == ("assign", "staff", (f"to.{fits.id.hex}",))


def in_hand(session: Session, account: StaffAccount) -> list[Application]:
    """One in each open state, and one that is over."""
    states = [*OPEN, State.GRANTED]
    cases = [make.a_case(session, state).application for state in states]
    for application in cases:
        application.assignee_id = account.id
    session.flush()
    return cases


def test_whoever_is_shut_out_leaves_no_case_behind(database: Database) -> None:
    """Must catch: open cases nobody looks at, because a name that is gone stands at them."""
    with database.write() as session:
        account = hired(session, "leaves")
        *cases, over = in_hand(session, account)
        officers.disable_account(session, account, by=ADMIN, now=NOW)
        assert [each.assignee_id for each in cases] == [None] * len(cases)
        assert over.assignee_id == account.id, "what was done stays theirs"
        session.flush()
        wanted = DeskFilter(HERE, states=(State.ARRIVED,), unassigned=(State.IN_REVIEW,))
        found = {each.state for each in desk_queries.list_cases(session, wanted)}
        assert found == {State.ARRIVED, State.IN_REVIEW}
        assert desk_queries.count_cases(session, wanted) == 2
    for application in cases:
        assert trail(database, application) == ("release", "staff", (f"from.{account.id.hex}",))


@pytest.mark.parametrize(
    ("roles", "sections", "kept"),
    [
        ({Role.CLERK}, {"kosodate", "jumin"}, True),
        ({Role.CLERK, Role.APPROVER}, {"kosodate"}, True),
        ({Role.CLERK}, {"jumin"}, False),
        ({Role.CLERK}, set(), False),
        ({Role.APPROVER}, {"kosodate"}, False),
        ({Role.AUDITOR}, {"kosodate"}, False),
    ],
)
def test_new_duties_keep_only_the_cases_they_reach(
    session: Session, roles: set[Role], sections: set[str], kept: bool
) -> None:
    account = hired(session, "changes")
    *cases, _ = in_hand(session, account)
    duties = (frozenset(roles), frozenset(sections))
    officers.change_duties(session, account, duties, by=ADMIN, now=NOW)
    assert {each.assignee_id for each in cases} == {account.id if kept else None}


def test_a_case_nobody_has_any_more_is_held_by_no_one_elses_case(session: Session) -> None:
    """Must catch: everybody's cases taken from them when one person leaves."""
    account, other = hired(session, "leaves"), hired(session, "stays")
    mine, theirs = (make.a_case(session, State.IN_REVIEW).application for _ in range(2))
    mine.assignee_id, theirs.assignee_id = account.id, other.id
    officers.disable_account(session, account, by=ADMIN, now=NOW)
    assert (mine.assignee_id, theirs.assignee_id) == (None, other.id)


def test_nobody_takes_a_case_while_their_account_is_being_shut(either_database: Database) -> None:
    """Must catch: a case taken in the instant between the look for open cases and the commit."""
    with either_database.write() as session:
        account_id = hired(session, "leaves").id
        case_id = make.a_case(session, State.IN_REVIEW).application.id
    taken, looked = Event(), Event()

    def take() -> None:
        with either_database.write() as session:
            member = staff_member_of(session.get_one(StaffAccount, account_id))
            officers.take_over(session, session.get_one(Application, case_id), by=member, now=NOW)
            session.flush()
            taken.set()
            looked.wait(0.5)

    def shut() -> None:
        taken.wait(5)
        with either_database.write() as session:
            account = session.get_one(StaffAccount, account_id)
            officers.disable_account(session, account, by=ADMIN, now=NOW)
            looked.set()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(take), pool.submit(shut)]:
            done.result(20)
    with either_database.write() as session:
        application = session.get_one(Application, case_id)
        assert application.assignee_id is None
        member = staff_member_of(session.get_one(StaffAccount, account_id))
        with pytest.raises(Forbidden):
            officers.take_over(session, application, by=member, now=NOW)
