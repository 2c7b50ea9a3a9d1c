"""What staff read of mandates, and the points that are to be ticked before one is written down."""

from app.language import Message, noted
from app.mandates.kinds import MandateProof
from app.mandates.lifecycle import MandateState

STATES_AT_DESK: dict[MandateState, tuple[Message, str]] = {
    MandateState.OFFERED: (noted("番号の入力待ち"), "warning"),
    MandateState.REQUESTED: (noted("本人の返事待ち"), "warning"),
    MandateState.APPROVED: (noted("有効"), "success"),
    MandateState.REFUSED: (noted("断られた"), "neutral"),
    MandateState.REVOKED: (noted("取り消し"), "neutral"),
    MandateState.EXPIRED: (noted("期限切れ"), "neutral"),
}
PROOFS: dict[MandateProof, Message] = {
    MandateProof.OWN_SIGN_IN: noted("本人がカードでサインインして決めた"),
    MandateProof.OWN_CODE: noted("本人が、自分の電話かメールに届いた番号で認めた"),
    MandateProof.SEEN_AT_COUNTER: noted("本人が窓口で申し出た"),
    MandateProof.POWER_OF_ATTORNEY: noted("委任状を確かめた"),
    MandateProof.REGISTRY_CERTIFICATE: noted("登記事項証明書を確かめた"),
    MandateProof.RESIDENT_REGISTER: noted("住民記録で親子"),
}
AT_COUNTER = (
    MandateProof.SEEN_AT_COUNTER,
    MandateProof.POWER_OF_ATTORNEY,
    MandateProof.REGISTRY_CERTIFICATE,
)
# Name of the box → what is ticked, and what is said while it is not.
CHECKS: dict[str, tuple[Message, Message]] = {
    "person_checked": (
        noted("本人の意思を、本人か書類で確かめた"),
        noted("本人の意思を確かめて、印を付けてください。"),
    ),
    "proxy_checked": (
        noted("代理の人の氏名を、書類で確かめた"),
        noted("代理の人を確かめて、印を付けてください。"),
    ),
    "scope_read": (
        noted("たのむことと期間を、読んで伝えた"),
        noted("たのむことと期間を伝えて、印を付けてください。"),
    ),
}
