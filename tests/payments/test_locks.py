"""Two at once, one after the other has begun: on SQLite a queue decides, on PostgreSQL locks of rows do."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.database import Database
from app.payments.gateway import Checkout, CheckoutReport, CheckoutState, GatewayEvent
from app.payments.inquiry import Inquiry
from app.payments.lifecycle import ActionNotPossible, PaymentState
from app.payments.lines import PaymentLine
from app.payments.models import CheckoutAttempt, Payment, PaymentFlag
from app.payments.payjp import PayjpGateway
from app.payments.queries import get_payment
from app.payments.settings import PaymentsSettings
from app.payments.settlement import (
    apply_report,
    attempt_opened,
    begin_attempt,
    cancel_payment,
    record_event,
    request_payment,
)
from tests.conftest import NOW

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


class Telling(PayjpGateway):
    """A provider that says of every checkout what it was told to say."""

    def __init__(self, report: CheckoutReport) -> None:
        super().__init__(PaymentsSettings())
        self.report = report

    def read_checkout(self, provider_id: str) -> CheckoutReport:
        return self.report


def begun_beside(database: Database, pool: ThreadPoolExecutor, work: Callable[[], object]) -> Future[object]:
    """Begun beside the open transaction of the caller; returns when it has to wait for it."""
    future = pool.submit(work)
    if database.is_sqlite:
        return future
    pause = threading.Event()
    with database.engine.connect() as watching:
        while not future.done() and not watching.scalar(WAITING):
            watching.rollback()
            pause.wait(0.005)
    return future


def asked(database: Database) -> Payment:
    with database.write() as session:
        lines = [PaymentLine("手数料", 1, 300)]
        return request_payment(session, uuid4(), "26-000123-X", lines, due_on=None, now=NOW)


def opened(database: Database) -> CheckoutAttempt:
    payment = asked(database)
    with database.write() as session:
        attempt = begin_attempt(session, payment, now=NOW)
        return attempt_opened(
            session, attempt.id, Checkout(f"cs_{attempt.id}", "https://x.example", NOW), now=NOW
        )


def paid(attempt: CheckoutAttempt) -> CheckoutReport:
    return CheckoutReport(CheckoutState.PAID, 300, str(attempt.id), NOW)


def test_the_second_tap_gets_the_attempt_of_the_first(either_database: Database) -> None:
    """Must catch: a live attempt looked for before the payment is locked."""
    payment = asked(either_database)

    def tap() -> UUID:
        with either_database.write() as session:
            return begin_attempt(session, get_payment(session, payment.id), now=NOW).id

    with ThreadPoolExecutor(1) as pool:
        with either_database.write() as session:
            first = begin_attempt(session, payment, now=NOW).id
            future = begun_beside(either_database, pool, tap)
        assert future.result(10) == first


def test_the_second_report_does_not_react_to_the_payment_again(either_database: Database) -> None:
    """Must catch: `is_settled` read before the lock, whereupon the fee would be settled twice."""
    attempt, reactions = opened(either_database), []

    def on_paid(_session: Session, payment: Payment, _now: datetime) -> None:
        reactions.append(payment.id)

    inquiry = Inquiry(either_database, Telling(paid(attempt)), on_paid)
    with ThreadPoolExecutor(1) as pool:
        with either_database.write() as session:
            apply_report(session, attempt.id, paid(attempt), now=NOW)
            future = begun_beside(either_database, pool, lambda: inquiry.check(attempt.id, now=NOW))
        assert future.result(10) is None
    assert reactions == []


def test_cancelling_and_paying_at_once_leave_one_of_them(either_database: Database) -> None:
    attempt = opened(either_database)

    def cancel() -> None:
        with either_database.write() as session:
            cancel_payment(session, get_payment(session, attempt.payment_id), by=None, now=NOW)

    with ThreadPoolExecutor(1) as pool:
        with either_database.write() as session:
            apply_report(session, attempt.id, paid(attempt), now=NOW)
            future = begun_beside(either_database, pool, cancel)
        with pytest.raises(ActionNotPossible):
            future.result(10)
    with either_database.read() as session:
        assert get_payment(session, attempt.payment_id).state is PaymentState.PAID


def test_money_that_arrives_while_somebody_cancels_is_flagged(either_database: Database) -> None:
    """Must catch: a report applied to the payment as it was before the waiting."""
    attempt = opened(either_database)

    def hear() -> list[str]:
        with either_database.write() as session:
            return apply_report(session, attempt.id, paid(attempt), now=NOW).flags

    with ThreadPoolExecutor(1) as pool:
        with either_database.write() as session:
            cancel_payment(session, get_payment(session, attempt.payment_id), by=None, now=NOW)
            future = begun_beside(either_database, pool, hear)
        assert future.result(10) == [PaymentFlag.PAID_AFTER_CANCELLING]


def test_one_event_told_twice_at_once_is_recorded_once(either_database: Database) -> None:
    event = GatewayEvent("evnt_1", "checkout.session.completed", None, None)

    def hear() -> bool:
        with either_database.write() as session:
            return record_event(session, event, now=NOW)

    with ThreadPoolExecutor(1) as pool:
        with either_database.write() as session:
            assert record_event(session, event, now=NOW)
            future = begun_beside(either_database, pool, hear)
        assert future.result(10) is False
