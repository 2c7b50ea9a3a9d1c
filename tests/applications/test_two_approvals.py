"""A route of two persons: one approval is noted, the second carries the decision out."""

import pytest
from sqlalchemy.orm import Session

from app.applications.lifecycle import Action, State
from app.applications.review import NotYourOwnProposal
from app.auth.identity import Role
from app.database import Database
from tests import make

SECOND = make.a_staff_member(Role.APPROVER)


def awaiting_two(session: Session) -> make.Case:
    case = make.a_draft(session, make.ALLOWANCE, "mizuno_yoko")
    case.submit()
    case.application.approval_route = "two"
    case.start_review()
    case.propose(Action.GRANT)
    case.approve()
    return case


def test_one_approval_is_not_enough(database: Database) -> None:
    """Mutation: a route of two is carried out after the first approval."""
    with database.write() as session:
        case = awaiting_two(session)
        assert case.application.state is State.AWAITING_APPROVAL
        assert case.application.decisions[-1].first_approved_by == make.APPROVER.id
        case.approve(SECOND)
        assert case.application.state is State.GRANTED


def test_nobody_approves_twice(database: Database) -> None:
    """Mutation: the same approver gives both approvals."""
    with database.write() as session:
        case = awaiting_two(session)
        with pytest.raises(NotYourOwnProposal):
            case.approve()
