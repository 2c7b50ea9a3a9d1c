"""The stories of the demo town: who applied for what, how many days ago, and what happened next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.applications.lifecycle import Action

ALLOWANCE = "child_allowance_amount_revision"
DISASTER = "disaster_certificate"
CERTIFICATE = "certificate_of_residence"


@dataclass(frozen=True)
class Deed:
    """One verb, `after` days after the last; `text` is a message, reasons or an authority."""

    verb: str
    after: float = 1
    text: str = ""
    questions: tuple[str, ...] = ()
    outcome: Action = Action.GRANT
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """`person` is a key of the rehearsal register, None for a guest; `until_check` false leaves a draft unfinished."""

    procedure: str
    person: str | None
    days_ago: float
    deeds: tuple[Deed, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    until_check: bool = True


SUBMITTED = Deed("submit", 0)
REVIEW = Deed("start_review")
INCREASE = {
    "revision_kind": "increase",
    "increase_reason": "birth",
    "has_students": False,
}
DECREASE = {"revision_kind": "decrease", "decrease_reason": "care_ended", "event_date": "2026-05-01"}
HOUSE = {
    "postcode": "",
    "prefecture": "長野県",
    "city": "若葉郡みどり野町",
    "town": "若葉台二丁目",
    "building": "",
}
COUNTER = {"scope": "household", "purpose": "licence", "copies": 1, "delivery": "counter"}
POST = {"scope": "household", "purpose": "bank", "copies": 2, "delivery": "post", "express": False}


def _house(family: str, given: str, block: str) -> dict[str, Any]:
    return {
        "applicant_name": {"family": family, "given": given},
        "applicant_phone": "09000000900",
        "house_address": {**HOUSE, "block": block},
        "disaster_id": {"key": "heavy_rain_2026_04", "name": "令和8年4月の大雨"},
    }


STORIES = (
    Story(CERTIFICATE, "mizuno_yoko", 2, answers={"scope": "household"}, until_check=False),
    Story(CERTIFICATE, "inoue_fumi", 1, (SUBMITTED,), POST),
    Story(CERTIFICATE, "nguyen_lan", 2, (SUBMITTED, Deed("pay", 0)), POST),
    Story(CERTIFICATE, "takahashi_makoto", 6, (SUBMITTED, Deed("pay", 0), REVIEW, Deed("propose", 0)), POST),
    Story(
        CERTIFICATE,
        "katsuragi_yui",
        8,
        (SUBMITTED, Deed("pay", 0), REVIEW, Deed("propose", 0), Deed("send")),
        POST,
    ),
    Story(ALLOWANCE, "kobayashi_mayu", 3, (SUBMITTED,), INCREASE),
    Story(ALLOWANCE, "kobayashi_daisuke", 40, (SUBMITTED, REVIEW), INCREASE),
    Story(
        ALLOWANCE,
        "hayashi_keiko",
        9,
        (
            SUBMITTED,
            REVIEW,
            Deed(
                "ask",
                text="世話や生計についての答えを、もう一度確かめてください。",
                questions=("inc_children",),
            ),
        ),
        INCREASE,
    ),
    Story(
        ALLOWANCE,
        "matsumoto_junko",
        12,
        (
            SUBMITTED,
            REVIEW,
            Deed("ask", text="お子さまの世話についての答えを確かめてください。", questions=("inc_children",)),
            Deed("resubmit", 2),
        ),
        INCREASE,
    ),
    Story(ALLOWANCE, "fujita_aya", 10, (SUBMITTED, REVIEW, Deed("propose")), INCREASE),
    Story(ALLOWANCE, "yamazaki_haru", 20, (SUBMITTED, REVIEW, Deed("propose"), Deed("approve")), INCREASE),
    Story(
        ALLOWANCE,
        "kuroda_tsuyoshi",
        25,
        (
            SUBMITTED,
            REVIEW,
            Deed(
                "propose",
                2,
                "申請のあったお子さまは、別の方が監護し、生計を同じくしています（児童手当法4条1項）。",
                outcome=Action.REFUSE,
            ),
            Deed("approve"),
        ),
        INCREASE,
    ),
    Story(
        ALLOWANCE,
        "matsumoto_takashi",
        18,
        (SUBMITTED, REVIEW, Deed("propose", outcome=Action.ACKNOWLEDGE), Deed("approve")),
        DECREASE,
    ),
    Story(
        CERTIFICATE,
        "yoshida_nozomi",
        7,
        (
            SUBMITTED,
            Deed("pay", 0),
            REVIEW,
            Deed("propose", 0, "本籍の記載は、窓口での確認が必要です。", outcome=Action.GRANT_PARTIALLY),
        ),
        COUNTER,
    ),
    Story(ALLOWANCE, "fujita_naoki", 14, (SUBMITTED, Deed("withdraw", 2)), INCREASE),
    Story(DISASTER, None, 1, (SUBMITTED,), _house("ミドリカワ", "シオリ", "3番4号")),
    Story(DISASTER, None, 4, (SUBMITTED, Deed("supplement", 0), REVIEW), _house("白鳥", "洋", "7番1号")),
    Story(
        DISASTER,
        None,
        15,
        (SUBMITTED, REVIEW, Deed("transfer", text="かえで市")),
        _house("赤城", "みなと", "8番8号"),
    ),
)
