from datetime import timedelta

import pytest

from app.applications import identity
from app.applications.desk import queries
from app.applications.desk.filters import DeskFilter
from app.applications.desk.words import search_words
from app.applications.identity_models import IdentityState
from app.applications.lifecycle import State
from app.applications.models import Application
from app.database import Database
from tests.make import ALLOWANCE, CERTIFICATE, CLERK, SECTIONS, TODAY, Case, a_case
from tests.papers import ALL, by_papers


@pytest.fixture(params=["database", "pg_database"])
def either_database(request: pytest.FixtureRequest) -> Database:
    opened: Database = request.getfixturevalue(request.param)
    return opened


def numbers(found: list[queries.Listed]) -> list[str]:
    return [each.reference_number for each in found]


def number_of(case: Case) -> str:
    return case.application.reference_number or ""


def test_both_databases_list_search_and_count_alike(either_database: Database) -> None:
    """Mutation: a construction only one of them understands."""
    with either_database.write() as session:
        arrived = a_case(session, State.ARRIVED, CERTIFICATE)
        asked = a_case(session, State.CORRECTION_REQUESTED, person="kobayashi_daisuke")
        granted = a_case(session, State.GRANTED, person="nguyen_lan")
        session.flush()
        everything = queries.list_cases(session, DeskFilter(SECTIONS))
        assert numbers(everything) == [number_of(arrived), number_of(asked), number_of(granted)]
        first = everything[0]
        assert (first.state, first.payment_state) == (State.ARRIVED, "requested")
        assert everything[1].correction_due_on == asked.application.corrections[-1].due_on
        found = queries.list_cases(session, DeskFilter(SECTIONS, words=search_words("グエン")))
        assert numbers(found) == [number_of(granted)]
        assert queries.count_by_state(session, SECTIONS)[State.GRANTED] == 1
        assert queries.list_titles(session)[ALLOWANCE] == "児童手当の額を変える"
        assert queries.list_cases(session, DeskFilter(frozenset({"kaikei"}))) == []


def test_what_presses_is_found_on_both_databases(either_database: Database) -> None:
    with either_database.write() as session:
        due, later, late = (
            a_case(session, State.ARRIVED, person="kobayashi_daisuke"),
            a_case(session, State.ARRIVED, person="mizuno_yoko"),
            a_case(session, State.CORRECTION_REQUESTED, person="nguyen_lan"),
        )
        due.application.due_on = TODAY + timedelta(days=3)
        later.application.due_on = TODAY + timedelta(days=4)
        late.application.corrections[-1].due_on = TODAY - timedelta(days=1)
        session.flush()
        wanted = DeskFilter(SECTIONS, due_by=TODAY + timedelta(days=3), today=TODAY)
        assert set(numbers(queries.list_cases(session, wanted))) == {number_of(due), number_of(late)}
        assert queries.count_cases(session, wanted) == 2


def test_papers_that_wait_are_found_on_both_databases(either_database: Database) -> None:
    with either_database.write() as session:
        a_case(session, State.ARRIVED, person="kobayashi_daisuke")
        waiting = by_papers(session)
        found = queries.list_cases(session, DeskFilter(SECTIONS, identity_waits=True))
        assert numbers(found) == [number_of(waiting)]
        assert found[0].identity_state is IdentityState.WAITING
        identity.accept(session, waiting.application, ALL, by=CLERK, now=waiting.tick())
        assert queries.count_cases(session, DeskFilter(SECTIONS, identity_waits=True)) == 0


def test_ones_own_proposal_does_not_wait_for_oneself(either_database: Database) -> None:
    """Mutation: leave out what was sent back; a clerk who also approves would never see it again."""
    with either_database.write() as session:
        proposed = a_case(session, State.AWAITING_APPROVAL)
        session.flush()
        for person, expected in ((CLERK.id, []), (proposed.application.id, [number_of(proposed)])):
            assert (
                numbers(queries.list_cases(session, DeskFilter(SECTIONS, not_proposed_by=person))) == expected
            )
        proposed.send_back()
        session.flush()
        assert numbers(queries.list_cases(session, DeskFilter(SECTIONS, not_proposed_by=CLERK.id))) == [
            number_of(proposed)
        ]


def test_the_same_person_is_found_by_the_reading_or_by_the_telephone(either_database: Database) -> None:
    """Mutation: ask for both; whoever mistypes one of them is not found."""
    with either_database.write() as session:
        one, other = a_case(session, State.ARRIVED), a_case(session, State.IN_REVIEW)
        other.application.phone = "09099999999"
        session.flush()
        assert queries.list_same_person(session, one.application) == [(number_of(other), State.IN_REVIEW)]
        other.application.kana_folded = "ミズノハルコ"
        session.flush()
        assert queries.list_same_person(session, one.application) == []


def test_a_case_that_is_over_is_no_duplicate(either_database: Database) -> None:
    with either_database.write() as session:
        one = a_case(session, State.ARRIVED)
        a_case(session, State.WITHDRAWN)
        session.flush()
        assert queries.list_same_person(session, one.application) == []


def test_the_last_version_and_the_section_of_each_case_are_found(either_database: Database) -> None:
    with either_database.write() as session:
        case = a_case(session, State.CORRECTION_REQUESTED)
        case.resubmit(applicant_phone="09012345678")
        session.flush()
        ids = [case.application.id]
        assert queries.list_latest_versions(session, ids)[case.application.id].number == 2
        assert queries.sections_of(session, ids) == {case.application.id: "kosodate"}
        assert queries.list_ids(session, DeskFilter(SECTIONS), 10) == ids
        assert [type(found) for found in queries.list_applications(session, ids)] == [Application]
