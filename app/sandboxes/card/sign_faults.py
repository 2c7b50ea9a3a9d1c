"""What can be made to go wrong with the next signature, once."""

from enum import StrEnum

from app.sandboxes.card.faults import Chosen
from app.sandboxes.card.memory import Memory


class SignFault(StrEnum):
    """It befalls the next person who has entered a signing PIN."""

    NONE = "none"
    CANCELLED = "cancelled"
    OTHER_TRANSACTION = "other_transaction"
    WRONG_DIGEST = "wrong_digest"
    FOREIGN_KEY = "foreign_key"
    EXPIRED = "expired"
    REVOKED = "revoked"
    OTHER_PURPOSE = "other_purpose"
    AUTHENTICATION_KEY = "authentication_key"
    TRUNCATED = "truncated"
    OTHER_NAMES = "other_names"
    SERVER_ERROR = "server_error"


WORDS: dict[SignFault, str] = {
    SignFault.NONE: "なにも起こさない",
    SignFault.CANCELLED: "本人がやめたことにする",
    SignFault.OTHER_TRANSACTION: "ほかの署名の結果を返す",
    SignFault.WRONG_DIGEST: "ほかの書類に署名する",
    SignFault.FOREIGN_KEY: "ほかのサービスの鍵で結果を暗号にする",
    SignFault.EXPIRED: "期限が切れている証明書で署名する",
    SignFault.REVOKED: "失効している証明書で署名する",
    SignFault.OTHER_PURPOSE: "利用者証明用の証明書と鍵で署名する",
    SignFault.AUTHENTICATION_KEY: "利用者証明用の鍵で署名し、署名用の証明書を添える",
    SignFault.TRUNCATED: "署名が途中で切れている",
    SignFault.OTHER_NAMES: "結果をほかの名前とほかの書き方で渡す（正しい動作）",
    SignFault.SERVER_ERROR: "500エラーを返す",
}


SignFaults = Chosen[SignFault]


def next_sign_fault(memory: Memory) -> SignFaults:
    return Chosen(memory, "next_sign_fault", SignFault.NONE)
