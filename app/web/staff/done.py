"""What the page of a case says when something has just been done; only where the case bears it out.

An address alone must not say that something was decided.
"""

from app.applications.lifecycle import OUTCOMES, Action
from app.language import Message, noted
from app.web.staff.cases import StaffCase

DONE: dict[str, tuple[Message, frozenset[Action]]] = {
    "start": (noted("審査を始めました。担当はあなたです。"), frozenset({Action.START_REVIEW})),
    "paper": (
        noted("紙を受け付けました。受付のお知らせは、下の「印刷と書き出し」にあります。"),
        frozenset({Action.SUBMIT, Action.RESUBMIT}),
    ),
    "correction": (
        noted("補正をお願いしました。メールのある方には、お知らせが届きます。"),
        frozenset({Action.REQUEST_CORRECTION}),
    ),
    "advance": (
        noted("事前承認を伝えました。終わったあとの届出を待ちます。"),
        frozenset({Action.APPROVE_IN_ADVANCE}),
    ),
    "proposal": (noted("決裁に回しました。"), frozenset({Action.PROPOSE})),
    "decision": (noted("決定しました。結果のお知らせを送ります。"), frozenset(OUTCOMES)),
    "send_back": (noted("差し戻しました。"), frozenset({Action.SEND_BACK})),
    "transfer": (
        noted("別の役所へ送ったことにしました。書類は、いつもの方法で送ってください。"),
        frozenset({Action.TRANSFER}),
    ),
    "fulfilment": (noted("記録しました。"), frozenset(OUTCOMES)),
}


def said_of(case: StaffCase, done: str) -> Message | None:
    if done == "fee":
        return _of_the_fee(case)
    if done == "fee_asked":
        return noted("手数料を求めました。申請した方に、お知らせが届きます。") if case.payment else None
    if done == "assignee":
        return _of_the_assignee(case)
    words, actions = DONE.get(done, (None, frozenset[Action]()))
    return words if case.application.history[-1].action in actions else None


def _of_the_fee(case: StaffCase) -> Message | None:
    return noted("手数料の記録を残しました。") if case.payment and case.payment.handlings else None


def _of_the_assignee(case: StaffCase) -> Message | None:
    assignee_id = case.application.assignee_id
    if assignee_id == case.visit.staff.id:
        return noted("担当はあなたです。")
    return noted("担当は{name}です。", name=case.staff_names.get(assignee_id, "")) if assignee_id else None
