"""What people of the demo write into their forms.

Every date hangs on the day of the story, so that it stays true however late somebody starts the demo.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from app.procedures.questions.people import KEPT

Answers = Mapping[str, Any]


def always(**answers: Any) -> Callable[[date], Answers]:
    return lambda _on: answers


def joining(
    names: str, kana: str, days_old: int = 5, more: Answers | None = None, **row: Any
) -> Callable[[date], Answers]:
    """A child born, or come into the house, five days before; `row` says more of the child, `more` of the rest."""

    def told(on: date) -> Answers:
        day = (on - timedelta(days=5)).isoformat()
        child = {
            "child_name": _two_parts(names),
            "child_kana": _two_parts(kana),
            "child_birth": (on - timedelta(days=days_old)).isoformat(),
            "child_relation": "child",
            "child_cohabit": "together",
            "child_care": "yes",
            "child_livelihood": "shared",
            "child_facility": "no",
            **row,
        }
        return {
            "revision_kind": "increase",
            "joining": [dict.fromkeys(KEPT, "")],
            "inc_children": [child],
            "increase_reason": "birth" if days_old == 5 else "care_began",
            "event_date": day,
            "has_students": False,
            **(more or {}),
        }

    return told


def student_leaves(on: date) -> Answers:
    tsubasa = {
        "key": "matsumoto_tsubasa",
        "family_name": "松本",
        "given_name": "翼",
        "date_of_birth": "2006-05-05",
    }
    return {
        "revision_kind": "decrease",
        "dec_children": [tsubasa],
        "decrease_reason": "student_uncounted",
        "event_date": (on - timedelta(days=3)).isoformat(),
        "has_students": False,
    }


def house(names: str, block: str, town: str = "若葉台二丁目") -> Callable[[date], Answers]:
    place = {"postcode": "", "prefecture": "長野県", "city": "若葉郡みどり野町", "town": town, "building": ""}
    return always(applicant_name=_two_parts(names), house_address={**place, "block": block}, **PHONE)


def _two_parts(names: str) -> dict[str, str]:
    family, given = names.split()
    return {"family": family, "given": given}


PHONE = {"applicant_phone": "09000000900"}
# The register tells nothing of where they are: they write where letters may go to.
PROTECTED = {
    "applicant_address": {
        "postcode": "3999904",
        "prefecture": "長野県",
        "city": "若葉郡みどり野町",
        "town": "大字中央",
        "block": "1番地",
        "building": "町役場気付",
    },
    **PHONE,
}
_SHEET = {"scope": "household", "copies": 1}
POST = always(**_SHEET, purpose="bank", delivery="post", express=False)
COUNTER = always(**_SHEET, purpose="licence", delivery="counter")
COUNTER_WITH_PHONE = always(**_SHEET, purpose="licence", delivery="counter", **PHONE)
DAMAGE = {
    "cause": "flood",
    "damage_parts": ["floor", "inner_wall"],
    "damage_desc": "一階の床の上まで水が来ました。畳と壁の下のほうがぬれて、使えません。",
    "flood_height": "above_floor",
    "flood_cm": 35,
    "house_kind": "detached_owned",
}
