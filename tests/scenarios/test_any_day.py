"""The three procedures from the first page to the decision, whatever the date; `dev.py test --calendar` chooses it."""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.applications.models import Application
from app.clock import japan_date
from app.japan.eras import full_date
from app.payments.models import Payment
from tests.people import Clerk, Resident
from tests.scenarios import allowance, certificate, desk, disaster
from tests.world import World, a_world

pytestmark = pytest.mark.calendar


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """On SQLite alone: dates are reckoned before they reach a database."""
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running


def test_the_town_lives_at_the_chosen_moment(world: World) -> None:
    """Must catch: eight runs on one day."""
    chosen = datetime.fromisoformat(os.environ.get("TEST_NOW", "2026-05-12T10:30+09:00"))
    assert chosen <= world.clock() < chosen + timedelta(minutes=30)


def days_of(world: World, number: str) -> tuple[date, date | None, date | None]:
    """The day of arrival in Japan, that of the office's answer, and that of the fee."""
    with world.office.database.read() as session:
        found = session.scalars(select(Application).where(Application.reference_number == number)).one()
        payment = session.get(Payment, found.payment_id) if found.payment_id else None
        assert found.arrived_at is not None
        return japan_date(found.arrived_at), found.due_on, payment and payment.due_on


def first_open(world: World, day: date) -> date:
    """Found by looking at one day after the other."""
    calendar = world.office.town.closed_days.calendar
    return next(day + timedelta(days=n) for n in range(20) if calendar.is_open(day + timedelta(days=n)))


def month_after(day: date) -> str:
    return f"{day.year + day.month // 12}年{day.month % 12 + 1}月分から"


def reach_check_for_a_newborn(resident: Resident, birth: date) -> None:
    """A child of 松本 whom the register does not list."""
    allowance.begin(resident, "matsumoto_takashi", "1901")
    child = allowance.a_child(0, "松本", "千晴", ("まつもと", "ちはる"))
    born = allowance.a_day("inc_children.0.child_birth", birth.year, birth.month, birth.day)
    resident.sends("次へ", {**child, **born})
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "no"})
    assert resident.heading == "内容を確かめてください"


@pytest.mark.parametrize("days_old", [0, 14, 15, 16, 45])
def test_a_newborn_is_claimed_from_the_right_month(world: World, resident: Resident, days_old: int) -> None:
    """I-82. Must catch: the fifteen days, a closed last day or the turn of the year forgotten on the page."""
    before = japan_date(world.clock())
    birth = before - timedelta(days=days_old)
    reach_check_for_a_newborn(resident, birth)
    within = first_open(world, birth + timedelta(days=15))
    today = {before, japan_date(world.clock())}  # two where midnight has passed meanwhile
    assert any(month_after(birth if day <= within else day) in resident.text for day in today)


def test_an_allowance_is_mended_and_decided(
    world: World, resident: Resident, clerk: Clerk, approver: Clerk
) -> None:
    """I-82. Must catch: a due date on a closed day; a correction, a decision or a paper that a date breaks."""
    reach_check_for_a_newborn(resident, japan_date(world.clock()))
    number = allowance.submit(resident)
    arrived_on, due_on, _ = days_of(world, number)
    assert due_on == first_open(world, arrived_on + timedelta(days=30))
    desk.take_up(clerk, number)
    desk.ask_correction(clerk, number, "電話番号を、もう一度確かめてください。", ["applicant_phone"])
    resident.opens(f"/my/{number}")
    assert "電話番号を、もう一度確かめてください。" in resident.text
    resident.follows("直す")
    resident.sends("次へ", {"applicant_phone": "090 0000 0199"})
    resident.sends("直した内容を送る")
    desk.propose(clerk, number, "grant")
    desk.approve(approver, number)
    world.finish_jobs()
    resident.opens(f"/my/{number}/decision")
    assert resident.heading == "認められました"
    resident.follows("通知書をPDFで開く")
    assert resident.answer.content.startswith(b"%PDF-")


def test_a_certificate_is_paid_and_sent(world: World, resident: Resident, clerk: Clerk) -> None:
    """I-82, for somebody born on 29 February. Must catch: a fee due on another day than the page says."""
    certificate.reach_check(resident, "katsuragi_yui", "1601")
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    number = resident.path.split("/")[2]
    arrived_on, due_on, pay_until = days_of(world, number)
    assert due_on == first_open(world, arrived_on + timedelta(days=3))
    assert pay_until == arrived_on + timedelta(days=14)
    resident.opens(f"/my/{number}/pay")
    assert full_date(pay_until) in resident.text
    certificate.pay(resident, number)
    assert certificate.is_paid(resident, number)
    desk.take_up(clerk, number)
    desk.decide(clerk, number, "grant")
    clerk.opens(desk.case_of(number))
    clerk.sends("発送した")
    resident.opens(f"/my/{number}")
    assert "お送りしました" in resident.text


def test_a_disaster_is_told_of_by_a_guest(world: World, resident: Resident, clerk: Clerk) -> None:
    """I-82: a disaster whose end nobody has set is taken on any day."""
    number = disaster.arrive(resident, which="earthquake_2025_11")
    arrived_on, due_on, _ = days_of(world, number)
    assert due_on == first_open(world, arrived_on + timedelta(days=14))
    clerk.opens(desk.case_of(number))
    assert "令和7年11月の地震" in clerk.text
    desk.take_up(clerk, number)
