"""The words people read for states and actions."""

from app.applications.lifecycle import Action, Fulfilment, State
from app.language import Message, noted

STATE_LABELS: dict[State, Message] = {
    State.DRAFT: noted("下書き"),
    State.ARRIVED: noted("受付済み"),
    State.IN_REVIEW: noted("審査中"),
    State.CORRECTION_REQUESTED: noted("補正のお願い"),
    State.AWAITING_APPROVAL: noted("決裁待ち"),
    State.GRANTED: noted("認められました"),
    State.PARTIALLY_GRANTED: noted("一部が認められました"),
    State.REFUSED: noted("認められませんでした"),
    State.ACKNOWLEDGED: noted("手続が終わりました"),
    State.WITHDRAWN: noted("取り下げました"),
    State.TRANSFERRED: noted("別の役所へ送りました"),
}

ACTION_LABELS: dict[Action, Message] = {
    Action.SUBMIT: noted("申請が届きました"),
    Action.SUPPLEMENT: noted("追加の内容が届きました"),
    Action.START_REVIEW: noted("審査を始めました"),
    Action.APPROVE_IN_ADVANCE: noted("事前に承認しました"),
    Action.REQUEST_CORRECTION: noted("補正をお願いしました"),
    Action.RESUBMIT: noted("補正が届きました"),
    Action.PROPOSE: noted("決定の準備をしています"),
    Action.SEND_BACK: noted("もう一度審査しています"),
    Action.GRANT: noted("認めることに決まりました"),
    Action.GRANT_PARTIALLY: noted("一部を認めることに決まりました"),
    Action.REFUSE: noted("認めないことに決まりました"),
    Action.ACKNOWLEDGE: noted("手続が終わりました"),
    Action.WITHDRAW: noted("取り下げました"),
    Action.TRANSFER: noted("別の役所へ送りました"),
}

FULFILMENT_LABELS: dict[Fulfilment, Message] = {
    Fulfilment.NONE: noted("送るものはありません"),
    Fulfilment.TO_SEND: noted("お送りする準備をしています"),
    Fulfilment.SENT: noted("お送りしました"),
    Fulfilment.RETURNED: noted("郵便が戻ってきました"),
    Fulfilment.HANDED_OVER: noted("窓口でお渡ししました"),
}
