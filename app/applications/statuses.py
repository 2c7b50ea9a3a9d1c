"""Where an application stands, who acts next and by when, in words for the resident. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.applications.labels import ACTION_LABELS, STATE_LABELS
from app.applications.lifecycle import DECIDED, FINAL, Fulfilment, State
from app.applications.models import Application
from app.language import Message, noted
from app.payments.lifecycle import PaymentState

PAID = {PaymentState.PAID}


@dataclass(frozen=True)
class Status:
    """`tone` for the chip; `next_step` says who does what, `due_on` by when (None where there is no date)."""

    title: Message
    tone: str
    next_step: Message
    due_on: date | None = None


NEXT: dict[State, tuple[str, Message]] = {
    State.DRAFT: ("neutral", noted("まだ送っていません。続きを入力してください。")),
    State.ARRIVED: ("active", noted("次は役場の番です。担当が内容を確かめます。")),
    State.IN_REVIEW: ("active", noted("次は役場の番です。担当が審査しています。")),
    State.CORRECTION_REQUESTED: ("warning", noted("次はあなたの番です。直してほしいところがあります。")),
    State.AWAITING_APPROVAL: ("active", noted("次は役場の番です。決定の手続をしています。")),
    State.GRANTED: ("success", noted("決まりました。通知を見られます。")),
    State.PARTIALLY_GRANTED: ("warning", noted("決まりました。通知で内容と理由を確かめてください。")),
    State.REFUSED: ("danger", noted("決まりました。通知で理由を確かめてください。")),
    State.ACKNOWLEDGED: ("success", noted("手続は終わりました。")),
    State.WITHDRAWN: ("neutral", noted("取り下げたので、手続は終わりました。")),
    State.TRANSFERRED: ("neutral", noted("別の役所が手続を続けます。")),
}


def status_of(application: Application, payment: PaymentState | None) -> Status:
    """An unpaid fee is the resident's turn, whatever the review does meanwhile."""
    title = STATE_LABELS[application.state]
    tone, next_step = NEXT[application.state]
    if payment is not None and payment not in PAID and application.state not in FINAL:
        return Status(
            noted("お支払い待ち"), "warning", noted("次はあなたの番です。手数料を支払ってください。")
        )
    due_on = None if application.state in FINAL else application.due_on
    if application.state is State.CORRECTION_REQUESTED:
        due_on = application.corrections[-1].due_on
    if application.fulfilment is Fulfilment.TO_SEND:
        next_step = noted("次は役場の番です。書類をお送りする準備をしています。")
    elif application.fulfilment is Fulfilment.SENT:
        next_step = noted("書類をお送りしました。届くまでお待ちください。")
    return Status(title, tone, next_step, due_on)


def is_decided(application: Application) -> bool:
    return application.state in DECIDED


def may_withdraw(application: Application) -> bool:
    return application.state in {State.ARRIVED, State.IN_REVIEW, State.CORRECTION_REQUESTED}


def happened(application: Application) -> Sequence[tuple[Message, datetime]]:
    """What has happened so far, oldest first; repeated internal steps are told once."""
    return [(ACTION_LABELS[entry.action], entry.at) for entry in application.history]
