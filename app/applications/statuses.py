"""Where an application stands, who acts next and by when, in words for the resident. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.applications.labels import ACTION_LABELS, STATE_LABELS
from app.applications.lifecycle import DECIDED, FINAL, Action, Fulfilment, State
from app.applications.models import Application
from app.clock import japan_date
from app.japan.spoken import Day, Moment
from app.language import Message, noted
from app.municipality.offering import Channel
from app.payments.lifecycle import PaymentState

UNPAID = {
    PaymentState.REQUESTED,
    PaymentState.TOGETHER,
    PaymentState.CHECKOUT_OPEN,
    PaymentState.DECLINED,
    PaymentState.EXPIRED,
}


@dataclass(frozen=True)
class Status:
    """`tone` for the chip; `next_step` says who does what, `due_on` by when (None where there is no date).

    `due` is the sentence about that day: a promise of the office, or a date to keep.
    """

    title: Message
    tone: str
    next_step: Message
    due_on: date | None = None
    due: Message | None = None


TO_PAY = Status(noted("お支払い待ち"), "warning", noted("次はあなたの番です。手数料を支払ってください。"))
MEND_AND_PAY = noted("次はあなたの番です。直してほしいところがあります。手数料も支払ってください。")
CONFIRMING = Status(
    noted("お支払いの確認中"),
    "active",
    noted("次は役場の番です。お支払いを確かめています。もう一度支払わないでください。"),
)

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


HANDING_OVER: dict[Fulfilment, Message] = {
    Fulfilment.TO_SEND: noted("次は役場の番です。書類を用意しています。"),
    Fulfilment.SENT: noted("書類をお送りしました。届くまでお待ちください。"),
    Fulfilment.RETURNED: noted("次は役場の番です。書類が戻ってきたので、電話などでお知らせします。"),
    Fulfilment.HANDED_OVER: noted("窓口で書類をお渡ししました。手続は終わりました。"),
}


def status_of(
    application: Application,
    payment: PaymentState | None,
    payment_due_on: date | None = None,
    *,
    today: date,
) -> Status:
    """An unpaid fee is the resident's turn, whatever the review does meanwhile; but nobody pays twice."""
    mending = application.state is State.CORRECTION_REQUESTED
    if application.state not in FINAL and payment in UNPAID:
        mend_by = _due_on(application) if mending else None
        days = [day for day in (mend_by, payment_due_on) if day]
        return replace(
            TO_PAY,
            next_step=MEND_AND_PAY if mending else TO_PAY.next_step,
            due_on=min(days, default=None),
            due=_to_pay_by(mend_by, payment_due_on, today),
        )
    if application.state not in FINAL and payment is PaymentState.CONFIRMING and not mending:
        return CONFIRMING
    tone, next_step = NEXT[application.state]
    told = HANDING_OVER.get(application.fulfilment, next_step)
    due_on = _due_on(application)
    due = _to_mend_by(due_on, today) if mending else _expected_by(due_on, today)
    return Status(STATE_LABELS[application.state], tone, told, due_on, due)


def _to_pay_by(mend_by: date | None, pay_by: date | None, today: date) -> Message | None:
    if mend_by and pay_by:
        return noted(
            "直すのは{mend_by}まで、支払いは{pay_by}までです。", mend_by=Day(mend_by), pay_by=Day(pay_by)
        )
    if pay_by is None:
        return _to_mend_by(mend_by, today)
    if today > pay_by:
        return noted("{day}が期限でした。早めに支払ってください。", day=Day(pay_by))
    return noted("{day}までに支払ってください。", day=Day(pay_by))


def _to_mend_by(day: date | None, today: date) -> Message | None:
    if day is not None and today > day:
        return noted("{day}が期限でした。早めに直してください。", day=Day(day))
    return noted("{day}までに直してください。", day=Day(day)) if day else None


def _expected_by(day: date | None, today: date) -> Message | None:
    """標準処理期間 is a promise: where it was not kept, the resident hears so and not a day gone by."""
    if day is not None and today > day:
        return noted("めやすの{day}を過ぎました。お待たせしています。", day=Day(day))
    return noted("めやす：{day}まで", day=Day(day)) if day else None


def _due_on(application: Application) -> date | None:
    if application.state is State.CORRECTION_REQUESTED:
        return application.corrections[-1].due_on
    return None if application.state in FINAL else application.due_on


def transferred_to(application: Application) -> str | None:
    """The authority that goes on with it, as the officer wrote it; None while it is ours."""
    if application.state is not State.TRANSFERRED:
        return None
    return application.history[-1].note


def is_decided(application: Application) -> bool:
    return application.state in DECIDED


def may_withdraw(application: Application) -> bool:
    return application.state in {State.ARRIVED, State.IN_REVIEW, State.CORRECTION_REQUESTED}


def happened(application: Application) -> Sequence[tuple[Message, Day | Moment]]:
    """What has happened so far, oldest first."""
    return [
        (ACTION_LABELS[entry.action], _when(application, entry.action, entry.at))
        for entry in application.history
    ]


def _when(application: Application, action: Action, at: datetime) -> Day | Moment:
    return came(application) if action is Action.SUBMIT else Moment(at)


def came(application: Application) -> Day | Moment:
    return came_by(application.channel, application.arrived_at or application.saved_at)


def came_by(channel: str, at: datetime) -> Day | Moment:
    """When something reached the office; of a paper the day is known and no hour."""
    return Day(japan_date(at)) if channel == Channel.PAPER else Moment(at)


def is_open_for_additions(application: Application) -> bool:
    return application.state in {State.ARRIVED, State.IN_REVIEW}
