"""Mandates in plain words: what one may do, for which procedures, and where it stands."""

from collections.abc import Iterable

from app.language import Message, noted
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind
from app.mandates.lifecycle import ENDED, MandateState

KINDS: dict[MandateKind, Message] = {
    MandateKind.FAMILY: noted("家族"),
    MandateKind.CARE_OFFICE: noted("ケアマネジャーなど、介護の事業所の人"),
    MandateKind.PROFESSIONAL: noted("行政書士など、仕事でする人"),
    MandateKind.GUARDIAN: noted("成年後見人など"),
    MandateKind.PARENT: noted("親"),
}
AREAS: dict[MandateArea, Message] = {
    MandateArea.CARE: noted("介護保険の手続"),
    MandateArea.CHILDCARE: noted("子どもの手続"),
    MandateArea.CERTIFICATE: noted("証明書をとる手続"),
    MandateArea.DISASTER: noted("災害の手続"),
    MandateArea.HEALTH: noted("健康の手続"),
    MandateArea.WELFARE: noted("福祉の手続"),
    MandateArea.EDUCATION: noted("学校の手続"),
    MandateArea.LIVING: noted("くらしの手続"),
}
DEEDS: dict[MandateDeed, Message] = {
    MandateDeed.PREFILL: noted("町の記録を見て使う"),
    MandateDeed.FILE: noted("代わりに申請する"),
    MandateDeed.CORRECT: noted("役場からの「直してください」に答える"),
    MandateDeed.NOTICES: noted("お知らせのメールを受け取る"),
    MandateDeed.DECISIONS: noted("結果を見る"),
}
# Revoked, run out or shut away: to the proxy it is all one.
STATES: dict[MandateState, tuple[Message, str]] = {
    MandateState.OFFERED: (noted("番号が使われるのを待っています"), "warning"),
    MandateState.REQUESTED: (noted("ご本人の返事を待っています"), "warning"),
    MandateState.APPROVED: (noted("代わりにできます"), "success"),
    **dict.fromkeys(ENDED, (noted("終わりました"), "neutral")),
}


def area_words(areas: Iterable[str]) -> tuple[Message, ...]:
    chosen = set(areas)
    return tuple(words for area, words in AREAS.items() if area in chosen)


def deed_words(deeds: Iterable[str]) -> tuple[Message, ...]:
    chosen = set(deeds)
    return tuple(words for deed, words in DEEDS.items() if deed in chosen)
