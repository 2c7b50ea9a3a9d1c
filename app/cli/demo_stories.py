"""The stories of the demo town: who applied for what, how many days ago, and what happened next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from app.applications.lifecycle import Action
from app.cli.demo_forms import (
    COUNTER,
    COUNTER_WITH_PHONE,
    DAMAGE,
    POST,
    PROTECTED,
    Answers,
    always,
    house,
    joining,
    student_leaves,
)

ALLOWANCE = "child_allowance_amount_revision"
DISASTER = "disaster_certificate"
CERTIFICATE = "certificate_of_residence"


@dataclass(frozen=True)
class Deed:
    """One verb, `after` days after the last; `text` is a message, reasons or an authority; `photos` arrive with it."""

    verb: str
    after: float = 1
    text: str = ""
    questions: tuple[str, ...] = ()
    outcome: Action = Action.GRANT
    answers: Answers = field(default_factory=dict)
    photos: int = 0


@dataclass(frozen=True)
class Story:
    """`person` is a key of the rehearsal register, None for a guest. `answers` of the day it was begun.

    `is_whole` false leaves a draft with these answers alone.
    """

    procedure: str
    person: str | None
    days_ago: float
    deeds: tuple[Deed, ...]
    answers: Callable[[date], Answers]
    is_whole: bool = True


SUBMITTED, PAID, REVIEW = Deed("submit", 0), Deed("pay", 0.01), Deed("start_review")
PROPOSED, APPROVED = Deed("propose"), Deed("approve")
TAKEN_UP = (SUBMITTED, REVIEW)
SOLD = (SUBMITTED, PAID, REVIEW)

REFUSED = "申請のあったお子さまは、別の方が監護し、生計を同じくしています（児童手当法4条1項）。"
PARTLY = "同居人の方の世帯の記載は、本人からの請求がないので、のせられません（住民基本台帳法12条）。"

STORIES = (
    Story(CERTIFICATE, "mizuno_yoko", 3, (), always(scope="household"), is_whole=False),
    Story(CERTIFICATE, "inoue_fumi", 1, (SUBMITTED,), POST),
    Story(CERTIFICATE, "takahashi_yumiko", 1, (SUBMITTED, PAID), POST),
    Story(CERTIFICATE, "takahashi_makoto", 5, (*SOLD, PROPOSED), POST),
    Story(CERTIFICATE, "katsuragi_yui", 8, (*SOLD, PROPOSED, Deed("send")), POST),
    Story(
        CERTIFICATE,
        "yoshida_nozomi",
        7,
        (*SOLD, Deed("propose", 1, PARTLY, (), Action.GRANT_PARTIALLY)),
        COUNTER,
    ),
    Story(CERTIFICATE, "ota_yosuke", 14, (SUBMITTED, Deed("withdraw", 2)), COUNTER_WITH_PHONE),
    Story(ALLOWANCE, "kobayashi_daisuke", 3, TAKEN_UP, joining("小林 蒼", "コバヤシ アオ")),
    Story(ALLOWANCE, "hayashi_keiko", 45, TAKEN_UP, joining("林 すず", "ハヤシ スズ")),
    Story(
        ALLOWANCE,
        "nguyen_lan",
        9,
        (*TAKEN_UP, Deed("ask", 1, "お子さまの名前の書き方を確かめてください。", ("inc_children",))),
        joining("NGUYEN MAI", "グエン マイ"),
    ),
    Story(
        ALLOWANCE,
        "aoki_rina",
        12,
        (
            *TAKEN_UP,
            Deed("ask", 1, "昼間つながる電話番号を教えてください。", ("applicant_phone",)),
            Deed("resubmit", 2),
        ),
        joining("青木 そら", "アオキ ソラ", more=PROTECTED),
    ),
    Story(
        ALLOWANCE,
        "matsumoto_takashi",
        60,
        (*TAKEN_UP, Deed("propose", 2, outcome=Action.ACKNOWLEDGE), APPROVED),
        student_leaves,
    ),
    Story(
        ALLOWANCE,
        "matsumoto_takashi",
        10,
        (*TAKEN_UP, PROPOSED),
        joining(
            "西村 大地", "ニシムラ ダイチ", 2500, child_relation="nephew_niece", child_livelihood="supports"
        ),
    ),
    Story(
        ALLOWANCE, "fujita_naoki", 25, (*TAKEN_UP, PROPOSED, APPROVED), joining("藤田 紬", "フジタ ツムギ")
    ),
    Story(
        ALLOWANCE,
        "kuroda_tsuyoshi",
        30,
        (*TAKEN_UP, Deed("propose", 2, REFUSED, (), Action.REFUSE), APPROVED),
        joining("黒田 海", "クロダ カイ", 1800),
    ),
    Story(DISASTER, None, 1, (SUBMITTED,), house("ミドリカワ シオリ", "3番4号")),
    Story(
        DISASTER,
        None,
        4,
        (SUBMITTED, Deed("supplement", 1, answers=DAMAGE, photos=2), REVIEW),
        house("白鳥 洋", "7番1号"),
    ),
    Story(
        DISASTER,
        None,
        20,
        (SUBMITTED, Deed("supplement", 1, answers=DAMAGE, photos=1), REVIEW, PROPOSED, APPROVED),
        house("赤城 みなと", "1番9号"),
    ),
    Story(
        DISASTER,
        None,
        15,
        (*TAKEN_UP, Deed("transfer", text="かえで市 危機管理課")),
        house("星野 こはる", "8番8号", "大字境"),
    ),
)
