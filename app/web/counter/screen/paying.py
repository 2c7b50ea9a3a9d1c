"""お支払い on the person's screen: a QR code on the tablet, and the way to the same page on their own phone."""

from dataclasses import dataclass

from starlette.responses import Response

from app.auth.identity import Screen
from app.counter import paying
from app.counter.models import CounterVisit
from app.language import Message
from app.payments.gateway import GatewayUnavailable
from app.web.counter.bills import SILENT, BillView, ask_provider, open_checkout, view_of
from app.web.counter.screen.frame import ShownPage, changes_of, require_awake
from app.web.in_front import shown_visit
from app.web.policies import PUBLIC, SCREEN
from app.web.routing import Pages
from app.web.security import allow_form_target
from app.web.visits import Visit

pages = Pages("/screen")


@dataclass(frozen=True)
class PayPage(ShownPage):
    bill: BillView
    is_phone: bool
    trouble: Message | None


@dataclass(frozen=True)
class PaidPage(ShownPage):
    """Of nobody: the phone that paid need not be anybody's screen. `asks_again`: from here, not from the provider."""

    asks_again: bool


@pages.post("/pay", SCREEN, outside=True)
def pay(visit: Visit) -> Response:
    """On a phone to the provider's page; on the tablet, where nobody should type a card, its QR code."""
    front = require_awake(visit)
    try:
        url = open_checkout(visit, ("guest", front.subject_id))
    except GatewayUnavailable:
        return _again(visit, SILENT, 503)
    return visit.see_other(url if url and _is_phone(visit) else "/screen")


@pages.post("/pay/confirm", SCREEN, outside=True)
def confirm(visit: Visit) -> Response:
    require_awake(visit)
    unknown = ask_provider(visit)
    return _again(visit, unknown, 409) if unknown else visit.see_other("/screen")


@pages.get("/paid", PUBLIC)
def show_paid(visit: Visit, here: str = "") -> Response:
    """Where the provider leads back to, paid or not: only our own records are believed, and the screen shows them.

    The cookie of a screen does not come along from another house, so the page asks once more for itself.
    """
    if isinstance(visit.who, Screen):
        return visit.see_other("/screen")
    return visit.render("counter/screen/paid.html", PaidPage(changes_of(visit), asks_again=not here))


def _is_phone(visit: Visit) -> bool:
    return isinstance(visit.who, Screen) and visit.who.is_phone


def _again(visit: Visit, trouble: Message, status: int) -> Response:
    with visit.looking():
        return render_pay(visit, shown_visit(visit), trouble, status)


def render_pay(
    visit: Visit, found: CounterVisit, trouble: Message | None = None, status: int = 200
) -> Response:
    bill = view_of(visit, paying.bill_of(visit.session, found.id))
    page = PayPage(changes_of(visit), bill, _is_phone(visit), trouble)
    response = visit.render("counter/screen/pay.html", page, status=status)
    return allow_form_target(response, visit.office.payment_origin)
