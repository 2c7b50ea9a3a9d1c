"""教示: what a decision says about how to contest it (行政不服審査法82条、行政事件訴訟法46条).

The periods are the law's: three months and one year to ask for a review (行政不服審査法18条), six months
and one year to go to court (行政事件訴訟法14条). Only the names differ from town to town.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AppealInformation:
    """教示 as it is printed: paragraphs to be numbered; none where there is nothing to contest."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Parties:
    """`reviewing_authority` 審査庁 as 長野県知事, `municipality` 被告, `representative` as みどり野町長."""

    reviewing_authority: str
    municipality: str
    representative: str


NO_APPEAL = AppealInformation("", ())

_TITLE = "この決定に不服があるとき（教示）"
_REVIEW = (
    "この決定に不服があるときは、この決定があったことを知った日の翌日から起算して3か月以内に、"
    "{reviewing_authority}に対して審査請求をすることができます。"
)
_THROUGH_THE_TOWN = "審査請求書は、{municipality}を経由して提出することもできます。"
_COURT = (
    "この決定の取消しを裁判で求めるときは、この決定があったことを知った日の翌日から起算して6か月以内に、"
    "{municipality}を被告として（訴訟において{municipality}を代表する者は{representative}です。）、"
    "処分の取消しの訴えを提起することができます。1の審査請求をしたときは、"
    "その審査請求に対する裁決があったことを知った日の翌日から起算して6か月以内に、提起することができます。"
)
_ONE_YEAR = (
    "上の期間のうちであっても、この決定の日の翌日から起算して1年を過ぎると審査請求をすることができなくなり、"
    "この決定の日（審査請求をしたときは、裁決の日）の翌日から起算して1年を過ぎると"
    "処分の取消しの訴えを提起することができなくなります。"
    "ただし、正当な理由があるときは、上の期間や1年を過ぎても、認められることがあります。"
)
_REINVESTIGATION = (
    "被害の程度の判定について、納得できないことや、調査のあとで新しく分かった被害があるときは、"
    "{municipality}に、もう一度の調査（再調査）を申し込むことができます。"
)
_HOW_TO_ASK_FOR_IT = (
    "申込みの方法と期限は、下の問い合わせ先にお尋ねください。"
    "壊れたところの写真が残っていれば、修理の前に撮ったものをお持ちください。"
)

_BY_WORD = (
    "この決定に不服があるときは、この決定があったことを知った日の翌日から起算して3か月以内に、"
    "{reviewing_authority}に対して、文書または口頭で審査請求をすることができます。"
)
_COURT_AFTER_THE_BOARD = (
    "この決定の取消しの訴えは、審査請求に対する裁決を経たあとでなければ、提起することができません。"
    "裁決があったことを知った日の翌日から起算して6か月以内に、{municipality}を被告として"
    "（訴訟において{municipality}を代表する者は{representative}です。）、提起することができます。"
    "ただし、審査請求があった日から3か月を経過しても裁決がないとき、処分などにより生じる著しい損害を避けるため"
    "緊急の必要があるとき、その他裁決を経ないことにつき正当な理由があるときは、裁決を経ないで提起することができます。"
)
_FAMILY_COURT = (
    "この決定に不服があるときは、{reviewing_authority}に不服の申立てをすることができます。"
    "行政不服審査法による審査請求は、することができません。"
)

_BOARD = AppealInformation(_TITLE, (_BY_WORD + _THROUGH_THE_TOWN, _COURT_AFTER_THE_BOARD, _ONE_YEAR))
_TEXTS: Mapping[str, AppealInformation] = {
    "prefectural_governor": AppealInformation(_TITLE, (_REVIEW + _THROUGH_THE_TOWN, _COURT, _ONE_YEAR)),
    "care_insurance_board": _BOARD,
    "health_insurance_board": _BOARD,
    "legal_affairs_bureau": AppealInformation(_TITLE, (_REVIEW, _COURT, _ONE_YEAR)),
    "family_court": AppealInformation(_TITLE, (_FAMILY_COURT,)),
    "mayor": AppealInformation(_TITLE, (_REVIEW, _COURT, _ONE_YEAR)),
    "reinvestigation": AppealInformation(
        "調査の結果に納得できないとき", (_REINVESTIGATION, _HOW_TO_ASK_FOR_IT)
    ),
    "none": NO_APPEAL,
}

APPEAL_KINDS = frozenset(_TEXTS)


def appeal_information(kind: str, parties: Parties) -> AppealInformation:
    """`kind` is one of APPEAL_KINDS, as in the definition of the procedure; raises KeyError for another.

    `prefectural_governor`: the review of a 法定受託事務 (地方自治法255条の2), through the town if one likes
    (行政不服審査法21条). `mayor`: the town's own affair, reviewed by its head (行政不服審査法4条1号).
    `care_insurance_board`: 介護保険審査会 (介護保険法183条・192条), which has to be asked before a court (同法196条;
    the exceptions are those of 行政事件訴訟法8条2項). `health_insurance_board`: 国民健康保険審査会, in the same way
    (国民健康保険法91条・99条・103条).
    `legal_affairs_bureau`: copies from registers, reviewed by the head of the bureau (戸籍法124条). `family_court`:
    everything else about registers, which no administrative review takes (戸籍法122条・123条).
    `reinvestigation`: 罹災証明書, whose finding of fact is looked at again. `none`: no decision to contest.
    """
    template = _TEXTS[kind]
    named = {
        "reviewing_authority": parties.reviewing_authority,
        "municipality": parties.municipality,
        "representative": parties.representative,
    }
    return AppealInformation(template.title, tuple(each.format(**named) for each in template.paragraphs))
