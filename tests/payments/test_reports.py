"""Whatever the order in which reports reach us, and however often: the end is the same."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import Database
from app.payments.gateway import Checkout, CheckoutReport, CheckoutState, PaymentMethod
from app.payments.lifecycle import PaymentState
from app.payments.lines import PaymentLine
from app.payments.models import AttemptState, CheckoutAttempt, Payment, PaymentFlag
from app.payments.queries import get_attempt, get_payment
from app.payments.settlement import apply_report, attempt_opened, begin_attempt, request_payment
from tests.conftest import NOW

YEN = 850
SECOND = timedelta(seconds=1)
SHOWS = {
    CheckoutState.OPEN: PaymentState.CHECKOUT_OPEN,
    CheckoutState.PROCESSING: PaymentState.CONFIRMING,
    CheckoutState.UNKNOWN: PaymentState.CONFIRMING,
    CheckoutState.DECLINED: PaymentState.DECLINED,
    CheckoutState.EXPIRED: PaymentState.EXPIRED,
    CheckoutState.PAID: PaymentState.PAID,
}
Snapshot = tuple[int, CheckoutState, int]

_unsettled = st.sampled_from(
    [CheckoutState.OPEN, CheckoutState.PROCESSING, CheckoutState.UNKNOWN, CheckoutState.DECLINED]
)
_ends = st.sampled_from(
    [[], [CheckoutState.EXPIRED], [CheckoutState.PAID], [CheckoutState.EXPIRED, CheckoutState.PAID]]
)


@st.composite
def deliveries(draw: st.DrawFn) -> list[Snapshot]:
    """What a provider said at moments 1, 2, 3 …, each repeated, some never heard, in any order.

    Now and then a snapshot names another amount than ours.
    """
    states = draw(st.lists(_unsettled, min_size=1, max_size=4)) + draw(_ends)
    odd = draw(
        st.sets(st.integers(0, len(states) - 1), max_size=1) if draw(st.booleans()) else st.just(set())
    )
    told = [(at, state, YEN + 1 if at in odd else YEN) for at, state in enumerate(states)]
    heard = [snapshot for snapshot in told for _ in range(draw(st.integers(0, 3)))] + [told[-1]]
    return draw(st.permutations(heard))


def expected_of(heard: list[Snapshot]) -> PaymentState:
    """Said in another way than the code says it: search for the strongest word, else take the newest."""
    honest = {state for _, state, yen in heard if yen == YEN}
    for strongest in (CheckoutState.PAID, CheckoutState.EXPIRED):
        if strongest in honest:
            return SHOWS[strongest]
    _, state, yen = max(heard)
    return SHOWS[state] if yen == YEN else PaymentState.CONFIRMING


def opened(database: Database) -> CheckoutAttempt:
    with database.write() as session:
        lines = [PaymentLine("手数料", 1, YEN)]
        payment = request_payment(session, uuid4(), "26-000123-X", lines, due_on=None, now=NOW)
        attempt = begin_attempt(session, payment, now=NOW)
        checkout = Checkout(f"cs_{attempt.id}", "https://pay.example", attempt.expires_at)
        return attempt_opened(session, attempt.id, checkout, now=NOW)


def report_of(attempt: CheckoutAttempt, snapshot: Snapshot) -> CheckoutReport:
    at, state, yen = snapshot
    is_paid = state is CheckoutState.PAID
    paid_at, method = (NOW + at * SECOND, PaymentMethod.CARD) if is_paid else (None, None)
    return CheckoutReport(state, yen, str(attempt.id), NOW + at * SECOND, paid_at, method)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries())
def test_any_order_of_reports_ends_in_the_same_state(database: Database, heard: list[Snapshot]) -> None:
    """Must catch: a late report overwriting a newer one, `paid` undone, `paid` counted twice."""
    attempt = opened(database)
    with database.write() as session:
        for snapshot in heard:
            apply_report(session, attempt.id, report_of(attempt, snapshot), now=NOW)
    with database.sessions() as session:
        payment = get_payment(session, attempt.payment_id)
        assert payment.state is expected_of(heard)
        has_odd = any(yen != YEN for _, _, yen in heard)
        assert payment.flags == ([PaymentFlag.AMOUNT_DIFFERS] if has_odd else [])
        assert [entry.after for entry in payment.history].count(PaymentState.PAID) == int(payment.is_settled)
        assert (payment.paid_at is not None, payment.method is not None) == (payment.is_settled,) * 2
        assert get_attempt(session, attempt.id).checks == len(heard)


def outcome(database: Database, *snapshots: Snapshot) -> tuple[PaymentState, AttemptState]:
    attempt = opened(database)
    with database.write() as session:
        payment: Payment | None = None
        for snapshot in snapshots:
            payment = apply_report(session, attempt.id, report_of(attempt, snapshot), now=NOW)
        assert payment is not None
        return payment.state, get_attempt(session, attempt.id).state


def test_paid_stays_paid_whatever_is_said_afterwards(database: Database) -> None:
    paid = (1, CheckoutState.PAID, YEN)
    for state in CheckoutState:
        assert outcome(database, paid, (9, state, YEN)) == (PaymentState.PAID, AttemptState.PAID)


def test_a_second_try_that_is_under_way_is_not_called_declined(database: Database) -> None:
    """Must catch: states ranked without the provider's time, so that `declined` hides a charge on its way."""
    declined, processing = (1, CheckoutState.DECLINED, YEN), (2, CheckoutState.PROCESSING, YEN)
    assert outcome(database, declined, processing)[0] is PaymentState.CONFIRMING
    assert outcome(database, processing, declined)[0] is PaymentState.CONFIRMING


def test_at_one_and_the_same_moment_the_more_final_word_counts(database: Database) -> None:
    a, b = (1, CheckoutState.OPEN, YEN), (1, CheckoutState.DECLINED, YEN)
    assert (
        outcome(database, a, b) == outcome(database, b, a) == (PaymentState.DECLINED, AttemptState.DECLINED)
    )
