"""Whether it was the applicant who sent it: by card, by papers, by somebody they entrusted, or unknown."""

from app.applications.desk.examined import Examined, Light, PreCheck
from app.applications.desk.words import SIGNATURES
from app.applications.models import ActorKind
from app.applications.signing.rechecking import Signature
from app.language import Message, noted

HOLDING = frozenset({Signature.HOLDS, Signature.HOLDS_BY_PROXY, Signature.BY_HAND})
TITLE = noted("本人確認")
PAPERS_WAIT = noted("本人確認の書類を、まだ確かめていません。")
_BY_PAPERS = Light.GREEN, noted("書類の写真で確かめた本人です。")
_AT_COUNTER = {
    True: (Light.GREEN, noted("窓口で、書類を見て確かめた本人です。")),
    False: (Light.YELLOW, noted("窓口で、聞き取りだけで確かめました。")),
}
_BY_CARD = {
    ActorKind.RESIDENT: (Light.GREEN, noted("カードでサインインした本人です。")),
    ActorKind.MANDATE: (
        Light.YELLOW,
        noted("代理の人がカードでサインインしました。代理権を確かめてください。"),
    ),
}


def who_sent_it(case: Examined) -> PreCheck:
    return PreCheck(*_shown(case))


def _shown(case: Examined) -> tuple[Light, Message, Message]:
    if case.at_counter is not None:
        light, reason = _AT_COUNTER[case.at_counter]
    elif case.owner_kind in _BY_CARD:
        light, reason = _BY_CARD[case.owner_kind]
    elif case.papers_accepted is not None:
        light, reason = _BY_PAPERS if case.papers_accepted else (Light.RED, PAPERS_WAIT)
    elif case.needs_card:
        light, reason = Light.RED, noted("本人確認が必要な手続ですが、サインインがありません。")
    else:
        light = Light.YELLOW
        reason = noted("サインインなしの申請です。連絡先で本人か確かめてください。")
    return light, TITLE, reason


def signature(case: Examined) -> PreCheck | None:
    if case.signature is None:
        return None
    light = Light.GREEN if case.signature in HOLDING else Light.RED
    return PreCheck(light, noted("署名"), SIGNATURES[case.signature])
