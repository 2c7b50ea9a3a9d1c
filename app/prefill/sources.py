"""Where a known value comes from, in words a resident understands."""

from enum import StrEnum

from app.language import Message, noted


class Source(StrEnum):
    """The record a fact was taken from (事前入力の元)."""

    RESIDENT_REGISTER = "resident_register"
    CHILD_ALLOWANCE_LEDGER = "child_allowance_ledger"
    PREVIOUS_APPLICATION = "previous_application"
    CARD = "card"


LABELS: dict[Source, Message] = {
    Source.RESIDENT_REGISTER: noted("住民記録"),
    Source.CHILD_ALLOWANCE_LEDGER: noted("児童手当の台帳"),
    Source.PREVIOUS_APPLICATION: noted("前回の申請"),
    Source.CARD: noted("カード"),
}
