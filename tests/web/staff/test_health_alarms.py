"""What would be forgotten is seen: by staff on the page of health, by machines in single words."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import text

from app import clock
from app.applications.lifecycle import State
from app.applications.models import ActorKind
from app.applications.queries import get_by_number
from app.applications.statuses import NEXT
from app.auth.queries import find_staff_by_login
from app.database import new_id
from app.files import local_disk
from app.jobs.enqueue import enqueue
from app.jobs.kinds import DeliverNotice
from app.upkeep import look_for_unattended
from app.web.alarms import LOOKED_AFTER
from tests.conftest import NOW
from tests.web.staff.making import Desk

ALLOWANCE = "child_allowance_amount_revision"


def ringing(desk: Desk) -> set[str]:
    """As a machine that comes by a little later is told."""
    desk.clock.forward(seconds=LOOKED_AFTER.total_seconds())
    return set(desk.officer().client.get("/healthz").json()["alarms"])


def test_a_case_that_arrived_has_an_owner_a_next_step_and_a_day(desk: Desk) -> None:
    """I-55. Must catch: a submission that forgets the section or the day; a state without a next step."""
    numbers = [desk.file(ALLOWANCE), desk.file("disaster_certificate", owner_kind=ActorKind.GUEST)]
    assert "unattended_cases" not in ringing(desk)
    with desk.office.database.read() as session:
        for number in numbers:
            application = get_by_number(session, number)
            assert application.section
            assert application.due_on
    assert set(NEXT) == set(State)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("section = NULL", "担当の課がありません"),
        ("section = 'closed'", "担当の課がありません"),
        ("due_on = NULL", "期限の日がありません"),
        ("state = 'correction_requested'", "補正を待っていますが"),
    ],
)
def test_a_case_without_any_of_them_is_shown_and_rings(
    desk: Desk, broken: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    """I-55. Must catch: a check that looks for one of them only, or that is itself never looked at."""
    number, fine = desk.file(ALLOWANCE), desk.file(ALLOWANCE)
    with desk.office.database.write() as session:
        session.execute(text(f"UPDATE application SET {broken} WHERE reference_number = '{number}'"))
    officer = desk.officer()
    officer.opens("/staff/health")
    assert said in officer.text
    assert number in officer.text
    assert fine not in officer.text
    assert "unattended_cases" in ringing(desk)
    with caplog.at_level(logging.ERROR, "app.upkeep"):
        look_for_unattended(desk.office)
    assert "cases that nobody looks after" in caplog.text


def test_the_cases_of_somebody_who_left_are_shown(desk: Desk) -> None:
    """I-55. Must catch: a case that waits for an officer whose account is closed; a section without anybody."""
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (session, application):
        left = find_staff_by_login(session, "both")
        assert left is not None
        application.assignee_id, left.disabled_at = left.id, NOW
    desk.officer().opens("/staff/health")
    assert "もう使えないアカウント" in desk.officer().text
    with desk.office.database.write() as session:
        session.execute(text("UPDATE application SET assignee_id = NULL"))
        session.execute(text("UPDATE staff_account SET sections = '[\"bosai\"]' WHERE login <> 'tanto'"))
        session.execute(text("UPDATE staff_account SET roles = '[\"auditor\"]' WHERE login = 'tanto'"))
    assert "unattended_cases" in ringing(desk)


def test_what_belongs_to_another_section_is_only_counted(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (_session, application):
        application.due_on = None
    stranger = desk.officer("yosho")
    stranger.opens("/staff/health")
    assert number not in stranger.text
    assert "ほかの課のものが1件あります" in stranger.text


def test_drafts_and_what_is_over_are_nobody_s_worry(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (_session, application):
        application.state, application.section, application.due_on = State.GRANTED, None, None
    assert "unattended_cases" not in ringing(desk)


def test_mail_that_nobody_takes_is_seen_after_five_minutes(desk: Desk) -> None:
    """I-52. Must catch: a worker that died, and a page that says all is well."""
    with desk.office.database.write() as session:
        enqueue(session, DeliverNotice(notice_id=new_id()))
    desk.clock.at = clock.now() + timedelta(minutes=4)
    assert "late_jobs" not in ringing(desk)
    desk.clock.forward(minutes=2)
    assert "late_jobs" in ringing(desk)
    officer = desk.officer()
    officer.opens("/staff/health")
    assert "進んでいない仕事" in officer.text
    assert "deliver_notice" in officer.text


def test_a_job_given_up_is_seen(desk: Desk) -> None:
    """I-56. Must catch: a job that failed for good in silence."""
    with desk.office.database.write() as session:
        enqueue(session, DeliverNotice(notice_id=new_id()))
        session.execute(text("UPDATE workflow_status SET status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'"))
    officer = desk.officer()
    officer.opens("/staff/health")
    assert "止まった仕事（1）" in officer.text
    assert "parked_jobs" in ringing(desk)


def test_a_disk_that_takes_nothing_rings_within_a_minute(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """I-04. Must catch: a full disk that only residents notice."""
    assert "files" not in ringing(desk)
    monkeypatch.setattr(local_disk, "_LEAST_FREE_BYTES", 2**60)
    assert "files" in ringing(desk)
    assert timedelta(seconds=60) >= LOOKED_AFTER


def test_who_asks_again_and_again_makes_nobody_look_again(desk: Desk) -> None:
    """Must catch: an address open to all that makes the database work for every request."""
    before = ringing(desk)
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (_session, application):
        application.due_on = None
    assert set(desk.officer().client.get("/healthz").json()["alarms"]) == before
    assert "unattended_cases" in ringing(desk)


def test_alarms_that_cannot_look_ring(desk: Desk) -> None:
    """I-52. Must catch: silence taken for health."""
    with desk.office.database.write() as session:
        session.execute(text("ALTER TABLE workflow_status RENAME TO gone"))
    assert ringing(desk) == {"blind"}
