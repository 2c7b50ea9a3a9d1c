"""まとめて支払う: the fees of several cases, paid in one checkout.

A joint payment is a payment like any other, with attempts, reports and doubts of its own; its amount is the sum of its
parts. They wait for it (`TOGETHER`), so that none can be paid, taken or let off beside it, and are paid with it or part
from it in the very transaction in which that becomes known. Locked is always the joint before its parts, those by id.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.payments.joint_models import JoinedPayment
from app.payments.lifecycle import PaymentAction, PaymentState, possible_actions
from app.payments.lines import PaymentLine
from app.payments.models import Payment, PaymentFlag
from app.payments.queries import find_joint, find_latest_attempt, list_joined, list_joints, lock_payment
from app.payments.settlement import NotPayable, cancel_payment, request_payment

UNDONE = frozenset({PaymentState.EXPIRED, PaymentState.CANCELLED})


def may_join(session: Session, payment: Payment) -> bool:
    """Not while a page of its own is open, where it could be paid beside the others."""
    latest = find_latest_attempt(session, payment.id)
    is_open = latest is not None and latest.is_live
    return PaymentAction.JOIN in possible_actions(payment.state) and not payment.flags and not is_open


def join(
    session: Session,
    subject_id: UUID,
    reference_number: str,
    payment_ids: Iterable[UUID],
    *,
    by: UUID | None,
    now: datetime,
) -> Payment:
    """`subject_id` and `reference_number` are those of what they have in common. Raises NotPayable, for all of them."""
    parts = [lock_payment(session, each) for each in sorted(payment_ids)]
    if not all(may_join(session, each) for each in parts):
        raise NotPayable
    lines = [
        PaymentLine(line["label"], line["quantity"], line["unit_yen"])
        for part in parts
        for line in part.lines
    ]
    joint = request_payment(session, subject_id, reference_number, lines, due_on=None, now=now)
    for part in parts:
        part.perform(PaymentAction.JOIN, at=now, by=by)
        session.add(JoinedPayment(joint_id=joint.id, payment_id=part.id, joined_at=now))
    session.flush()
    return joint


def dissolve(session: Session, joint_id: UUID, *, by: UUID | None, now: datetime) -> None:
    """Each is to be paid by itself again; the provider's page is closed by the next check.

    Raises ActionNotPossible where it is paid, or may be.
    """
    joint = cancel_payment(session, lock_payment(session, joint_id), by=by, now=now)
    follow(session, joint, by=by, now=now)


def part(session: Session, payment: Payment, *, by: UUID | None, now: datetime) -> None:
    """Out of whatever it waits for, with all the others. Raises ActionNotPossible as `dissolve` does."""
    joint = find_joint(session, payment.id)
    if joint is not None:
        dissolve(session, joint.id, by=by, now=now)


def may_part(session: Session, payment: Payment) -> bool:
    joint = find_joint(session, payment.id)
    return joint is not None and PaymentAction.CANCEL in possible_actions(joint.state)


def possible_after_parting(session: Session, payment: Payment) -> frozenset[PaymentAction]:
    """What staff may do with it, for what waits can be taken out of where it waits."""
    if may_part(session, payment):
        return possible_actions(PaymentState.REQUESTED)
    return possible_actions(payment.state)


def follow(session: Session, joint: Payment, *, by: UUID | None = None, now: datetime) -> list[Payment]:
    """What has become of it, for each of its parts; those that are paid by it now. Nothing for other payments."""
    if joint.state is PaymentState.PAID:
        return [each for link, each in _waiting(session, joint, now) if _is_paid_by(joint, each, by, now)]
    if joint.state in UNDONE:
        for _, each in _waiting(session, joint, now):
            if PaymentAction.PART in possible_actions(each.state):
                each.perform(PaymentAction.PART, at=now, by=by)
        if joint.state is PaymentState.EXPIRED and list_joined(session, joint.id):
            cancel_payment(session, joint, by=by, now=now)
    return []


def settled(session: Session, payment: Payment, *, was_settled: bool, now: datetime) -> list[Payment]:
    """After a report of the provider: the payments of cases that are paid by it."""
    if list_joined(session, payment.id):
        return follow(session, payment, now=now)
    if not payment.is_settled or was_settled:
        return []
    if may_part(session, payment):  # by a page of its own, which everybody thought closed
        part(session, payment, by=None, now=now)
    return [payment]


def standing(session: Session, payment: Payment) -> Payment:
    """Where it is paid: by the joint payment it waits for, or by itself."""
    return find_joint(session, payment.id) or payment


def doubtful(session: Session, payment: Payment) -> Payment:
    """The joint payment that staff must look at because of this one, if any; else this one itself."""
    flagged = [each for each in list_joints(session, payment.id) if each.flags]
    return flagged[0] if flagged else payment


def _waiting(session: Session, joint: Payment, now: datetime) -> list[tuple[JoinedPayment, Payment]]:
    """Those that wait for it, which they do no longer."""
    links = [each for each in list_joined(session, joint.id) if each.left_at is None]
    for link in links:
        link.left_at = now
    return [(link, lock_payment(session, link.payment_id)) for link in links]


def _is_paid_by(joint: Payment, each: Payment, by: UUID | None, now: datetime) -> bool:
    """Money that came for it twice is flagged, as with any other payment: it must go back."""
    if each.is_settled:
        each.flag(PaymentFlag.PAID_TWICE)
        return False
    each.perform(PaymentAction.PAY, at=now, by=by)
    each.paid_at, each.method = joint.paid_at, joint.method
    return True
