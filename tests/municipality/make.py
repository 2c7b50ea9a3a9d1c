"""A small town as a mapping, for tests that change one thing in it."""

from copy import deepcopy
from typing import Any

from app.municipality.town import Municipality

_TOWN: dict[str, Any] = {
    "name": "こだま町",
    "name_kana": "コダママチ",
    "prefecture": "長野県",
    "county": "若葉郡",
    "local_government_code": "206997",
    "mayor_title": "町長",
    "phone": "0261-00-1000",
    "office_hours": "平日の午前9時から午後5時まで",
    "sections": [
        {
            "key": "jumin",
            "name": "住民課",
            "phone": "0261-00-1020",
            "confirmed": True,
            "source": "課設置条例",
        },
        {"key": "bosai", "name": "防災課"},
    ],
    "disasters": [],
    "purpose_of_use": "審査のために使います。",
    "offerings": {
        "certificate": {
            "enabled": True,
            "section": "jumin",
            "approval_route": "none",
            "fees": {"copy": 300},
            "appeal": {"kind": "appeal", "reviewing_authority": "こだま町長"},
        },
        "disaster": {
            "enabled": False,
            "section": "bosai",
            "approval_route": "two",
            "appeal": {"kind": "reinvestigation"},
            "contact": {"name": "災害窓口", "phone": "0261-00-9999"},
            "purpose_of_use": "被害を調べるために使います。",
        },
    },
}


def town_values(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(_TOWN), **changes}


def make_town(**changes: Any) -> Municipality:
    return Municipality.model_validate(town_values(**changes))
