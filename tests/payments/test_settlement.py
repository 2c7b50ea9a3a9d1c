"""The verbs alone, without a provider."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import Database
from app.errors import Conflict, Invalid
from app.payments.checks import check_after
from app.payments.gateway import Checkout, CheckoutReport, CheckoutState, GatewayEvent
from app.payments.lifecycle import ActionNotPossible, PaymentState
from app.payments.lines import PaymentLine
from app.payments.models import AttemptState, CheckoutAttempt, Payment, PaymentFlag
from app.payments.queries import (
    attempts_to_check,
    find_latest_attempt,
    find_payment_of,
    list_payments_to_look_at,
)
from app.payments.settlement import (
    CHECKOUT_LASTS,
    NotPayable,
    apply_report,
    attempt_opened,
    begin_attempt,
    cancel_payment,
    record_event,
    request_payment,
)
from tests.conftest import NOW

pytestmark = pytest.mark.calendar

MINUTE = timedelta(minutes=1)
CASE = UUID("0198c0de-0000-7000-8000-000000000001")


def asked(session: Session, subject_id: UUID = CASE) -> Payment:
    lines = [PaymentLine("住民票の写し", 2, 300), PaymentLine("記載事項証明書", 1, 250)]
    return request_payment(session, subject_id, "26-000123-X", lines, due_on=date(2026, 5, 31), now=NOW)


def opened(session: Session, payment: Payment) -> CheckoutAttempt:
    attempt = begin_attempt(session, payment, now=NOW)
    checkout = Checkout(f"cs_{attempt.id}", "https://pay.example/1", attempt.expires_at)
    return attempt_opened(session, attempt.id, checkout, now=NOW)


def says(
    attempt: CheckoutAttempt, state: CheckoutState, at: int = 1, yen: int | None = 850
) -> CheckoutReport:
    return CheckoutReport(state, yen, str(attempt.id), NOW + at * MINUTE)


def test_the_amount_is_what_the_lines_add_up_to(database: Database) -> None:
    with database.write() as session:
        payment = asked(session)
    assert payment.amount_yen == 850 == sum(line["yen"] for line in payment.lines)
    assert (payment.state, payment.due_on) == (PaymentState.REQUESTED, date(2026, 5, 31))
    with database.read() as session:
        found = find_payment_of(session, CASE)
        assert found is not None
        assert found.id == payment.id
        assert find_payment_of(session, uuid4()) is None


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [PaymentLine("無料", 1, 0)],
        [PaymentLine("高い", 1, 10_000_000)],
        [PaymentLine("割引", 1, 500), PaymentLine("値引き", 1, -100)],
        [PaymentLine("なし", 0, 300), PaymentLine("あり", 1, 300)],
    ],
)
def test_an_amount_no_provider_takes_is_not_asked_for(database: Database, lines: list[PaymentLine]) -> None:
    with database.write() as session, pytest.raises(Invalid):
        request_payment(session, CASE, "26-000123-X", lines, due_on=None, now=NOW)


def test_a_live_attempt_is_used_again_and_a_closed_one_followed_by_the_next(
    either_database: Database,
) -> None:
    with either_database.write() as session:
        payment = asked(session)
        first = opened(session, payment)
        assert begin_attempt(session, payment, now=NOW + MINUTE) is first
        apply_report(session, first.id, says(first, CheckoutState.EXPIRED), now=NOW)
        second = begin_attempt(session, payment, now=NOW + MINUTE)
        assert (second.number, second.idempotency_key) != (first.number, first.idempotency_key)
        assert second.expires_at == NOW + MINUTE + CHECKOUT_LASTS


def test_the_database_itself_refuses_a_second_live_attempt(either_database: Database) -> None:
    """Must catch: the partial unique index lost in a migration."""
    with either_database.write() as session:
        payment = asked(session)
        opened(session, payment)
    with pytest.raises(IntegrityError), either_database.write() as session:
        session.add(
            CheckoutAttempt(
                payment_id=payment.id,
                number=2,
                idempotency_key="another",
                state=AttemptState.OPENING,
                opened_at=NOW,
                expires_at=NOW,
                next_check_at=NOW,
            )
        )


def test_the_same_answer_twice_is_one_and_another_answer_is_refused(database: Database) -> None:
    with database.write() as session:
        attempt = opened(session, asked(session))
        provider_id = attempt.provider_id or ""
        attempt_opened(session, attempt.id, Checkout(provider_id, "https://else.example", NOW), now=NOW)
        assert attempt.url == "https://pay.example/1"
        with pytest.raises(Conflict):
            attempt_opened(session, attempt.id, Checkout("cs_else", "https://x.example", NOW), now=NOW)


def test_what_is_paid_cancelled_or_flagged_cannot_be_paid(database: Database) -> None:
    with database.write() as session:
        paid, cancelled, flagged = asked(session), asked(session), asked(session)
        first = opened(session, paid)
        apply_report(session, first.id, says(first, CheckoutState.PAID), now=NOW)
        cancel_payment(session, cancelled, by=None, now=NOW)
        third = opened(session, flagged)
        apply_report(session, third.id, says(third, CheckoutState.PAID, yen=851), now=NOW)
        for payment in (paid, cancelled, flagged):
            with pytest.raises(NotPayable):
                begin_attempt(session, payment, now=NOW)
        assert list_payments_to_look_at(session) == [flagged]


def test_flagged_payments_are_listed_on_both_databases(either_database: Database) -> None:
    with either_database.write() as session:
        fine, odd = asked(session), asked(session)
        odd.flag(PaymentFlag.PAID_TWICE)
        session.flush()
        assert list_payments_to_look_at(session) == [odd]
        assert fine.flags == []


def test_money_that_came_twice_counts_once_and_is_flagged(database: Database) -> None:
    """Must catch: a late charge of an expired page booked as a second payment, or dropped unseen."""
    with database.write() as session:
        payment = asked(session)
        first = opened(session, payment)
        apply_report(session, first.id, says(first, CheckoutState.EXPIRED), now=NOW)
        second = opened(session, payment)
        apply_report(session, first.id, says(first, CheckoutState.PAID, at=2), now=NOW)
        assert (payment.state, payment.flags) == (PaymentState.PAID, [])
        assert second.next_check_at == NOW
        apply_report(session, second.id, says(second, CheckoutState.PAID, at=3), now=NOW)
        assert (payment.state, payment.flags) == (PaymentState.PAID, [PaymentFlag.PAID_TWICE])
        assert len([entry for entry in payment.history if entry.after is PaymentState.PAID]) == 1


def test_old_news_of_the_first_page_does_not_close_the_second(database: Database) -> None:
    """Must catch: a payment that follows every attempt instead of its latest."""
    with database.write() as session:
        payment = asked(session)
        first = opened(session, payment)
        expired = says(first, CheckoutState.EXPIRED)
        apply_report(session, first.id, expired, now=NOW)
        opened(session, payment)
        apply_report(session, first.id, expired, now=NOW)
        assert payment.state is PaymentState.CHECKOUT_OPEN


def test_a_report_about_another_attempt_pays_nothing(database: Database) -> None:
    with database.write() as session:
        payment = asked(session)
        attempt = opened(session, payment)
        report = CheckoutReport(CheckoutState.PAID, 850, str(uuid4()), NOW)
        apply_report(session, attempt.id, report, now=NOW)
        assert (payment.state, payment.flags) == (PaymentState.CONFIRMING, [PaymentFlag.REFERENCE_DIFFERS])


@pytest.mark.parametrize(("yen", "flags"), [(None, [PaymentFlag.AMOUNT_DIFFERS]), (850, [])])
def test_a_payment_without_an_amount_is_not_believed(
    database: Database, yen: int | None, flags: list[PaymentFlag]
) -> None:
    with database.write() as session:
        attempt = opened(session, asked(session))
        payment = apply_report(session, attempt.id, says(attempt, CheckoutState.PAID, yen=yen), now=NOW)
        assert (payment.flags, payment.is_settled) == (flags, not flags)


def test_an_event_is_recorded_once_and_leads_to_its_attempt(either_database: Database) -> None:
    with either_database.write() as session:
        attempt = opened(session, asked(session))
        by_name = GatewayEvent("evnt_1", "checkout.session.completed", attempt.provider_id, None)
        by_reference = GatewayEvent("evnt_2", "payment_flow.succeeded", None, str(attempt.id))
        told = [record_event(session, event, now=NOW) for event in (by_name, by_reference, by_name)]
        assert told == [True, True, False]


def test_an_outcome_that_is_open_cannot_be_cancelled(database: Database) -> None:
    with database.write() as session:
        payment = asked(session)
        attempt = opened(session, payment)
        apply_report(session, attempt.id, says(attempt, CheckoutState.PROCESSING), now=NOW)
        with pytest.raises(ActionNotPossible):
            cancel_payment(session, payment, by=uuid4(), now=NOW)


def test_cancelling_remembers_who_did_it(database: Database) -> None:
    officer = uuid4()
    with database.write() as session:
        payment = cancel_payment(session, asked(session), by=officer, now=NOW)
        assert [(entry.by, entry.at) for entry in payment.history] == [(officer, NOW)]


def test_open_attempts_are_asked_about_ever_more_seldom(database: Database) -> None:
    """Must catch: a poller that asks about every open page at every round."""
    waits = [check_after(checks) for checks in range(1, 8)]
    assert [wait / MINUTE for wait in waits] == [1, 2, 4, 8, 15, 15, 15]
    with database.write() as session:
        attempt = opened(session, asked(session))
        assert attempts_to_check(session, NOW + MINUTE / 2) == []
        now = NOW + MINUTE
        for wait in waits:
            assert attempts_to_check(session, now) == [attempt]
            apply_report(session, attempt.id, says(attempt, CheckoutState.OPEN), now=now)
            assert attempts_to_check(session, now + wait - MINUTE / 2) == []
            now += wait
        apply_report(session, attempt.id, says(attempt, CheckoutState.EXPIRED), now=now)
        assert attempts_to_check(session, now + timedelta(days=9)) == []
        assert find_latest_attempt(session, attempt.payment_id) is attempt
