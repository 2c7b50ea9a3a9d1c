"""The demo town: staff who can sign in, and a case in every state, told by the real verbs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.desk.queries import list_same_person
from app.applications.issuing import issue_decision_notice
from app.applications.known import context_of
from app.applications.lifecycle import DECIDED, FINAL, Fulfilment, State
from app.applications.models import ActorKind, Application
from app.audit.verify import verify
from app.auth import passwords
from app.auth.identity import Role
from app.auth.models import ResidentAccount
from app.auth.queries import list_staff
from app.cli import demo
from app.cli.operations import publish_catalog
from app.clock import japan_date
from app.files.models import StoredFile
from app.files.serving import open_copy
from app.main import open_office
from app.migrating import migrate
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment
from app.procedures.answers import check_whole
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.settings import Settings
from app.web.office import Office

# The day after the register was copied, and a day when children have grown up and a disaster is closed.
MOMENTS = [datetime(2026, 5, 12, 1, 30, tzinfo=UTC), datetime(2031, 1, 3, 15, 30, tzinfo=UTC)]


@contextmanager
def an_empty_office(folder: Path, now: datetime) -> Iterator[Office]:
    settings = Settings(data=folder)
    migrate(settings.database)
    opened = open_office(settings, lambda: now)
    publish_catalog(opened.database)
    yield opened
    opened.doors.close()
    opened.database.engine.dispose()


@pytest.fixture(scope="module", params=MOMENTS, ids=["2026", "2031"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with an_empty_office(tmp_path_factory.mktemp("demo"), request.param) as opened:
        demo.fill(opened)
        yield opened


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    with office.database.read() as opened:
        yield opened


def cases(session: Session) -> Sequence[Application]:
    return session.scalars(select(Application).order_by(Application.arrived_at)).all()


def test_staff_can_sign_in_at_once(session: Session) -> None:
    """Must catch: an account that has to change its password before anybody can look around."""
    accounts = {account.login: account for account in list_staff(session)}
    assert set(accounts) == set(demo.ACCOUNTS)
    for account in accounts.values():
        assert passwords.is_right(account.password_hash, demo.PASSWORD)
        assert not account.must_change_password
    assert accounts["tanto"].role_set == {Role.CLERK}
    assert Role.APPROVER in accounts["kessai"].role_set
    assert accounts["kanri"].role_set == {Role.ADMIN}
    assert accounts["kansa"].role_set == {Role.AUDITOR}
    assert {"kosodate", "jumin", "bosai", "kaikei"} <= set(accounts["tanto"].sections)


def test_every_state_can_be_looked_at(session: Session) -> None:
    assert {case.state for case in cases(session)} == set(State)


def test_every_turn_of_money_paper_and_time_can_be_looked_at(session: Session, office: Office) -> None:
    found = cases(session)
    paid = {
        (case.state, session.get_one(Payment, case.payment_id).state) for case in found if case.payment_id
    }
    assert {
        (State.ARRIVED, PaymentState.REQUESTED),
        (State.ARRIVED, PaymentState.PAID),
        (State.WITHDRAWN, PaymentState.CANCELLED),
    } <= paid
    assert {Fulfilment.TO_SEND, Fulfilment.SENT} <= {case.fulfilment for case in found}
    today = japan_date(office.clock())
    assert any(case.due_on and case.due_on < today for case in found if case.state not in FINAL)
    mended = [case for case in found if case.corrections and case.state is State.IN_REVIEW]
    assert [len(case.versions) for case in mended] == [2]
    assert any(each.due_on > today for case in found for each in case.corrections if not each.answered_at)
    assert {case.owner_kind for case in found} == {ActorKind.GUEST, ActorKind.RESIDENT}


def test_everything_has_happened_and_in_its_order(session: Session, office: Office) -> None:
    """Must catch: a case of tomorrow; a decision before its review; numbers that do not follow the days."""
    now, arrived = office.clock(), [case for case in cases(session) if case.arrived_at]
    numbers = [case.reference_number or "" for case in arrived]
    assert numbers == sorted(numbers)
    for case in arrived:
        times = [entry.at for entry in case.history]
        assert times == sorted(times)
        assert times[-1] <= now
        assert case.started_at <= times[0]


def test_what_was_submitted_obeys_the_rules_of_its_day(session: Session, office: Office) -> None:
    """Must catch: demo data past the verbs, on which every page would complain."""
    for case in cases(session):
        for version in case.versions:
            context = context_of(version.facts, office.town, japan_date(version.submitted_at))
            journey = Journey(get_procedure(session, case.revision_id), version.answers, context)
            attached = {"photos": version.answers.get("photos") or []}
            assert check_whole(journey, attached) == [], case.name_shown
        if case.state not in FINAL | {State.DRAFT}:
            assert list_same_person(session, case) == []


def test_residents_find_their_cases_under_their_card(session: Session) -> None:
    people = {account.id: account.person_key for account in session.scalars(select(ResidentAccount))}
    owned = [case for case in cases(session) if case.owner_kind is ActorKind.RESIDENT]
    assert len(owned) > 10
    assert all(people[case.owner_id] for case in owned)
    assert len(set(people.values())) == len(people)


def test_damage_is_shown_by_photos(session: Session, office: Office) -> None:
    files = session.scalars(select(StoredFile)).all()
    assert len(files) == 3
    for file in files:
        assert file.filed_at is not None
        assert open_copy(file, office.doors.files).startswith(b"\xff\xd8\xff")
        case = session.get_one(Application, file.subject_id)
        assert str(file.id) in [photo["id"] for photo in case.versions[-1].answers["photos"]]


def test_the_trail_is_whole(session: Session, office: Office) -> None:
    assert verify(session, office.audit.sealing_keys).ok


def test_a_paper_can_be_made_of_every_decision(office: Office) -> None:
    with office.database.read() as session:
        decided = [case.id for case in cases(session) if case.state in DECIDED]
    for application_id in decided:
        issue_decision_notice(
            office.database,
            office.doors.files,
            office.town,
            office.stamp,
            application_id,
            now=office.clock(),
        )
    with office.database.read() as session:
        papers = [case.decisions[-1].document_key for case in cases(session) if case.id in decided]
        assert len(papers) > 5
        assert all(papers)


def test_filling_twice_is_filling_once(office: Office) -> None:
    """Must catch: a restart that doubles the demo, or writes into a town that works already."""

    def counted() -> tuple[int, ...]:
        with office.database.read() as session:
            tables = (Application, StoredFile, ResidentAccount, Payment)
            return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)

    before = counted()
    demo.fill(office)
    assert counted() == before


def test_a_town_without_a_disaster_has_the_other_stories(tmp_path: Path) -> None:
    """Must catch: `dev.py run` that fails on the day after the last disaster was closed."""
    with an_empty_office(tmp_path, MOMENTS[0]) as opened:
        quiet = opened.town.model_copy(update={"disasters": ()})
        calm = replace(opened, todays_town=lambda: quiet)
        demo.fill(calm)
        with calm.database.read() as session:
            found = {case.procedure_key for case in cases(session)}
        assert found == {"child_allowance_amount_revision", "certificate_of_residence"}
