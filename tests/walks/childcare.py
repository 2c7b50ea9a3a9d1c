"""保育, 児童扶養手当 and 妊娠の届出."""

from typing import Any

from tests.walks.walk import Walk

REASONS = ["work", "birth", "illness", "care", "disaster", "job_hunting", "school", "abuse", "leave", "other"]


def a_guardian(relation: str, *reasons: str) -> dict[str, Any]:
    """A row of 保護者 with every question answered that these reasons call for."""
    row: dict[str, Any] = {
        "g_name": {"family": "見本", "given": relation},
        "g_kana": {"family": "ミホン", "given": "ハル"},
        "g_birth": "1990-04-10",
        "g_relation": relation,
        "g_tel": "09000000000",
        "g_reason": [*reasons],
    }
    if "work" in reasons:
        row |= {
            "g_job_place": "見本商店",
            "g_job_tel": "0261000000",
            "g_work_hours_month": 120.5,
            "g_work_days": ["mon", "tue"],
            "g_work_time": {"from": "09:00", "to": "15:30"},
            "g_on_leave": False,
        }
    if "birth" in reasons:
        row |= {"g_due_date": "2026-08-20", "g_multiple": False}
    texts = {
        "illness": "g_illness",
        "care": "g_care_target",
        "job_hunting": "g_jobhunt",
        "school": "g_school",
        "other": "g_other",
    }
    row |= {key: "れい" for reason, key in texts.items() if reason in reasons}
    if "leave" in reasons:
        row |= {"g_leave_from": "2026-01-10", "g_leave_to": "2026-09-30", "g_return": "2026-10-01"}
    return row | ({"g_commute": 20} if {"work", "school"} & {*reasons} else {})


MOTHER = {"guardians": [a_guardian("mother", *REASONS)]}
FATHER = {"guardians": [a_guardian("father", "work")]}
GRANDPARENT = {"guardians": [a_guardian("other", "work")]}


def an_emergency_contact(given: str) -> dict[str, Any]:
    return {
        "emergency_name": {"family": "見本", "given": given},
        "emergency_phone": "09000000000",
        "emergency_relation": "祖母",
    }


TWO_CONTACTS = {"emergency_contacts": [an_emergency_contact("花子"), an_emergency_contact("春子")]}
ON_LEAVE = {"guardians": [a_guardian("father", "leave")]}
SOMA = {"key": "maeda_soma", "family_name": "前田", "given_name": "颯真", "date_of_birth": "2025-09-15"}
ELSEWHERE = {
    "postcode": "9599901",
    "prefecture": "新潟県",
    "city": "かえで市",
    "town": "学園町",
    "block": "4番5号",
    "building": "",
}
A_CHILD_APART = {
    "child_name": {"family": "見本", "given": "はる"},
    "child_birth": "2012-05-05",
    "child_relation": "child",
    "child_cohabit": "apart",
    "child_address": ELSEWHERE,
    "child_separate_reason": "school",
    "child_disability": False,
    "child_school": None,
    "pension_child": "no",
}

WALKS = {
    "childcare_certification": Walk(
        "maeda_kaori",
        {"want_care": "care", "siblings_disability": False},
        others=(
            ("aoki_rina", {}),
            ("maeda_kaori", {"want_care": "care", "consent_lookup": None, **MOTHER}),
            ("maeda_kaori", {"want_care": "care", **FATHER}),
            ("maeda_kaori", {"want_care": "care", **GRANDPARENT}),
        ),
        turned_away={"child_birth": "2015-05-05"},
    ),
    "childcare_facility_use": Walk(
        "maeda_kaori",
        {**TWO_CONTACTS, "siblings_disability": False},
        others=(
            ("aoki_rina", {}),
            ("maeda_kaori", {"temp_care_history": ["unlicensed"], **MOTHER}),
            ("maeda_kaori", {"sibling_enrolled": "elsewhere", "allergy": True, **ON_LEAVE}),
            ("maeda_kaori", GRANDPARENT),
            ("maeda_kaori", {"child": [SOMA]}),  # whose sister is enrolled
        ),
        turned_away={"apply_kind": "continue"},
    ),
    "childcare_status_report": Walk(
        "ishii_misaki",
        {"continue_wish": "continue"},
        others=(
            ("aoki_rina", {}),
            ("maeda_kaori", {"continue_wish": "continue", "consent_lookup": None, **MOTHER}),
            ("maeda_kaori", {"continue_wish": "continue", **FATHER}),
            ("maeda_kaori", {"continue_wish": "continue", **GRANDPARENT}),
        ),
        turned_away={},
        turned_away_as="nishida_yuto",
    ),
    "child_support_allowance_status_report_pre": Walk(
        "ishii_misaki",
        others=(
            ("aoki_rina", {"consent_lookup": None}),
            ("ishii_misaki", {"housing": "rented", "reason": "abandonment", "children": [A_CHILD_APART]}),
        ),
        turned_away={},
        turned_away_as="nishida_yuto",
    ),
    "pregnancy_notification": Walk(
        "mori_ayaka",
        {"interview_date": "2026-05-20"},
        others=(("mori_naoto", {"submitter_kind": "spouse"}), ("aoki_rina", {})),
        turned_away={"has_diagnosis": False},
    ),
}
