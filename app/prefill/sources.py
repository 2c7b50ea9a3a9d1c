"""Where a known value comes from, in words a resident understands."""

from enum import StrEnum

from app.language import Message, noted


class Source(StrEnum):
    """The record a fact was taken from (事前入力の元)."""

    RESIDENT_REGISTER = "resident_register"
    MOVING_NOTICE = "moving_notice"
    CHILD_ALLOWANCE_LEDGER = "child_allowance_ledger"
    CHILD_SUPPORT_LEDGER = "child_support_ledger"
    CHILDCARE_LEDGER = "childcare_ledger"
    CARE_LEDGER = "care_ledger"
    HEALTH_INSURANCE_LEDGER = "health_insurance_ledger"
    PUBLIC_ACCOUNTS = "public_accounts"
    PROPERTY_LEDGER = "property_ledger"
    PREVIOUS_APPLICATION = "previous_application"
    CARD = "card"
    PAPERS = "papers"
    THIS_CASE = "this_case"


LABELS: dict[Source, Message] = {
    Source.RESIDENT_REGISTER: noted("住民記録"),
    Source.MOVING_NOTICE: noted("前の市区町村からの知らせ"),
    Source.CHILD_ALLOWANCE_LEDGER: noted("児童手当の台帳"),
    Source.CHILD_SUPPORT_LEDGER: noted("児童扶養手当の台帳"),
    Source.CHILDCARE_LEDGER: noted("保育の台帳"),
    Source.CARE_LEDGER: noted("介護保険の台帳"),
    Source.HEALTH_INSURANCE_LEDGER: noted("健康保険の台帳"),
    Source.PUBLIC_ACCOUNTS: noted("公金受取口座の登録"),
    Source.PROPERTY_LEDGER: noted("固定資産の台帳"),
    Source.PREVIOUS_APPLICATION: noted("前回の申請"),
    Source.CARD: noted("カード"),
    Source.PAPERS: noted("窓口で見せた書類"),
    Source.THIS_CASE: noted("この手続"),
}
