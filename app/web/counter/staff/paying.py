"""お支払い at the counter: one sum for all that has arrived, by the person's own phone, in coins or by the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.counter import paying
from app.counter.models import CounterVisit
from app.counter.stages import Stage
from app.errors import Conflict
from app.japan import NotUnderstood
from app.japan.texts import read_line
from app.language import Message, noted
from app.payments.counter import Taken
from app.payments.gateway import GatewayUnavailable
from app.payments.models import Means
from app.web.at_desk import DeskPages
from app.web.counter.bills import GONE_ON, SILENT, BillView, ask_provider, open_checkout, view_of
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.in_front import shown_visit, visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}/pay")
LONGEST_RECEIPT = 40


@dataclass(frozen=True)
class PayPage:
    frame: CounterFrame
    bill: BillView
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("", SERVE)
def show_pay(visit: Visit, visit_id: str) -> Response:
    return _render(visit, {})


@pages.post("/online", SERVE, outside=True)
def pay_online(visit: Visit, visit_id: str) -> Response:
    """Opens one page of the provider for everything; both screens show its QR code."""
    try:
        open_checkout(visit, ("staff", visit.staff.id))
    except GatewayUnavailable:
        return _again(visit, SILENT, 503)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/pay")


@pages.post("/confirm", SERVE, outside=True)
def confirm(visit: Visit, visit_id: str) -> Response:
    unknown = ask_provider(visit)
    if unknown is not None:
        return _again(visit, unknown, 409)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/pay")


@pages.post("/apart", SERVE)
def pay_apart(visit: Visit, visit_id: str) -> Response:
    """The provider's page is closed, and each fee is to be paid by itself: at home, for whoever wants that."""
    found = visit_in_front(visit, visit.session)
    paying.undo(visit.session, found, by=("staff", visit.staff.id), now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/pay")


@pages.post("/received", SERVE)
def receive(visit: Visit, visit_id: str) -> Response:
    """In coins or by the terminal, all of it. Two clicks have done it once; what has changed since writes nothing."""
    found = visit_in_front(visit, visit.session)
    bill = paying.bill_of(visit.session, found.id)
    here = f"{ROOT}/visits/{visit_id}/pay"
    if bill.dues and not bill.owed:
        return visit.see_other(here)
    if visit.form.one("seen") != bill.seen:
        return _render(visit, {"receipt_number": GONE_ON}, 409)
    wrong = _record(visit, found)
    return _render(visit, *wrong) if wrong else visit.see_other(here)


def _record(visit: Visit, found: CounterVisit) -> tuple[dict[str, Message], int] | None:
    """What to tell, where nothing was recorded."""
    try:
        taken = _taken(visit)
        paying.receive_all(visit.session, found, taken, by=visit.staff, now=visit.now)
    except NotUnderstood as unread:
        return {"receipt_number": unread.naming(noted("領収書の番号"))}, 422
    except Conflict:
        return {"receipt_number": GONE_ON}, 409
    return None


def _taken(visit: Visit) -> Taken:
    number = read_line(visit.form.one("receipt_number"), LONGEST_RECEIPT)
    means = Means.TERMINAL if visit.form.one("means") == Means.TERMINAL else Means.CASH
    return Taken(means=means, receipt_number=number)


def _again(visit: Visit, told: Message, status: int) -> Response:
    with visit.looking():
        return _render(visit, {"online": told}, status)


def _render(visit: Visit, errors: Mapping[str, Message], status: int = 200) -> Response:
    found = shown_visit(visit)
    bill = view_of(visit, paying.bill_of(visit.session, found.id))
    boxes = {"receipt_number": [visit.form.one("receipt_number")]}
    page = PayPage(frame_of(visit, Stage.END if bill.is_paid else Stage.PAY), bill, boxes, errors)
    return visit.render("counter/staff/pay.html", page, status=status)
