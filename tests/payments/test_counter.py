"""What staff do about a fee, beside what the provider says of it before and after."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.database import Database, new_id
from app.payments import counter
from app.payments.gateway import CheckoutReport, CheckoutState
from app.payments.lifecycle import ActionNotPossible, PaymentState
from app.payments.models import AttemptState, CheckoutAttempt, Handling, Payment
from app.payments.queries import attempts_to_check, list_payments_to_look_at
from app.payments.settlement import NotPayable, apply_report, begin_attempt
from tests.conftest import NOW
from tests.payments.test_settlement import asked, opened, says

STAFF = new_id()
LATER = NOW + timedelta(days=1)


def doubtful(session: Session, state: CheckoutState = CheckoutState.PAID) -> tuple[Payment, CheckoutAttempt]:
    """The provider says that 800 yen were paid where 850 were asked."""
    payment = asked(session)
    attempt = opened(session, payment)
    return apply_report(session, attempt.id, says(attempt, state, yen=800), now=NOW), attempt


def take(session: Session, payment: Payment, note: str, *, by: UUID, now: datetime) -> None:
    counter.receive(session, payment, counter.Taken(note), by=by, now=now)


def clear(session: Session, payment: Payment, way: Handling) -> None:
    counter.clear_flags(session, payment, way, "確認した", by=STAFF, now=LATER)


def test_money_over_the_counter_closes_the_providers_page(either_database: Database) -> None:
    """Must catch: a page that still takes money for what was paid in coins."""
    with either_database.write() as session:
        payment = asked(session)
        attempt = opened(session, payment)
        attempt.next_check_at = LATER
        counter.receive(session, payment, counter.Taken(), by=STAFF, now=NOW)
        assert attempts_to_check(session, NOW) == [attempt]
        with pytest.raises(NotPayable):
            begin_attempt(session, payment, now=NOW)
        with pytest.raises(ActionNotPossible):
            counter.receive(session, payment, counter.Taken(), by=STAFF, now=NOW)
        assert [entry.by for entry in payment.history][-1] == STAFF
        assert len(payment.handlings) == 1


@pytest.mark.parametrize(("deed", "flag"), [(take, "paid_twice"), (counter.waive, "paid_after_cancelling")])
def test_money_that_comes_all_the_same_is_flagged(database: Database, deed: object, flag: str) -> None:
    """Must catch: a second payment that nobody gives back, because the first was in coins or was let off."""
    with database.write() as session:
        payment = asked(session)
        attempt = opened(session, payment)
        deed(session, payment, "理由", by=STAFF, now=NOW)  # type: ignore[operator]  # either of the two verbs
        state = payment.state
        apply_report(session, attempt.id, says(attempt, CheckoutState.PAID, 2), now=LATER)
        assert (payment.state, payment.flags) == (state, [flag])
        assert counter.ways_to_clear(payment) == (Handling.REFUNDED, Handling.NO_PROBLEM)
        clear(session, payment, Handling.REFUNDED)
        assert (payment.state, payment.flags) == (state, [])


@pytest.mark.parametrize("way", [Handling.NO_PROBLEM, Handling.DIFFERENCE_SETTLED, Handling.REFUNDED])
def test_what_was_seen_to_is_not_raised_again(either_database: Database, way: Handling) -> None:
    """Must catch: a flag that comes back with the provider's next word, e.g. on the refund itself."""
    with either_database.write() as session:
        payment, attempt = doubtful(session)
        assert list_payments_to_look_at(session) == [payment]
        assert payment.state is PaymentState.CONFIRMING
        clear(session, payment, way)
        assert list_payments_to_look_at(session) == []
        assert attempts_to_check(session, LATER + timedelta(days=9)) == []
        state = payment.state
        apply_report(session, attempt.id, says(attempt, CheckoutState.PAID, 9, yen=800), now=LATER)
        assert (payment.state, payment.flags) == (state, [])


def test_another_doubt_about_the_same_page_is_raised(database: Database) -> None:
    with database.write() as session:
        payment, attempt = doubtful(session)
        clear(session, payment, Handling.REFUNDED)
        other = CheckoutReport(CheckoutState.PAID, 850, "another", LATER)
        apply_report(session, attempt.id, other, now=LATER)
        assert payment.flags == ["reference_differs"]


def test_money_that_comes_after_none_had_come_is_raised_again(database: Database) -> None:
    """Must catch: the officer's 「入金はなかった」 that silences the provider for ever."""
    with database.write() as session:
        payment, attempt = doubtful(session, CheckoutState.OPEN)
        clear(session, payment, Handling.NOT_RECEIVED)
        assert payment.flags == []
        apply_report(session, attempt.id, says(attempt, CheckoutState.PAID, 9, yen=800), now=LATER)
        assert payment.flags == ["amount_differs"]


@pytest.mark.parametrize("way", [Handling.REFUNDED, Handling.NOT_RECEIVED])
def test_whoever_got_the_money_back_can_pay_again(database: Database, way: Handling) -> None:
    """Must catch: a payment that nobody can finish any more."""
    with database.write() as session:
        payment, first = doubtful(session)
        with pytest.raises(NotPayable):
            begin_attempt(session, payment, now=NOW)
        clear(session, payment, way)
        assert first.state is AttemptState.EXPIRED
        second = begin_attempt(session, payment, now=LATER)
        assert second.number == 2
        checkout_paid = says(second, CheckoutState.PAID, 2000)
        apply_report(session, second.id, checkout_paid, now=LATER)
        assert (payment.state, payment.flags) == (PaymentState.PAID, [])
