"""手数料 at the desk: an officer of the section takes it, lets it off, or says what became of a doubtful payment."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.applications import auditing, notifying, queries
from app.applications.lifecycle import NotPossibleNow, State
from app.applications.models import Application
from app.applications.officers import actor_of, permitted
from app.auth.identity import StaffMember
from app.auth.permissions import Action as Permit
from app.errors import Conflict, Invalid, NotFound
from app.payments import counter, settlement
from app.payments.counter import Taken
from app.payments.joining import doubtful
from app.payments.lines import PaymentLine
from app.payments.models import Handling, Payment
from app.payments.queries import get_payment


class NothingToAsk(Invalid):
    message = "数を1つ以上入力してください。かからないときは、求める必要はありません。"


class AskedAlready(Conflict):
    message = "手数料は、もう求めています。いまの記録を確かめてください。"


def ask_fee(
    session: Session,
    application: Application,
    lines: Sequence[PaymentLine],
    *,
    due_on: date,
    by: StaffMember,
    now: datetime,
) -> None:
    """審査後の手数料: staff have counted, the town's table has priced. Its resident is told, once.

    Raises NotPossibleNow outside the review, AskedAlready, NothingToAsk.
    """
    permitted(by, Permit.SETTLE_FEE, application)
    if application.state is not State.IN_REVIEW:
        raise NotPossibleNow
    if application.payment_id is not None:
        raise AskedAlready
    if not sum(line.yen for line in lines):
        raise NothingToAsk
    number = application.reference_number or ""
    payment = settlement.request_payment(session, application.id, number, lines, due_on=due_on, now=now)
    application.payment_id = payment.id
    auditing.note(session, application, "ask_fee", actor_of(by), now=now)
    notifying.notify(session, application, "payment_due", now=now)


def receive_fee(
    session: Session,
    application: Application,
    taken: Taken,
    *,
    by: StaffMember,
    now: datetime,
    permit: Permit = Permit.SETTLE_FEE,
) -> None:
    """Over the counter, all of it; the resident is told as by any other way of paying.

    `permit`: whoever serves at the counter takes the money of the person in front for every section.
    """
    permitted(by, permit, application)
    counter.receive(session, _payment(session, application), taken, by=by.id, now=now)
    auditing.note(session, application, "receive_fee", actor_of(by), now=now)
    notifying.notify(session, application, "paid", now=now)


def waive_fee(
    session: Session, application: Application, reason: str, *, by: StaffMember, now: datetime
) -> None:
    """減免 is a decision about the town's money, so it takes somebody who decides."""
    permitted(by, Permit.WAIVE_FEE, application)
    counter.waive(session, _payment(session, application), reason, by=by.id, now=now)
    auditing.note(session, application, "waive_fee", actor_of(by), now=now)


def clear_flags(
    session: Session, application: Application, way: Handling, note: str, *, by: StaffMember, now: datetime
) -> None:
    """Also of the joint payment it was paid by: then whatever was paid together is seen to."""
    permitted(by, Permit.SETTLE_FEE, application)
    payment = doubtful(session, _payment(session, application))
    flags = list(payment.flags)
    paid = counter.clear_flags(session, payment, way, note, by=by.id, now=now)
    auditing.note(session, application, "clear_flags", actor_of(by), now=now, fields=flags)
    for each in paid:
        case = queries.find_by_payment(session, each.id)
        if case is not None:
            notifying.notify(session, case, "paid", now=now)


def _payment(session: Session, application: Application) -> Payment:
    if application.payment_id is None:
        raise NotFound
    return get_payment(session, application.payment_id)
