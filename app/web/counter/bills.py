"""What both screens show of the money: every fee, one total, and the page of the provider where it is paid at once."""

from dataclasses import dataclass, field

from markupsafe import Markup

from app.counter import paying
from app.counter.noting import By
from app.documents.qr import drawn_to_fit
from app.language import Message, noted
from app.payments.labels import STATE_LABELS
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment
from app.payments.queries import find_latest_attempt
from app.procedures.publication import get_procedure
from app.procedures.wording import Wording
from app.web.in_front import visit_in_front
from app.web.visits import Visit

# Where the provider's page still takes money.
OPEN = frozenset({PaymentState.CHECKOUT_OPEN, PaymentState.DECLINED})
SILENT = noted("決済サービスにつながりません。少し待つか、窓口で支払ってください。")
GONE_ON = noted("支払いの状況が変わりました。いまの状況を確かめてください。")


@dataclass(frozen=True)
class FeeLine:
    title: Wording
    number: str
    yen: int
    state: Message
    is_owed: bool


@dataclass(frozen=True)
class BillView:
    """`url`: the provider's page, for the payer alone; `picture` is the same for the camera of their phone."""

    lines: tuple[FeeLine, ...]
    owed_yen: int
    goes_online: bool
    is_being_confirmed: bool
    is_flagged: bool
    was_declined: bool
    seen: str
    url: str | None = field(repr=False)
    picture: Markup | None = field(repr=False)

    @property
    def is_paid(self) -> bool:
        return not self.owed_yen


def view_of(visit: Visit, bill: paying.Bill) -> BillView:
    url = _url_of(visit, bill.joint)
    return BillView(
        lines=tuple(_line(visit, each) for each in bill.dues),
        owed_yen=bill.owed_yen,
        goes_online=bill.goes_online and not bill.is_being_confirmed,
        is_being_confirmed=bill.is_being_confirmed,
        is_flagged=bill.is_flagged,
        was_declined=bill.joint is not None and bill.joint.state is PaymentState.DECLINED,
        seen=bill.seen,
        url=url,
        picture=Markup(drawn_to_fit(url)) if url else None,  # noqa: S704  # drawn by ourselves
    )


def _line(visit: Visit, due: paying.Due) -> FeeLine:
    procedure = get_procedure(visit.session, due.application.revision_id)
    state = STATE_LABELS[due.stands.state if due.payment.is_owed else due.payment.state]
    return FeeLine(
        title=procedure.short_title,
        number=due.application.reference_number or "",
        yen=due.payment.amount_yen,
        state=state,
        is_owed=due.payment.is_owed,
    )


def _url_of(visit: Visit, joint: Payment | None) -> str | None:
    if joint is None or joint.state not in OPEN or joint.flags:
        return None
    latest = find_latest_attempt(visit.session, joint.id)
    return latest.url if latest is not None and latest.is_live else None


def open_checkout(visit: Visit, by: By) -> str | None:
    """The provider's page for all that is owed; None where it has become of no use meanwhile.

    Asks the provider, so no transaction may be open. Raises GatewayUnavailable, Conflict.
    """
    with visit.transaction() as session:
        found = visit_in_front(visit, session)
        joint_id = paying.pay_together(session, found, by=by, now=visit.now).id
    return visit.office.desk.pay(joint_id, now=visit.now)


def ask_provider(visit: Visit) -> Message | None:
    """How it stands, for whoever waits. What to say where the provider does not tell."""
    with visit.transaction() as session:
        found = visit_in_front(visit, session)
        joint = paying.bill_of(session, found.id).joint
    if joint is None:
        return None
    state = visit.office.desk.confirm(joint.id, now=visit.now)
    return STILL_UNKNOWN if state is PaymentState.CONFIRMING else None


STILL_UNKNOWN = noted("まだわかりません。もう一度支払わないでください。")
