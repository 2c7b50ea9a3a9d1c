"""What people read about a payment."""

from app.language import Message, noted
from app.payments.gateway import PaymentMethod
from app.payments.lifecycle import PaymentState
from app.payments.models import Handling, Means, PaymentFlag

STATE_LABELS: dict[PaymentState, Message] = {
    PaymentState.REQUESTED: noted("お支払い前"),
    PaymentState.TOGETHER: noted("ほかの手数料とまとめて支払います"),
    PaymentState.CHECKOUT_OPEN: noted("お支払いの途中"),
    PaymentState.CONFIRMING: noted("お支払いを確認中"),
    PaymentState.DECLINED: noted("お支払いできませんでした"),
    PaymentState.EXPIRED: noted("支払い画面の期限切れ"),
    PaymentState.PAID: noted("お支払い済み"),
    PaymentState.CANCELLED: noted("お支払い不要"),
    PaymentState.WAIVED: noted("お支払い免除"),
}

# What to do next, in the payer's words. The card company's reason is never among them.
STATE_ADVICE: dict[PaymentState, Message] = {
    PaymentState.REQUESTED: noted("「支払いへ進む」を押して、お支払いください。"),
    PaymentState.TOGETHER: noted("まとめた支払いのページで、お支払いください。"),
    PaymentState.CHECKOUT_OPEN: noted(
        "お支払いが終わっていません。「支払いへ進む」を押すと、続きから支払えます。"
    ),
    PaymentState.CONFIRMING: noted("お支払いの結果を確かめています。もう一度支払わないでください。"),
    PaymentState.DECLINED: noted("別のカードや支払い方法でお試しください。"),
    PaymentState.EXPIRED: noted(
        "支払い画面の期限が切れました。「支払いへ進む」を押して、やり直してください。"
    ),
    PaymentState.PAID: noted("お支払いを確かめました。"),
    PaymentState.CANCELLED: noted("このお支払いは不要になりました。"),
    PaymentState.WAIVED: noted("手数料が免除されました。お支払いはいりません。"),
}

METHOD_LABELS: dict[PaymentMethod, Message] = {
    PaymentMethod.CARD: noted("クレジットカード"),
    PaymentMethod.PAYPAY: noted("PayPay"),
    PaymentMethod.OTHER: noted("その他の方法"),
    PaymentMethod.COUNTER: noted("窓口"),
}

FLAG_LABELS: dict[PaymentFlag, Message] = {
    PaymentFlag.AMOUNT_DIFFERS: noted("決済サービスの金額が、請求した金額と違います。"),
    PaymentFlag.REFERENCE_DIFFERS: noted("決済サービスの記録が、別の支払いのものです。"),
    PaymentFlag.PAID_TWICE: noted("2回支払われています。1回分の返金が必要です。"),
    PaymentFlag.PAID_AFTER_CANCELLING: noted("取り消した後に支払われました。返金が必要です。"),
}

MEANS_LABELS: dict[Means, Message] = {
    Means.CASH: noted("現金"),
    Means.TERMINAL: noted("決済端末（カードなど）"),
}

# What staff did, and the same words to choose from.
HANDLING_LABELS: dict[Handling, Message] = {
    Handling.RECEIVED: noted("窓口で受け取った"),
    Handling.WAIVED: noted("減免した"),
    Handling.NO_PROBLEM: noted("問題なし（請求どおり受け取っている）"),
    Handling.DIFFERENCE_SETTLED: noted("差額を別に受け取った"),
    Handling.REFUNDED: noted("返金した"),
    Handling.NOT_RECEIVED: noted("入金はなかった"),
}
