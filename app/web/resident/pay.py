"""Paying a fee: to the provider's page and back. The page one comes back to believes only our own records."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.errors import NotFound
from app.japan.spoken import Yen
from app.language import noted
from app.payments.joining import standing
from app.payments.labels import STATE_LABELS
from app.payments.lifecycle import PaymentState
from app.payments.lines import is_for_the_counter
from app.payments.models import Payment
from app.procedures.definition import Procedure
from app.web.policies import APPLICANT
from app.web.resident.cases import note_look, open_by_number
from app.web.resident.fee_words import priced
from app.web.resident.standing import payment_of
from app.web.routing import Pages
from app.web.security import allow_form_target
from app.web.visits import Visit

pages = Pages("/my/{number}")

PAYABLE = {PaymentState.REQUESTED, PaymentState.CHECKOUT_OPEN, PaymentState.DECLINED, PaymentState.EXPIRED}
WAITING = {PaymentState.CONFIRMING}
# Where somebody who has just paid may still stand: the notification takes a moment.
TOLD_LATER = {PaymentState.CHECKOUT_OPEN, PaymentState.DECLINED}


@dataclass(frozen=True)
class PayPage:
    """`returned`: from having paid; while nothing is known the page asks again by itself. `left`: without paying."""

    title: Any
    number: str
    state: PaymentState
    state_text: Any
    amount_yen: int
    lines: tuple[tuple[Any, Any], ...]
    due_on: Any
    action: str
    refresh_action: str
    left: bool
    may_pay: bool
    at_counter: bool
    is_paid: bool
    asks_again: bool
    case_href: str


@pages.get("/pay", APPLICANT)
def show_pay(visit: Visit, number: str, returned: str = "", left: str = "") -> Response:
    case = open_by_number(visit, number)
    payment = payment_of(visit, case.application)
    if payment is None:
        raise NotFound
    note_look(case, "payment")
    paid_as = standing(visit.session, payment)
    page = _page(case.procedure, number, payment, paid_as, returned=bool(returned), left=bool(left))
    response = visit.render(
        "resident/my/show_pay.html", page, block="state", section_phone=case.contact.phone
    )
    return allow_form_target(response, visit.office.payment_origin)


def _page(
    procedure: Procedure, number: str, payment: Payment, paid_as: Payment, *, returned: bool, left: bool
) -> PayPage:
    """`paid_as`: the joint payment it waits for; of that only the total is told beside what is for this case."""
    here = f"/my/{number}"
    lines = tuple(
        priced(procedure, str(line["label"]), line["unit_yen"], line["quantity"]) for line in payment.lines
    )
    if paid_as is not payment:
        lines += ((noted("ほかの手続の手数料"), Yen(paid_as.amount_yen - payment.amount_yen)),)
    return PayPage(
        title=procedure.short_title,
        number=number,
        state=paid_as.state,
        state_text=STATE_LABELS[paid_as.state],
        amount_yen=paid_as.amount_yen,
        lines=lines,
        due_on=payment.due_on,
        action=f"{here}/pay",
        refresh_action=f"{here}/pay/confirm",
        left=left,
        may_pay=_may_pay(paid_as),
        at_counter=paid_as.state in PAYABLE and is_for_the_counter(paid_as.amount_yen),
        is_paid=payment.state is PaymentState.PAID,
        asks_again=paid_as.state in WAITING or (returned and paid_as.state in TOLD_LATER),
        case_href=here,
    )


def _may_pay(payment: Payment) -> bool:
    return payment.state in PAYABLE and not payment.flags and not is_for_the_counter(payment.amount_yen)


@pages.post("/pay", APPLICANT, outside=True)
def pay(visit: Visit, number: str) -> Response:
    """Two taps and two tabs lead to the same page of the provider; what is paid is not paid again."""
    url = visit.office.desk.pay(_payment_id(visit, number), now=visit.now)
    return visit.see_other(url or f"/my/{number}/pay?returned=1")


@pages.post("/pay/confirm", APPLICANT, outside=True)
def confirm(visit: Visit, number: str) -> Response:
    """Asks the provider now, for those whose notification was lost."""
    state = visit.office.desk.confirm(_payment_id(visit, number), now=visit.now)
    return visit.see_other(f"/my/{number}/pay?{'returned' if state in WAITING else 'left'}=1")


def _payment_id(visit: Visit, number: str) -> UUID:
    with visit.office.database.read() as session:
        visit.opened = session
        case = open_by_number(visit, number)
        payment_id = case.application.payment_id
        note_look(case, "payment")
        visit.opened = None
    if payment_id is None:
        raise NotFound
    return payment_id
