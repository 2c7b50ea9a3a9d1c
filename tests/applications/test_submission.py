"""到達: what a resident sends arrives, once and whole."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.applications import submission
from app.applications.filing import Incomplete
from app.applications.lifecycle import Action, NotPossibleNow, State
from app.applications.models import Application
from app.applications.versions import content_hash
from app.clock import japan_date
from app.database import Database
from app.errors import Unavailable
from app.japan.reference_numbers import read_reference_number
from app.municipality.offering import ApprovalRoute
from app.municipality.values import Parameter
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment
from tests import make
from tests.applications.reading import audited, jobs, notices
from tests.conftest import NOW

pytestmark = pytest.mark.calendar

POST = {"scope": "household", "copies": 2, "delivery": "post", "express": False}


def test_it_arrives_at_the_instant_it_was_sent(session: Session) -> None:
    """デジタル手続法6条3項. Must catch: an arrival moved to the time of saving, or to the next working day."""
    case = make.a_draft(session, now=datetime(2026, 5, 5, 14, 58, 30, 123456, tzinfo=UTC))
    case.submit()
    assert case.application.state is State.ARRIVED
    assert case.application.arrived_at == datetime(2026, 5, 5, 14, 59, 30, 123456, tzinfo=UTC)
    assert case.application.versions[0].submitted_at == case.application.arrived_at
    assert case.application.history[0].at == case.application.arrived_at


def test_it_gets_a_number_of_the_year_in_japan(session: Session) -> None:
    """Must catch: a number of last year for whoever applies on the morning of New Year's Day."""
    case = make.a_draft(session, now=datetime(2026, 12, 31, 14, 59, tzinfo=UTC))
    case.submit()
    number = case.application.reference_number
    assert number is not None
    assert number.startswith("27-000001-")
    assert read_reference_number(number) == number


def due_after(days: int) -> date:
    """Counted from the day after arrival, a minute from now; a closed last day gives way."""
    last = japan_date(NOW + timedelta(minutes=1)) + timedelta(days=days)
    calendar = make.town().closed_days.calendar
    return next(last + timedelta(days=n) for n in range(20) if calendar.is_open(last + timedelta(days=n)))


def test_it_is_due_after_the_towns_days(session: Session) -> None:
    assert due_after(30) == make.a_case(session, State.ARRIVED).application.due_on
    slow = make.a_town(make.ALLOWANCE, standard_processing_days=Parameter(value=4, source="一覧"))
    late = make.a_case(session, State.ARRIVED, town=slow)
    assert late.application.due_on == due_after(4)
    unsaid = make.a_town(make.ALLOWANCE, standard_processing_days=None)
    assert make.a_case(session, State.ARRIVED, town=unsaid).application.due_on is None


def test_it_goes_to_the_section_that_answers_for_it(session: Session) -> None:
    application = make.a_case(session, State.ARRIVED).application
    assert application.section == "kosodate"
    assert application.approval_route == ApprovalRoute.ONE
    assert application.filing_kind == "application"
    fewer = make.a_draft(session, person="fujita_naoki", given={"revision_kind": "decrease"})
    fewer.submit()
    assert fewer.application.filing_kind == "notification", "減額 is a 届出 (児童手当法施行規則3条)"


def test_what_arrived_is_kept_word_for_word(session: Session) -> None:
    """Must catch: the working copy, which somebody may go on writing in, taken for what arrived."""
    case = make.a_case(session, State.ARRIVED)
    (version,) = case.application.versions
    kept = dict(version.answers)
    case.application.answers = {**case.application.answers, "event_date": "2020-01-01"}
    session.flush()
    session.expire_all()
    assert version.answers == kept
    assert version.facts == case.application.facts
    assert version.purpose_of_use == make.catalog()[make.ALLOWANCE].purpose_of_use.ja
    assert (version.actor_kind, version.actor_id) == (case.owner.kind, case.owner.id)


def test_the_hash_tells_any_change(session: Session) -> None:
    """Must catch: an answer, the procedure or the revision left out of the hash."""
    application = make.a_case(session, State.ARRIVED).application
    version = application.versions[0]
    assert version.content_hash == content_hash(application, version.answers)
    hashes = {
        version.content_hash,
        content_hash(application, {**version.answers, "event_date": "2020-01-01"}),
    }
    for change in ({"procedure_key": "other"}, {"revision_id": application.id}):
        changed = Application(procedure_key=application.procedure_key, revision_id=application.revision_id)
        for name, value in change.items():
            setattr(changed, name, value)
        hashes.add(content_hash(changed, version.answers))
    assert len(hashes) == 4
    reordered = dict(reversed(version.answers.items()))
    assert content_hash(application, reordered) == version.content_hash


def test_hidden_answers_do_not_arrive(session: Session) -> None:
    """Must catch: what somebody typed before they changed their mind, sent to the office all the same."""
    case = make.a_draft(session, make.CERTIFICATE, given={"scope": "household", "purpose": "bank"})
    case.application.answers = {**case.application.answers, "purpose_detail": "ひみつ"}
    case.submit()
    assert "purpose_detail" not in case.application.versions[0].answers
    assert "purpose_detail" not in case.application.answers


@pytest.mark.parametrize("missing", ["revision_kind", "applicant_phone", "consent_truth"])
def test_half_an_application_does_not_arrive(session: Session, missing: str) -> None:
    """Must catch: something written although the answers are not whole."""
    case = make.a_draft(session)
    with pytest.raises(Incomplete) as refused:
        case.submit(**{missing: None})
    assert refused.value.errors[0].at.partition(".")[0] == missing
    assert case.application.state is State.DRAFT
    assert case.application.reference_number is None
    assert case.application.versions == []
    assert notices(session, case.application.id) == []


def test_it_is_sent_once(session: Session) -> None:
    """Must catch: two taps, two numbers, two fees."""
    case = make.a_case(session, State.ARRIVED, make.CERTIFICATE)
    number, payment = case.application.reference_number, case.application.payment_id
    with pytest.raises(NotPossibleNow):
        case.submit()
    assert (case.application.reference_number, case.application.payment_id) == (number, payment)
    assert len(case.application.versions) == 1
    assert session.scalar(text("SELECT count(*) FROM payment")) == 1
    assert session.scalar(text("SELECT last FROM running_number WHERE name = 'application'")) == 1


def test_a_fee_is_asked_for_line_by_line(session: Session) -> None:
    case = make.a_case(session, State.ARRIVED, make.CERTIFICATE, given=POST)
    payment = session.get_one(Payment, case.application.payment_id)
    assert payment.amount_yen == 710
    assert [(line["label"], line["quantity"], line["yen"]) for line in payment.lines] == [
        ("住民票の写し", 2, 600),
        ("郵送料", 1, 110),
    ]
    assert payment.state is PaymentState.REQUESTED
    assert payment.due_on == japan_date(case.now) + timedelta(days=14)
    assert payment.subject_id == case.application.id
    assert payment.reference_number == case.application.reference_number
    assert case.application.state is State.ARRIVED, "it has arrived, paid or not"


def test_what_is_free_asks_for_nothing(session: Session) -> None:
    assert make.a_case(session, State.ARRIVED).application.payment_id is None


def test_a_fee_nobody_has_set_stops_it(session: Session) -> None:
    case = make.a_draft(session, make.CERTIFICATE, given=POST, town=make.a_town(make.CERTIFICATE, fees={}))
    with pytest.raises(Unavailable):
        case.submit()
    assert case.application.state is State.DRAFT


def test_staff_find_it_however_it_is_written(session: Session) -> None:
    """Must catch: 髙橋 whom nobody finds as 高橋; a number with hyphens in the column."""
    application = make.a_case(session, State.ARRIVED, make.CERTIFICATE, "takahashi_makoto").application
    assert application.name_shown == "髙橋 誠"
    assert application.name_folded == "高橋誠"
    assert application.kana_folded == "タカハシマコト"
    assert application.phone == "0261000501"
    assert application.address_folded == "若葉郡みどり野町中央123-4"


def test_whoever_left_no_reading_is_found_by_name(session: Session) -> None:
    application = make.a_case(session, State.ARRIVED, make.DISASTER, None).application
    assert application.name_folded == "見本花子"
    assert application.kana_folded is None


def test_answers_are_sealed_in_the_database(database: Database) -> None:
    """Must catch: an answer that stands in clear in a table or in the audit trail."""
    with database.write() as session:
        case = make.a_case(
            session, State.ARRIVED, make.DISASTER, None, given={"applicant_phone": "09011112222"}
        )
        case.application.phone = None
    with database.read() as session:
        for table in ("application", "submitted_version", "audit_entry", "history_entry"):
            rows = session.execute(text(f"SELECT * FROM {table}")).all()
            assert rows
            assert "09011112222" not in str(rows)


def test_somebody_is_told_and_the_trail_says_who(database: Database) -> None:
    with database.write() as session:
        case = make.a_case(session, State.ARRIVED)
        assert notices(session, case.application.id) == ["arrived"]
        assert jobs(session) == ["deliver_notice"]
    ((action, kind, fields),) = audited(database, case.application.id)
    assert (action, kind) == ("submit", "resident")
    assert fields == tuple(sorted(case.application.answers))


FILES = [
    {"id": "1", "name": "一.jpg", "sha256": "0" * 64, "bytes": 1},
    {"id": "2", "name": "二.jpg", "sha256": "1" * 64, "bytes": 2},
]


def send_photos(case: make.Case, attached: Any, **answers: Any) -> Any:
    what = case.what({"photos": attached}, **answers)
    submission.supplement(case.session, case.application, what, by=case.owner, now=case.tick())
    return case.application.versions[-1].answers.get("photos", "not asked")


def test_what_may_follow_later_is_added(session: Session) -> None:
    """罹災証明書: the photos come when there is time. Must catch: an addition that takes the case back."""
    case = make.a_case(session, State.IN_REVIEW, make.DISASTER, None)
    case.supplement(cause="flood", flood_height="below_floor", flood_cm=30)
    assert case.application.state is State.IN_REVIEW
    assert [version.number for version in case.application.versions] == [1, 2]
    assert "cause" not in case.application.versions[0].answers
    assert case.application.versions[1].answers["flood_cm"] == 30
    assert case.application.arrived_at == case.application.versions[0].submitted_at


def test_photos_count_as_they_are_there_now(session: Session) -> None:
    """Must catch: a photo taken away again, in what was filed; one that arrived and was never confirmed, lost."""
    case = make.a_case(session, State.ARRIVED, make.DISASTER, None)
    assert send_photos(case, FILES) == FILES
    assert send_photos(case, FILES[1:], photos=FILES) == FILES[1:]
    assert send_photos(case, [], photos=FILES) is None


def test_a_wrong_addition_is_refused(session: Session) -> None:
    case = make.a_case(session, State.ARRIVED, make.DISASTER, None)
    with pytest.raises(Incomplete):
        case.supplement(cause="flood", flood_height="below_floor", flood_cm=300)
    assert len(case.application.versions) == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.AWAITING_APPROVAL, State.GRANTED, State.WITHDRAWN])
def test_nothing_is_added_to_what_is_not_open(session: Session, state: State) -> None:
    case = make.a_case(session, state)
    with pytest.raises(NotPossibleNow):
        case.supplement()


def test_history_names_who_and_when(session: Session) -> None:
    case = make.a_case(session, State.IN_REVIEW)
    session.flush()
    session.refresh(case.application)
    submitted, taken_up = case.application.history
    assert (submitted.action, submitted.from_state, submitted.to_state) == (
        Action.SUBMIT,
        State.DRAFT,
        State.ARRIVED,
    )
    assert (submitted.actor_kind, submitted.actor_id) == (case.owner.kind, case.owner.id)
    assert (taken_up.actor_kind.value, taken_up.actor_id) == ("staff", make.CLERK.id)
    assert taken_up.at - submitted.at == timedelta(minutes=1)
    assert submitted.at == NOW + timedelta(minutes=1)
