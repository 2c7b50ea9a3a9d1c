"""手数料 on the page of a case: how it stands, what was done about it, and what may be recorded now."""

from dataclasses import dataclass
from datetime import date, datetime

from app.applications.fees import fee_lines
from app.applications.lifecycle import State
from app.auth.permissions import Action as Permit
from app.language import Message, noted
from app.payments.counter import ways_to_clear
from app.payments.joining import doubtful, possible_after_parting, standing
from app.payments.labels import FLAG_LABELS, HANDLING_LABELS, MEANS_LABELS, METHOD_LABELS
from app.payments.lifecycle import PaymentAction, PaymentState
from app.payments.models import Handling, Payment, PaymentFlag
from app.web.staff.cases import StaffCase
from app.web.staff.queue_rows import Chip, payment_chip

WAY_HINTS: dict[Handling, Message] = {
    Handling.NO_PROBLEM: noted("支払い済みになります。"),
    Handling.DIFFERENCE_SETTLED: noted("支払い済みになります。"),
    Handling.REFUNDED: noted("もう一度、支払えるようになります。"),
    Handling.NOT_RECEIVED: noted("もう一度、支払えるようになります。"),
}


@dataclass(frozen=True)
class HandlingView:
    what: Message
    note: str
    means: Message | None
    receipt_number: str | None
    who: str
    at: datetime


@dataclass(frozen=True)
class Way:
    value: str
    label: Message
    hint: Message | None


@dataclass(frozen=True)
class PaymentView:
    """`ways`: how the warnings may be done away with; empty where there are none, or not by this officer.

    `seen` goes through every form: what was drawn before the payment changed writes nothing.
    """

    amount_yen: int
    lines: tuple[tuple[str, int, int], ...]
    chip: Chip | None
    due_on: date | None
    paid_at: datetime | None
    method: Message | None
    warnings: tuple[Message, ...]
    handlings: tuple[HandlingView, ...]
    ways: tuple[Way, ...]
    may_receive: bool
    may_waive: bool
    is_being_confirmed: bool
    seen: int
    flags_seen: int


@dataclass(frozen=True)
class LineToAsk:
    """`box` holds the number the officer has counted, first the one that follows from the answers."""

    box: str
    label: str
    unit_yen: int
    quantity: int


def lines_to_ask(case: StaffCase) -> tuple[LineToAsk, ...]:
    """Of a fee that is fixed after review; empty once it is asked for, and for whoever may not ask."""
    fee, state = case.procedure.fee, case.application.state
    if fee is None or not fee.after_review or case.payment or state is not State.IN_REVIEW:
        return ()
    if not case.may(Permit.SETTLE_FEE):
        return ()
    lines = fee_lines(case.journey, case.visit.office.town.offering_of(case.procedure.key))
    return tuple(
        LineToAsk(f"quantity_{number}", line.label, line.unit_yen, line.quantity)
        for number, line in enumerate(lines, 1)
    )


def payment_of(case: StaffCase) -> PaymentView | None:
    payment = case.payment
    if payment is None:
        return None
    looked_at = doubtful(case.session, payment)
    possible = possible_after_parting(case.session, payment) if not looked_at.flags else frozenset()
    return PaymentView(
        amount_yen=payment.amount_yen,
        lines=tuple((line["label"], line["quantity"], line["yen"]) for line in payment.lines),
        chip=payment_chip(payment.state),
        due_on=payment.due_on,
        paid_at=payment.paid_at,
        method=METHOD_LABELS[payment.method] if payment.method else None,
        warnings=tuple(FLAG_LABELS[PaymentFlag(flag)] for flag in looked_at.flags),
        handlings=tuple(_handlings(case, payment)),
        ways=_ways(looked_at) if case.may(Permit.SETTLE_FEE) else (),
        may_receive=PaymentAction.RECEIVE in possible and case.may(Permit.SETTLE_FEE),
        may_waive=PaymentAction.WAIVE in possible and case.may(Permit.WAIVE_FEE),
        is_being_confirmed=standing(case.session, payment).state is PaymentState.CONFIRMING
        and not looked_at.flags,
        seen=payment.version,
        flags_seen=looked_at.version,
    )


def _handlings(case: StaffCase, payment: Payment) -> list[HandlingView]:
    names = case.staff_names
    return [
        HandlingView(
            what=HANDLING_LABELS[each.kind],
            note=each.note,
            means=MEANS_LABELS[each.means] if each.means else None,
            receipt_number=each.receipt_number,
            who=names.get(each.by, ""),
            at=each.at,
        )
        for each in payment.handlings
    ]


def _ways(payment: Payment) -> tuple[Way, ...]:
    hints = WAY_HINTS if payment.is_owed else {}
    return tuple(Way(way, HANDLING_LABELS[way], hints.get(way)) for way in ways_to_clear(payment))
