"""One application at a time for the same matter."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications.lifecycle import State
from app.applications.matters import AlreadyFiled, find_other
from app.procedures.entitlement import Single
from app.procedures.publication import publish
from tests import make
from tests.make import Case

PERSON = "mizuno_yoko"


def offered(session: Session, **rule: Any) -> None:
    """The allowance, of which one may be under way for each event."""
    single = Single(by=("event_date",), **rule)
    publish(
        session,
        make.catalog()[make.ALLOWANCE].model_copy(update={"single": single}),
        now=make.NOW + timedelta(days=1),
    )


def drafted(session: Session, **more: Any) -> Case:
    given = {"revision_kind": "increase", **more.pop("given", {})}
    return make.a_draft(session, person=more.pop("person", PERSON), given=given, **more)


def test_the_second_is_told_of_the_first_and_draws_no_number(session: Session) -> None:
    """Must catch: two applications for the same child, of which both would be paid."""
    offered(session)
    first, second = drafted(session), drafted(session)
    first.submit()
    with pytest.raises(AlreadyFiled) as told:
        second.submit()
    assert told.value.other.id == first.application.id
    assert (second.application.state, second.application.reference_number) == (State.DRAFT, None)


def test_another_event_is_another_matter(session: Session) -> None:
    offered(session)
    drafted(session).submit()
    drafted(session, given={"event_date": "2026-04-29", "increase_reason": "care_began"}).submit()


def test_another_persons_is_another_matter(session: Session) -> None:
    """Must catch: a rule that lets one family stand in the way of another."""
    offered(session)
    drafted(session).submit()
    other = drafted(session, person="aoki_rina")
    assert find_other(session, other.application, other.what().journey) is None


def test_what_is_over_stands_in_nobodys_way(session: Session) -> None:
    offered(session)
    first = drafted(session)
    first.submit()
    first.withdraw()
    drafted(session).submit()


@pytest.mark.parametrize(("for_good", "again"), [(False, True), (True, False)])
def test_after_the_decision_another_may_follow_unless_there_is_only_one(
    session: Session, for_good: bool, again: bool
) -> None:
    """Must catch: a yearly report that could be filed again in the year after its acceptance."""
    offered(session, for_good=for_good)
    granted = drafted(session)
    for deed in make.ROADS[State.GRANTED]:
        deed(granted)
    another = drafted(session)
    assert (find_other(session, another.application, another.what().journey) is None) is again


def test_where_nothing_is_said_one_may_file_as_often_as_one_likes(session: Session) -> None:
    drafted(session).submit()
    drafted(session).submit()


def test_of_two_at_once_the_database_takes_one(session: Session) -> None:
    """Must catch: a look before the write as the only guard. Mutation: no unique index."""
    offered(session)
    first, second = drafted(session), drafted(session)
    first.submit()
    key = first.application.matter_key
    assert key is not None
    with pytest.raises(IntegrityError), session.begin_nested():
        second.application.matter_key = key
