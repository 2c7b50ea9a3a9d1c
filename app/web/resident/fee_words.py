"""A line of a fee in the reader's words. Payments keep the Japanese ones; the definition knows the others."""

from typing import Any

from app.japan.spoken import Yen
from app.language import noted
from app.procedures.definition import Procedure


def priced(procedure: Procedure, label: str, unit_yen: int, quantity: int) -> tuple[Any, Any]:
    """What is paid for, and how it is counted."""
    fee = procedure.fee
    own = fee.label if fee and fee.label.ja == label else label
    return own, noted("{yen} × {quantity}", yen=Yen(unit_yen), quantity=quantity)
