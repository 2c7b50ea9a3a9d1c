"""Which fee these answers call for, by the town's table. Pure: no yen stands in a definition."""

from collections.abc import Iterator, Mapping

from app.errors import Unavailable
from app.language import noted
from app.municipality.offering import Offering, Postage
from app.payments.lines import PaymentLine
from app.procedures.definition import Procedure
from app.procedures.fee import Charge, Fee, NoUnit, charges_of, multiplied
from app.procedures.journey import Journey
from app.procedures.questions.base import FieldError
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.listed import ListedQuestion

# A line keeps its Japanese words, for the books; pages look these up again.
POSTAGE = noted("郵送料")
EXPRESS = noted("郵送料（速達）")
UNKNOWN = "手数料を計算できません。役場へお問い合わせください。"


def fee_lines(journey: Journey, offering: Offering) -> tuple[PaymentLine, ...]:
    """Empty where nothing is to be paid. Raises Unavailable when the town's table lacks the amount.

    Raises Invalid for a letter too heavy for every class; `too_heavy` says so beforehand, at its box.
    """
    fee = journey.procedure.fee
    if fee is None:
        return ()
    lines = [
        PaymentLine(charge.label.ja, charge.quantity, _price(offering, charge.unit))
        for charge in _charges(fee, journey)
    ]
    if fee.postage and fee.postage.when.holds(journey.told, journey.facts):
        lines.append(_postage(journey, fee, offering))
    return tuple(line for line in lines if line.yen)


def fee_asked_on_arrival(journey: Journey, offering: Offering) -> tuple[PaymentLine, ...]:
    """None of it where staff fix the fee after they have looked."""
    fee = journey.procedure.fee
    return () if fee is None or fee.after_review else fee_lines(journey, offering)


def is_charged(journey: Journey) -> bool:
    """Whether these answers cost anything, whatever the town's table says."""
    fee = journey.procedure.fee
    try:
        return fee is not None and bool(_charges(fee, journey))
    except Unavailable:
        return True


def too_heavy(journey: Journey, offering: Offering) -> list[FieldError]:
    """More papers than any letter of the town's table may hold, said where their number is asked; else nothing."""
    fee = journey.procedure.fee
    if not fee or not fee.postage or not fee.postage.times or offering.postage_yen is None:
        return []
    most = offering.postage_yen.value.most_copies
    sent = fee.postage.when.holds(journey.told, journey.facts)
    if not sent or multiplied(fee.postage.times, journey.told) <= most:
        return []
    question = journey.procedure.questions[fee.postage.times[0]]
    sentence = noted(
        "一度に郵送できるのは、全部で{most}通までです。数を減らすか、窓口で受け取ってください。", most=most
    )
    return [question.error(question.key, sentence)]


def _charges(fee: Fee, journey: Journey) -> tuple[Charge, ...]:
    try:
        return charges_of(fee, journey.told, journey.facts, _units_of_lists(journey))
    except NoUnit:
        raise Unavailable(UNKNOWN) from None


def _units_of_lists(journey: Journey) -> Mapping[str, Mapping[str, str]]:
    """What the town's lists say an entry costs, by the question that picks it."""
    found = {}
    for key, name in _picking(journey.procedure):
        items = journey.context.known.get(f"town.lists.{name}") or ()
        found[key] = {item["key"]: item["unit"] for item in items if item.get("unit")}
    return found


def lists_of(procedure: Procedure) -> tuple[str, ...]:
    """The town's lists whose entries name what they cost."""
    return tuple(name for _, name in _picking(procedure))


def _picking(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """The questions that pick from a list with prices, each with the name of its list."""
    for line in procedure.fee.lines if procedure.fee else ():
        group = procedure.questions.get(line.rows or "")
        for question in group.questions if isinstance(group, GroupQuestion) else ():
            if isinstance(question, ListedQuestion) and question.key == line.unit_of:
                yield question.key, question.list_key


def _price(offering: Offering, unit: str) -> int:
    price = offering.fees.get(unit)
    if price is None:
        raise Unavailable(UNKNOWN)
    return price.value


def _postage(journey: Journey, fee: Fee, offering: Offering) -> PaymentLine:
    if fee.postage is None or offering.postage_yen is None:
        raise Unavailable("郵送料を計算できません。役場へお問い合わせください。")
    table: Postage = offering.postage_yen.value
    express = bool(fee.postage.express and journey.told.get(fee.postage.express))
    copies = multiplied(fee.postage.times, journey.told)
    return PaymentLine(str(EXPRESS if express else POSTAGE), 1, table.yen_for(copies, express=express))


def total_yen(lines: tuple[PaymentLine, ...]) -> int:
    return sum(line.yen for line in lines)
