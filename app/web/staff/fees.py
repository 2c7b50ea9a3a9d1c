"""What an officer records about a fee: money over the counter, 減免, and what became of a doubtful payment."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from starlette.responses import Response

from app.applications import collecting
from app.auth.permissions import Action as Permit
from app.clock import japan_date
from app.errors import Conflict, Invalid, NotFound
from app.japan import NotUnderstood
from app.japan.numbers import read_integer
from app.payments.counter import Taken
from app.payments.lines import PaymentLine
from app.payments.models import Handling, Payment
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.case_page import render_case
from app.web.staff.cases import StaffCase, open_case
from app.web.staff.fee_panel import lines_to_ask
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}/fee")
MOST_OF_ONE = 9_999
CHANGED = "支払いの記録が、画面を開いたあとに変わりました。いまの記録を確かめてください。"


@pages.post("/request", staff_who_may(Permit.SETTLE_FEE))
def ask(visit: Visit, reference_number: str) -> Response:
    """What the officer has counted, at the town's prices: no amount of yen comes from a form."""
    case = open_case(visit, reference_number)
    lines: list[PaymentLine] = []
    for line in lines_to_ask(case):
        try:
            quantity = read_integer(visit.form.one(line.box) or "0", 0, MOST_OF_ONE)
        except NotUnderstood:
            return render_case(case, refused=(line.box, f"0から{MOST_OF_ONE}までの数を入力してください。"))
        lines += [PaymentLine(line.label, quantity, line.unit_yen)] if quantity else []
    days = visit.office.town.offering_of(case.procedure.key).payment_due_days.value
    due_on = japan_date(visit.now) + timedelta(days=days)
    try:
        collecting.ask_fee(
            visit.session, case.application, lines, due_on=due_on, by=visit.staff, now=visit.now
        )
    except Invalid as refusal:
        return render_case(case, refused=("quantity_1", refusal.message))
    except Conflict as refusal:
        return render_case(case, refused=("payment", refusal.message), status=409)
    return visit.see_other(f"{case.href}?done=fee_asked")


@pages.post("/received", staff_who_may(Permit.SETTLE_FEE))
def receive(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)

    def verb(note: str) -> None:
        collecting.receive_fee(visit.session, case.application, Taken(note), by=visit.staff, now=visit.now)

    return _record(case, Handling.RECEIVED, "received_note", verb)


@pages.post("/waiver", staff_who_may(Permit.WAIVE_FEE))
def waive(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    verb = partial(collecting.waive_fee, visit.session, case.application, by=visit.staff, now=visit.now)
    return _record(case, Handling.WAIVED, "waiver_reason", verb)


@pages.post("/flags", staff_who_may(Permit.SETTLE_FEE))
def clear_flags(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    way = next((each for each in Handling if each.value == visit.form.one("way")), None)
    if way is None:
        return render_case(case, refused=("way", "どうしたかを選んでください。"))
    verb = partial(
        collecting.clear_flags, visit.session, case.application, way, by=visit.staff, now=visit.now
    )
    return _record(case, way, "flags_note", verb, case.doubtful)


def _record(
    case: StaffCase, kind: Handling, box: str, verb: Callable[[str], None], about: Payment | None = None
) -> Response:
    """`about`: the payment the form was about, where it is not the case's own."""
    done = f"{case.href}?done=fee"
    if early := _answered_before(case, kind, done, about or case.payment):
        return early
    try:
        verb(case.visit.form.one(box))
    except Invalid as refusal:
        return render_case(case, refused=(box, refusal.message))
    except Conflict as refusal:
        return render_case(case, refused=("payment", refusal.message), status=409)
    return case.visit.see_other(done)


def _answered_before(case: StaffCase, kind: Handling, done: str, payment: Payment | None) -> Response | None:
    """What was drawn before the payment changed writes nothing; who has clicked twice has done it once."""
    if payment is None:
        raise NotFound
    if case.visit.form.one("payment_seen") == str(payment.version):
        return None
    last = payment.handlings[-1] if payment.handlings else None
    if last and (last.kind, last.by) == (kind, case.visit.staff.id):
        return case.visit.see_other(done)
    return render_case(case, refused=("payment", CHANGED), status=409)
