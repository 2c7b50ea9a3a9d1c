"""A paper is filed as it is: with its day and its gaps, once, and by the section it is for."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.applications import drafts
from app.applications.drafts import save_answers
from app.applications.filing import Submission
from app.applications.hands import Hand
from app.applications.identity import papers_accepted
from app.applications.known import context_of
from app.applications.lifecycle import NotPossibleNow, State
from app.applications.matters import AlreadyFiled
from app.applications.models import Application
from app.applications.paper import filing
from app.applications.paper.filing import BeingEntered, Entering, NotThatDay
from app.applications.paper.gaps import questions_with_gaps
from app.applications.paper.queries import find_open
from app.clock import japan_date
from app.errors import Forbidden
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure, publish
from app.procedures.queries import find_latest_revision
from tests import make
from tests.conftest import NOW

TODAY = japan_date(NOW)
CERTIFICATE, TAXI = make.CERTIFICATE, "elderly_taxi"
ENTERING = Entering(make.town(), make.CLERK, NOW)


def begun(session: Session, key: str, came_on: date = TODAY, facts: Facts = NOTHING_KNOWN) -> Application:
    revision = find_latest_revision(session, key) or publish(session, make.catalog()[key], now=NOW)
    return filing.begin(session, revision, facts, came_on, ENTERING)


def what_of(session: Session, application: Application, **answers: Any) -> Submission:
    town = make.town()
    known = context_of(application.facts, town, TODAY, application.procedure_key)
    procedure = get_procedure(session, application.revision_id)
    only = None
    if application.state is State.CORRECTION_REQUESTED:
        only = frozenset(application.corrections[-1].questions)
    return Submission(Journey(procedure, {**application.answers, **answers}, known, only=only), {}, town)


def filed(session: Session, application: Application, **answers: Any) -> tuple[str, ...]:
    intake = find_open(session, application.id)
    assert intake is not None
    return filing.file_paper(session, application, intake, what_of(session, application, **answers), ENTERING)


def whole(session: Session, application: Application, key: str, person: str | None) -> dict[str, Any]:
    """What a complete paper of it says."""
    other = make.a_draft(session, key, person)
    return dict(other.application.answers)


def test_what_is_being_entered_never_expires(session: Session) -> None:
    """I-113. Must catch: a letter of somebody's thrown away because nobody typed it for three months."""
    application = begun(session, make.DISASTER)
    save_answers(application, {"applicant_phone": "0261000001"}, make.town(), hand=Hand.PAPER, now=NOW)
    assert application.expires_at is None
    assert drafts.sweep_expired(session, now=NOW + timedelta(days=400)) == 0
    assert find_open(session, application.id) is not None


def test_a_draft_whose_paper_is_given_up_expires_as_before(session: Session) -> None:
    case = make.a_draft(session, make.DISASTER, None)
    intake = filing.take_up(session, case.application, TODAY, ENTERING)
    assert case.application.expires_at is None
    filing.give_up(session, case.application, intake, ENTERING)
    assert case.application.expires_at is not None


def test_the_fee_and_the_matter_follow_with_what_was_missing(session: Session) -> None:
    """I-113. Must catch: copies reckoned as one because nobody wrote how many; a case that is never asked to pay."""
    application = begun(session, CERTIFICATE, facts=make.facts_of("mizuno_yoko"))
    answers = whole(session, application, CERTIFICATE, "mizuno_yoko")
    gaps = filed(session, application, **{key: answers[key] for key in answers if key != "copies"})
    assert "copies" in gaps
    assert (application.state, application.payment_id) == (State.ARRIVED, None)
    case = make.Case(session, application)
    case.start_review()
    case.ask(*gaps)
    filing.take_up(session, application, japan_date(case.now), Entering(make.town(), make.CLERK, case.now))
    filed(session, application, **answers)
    assert application.state is State.IN_REVIEW
    assert application.payment_id is not None


def test_the_same_matter_is_taken_when_its_gap_is_closed(session: Session) -> None:
    first = begun(session, TAXI, facts=make.facts_of("mizuno_yoko"))
    filed(session, first)
    assert (first.matter_key or "").startswith("again:")
    second = begun(session, TAXI, facts=make.facts_of("mizuno_yoko"))
    with pytest.raises(AlreadyFiled):
        filed(session, second)
    assert second.state is State.DRAFT


def test_what_is_missing_is_what_online_would_not_be_sent(session: Session) -> None:
    application = begun(session, make.DISASTER)
    gaps = questions_with_gaps(what_of(session, application))
    assert {"applicant_name", "applicant_phone", "house_address", "consent_truth"} <= {*gaps}
    case = make.a_draft(session, make.DISASTER, None)
    assert questions_with_gaps(case.what()) == ()


def test_nobody_enters_for_another_section(session: Session) -> None:
    """I-113."""
    elsewhere = Entering(make.town(), make.STRANGER, NOW)
    revision = publish(session, make.catalog()[make.DISASTER], now=NOW)
    with pytest.raises(Forbidden):
        filing.begin(session, revision, NOTHING_KNOWN, TODAY, elsewhere)
    case = make.a_draft(session, make.DISASTER, None)
    with pytest.raises(Forbidden):
        filing.take_up(session, case.application, TODAY, elsewhere)
    approver = Entering(make.town(), make.APPROVER, NOW)
    with pytest.raises(Forbidden):
        filing.take_up(session, case.application, TODAY, approver)


def test_copies_of_papers_wait_for_an_officer_where_a_card_is_asked_for_online(session: Session) -> None:
    """I-113. Must catch: a certificate of somebody's granted to whoever wrote their name."""
    application = begun(session, CERTIFICATE, facts=make.facts_of("mizuno_yoko"))
    filed(session, application)
    assert papers_accepted(session, application) is False
    plain = begun(session, make.DISASTER)
    filed(session, plain)
    assert papers_accepted(session, plain) is None


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=181)])
def test_no_paper_comes_from_the_future_or_from_long_ago(session: Session, day: date) -> None:
    with pytest.raises(NotThatDay):
        begun(session, make.DISASTER, day)


def test_one_clerk_enters_a_paper(session: Session) -> None:
    case = make.a_draft(session, make.DISASTER, None)
    filing.take_up(session, case.application, TODAY, ENTERING)
    with pytest.raises(BeingEntered):
        filing.take_up(session, case.application, TODAY, ENTERING)


def test_whoever_wrote_may_send_it_online_in_the_meantime(session: Session) -> None:
    """And what was on its way to be entered finds that it has arrived."""
    case = make.a_draft(session, make.DISASTER, None)
    intake = filing.take_up(session, case.application, TODAY, ENTERING)
    case.submit()
    what = what_of(session, case.application)
    with pytest.raises(NotPossibleNow):
        filing.file_paper(session, case.application, intake, what, ENTERING)
