"""Every verb leaves an entry of the audit trail, and no answer stands in it."""

import pytest

from app.applications.auditing import seen_by
from app.applications.lifecycle import State
from app.applications.models import Application
from app.database import Database, new_id
from tests import make
from tests.applications.reading import audited
from tests.conftest import NOW

TRAILS = {
    State.DRAFT: [],
    State.ARRIVED: ["submit"],
    State.IN_REVIEW: ["submit", "start_review"],
    State.CORRECTION_REQUESTED: ["submit", "start_review", "request_correction"],
    State.AWAITING_APPROVAL: ["submit", "start_review", "propose"],
    State.GRANTED: ["submit", "start_review", "propose", "grant"],
    State.PARTIALLY_GRANTED: ["submit", "start_review", "propose", "grant_partially"],
    State.REFUSED: ["submit", "start_review", "propose", "refuse"],
    State.ACKNOWLEDGED: ["submit", "start_review", "propose", "acknowledge"],
    State.WITHDRAWN: ["submit", "withdraw"],
    State.TRANSFERRED: ["submit", "start_review", "transfer"],
}


@pytest.mark.parametrize("state", State)
def test_every_verb_leaves_one_entry(database: Database, state: State) -> None:
    """Must catch: a decision nobody can be asked about, or one that is told twice."""
    with database.write() as session:
        case = make.a_case(session, state)
    entries = audited(database, case.application.id)
    assert [action for action, _, _ in entries] == TRAILS[state]
    residents = {"submit", "withdraw", "resubmit", "supplement"}
    assert all((kind == "resident") is (action in residents) for action, kind, _ in entries)


def test_a_verb_that_is_refused_leaves_none(database: Database) -> None:
    """Must catch: an entry about something that did not happen."""
    made: list[make.Case] = []

    def decide_and_fail() -> None:
        with database.write() as session:
            made.append(make.a_case(session, State.GRANTED))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide_and_fail()
    assert audited(database, made[0].application.id) == []


def test_names_of_answers_stand_in_it_and_never_the_answers(database: Database) -> None:
    with database.write() as session:
        case = make.a_case(session, State.CORRECTION_REQUESTED)
        answers = dict(case.application.answers)
        case.resubmit()
    keys = set(answers)
    for action, _, fields in audited(database, case.application.id):
        assert set(fields) <= keys
        if action == "submit":
            assert set(fields) == keys
        assert "水野" not in str(fields)


def test_looking_is_noted_with_its_purpose() -> None:
    case = Application(id=new_id(), reference_number="26-000001-D")
    staff = seen_by(case, "staff", make.CLERK.id, now=NOW, what="case")
    own = seen_by(case, "resident", None, now=NOW, what="decision")
    assert (staff.action, staff.purpose, staff.actor_id) == ("view_case", "review", make.CLERK.id)
    assert (own.action, own.purpose, own.actor_id) == ("view_decision", "own_case", None)
    assert staff.subject_id == case.id
    assert (staff.reference_number, staff.fields) == ("26-000001-D", ())
