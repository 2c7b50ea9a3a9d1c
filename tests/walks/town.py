"""The forms of the town's own."""

from typing import Any

from tests.walks.walk import Walk


def account_of(holder_kana: str) -> dict[str, Any]:
    return {
        "bank_code": "0143",
        "bank_name": "八十二長野銀行",
        "branch_code": "211",
        "branch_name": "長野",
        "account_type": "ordinary",
        "number": "0000013",
        "holder_kana": holder_kana,
    }


def paid_to(holder_kana: str) -> dict[tuple[str, Any], dict[str, Any]]:
    return {("bank_mode", "other"): {"bank_account": account_of(holder_kana)}}


UNNAMED = {"applicant_name": None, "applicant_phone": None, "applicant_email": None}
OLD = {"applicant_birth": "1970-04-30"}

WALKS = {
    "abandoned_bicycle": Walk(None, {"date": "2026-05-10", **UNNAMED}, corrected="location"),
    "after_school": Walk("mizuno_yoko", {"club_choice_second": {"key": "nishi", "name": "西児童クラブ"}}),
    "bike_helmet_grant": Walk("fujita_naoki", along=paid_to("フジタ ナオキ")),
    "bulky_waste": Walk(None, {"put_out": "front"}, turned_away={"not_business": False}),
    "cancer_screening": Walk(None, {"symptoms": False, **OLD}, turned_away={"symptoms": True}),
    "child_medical_card": Walk("mizuno_yoko", along=paid_to("ミズノ ヨウコ")),
    "civic_reservation": Walk(None),
    "diaper_supply": Walk(
        "nakagawa_koichi", {"target_place": "home"}, turned_away={"target_place": "facility"}
    ),
    "disaster_volunteer": Walk(None),
    "dog_registration": Walk(None),
    "elderly_bus_pass": Walk(
        "inoue_fumi",
        turned_away={},
        turned_away_as="mizuno_yoko",
        others=(("inoue_fumi", {"consent_lookup": None}),),
    ),
    "elderly_taxi": Walk("inoue_fumi", turned_away={}, turned_away_as="mizuno_yoko"),
    "energy_grant": Walk(
        "fujita_naoki", {"installed": False}, along=paid_to("フジタ ナオキ"), turned_away={"installed": True}
    ),
    "evac_support_list": Walk("inoue_fumi"),
    "event_apply": Walk(None),
    "facility_reserve": Walk(None),
    "furusato_onestop": Walk(
        "fujita_naoki",
        {"files_return": False, "city_count": 2},
        turned_away={"files_return": True},
    ),
    "home_security_light": Walk(
        "fujita_naoki", {"installed": False}, along=paid_to("フジタ ナオキ"), turned_away={"installed": True}
    ),
    "immunization_form": Walk(None),
    "info_disclosure": Walk(None),
    "library_request": Walk(None),
    "nursing_equipment_loan": Walk(None),
    "personal_info_disclosure": Walk("fujita_naoki"),
    "pregnancy_support_1": Walk(
        "mizuno_yoko", {"elsewhere": False}, along=paid_to("ミズノ ヨウコ"), turned_away={"elsewhere": True}
    ),
    "pregnancy_support_2": Walk(
        "mizuno_yoko",
        {"delivered": "born"},
        along=paid_to("ミズノ ヨウコ"),
        turned_away={"delivered": "not_yet", "due_date": "2026-12-01"},
    ),
    "recruitment": Walk(None, {"qualified": True}, turned_away={"qualified": False}),
    "relocation_grant": Walk(
        "mori_naoto",
        {"tokyo_years": 6, "residence_commit": True},
        along=paid_to("モリ ナオト"),
        turned_away={"residence_commit": False},
    ),
    "road_damage": Walk(
        None, {"danger": "no", **UNNAMED}, corrected="location", turned_away={"danger": "now"}
    ),
    "school_aid": Walk(
        "mizuno_yoko", along=paid_to("ミズノ ヨウコ"), others=(("mizuno_yoko", {"consent_lookup": None}),)
    ),
    "survey": Walk(None, {"contact_opt_in": False}, corrected="opinion"),
    "vacant_house": Walk("fujita_naoki"),
    "water_start_stop": Walk(None),
}
