"""The procedures of 児童手当 but the change of the amount."""

from typing import Any

from tests import make
from tests.walks.walk import Walk

A_STUDENT_ABROAD = make.a_child("2012-05-02", child_cohabit="abroad", child_overseas_from="2025-08-01")


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


def paid_to(holder_kana: str, key: str = "bank_account") -> dict[tuple[str, Any], dict[str, Any]]:
    return {("bank_mode", "other"): {key: account_of(holder_kana)}}


WALKS = {
    "child_allowance_certification": Walk(
        "nishida_yuto",
        {"claim_reason": "birth", "applicant_type": "father", "job_type": "employee"},
        others=(
            ("okamoto_miho", {"claim_reason": "divorce", "bank_mode": "public_account"}),
            ("hara_yuki", {"claim_reason": "moved_in", "bank_mode": "public_account"}),
            (
                None,
                {"claim_reason": "returned", "children": [A_STUDENT_ABROAD], "bank_mode": "public_account"},
            ),
        ),
        along=paid_to("ニシダ ユウト"),
        turned_away={
            "applicant_type": "father",
            "job_type": "public_servant",
            "public_servant_kind": "local",
        },
    ),
    "child_allowance_name_address_change": Walk(
        "okamoto_takuya",
        {
            "change_kinds": ["spouse"],
            "old_name": {"family": "旧姓", "given": "拓也"},
            "bank_account": account_of("オカモト タクヤ"),
        },
        others=(
            ("mizuno_yoko", {"change_kinds": ["pension", "other"]}),
            ("hayashi_keiko", {"change_kinds": ["child_address"]}),
        ),
        turned_away={"change_kinds": ["pension"]},
    ),
    "child_allowance_termination": Walk(
        "okamoto_takuya",
        {"term_reason": "care_ended", "every_child": True},
        along=paid_to("オカモト タクヤ", "unpaid_account"),
        turned_away={"term_reason": "care_ended", "every_child": False},
    ),
    "child_allowance_unpaid_claim": Walk(
        "kikuchi_mari",
        {
            "deceased_public_servant": False,
            "bank_holder_kind": "child",
            "bank_account": account_of("キクチ リョウ"),
        },
        others=((None, {"bank_account": account_of("ミホン ハナコ")}),),
        along={("bank_holder_kind", "guardian"): {"bank_account": account_of("キクチ マリ")}},
        turned_away={"deceased_public_servant": True},
    ),
    "child_allowance_donation": Walk(
        "hayashi_keiko", {"donation_scope": "part"}, turned_away={}, turned_away_as="okamoto_takuya"
    ),
    "child_allowance_donation_change": Walk(
        "okamoto_takuya",
        {"change_kind": "amount"},
        others=((None, {}),),
        turned_away={},
        turned_away_as="hayashi_keiko",
    ),
    "child_allowance_school_lunch_withholding": Walk(
        "okamoto_takuya", others=((None, {}),), turned_away={}, turned_away_as="nishida_yuto"
    ),
    "child_allowance_school_lunch_change": Walk(
        "okamoto_takuya",
        {"change_kind": "fees"},
        others=((None, {}),),
        turned_away={},
        turned_away_as="hayashi_keiko",
    ),
    "child_allowance_status_report": Walk(
        "okamoto_takuya",
        {"report_reason": "letter"},
        others=((None, {}), ("mizuno_yoko", {})),
        turned_away={"report_reason": "none"},
        turned_away_as="hayashi_keiko",
    ),
}
