"""Which fee these answers call for, by the town's table. Pure: no yen stands in a definition."""

from app.errors import Unavailable
from app.language import noted
from app.municipality.offering import Offering
from app.payments.lines import PaymentLine
from app.procedures.journey import Journey

# A line keeps its Japanese words, for the books; pages look these up again.
POSTAGE = noted("郵送料")
EXPRESS = noted("郵送料（速達）")


def fee_lines(journey: Journey, offering: Offering) -> tuple[PaymentLine, ...]:
    """Empty where the procedure is free. Raises Unavailable when the town's table lacks the amount."""
    fee = journey.procedure.fee
    if fee is None:
        return ()
    price = offering.fees.get(fee.unit)
    if price is None:
        raise Unavailable("手数料を計算できません。役場へお問い合わせください。")
    copies = journey.answers.get(fee.copies) if fee.copies else 1
    lines = [PaymentLine(fee.label.ja, copies or 1, price.value)]
    if fee.postage_when and fee.postage_when.holds(journey.answers, journey.facts):
        lines.append(_postage(journey, offering, copies or 1))
    return tuple(lines)


def _postage(journey: Journey, offering: Offering, copies: int) -> PaymentLine:
    fee = journey.procedure.fee
    if fee is None or offering.postage_yen is None:
        raise Unavailable("郵送料を計算できません。役場へお問い合わせください。")
    express = bool(fee.express and journey.answers.get(fee.express))
    label = EXPRESS if express else POSTAGE
    return PaymentLine(str(label), 1, offering.postage_yen.value.yen_for(copies, express=express))


def total_yen(lines: tuple[PaymentLine, ...]) -> int:
    return sum(line.yen for line in lines)
