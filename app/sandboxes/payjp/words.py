"""What people read on the pages of the sandbox provider."""

from app.sandboxes.payjp.faults import ApiFault
from app.sandboxes.payjp.till import Scenario

METHODS = {"card": "クレジットカード", "paypay": "PayPay"}

SCENARIOS: dict[Scenario, str] = {
    Scenario.NORMAL: "ふつうに支払う",
    Scenario.WEBHOOK_LOST: "支払いが成立したが、通知が届かない",
    Scenario.WEBHOOK_TWICE: "通知が2回届く",
    Scenario.WEBHOOK_LATE: "通知が遅れて届く",
    Scenario.ERROR_AFTER: "支払いが成立した後、画面がエラーになる",
    Scenario.TIMEOUT_AFTER: "支払いが成立した後、画面が返ってこない",
    Scenario.PROCESSING: "結果が出るまで時間がかかる",
    Scenario.WRONG_AMOUNT: "違う金額で成立する",
}

API_FAULTS: dict[ApiFault, str] = {
    ApiFault.NONE: "なし",
    ApiFault.ERROR_BEFORE: "処理の前に500エラー",
    ApiFault.ERROR_AFTER: "処理の後に500エラー",
    ApiFault.TIMEOUT_BEFORE: "処理の前に応答なし",
    ApiFault.TIMEOUT_AFTER: "処理の後に応答なし",
}

STATUSES = {
    "open": "受付中",
    "complete": "完了",
    "expired": "期限切れ",
    "requires_payment_method": "支払い方法待ち",
    "requires_action": "本人の確認待ち",
    "processing": "処理中",
    "succeeded": "成立",
    "canceled": "取消",
}

# Why a bank refused is between the bank and its customer: two sentences are all there is.
_ANOTHER_CARD = "お支払いできませんでした。別のカードや支払い方法でお試しください。"
_LATER = "お支払いできませんでした。しばらくしてから、もう一度お試しください。"


def advice_after(code: str) -> str:
    return _LATER if code == "processing_error" else _ANOTHER_CARD
