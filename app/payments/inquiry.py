"""Asking the provider how an attempt stands, and writing down what it says."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.database import Database
from app.errors import MadoguchiError
from app.payments import joining
from app.payments.checks import close_unopened, postpone_check
from app.payments.gateway import (
    Checkout,
    CheckoutReport,
    GatewayUnavailable,
    PaymentGateway,
    UnknownCheckout,
)
from app.payments.models import Payment
from app.payments.queries import attempts_to_check, get_attempt, get_payment, lock_attempt
from app.payments.settlement import apply_report, attempt_opened

logger = logging.getLogger(__name__)

OnPaid = Callable[[Session, Payment, datetime], None]


@dataclass(frozen=True)
class _Asked:
    """What must be known of an attempt to ask about it, outside any transaction."""

    id: UUID
    provider_id: str | None
    opened_at: datetime
    close: bool


@dataclass(frozen=True)
class Inquiry:
    """`on_paid` is called exactly once per payment of a case, inside the transaction that makes it paid."""

    database: Database
    gateway: PaymentGateway
    on_paid: OnPaid

    def check(self, attempt_id: UUID, *, now: datetime) -> None:
        """Raises GatewayUnavailable, after putting off the next check."""
        asked = self._asked(attempt_id)
        try:
            report = self._ask(asked, now)
        except (GatewayUnavailable, UnknownCheckout) as failure:
            with self.database.write() as session:
                postpone_check(session, attempt_id, now=now)
            if isinstance(failure, GatewayUnavailable):
                raise
            logger.warning("the provider does not know a checkout of ours", extra={"attempt": attempt_id})
        else:
            if report is not None:
                self._apply(attempt_id, report, now)

    def check_due(self, *, now: datetime) -> int:
        """Asks about every attempt that is due, until the provider falls silent; how many it was."""
        with self.database.read() as session:
            due = [attempt.id for attempt in attempts_to_check(session, now)]
        for done, attempt_id in enumerate(due):
            try:
                self.check(attempt_id, now=now)
            except GatewayUnavailable:
                return done
            except MadoguchiError:
                # One that cannot be settled must not stand in the way of all the others.
                logger.exception("an attempt could not be settled", extra={"attempt": attempt_id})
                with self.database.write() as session:
                    postpone_check(session, attempt_id, now=now)
        return len(due)

    def _asked(self, attempt_id: UUID) -> _Asked:
        with self.database.read() as session:
            attempt = get_attempt(session, attempt_id)
            close = attempt.is_live and not get_payment(session, attempt.payment_id).is_owed
            return _Asked(attempt_id, attempt.provider_id, attempt.opened_at, close)

    def _ask(self, asked: _Asked, now: datetime) -> CheckoutReport | None:
        """None when the provider has no checkout for the attempt."""
        provider_id = asked.provider_id
        if provider_id is None:
            found = self.gateway.find_checkout(str(asked.id), asked.opened_at)
            self._found(asked.id, found, now)
            if found is None:
                return None
            provider_id = found.provider_id
        ask = self.gateway.expire_checkout if asked.close else self.gateway.read_checkout
        return ask(provider_id)

    def _found(self, attempt_id: UUID, found: Checkout | None, now: datetime) -> None:
        with self.database.write() as session:
            if found is None:
                close_unopened(session, attempt_id, now=now)
            else:
                attempt_opened(session, attempt_id, found, now=now)

    def _apply(self, attempt_id: UUID, report: CheckoutReport, now: datetime) -> None:
        with self.database.write() as session:
            _, payment = lock_attempt(session, attempt_id)
            was_settled = payment.is_settled
            apply_report(session, attempt_id, report, now=now)
            for paid in joining.settled(session, payment, was_settled=was_settled, now=now):
                self.on_paid(session, paid, now)
