"""Long-term care: for the mother of the household (中川), for oneself (村上), and for somebody the register lacks."""

from typing import Any

from app.procedures.questions.people import KEPT
from tests.walks.walk import Walk

COUPLE = "hasegawa_minoru"  # with his wife in a home, so that the ledger has most of it
SON, ALONE, DAUGHTER, STRANGER = "nakagawa_koichi", "murakami_toshiko", "hara_yuki", "ishii_setsuko"
OFFICE = {"submitter_kind": "care_office"}
# What somebody else would answer: who signs in for themselves is not asked.
FAMILY = {"submitter_kind": "spouse"}
AGENT = {"submitter_kind": "agent"}
AT_HOME = {"submitter_kind": "family_together"}
# Somebody of 60 whom the register does not list: 第2号被保険者.
SECOND_CLASS = {"submitter_kind": "family_apart", "insured_birth": "1966-03-03"}
# Whoever files for themselves is not the one whom the register lists.
FOR_ONESELF = {("submitter_kind", "self"): {"insured": [dict.fromkeys(KEPT, "")]}}
TYPED: dict[str, Any] = {"current_level": "care_1", "current_from": "2025-07-01", "current_to": "2026-06-30"}
UNLISTED = (STRANGER, {**SECOND_CLASS, **TYPED})
CERTIFIED = ((STRANGER, {**OFFICE, **TYPED}), UNLISTED)

WALKS = {
    "kaigo_certification_new": Walk(
        DAUGHTER,
        {"first_time": "never", "submitter_kind": "family_together"},
        others=(
            (STRANGER, OFFICE),
            (STRANGER, SECOND_CLASS),
            (STRANGER, {**SECOND_CLASS, "medins_way": "self"}),
            (
                "toda_masa",
                {"first_time": "here"},
            ),  # certified until January, so that the ledger knows her doctor
        ),
        along=FOR_ONESELF,
        turned_away={"first_time": "elsewhere", "moved_within_14_days": True},
    ),
    "kaigo_certification_renewal": Walk(
        SON,
        {"submitter_kind": "family_together"},
        others=(*CERTIFIED, (STRANGER, {**SECOND_CLASS, **TYPED, "medins_way": "self"})),
        along=FOR_ONESELF,
        turned_away={"no_need": "no"},
    ),
    "kaigo_certification_change": Walk(
        SON,
        {"submitter_kind": "family_together"},
        others=(*CERTIFIED, (STRANGER, {**SECOND_CLASS, **TYPED, "medins_way": "self"})),
        along=FOR_ONESELF,
        turned_away={"change_kind": "not_content"},
    ),
    "kaigo_careplan_request": Walk(
        SON,
        {"submitter_kind": "family_together", "plan_kind": "home", "current_level": "care_1"},
        others=((STRANGER, {**OFFICE, **TYPED, "plan_kind": "home"}),),
        along={
            ("submitter_kind", "self"): {**FOR_ONESELF["submitter_kind", "self"], "current_level": "care_1"},
            ("plan_kind", "prevention"): {"current_level": "support_1"},
            ("plan_kind", "home"): {"current_level": "care_1"},
        },
        turned_away={"plan_kind": "small_multifunction"},
    ),
    "kaigo_burden_certificate_reissue": Walk(
        ALONE, FAMILY, others=((SON, AT_HOME), (STRANGER, AGENT), (STRANGER, {}))
    ),
    "kaigo_insured_certificate_reissue": Walk(
        ALONE, FAMILY, others=((SON, AT_HOME), (STRANGER, AGENT), (STRANGER, {}))
    ),
    "kaigo_highcost_claim": Walk(
        ALONE,
        {**FAMILY, "account_holder_kind": "insured"},
        others=((SON, AT_HOME), (STRANGER, AGENT), (STRANGER, {}), (COUPLE, {})),
        turned_away={"account_holder_kind": "heir"},
    ),
    "kaigo_burden_limit_certification": Walk(
        ALONE,
        {**FAMILY, "income_declare": "nontaxed"},
        others=(
            (SON, AT_HOME),
            (STRANGER, {**OFFICE, "spouse_tax": "nontaxed"}),
            (STRANGER, AGENT),
            (COUPLE, {}),
        ),
        turned_away={"income_declare": "taxed"},
    ),
    "kaigo_welfare_equipment": Walk(
        ALONE,
        FAMILY,
        others=((SON, AT_HOME), (STRANGER, AGENT), (STRANGER, {})),
        turned_away={"situation": "hospital"},
    ),
    "kaigo_home_modification": Walk(
        ALONE,
        {**FAMILY, "begun": False, "lives_there": True},
        others=(
            (SON, AT_HOME),
            (STRANGER, {**OFFICE, "begun": False}),
            (STRANGER, {**AGENT, "begun": False}),
            (STRANGER, {}),
        ),
        turned_away={"begun": True},
    ),
    "kaigo_certification_transfer": Walk(
        DAUGHTER,
        {"submitter_kind": "family_together"},
        others=((STRANGER, {**OFFICE, "registered": True}), (STRANGER, {**SECOND_CLASS, "registered": True})),
        along=FOR_ONESELF,
        turned_away={"moved_to": "facility"},
    ),
}
