"""What the person in front has to pay: the fees of all that has arrived, in one sum, paid once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import collecting
from app.applications.models import Application
from app.auth.identity import StaffMember
from app.auth.permissions import Action as Permit
from app.counter import noting, queries
from app.counter.models import CounterVisit
from app.errors import Conflict, Invalid
from app.payments import joining
from app.payments.counter import Taken
from app.payments.lifecycle import PaymentState
from app.payments.lines import is_for_the_counter
from app.payments.models import Payment


class NothingOwed(Conflict):
    message = "支払うものがありません。いまの支払いを確かめてください。"


@dataclass(frozen=True)
class Due:
    """A fee of a case. `stands`: the payment it is paid by, a joint one or its own."""

    application: Application
    payment: Payment
    stands: Payment


@dataclass(frozen=True)
class Bill:
    """お支払い: every fee of the visit, also what is paid already."""

    dues: tuple[Due, ...]

    @property
    def owed(self) -> tuple[Due, ...]:
        return tuple(each for each in self.dues if each.payment.is_owed)

    @property
    def owed_yen(self) -> int:
        return sum(each.payment.amount_yen for each in self.owed)

    @property
    def joint(self) -> Payment | None:
        """The one payment by which all that is owed is paid."""
        found = {each.stands.id: each.stands for each in self.owed if each.stands is not each.payment}
        return next(iter(found.values())) if len(found) == 1 and self._all_wait else None

    @property
    def _all_wait(self) -> bool:
        return all(each.stands is not each.payment for each in self.owed)

    @property
    def is_being_confirmed(self) -> bool:
        """Somebody may have paid, and nobody knows (確認中): no money is taken meanwhile."""
        return any(each.stands.state is PaymentState.CONFIRMING for each in self.owed)

    @property
    def is_flagged(self) -> bool:
        return any(each.payment.flags or each.stands.flags for each in self.dues)

    @property
    def goes_online(self) -> bool:
        return self.owed_yen > 0 and not is_for_the_counter(self.owed_yen) and not self.is_flagged

    @property
    def seen(self) -> str:
        """Goes through every form: what was drawn before one of them changed writes nothing."""
        marks = {f"{each.stands.id.hex[-8:]}.{each.stands.version}" for each in self.dues}
        return "-".join(
            sorted(marks | {f"{each.payment.id.hex[-8:]}.{each.payment.version}" for each in self.dues})
        )


def bill_of(session: Session, visit_id: UUID) -> Bill:
    fees = queries.list_fees(session, visit_id)
    return Bill(tuple(Due(case, fee, joining.standing(session, fee)) for case, fee in fees))


def pay_together(session: Session, visit: CounterVisit, *, by: noting.By, now: datetime) -> Payment:
    """The payment whose checkout takes all that is owed: the one there is, or a new one.

    Raises NothingOwed; Conflict where one of them is on a page of its own, or may be paid already.
    """
    bill = bill_of(session, visit.id)
    if not bill.owed or not bill.goes_online:
        raise NothingOwed
    if bill.joint is not None:
        return bill.joint
    staff_id = by[1] if by[0] == "staff" else None
    _take_apart(session, bill.owed, staff_id, now)
    ids = [each.payment.id for each in bill.owed]
    joint = joining.join(session, visit.id, visit.number, ids, by=staff_id, now=now)
    noting.note(session, visit, "visit_pay_together", by, now)
    return joint


def undo(session: Session, visit: CounterVisit, *, by: noting.By, now: datetime) -> None:
    """Each fee by itself again. Raises ActionNotPossible where it is paid, or may be."""
    _take_apart(session, bill_of(session, visit.id).owed, by[1], now)
    noting.note(session, visit, "visit_pay_apart", by, now)


def receive_all(
    session: Session, visit: CounterVisit, taken: Taken, *, by: StaffMember, now: datetime
) -> None:
    """All that is owed, in coins or by the terminal, under one receipt: all of it or nothing.

    Raises NothingOwed, Invalid without a receipt's number, ActionNotPossible while somebody may have paid.
    """
    if not taken.receipt_number:
        raise Invalid
    owed = bill_of(session, visit.id).owed
    if not owed:
        raise NothingOwed
    with session.begin_nested():
        for each in owed:
            collecting.receive_fee(
                session, each.application, taken, by=by, now=now, permit=Permit.SERVE_COUNTER
            )
    noting.note(session, visit, "visit_receive_fees", ("staff", by.id), now)


def _take_apart(session: Session, owed: Sequence[Due], by: UUID | None, now: datetime) -> None:
    for each in owed:
        joining.part(session, each.payment, by=by, now=now)
