"""A fee in the reader's words. Payments keep the Japanese ones; the definition knows the others."""

from typing import Any

from app.japan.spoken import Yen
from app.language import Message, noted
from app.payments.lines import is_for_the_counter
from app.procedures.definition import Procedure

AT_THE_COUNTER = noted("合計が50円より少ないので、窓口で支払います。")


def priced(procedure: Procedure, label: str, unit_yen: int, quantity: int) -> tuple[Any, Any]:
    """What is paid for, and how it is counted."""
    own = {line.label.ja: line.label for line in procedure.fee.lines} if procedure.fee else {}
    return own.get(label, label), noted("{yen} × {quantity}", yen=Yen(unit_yen), quantity=quantity)


def fee_note(procedure: Procedure, total_yen: int) -> Message:
    """When, and where, it is paid."""
    if procedure.fee and procedure.fee.after_review:
        return noted("見込みです。審査のあとで金額が決まり、お知らせします。")
    if is_for_the_counter(total_yen):
        return AT_THE_COUNTER
    return noted("申請が届いたあとで支払います。")
