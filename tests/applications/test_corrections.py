"""補正: asked by the office, mended by the resident."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications.filing import Incomplete
from app.applications.lifecycle import NotPossibleNow, State
from app.applications.review import correction_due_on
from app.applications.review_models import Correction
from app.auth.identity import StaffMember
from app.clock import japan_date
from app.database import Database
from app.errors import Forbidden, Invalid
from app.municipality.values import Parameter
from tests import make
from tests.applications.reading import audited, notices

pytestmark = pytest.mark.calendar


def test_the_office_asks_for_answers_in_words_and_by_a_day(session: Session) -> None:
    case = make.a_case(session, State.IN_REVIEW)
    case.ask("event_date", "applicant_phone", message="  日付を確かめてください。 ")
    (correction,) = case.application.corrections
    assert case.application.state is State.CORRECTION_REQUESTED
    assert correction.questions == ["event_date", "applicant_phone"]
    assert correction.message == "日付を確かめてください。"
    assert correction.due_on == japan_date(case.now) + timedelta(days=14)
    assert (correction.requested_at, correction.requested_by) == (case.now, make.CLERK.id)
    assert correction.answered_at is None
    assert notices(session, case.application.id) == ["arrived", "correction_requested"]


@pytest.mark.parametrize(
    ("questions", "message", "days", "sentence"),
    [
        ((), "直してください。", 14, "1つ以上選んでください"),
        (("event_date",), " \n ", 14, "文で書いてください"),
        (("event_date",), "直してください。", 0, "明日か、明日よりあとの日"),
        (("event_date",), "直してください。", -1, "明日か、明日よりあとの日"),
        (("event_date", "role"), "直してください。", 14, "画面にあるものから"),
    ],
)
def test_a_request_nobody_can_follow_is_refused(
    session: Session, questions: tuple[str, ...], message: str, days: int, sentence: str
) -> None:
    """行政手続法7条. Must catch: a correction without a word, or one that is due today."""
    case = make.a_case(session, State.IN_REVIEW)
    with pytest.raises(Invalid, match=sentence):
        case.ask(*questions, message=message, days=days)
    assert case.application.state is State.IN_REVIEW
    assert case.application.corrections == []


def test_tomorrow_is_soon_enough(session: Session) -> None:
    case = make.a_case(session, State.IN_REVIEW)
    case.ask("event_date", days=1)
    assert case.application.corrections[-1].due_on == japan_date(case.now) + timedelta(days=1)


@pytest.mark.parametrize("staff", [make.APPROVER, make.STRANGER, make.a_staff_member()])
def test_only_a_clerk_of_the_section_asks(session: Session, staff: StaffMember) -> None:
    """Must catch: the permission of one section used on a case of another."""
    case = make.a_case(session, State.IN_REVIEW)
    with pytest.raises(Forbidden):
        case.ask("event_date", by=staff)


@pytest.mark.parametrize("state", sorted(set(State) - {State.IN_REVIEW}))
def test_it_is_asked_in_a_review_only(session: Session, state: State) -> None:
    case = make.a_case(session, state)
    if state is State.DRAFT:
        case.application.section = "kosodate"
    with pytest.raises(NotPossibleNow):
        case.ask("event_date")


def test_one_correction_is_open_at_a_time(session: Session) -> None:
    """Must catch: two open requests, of which the resident sees only one."""
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    first = case.application.corrections[0]
    session.flush()
    twin = Correction(
        application_id=case.application.id,
        questions=["event_date"],
        message="もう一つ",
        due_on=first.due_on,
        requested_at=first.requested_at,
        requested_by=first.requested_by,
    )
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(twin)
    assert session.scalar(select(func.count()).select_from(Correction)) == 1


def test_the_resident_mends_and_the_days_are_given_back(session: Session) -> None:
    """Must catch: the days a case waited for its applicant counted against the office."""
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    due_on = case.application.due_on
    assert due_on is not None
    case.tick(days=5)
    case.resubmit(applicant_phone="09000000999")
    assert case.application.state is State.IN_REVIEW
    assert case.application.due_on == due_on + timedelta(days=5)
    assert case.application.corrections[-1].answered_at == case.now
    assert case.application.phone == "09000000999"
    assert [version.number for version in case.application.versions] == [1, 2]
    assert case.application.versions[0].answers["applicant_phone"] == "09000000101"
    assert case.application.versions[1].answers["applicant_phone"] == "09000000999"


def test_without_a_day_nothing_is_given_back(session: Session) -> None:
    town = make.a_town(make.ALLOWANCE, standard_processing_days=None)
    case = make.a_case(session, State.CORRECTION_REQUESTED, town=town)
    case.resubmit()
    assert case.application.due_on is None


def test_a_wrong_mending_is_refused(session: Session) -> None:
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    with pytest.raises(Incomplete):
        case.resubmit(applicant_phone="090")
    assert case.application.state is State.CORRECTION_REQUESTED
    assert case.application.corrections[-1].answered_at is None
    assert len(case.application.versions) == 1


def test_after_its_day_a_correction_still_arrives(session: Session) -> None:
    """Must catch: a case that nobody can mend any more because of a date; what follows is the office's decision."""
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    case.tick(days=40)
    case.resubmit()
    assert case.application.state is State.IN_REVIEW


@pytest.mark.parametrize("state", sorted(set(State) - {State.CORRECTION_REQUESTED}))
def test_nothing_is_mended_that_nobody_asked_for(session: Session, state: State) -> None:
    """Must catch: answers rewritten behind the officer's back."""
    case = make.a_case(session, state)
    versions = len(case.application.versions)
    with pytest.raises(NotPossibleNow):
        case.resubmit()
    assert len(case.application.versions) == versions


def test_there_may_be_a_second_round(session: Session) -> None:
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    case.resubmit()
    case.ask("event_date", message="もう一度お願いします。")
    session.flush()
    session.refresh(case.application)
    assert [each.message for each in case.application.corrections] == [
        "直してください。",
        "もう一度お願いします。",
    ]
    case.resubmit()
    assert all(each.answered_at for each in case.application.corrections)


def test_the_trail_names_the_answers_and_not_what_they_say(database: Database) -> None:
    with database.write() as session:
        case = make.a_case(session, State.CORRECTION_REQUESTED)
        case.resubmit(applicant_phone="09000000999")
    entries = audited(database, case.application.id)
    assert entries[-2:] == [
        ("request_correction", "staff", ("applicant_phone",)),
        ("resubmit", "resident", ("applicant_phone",)),
    ]


def test_the_town_says_how_long_a_correction_may_take() -> None:
    assert correction_due_on(make.town(), make.ALLOWANCE, make.TODAY) == make.TODAY + timedelta(days=14)
    short = make.a_town(make.ALLOWANCE, correction_days=Parameter(value=7, source="要綱"))
    assert correction_due_on(short, make.ALLOWANCE, make.TODAY) == make.TODAY + timedelta(days=7)
