"""The one place where our transactions and calls to the provider take turns.

Every method opens its own transactions and none is open while the provider is asked, so call them from
where no transaction is open. Dying between any two lines loses nothing and charges nobody twice.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import Database
from app.payments.checks import await_outcome
from app.payments.gateway import CheckoutRequest, GatewayUnavailable, PaymentGateway, ReturnUrls
from app.payments.inquiry import Inquiry, OnPaid
from app.payments.lifecycle import PaymentState
from app.payments.models import CheckoutAttempt
from app.payments.queries import (
    find_attempt_of_event,
    find_joint,
    find_latest_attempt,
    get_attempt,
    get_payment,
)
from app.payments.settlement import NotPayable, attempt_opened, begin_attempt, record_event

logger = logging.getLogger(__name__)

_PAY_HERE = frozenset({PaymentState.CHECKOUT_OPEN, PaymentState.DECLINED})


@dataclass(frozen=True)
class PaymentDesk:
    """`return_urls` are those of a payment's own pages; they must not change while a checkout is open.

    `on_paid` is called exactly once per payment, inside the transaction that makes it paid.
    """

    database: Database
    gateway: PaymentGateway
    return_urls: Callable[[UUID], ReturnUrls]
    on_paid: OnPaid

    @property
    def inquiry(self) -> Inquiry:
        return Inquiry(self.database, self.gateway, self.on_paid)

    def pay(self, payment_id: UUID, *, now: datetime) -> str | None:
        """The provider's page to send the payer to; None when there is nothing to pay there, or not now.

        One that waits for a joint payment leads to the page of that one. Raises NotFound, GatewayUnavailable.
        """
        payment_id = self._paid_as(payment_id)
        attempt = self._begin(payment_id, now)
        if attempt is not None and attempt.provider_id is not None:
            # Its page was shown before: it may have been paid, or have run out, without our hearing of it.
            self.inquiry.check(attempt.id, now=now)
            attempt = self._begin(payment_id, now)
        if attempt is None:
            return None
        if attempt.provider_id is None:
            checkout = self.gateway.open_checkout(self._request(attempt, payment_id))
            with self.database.write() as session:
                attempt_opened(session, attempt.id, checkout, now=now)
        with self.database.read() as session:
            opened = get_attempt(session, attempt.id)
            is_payable = opened.is_live and get_payment(session, payment_id).state in _PAY_HERE
            return opened.url if is_payable else None

    def confirm(self, payment_id: UUID, *, now: datetime) -> PaymentState:
        """For somebody who came back from the provider's page; never raises for the provider's silence."""
        payment_id = self._paid_as(payment_id)
        with self.database.read() as session:
            latest = find_latest_attempt(session, payment_id)
            attempt_id = latest.id if latest is not None and latest.is_live else None
        if attempt_id is not None:
            try:
                self.inquiry.check(attempt_id, now=now)
            except GatewayUnavailable:
                with self.database.write() as session:
                    await_outcome(session, attempt_id, now=now)
        with self.database.read() as session:
            return get_payment(session, payment_id).state

    def receive(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> None:
        """A notification: remembered once, then the provider is asked whether it is true.

        Raises NotGenuine, UnreadableEvent. Should the provider not answer, the next check is soon enough.
        """
        event = self.gateway.read_event(headers, body)
        with self.database.write() as session:
            is_new = record_event(session, event, now=now)
            attempt = find_attempt_of_event(session, event)
            attempt_id = attempt.id if attempt is not None and (is_new or attempt.is_live) else None
        if attempt_id is None:
            return
        try:
            self.inquiry.check(attempt_id, now=now)
        except GatewayUnavailable:
            logger.warning("the provider notifies and does not answer", extra={"attempt": attempt_id})

    def _paid_as(self, payment_id: UUID) -> UUID:
        with self.database.read() as session:
            joint = find_joint(session, payment_id)
            return joint.id if joint is not None else payment_id

    def _begin(self, payment_id: UUID, now: datetime) -> CheckoutAttempt | None:
        with self.database.write() as session:
            try:
                return begin_attempt(session, get_payment(session, payment_id), now=now)
            except NotPayable:
                return None

    def _request(self, attempt: CheckoutAttempt, payment_id: UUID) -> CheckoutRequest:
        """Made of what is stored only: with the same key the provider takes nothing but the same request."""
        return_urls = self.return_urls(payment_id)
        with self.database.read() as session:
            payment = get_payment(session, payment_id)
            return CheckoutRequest(
                reference=str(attempt.id),
                idempotency_key=attempt.idempotency_key,
                reference_number=payment.reference_number,
                amount_yen=payment.amount_yen,
                expires_at=attempt.expires_at,
                return_urls=return_urls,
            )
