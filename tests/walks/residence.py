"""Moving in, and what is done after somebody has died: the families 新井 and 宮下."""

from typing import Any

from app.procedures.questions.people import KEPT
from tests.walks.town import account_of, paid_to
from tests.walks.walk import Walk

WIDOW, SON, STRANGER = "miyashita_naomi", "miyashita_wataru", "ishii_setsuko"
BEREAVED: dict[str, Any] = {"death_date": "2026-05-02", "deceased_birth": "1960-01-20"}


def _people(*given: tuple[str, str, str]) -> list[dict[str, str]]:
    return [
        {"key": key, "family_name": "宮下", "given_name": name, "date_of_birth": born}
        for key, name, born in given
    ]


CHILDREN = _people((SON, "航", "2005-04-18"), ("miyashita_uta", "詩", "2012-09-10"))
NEARBY = {
    "postcode": "3999904",
    "prefecture": "長野県",
    "city": "若葉郡みどり野町",
    "town": "大字中央",
    "block": "1番地",
    "building": "",
}
OUTSIDE = [dict.fromkeys(KEPT, "")]
MOURNER = {"bank_account": account_of("ミホン ハナコ")}

WALKS = {
    "moving_in_notification": Walk(
        "arai_daichi",
        {"has_movers": True},
        others=(
            ("arai_miho", {"comer_kind": "agent", "has_movers": False}),
            (STRANGER, {"from_abroad": True, "has_movers": True}),
            (STRANGER, {"from_abroad": False, "head_kind": "there", "has_movers": True}),
        ),
        turned_away={"from_abroad": False, "previous_address": NEARBY},
    ),
    "household_head_change": Walk(
        WIDOW,
        {"reason": "death", "filer_kind": "new_head", "rest": CHILDREN},
        others=(
            (STRANGER, {"reason": "livelihood", "filer_kind": "agent", "new_head": OUTSIDE, "rest": OUTSIDE}),
        ),
        turned_away={},
        turned_away_as="inoue_fumi",
    ),
    "care_certificate_return": Walk(
        WIDOW,
        others=((STRANGER, {**BEREAVED, "settled_with": "other", "deceased_same_address": False}),),
        along=paid_to("ミヤシタ ナオミ"),
    ),
    "funeral_grant": Walk(
        WIDOW,
        {"paid_elsewhere": False, "is_chief_mourner": True, "funeral_date": "2026-05-06"},
        others=(
            (
                STRANGER,
                {
                    **BEREAVED,
                    "deceased_insurance": "late_elderly",
                    "paid_elsewhere": False,
                    "is_chief_mourner": False,
                    "funeral_date": "2026-05-06",
                    **MOURNER,
                },
            ),
        ),
        along={**paid_to("ミヤシタ ナオミ"), ("is_chief_mourner", False): MOURNER},
        turned_away={"paid_elsewhere": True},
    ),
    "property_owner_report": Walk(
        WIDOW,
        {"registration": "not_yet", "knew_on": "2026-05-02"},
        others=(
            (
                STRANGER,
                {
                    **BEREAVED,
                    "registration": "some",
                    "knew_on": "2026-05-03",
                    "is_representative": False,
                    "how_settled": "will",
                },
            ),
        ),
        turned_away={"registration": "done"},
    ),
}
