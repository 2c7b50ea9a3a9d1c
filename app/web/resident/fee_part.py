"""かかるお金 on the check page: the lines, their sum, and when or where it is paid."""

from dataclasses import dataclass
from typing import Any

from app.applications import fees
from app.applications.lifecycle import State
from app.language import Message
from app.procedures.questions.base import FieldError
from app.web.resident.cases import Case
from app.web.resident.fee_words import fee_note, priced


@dataclass(frozen=True)
class FeePart:
    """`lines` are empty where nothing is to be paid; `errors` say why it cannot be sent like this."""

    lines: tuple[tuple[Any, Any], ...] = ()
    yen: int = 0
    note: Message | None = None
    errors: tuple[FieldError, ...] = ()


def fee_of(case: Case) -> FeePart:
    """Only while it has not been sent: what is asked for by then stands in the payment."""
    if case.application.state is not State.DRAFT or case.procedure.fee is None:
        return FeePart()
    offering = case.visit.office.town.offering_of(case.procedure.key)
    if heavy := fees.too_heavy(case.journey, offering):
        return FeePart(errors=tuple(heavy))
    lines = fees.fee_lines(case.journey, offering)
    total = fees.total_yen(lines)
    said = tuple(priced(case.procedure, line.label, line.unit_yen, line.quantity) for line in lines)
    return FeePart(said, total, fee_note(case.procedure, total))
