"""What a procedure costs, said before anything is typed: here, at a convenience store, at the counter."""

from collections.abc import Iterator
from typing import Any

from app.japan.spoken import Yen
from app.language import noted
from app.municipality.offering import Offering
from app.municipality.town import Municipality
from app.payments.lines import is_for_the_counter
from app.procedures.definition import Procedure
from app.procedures.fee import FeeLine
from app.procedures.questions.choices import ChoiceQuestion
from app.procedures.ways import Way
from app.procedures.wording import Wording

Row = tuple[Any, Any]
FREE = noted("無料です")


def fee_rows(procedure: Procedure, town: Municipality) -> tuple[Row, ...]:
    """One line where one amount is all there is, else one for each thing that costs something."""
    if procedure.fee is None:
        return ((noted("手数料"), FREE),)
    rows = _rows(procedure, town)
    if len(rows) == 1:
        return ((noted("手数料"), rows[0][1]),)
    return tuple((noted("手数料：{what}", what=what), price) for what, price in rows)


def ways_with_prices(procedure: Procedure, town: Municipality) -> tuple[Row, ...]:
    """Empty where no other way has a price of its own; a way the town has no amount for is not offered there."""
    offering = town.offering_of(procedure.key)
    priced = [(way, way.unit) for way in procedure.other_ways if way.unit]
    if not priced:
        return ()
    rows = _rows(procedure, town)
    online = [(noted("オンライン"), rows[0][1])]
    if len(rows) > 1:
        online = [(noted("オンライン：{what}", what=what), price) for what, price in rows]
    others = [
        (way, _noted(way, _price(offering, unit, way.per, town)))
        for way, unit in priced
        if unit in offering.fees
    ]
    return (*online, *others)


def _noted(way: Way, price: Any) -> Any:
    return noted("{price}。{note}", price=price, note=way.note) if way.note else price


def _rows(procedure: Procedure, town: Municipality) -> list[Row]:
    found = (
        [row for line in procedure.fee.lines for row in _rows_of(procedure, line, town)]
        if procedure.fee
        else []
    )
    if len({price for _, price in found}) == 1:
        found = found[:1]
    return [(what, _with_conditions(procedure, price)) for what, price in found] or [(procedure.title, FREE)]


def ways_without_price(procedure: Procedure) -> tuple[Wording, ...]:
    return tuple(way for way in procedure.other_ways if not way.unit)


def may_be_for_the_counter(procedure: Procedure, town: Municipality) -> bool:
    """One of the amounts alone is too little for an online provider."""
    fees = town.offering_of(procedure.key).fees
    units = procedure.fee.units if procedure.fee else ()
    return any(unit in fees and is_for_the_counter(fees[unit].value) for unit in units)


def _rows_of(procedure: Procedure, line: FeeLine, town: Municipality) -> Iterator[Row]:
    offering = town.offering_of(procedure.key)
    if line.unit:
        yield line.label, _price(offering, line.unit, line.per, town)
    elif line.unit_by:
        question = procedure.questions[line.unit_by.question]
        for option in question.options if isinstance(question, ChoiceQuestion) else ():
            unit = line.unit_by.units.get(option.value)
            yield option.label, _price(offering, unit, line.per, town) if unit else FREE
    else:
        yield line.label, noted("品物ごとに決まっています")


def _price(offering: Offering, unit: str, per: Wording | None, town: Municipality) -> Any:
    amount = offering.fees.get(unit)
    if amount is None:
        return noted("役場へお問い合わせください。")
    yen = Yen(amount.value)
    if amount.confirmed and not amount.value:
        return FREE
    said = noted("{yen}（{per}）", yen=yen, per=per) if per else yen
    if amount.confirmed:
        return said
    return noted("{price}（{unconfirmed}）", price=said, unconfirmed=town.unconfirmed_words)


def _with_conditions(procedure: Procedure, price: Any) -> Any:
    fee = procedure.fee
    if price is FREE or fee is None:
        return price
    if fee.after_review:
        return noted("{price}。審査のあとで支払います。", price=price)
    return noted("{price}。郵送は、郵送料もかかります。", price=price) if fee.postage else price
