"""A line of the desk's list → what its table shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.applications.desk.queries import Listed
from app.applications.identity_models import IdentityState
from app.applications.labels import FULFILMENT_LABELS, STATE_LABELS
from app.applications.lifecycle import FINAL, Fulfilment, State
from app.applications.statuses import came_by
from app.japan.spoken import Day, Moment
from app.language import Message, noted
from app.payments.lifecycle import PaymentState
from app.web.staff.due_dates import Due, due_of

STATE_TONES: dict[State, str] = {
    State.ARRIVED: "active",
    State.IN_REVIEW: "active",
    State.CORRECTION_REQUESTED: "neutral",
    State.AWAITING_APPROVAL: "active",
    State.GRANTED: "success",
    State.PARTIALLY_GRANTED: "success",
    State.ACKNOWLEDGED: "success",
}


@dataclass(frozen=True)
class Chip:
    text: Message
    tone: str = "neutral"


@dataclass(frozen=True)
class QueueRow:
    """`extras` stand beside the state: papers to be looked at, the payment, and what has still to leave the house."""

    reference_number: str
    href: str
    procedure: str
    name: str
    due: Due | None
    state: Chip
    extras: tuple[Chip, ...]
    assignee: str
    arrived: Day | Moment


def rows_of(cases: Iterable[Listed], titles: Mapping[str, str], today: date) -> tuple[QueueRow, ...]:
    return tuple(_row(case, titles, today) for case in cases)


def _row(case: Listed, titles: Mapping[str, str], today: date) -> QueueRow:
    return QueueRow(
        reference_number=case.reference_number,
        href=f"/staff/cases/{case.reference_number}",
        procedure=titles.get(case.procedure_key, case.procedure_key),
        name=case.name_shown or "",
        due=due_of(case.state, case.due_on, case.correction_due_on, today),
        state=state_chip(case.state),
        extras=tuple(chip for chip in _extras(case) if chip),
        assignee=case.assignee_name or "",
        arrived=came_by(case.channel, case.arrived_at),
    )


def _extras(case: Listed) -> tuple[Chip | None, ...]:
    waits = case.identity_state is IdentityState.WAITING and case.state not in FINAL
    return IDENTITY if waits else None, payment_chip(case.payment_state), _handover(case.fulfilment)


def state_chip(state: State) -> Chip:
    return Chip(STATE_LABELS[state], STATE_TONES.get(state, "neutral"))


PAYMENT_CHIPS: dict[PaymentState, Chip] = {
    PaymentState.PAID: Chip(noted("支払い済み"), "success"),
    PaymentState.CONFIRMING: Chip(noted("支払いを確認中")),
    PaymentState.TOGETHER: Chip(noted("まとめて支払い待ち"), "warning"),
    PaymentState.CANCELLED: Chip(noted("支払い不要")),
    PaymentState.WAIVED: Chip(noted("減免"), "success"),
}
IDENTITY = Chip(noted("本人確認待ち"), "warning")
UNPAID = Chip(noted("支払い待ち"), "warning")


def payment_chip(state: PaymentState | None) -> Chip | None:
    """None where nothing is asked for; a provider's page that was opened or declined is still unpaid."""
    return None if state is None else PAYMENT_CHIPS.get(state, UNPAID)


def _handover(fulfilment: Fulfilment) -> Chip | None:
    if fulfilment is Fulfilment.NONE:
        return None
    tone = "warning" if fulfilment in {Fulfilment.TO_SEND, Fulfilment.RETURNED} else "neutral"
    return Chip(FULFILMENT_LABELS[fulfilment], tone)
