"""高額介護サービス費: what of a month's own share comes back."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from app.calculations.high_cost_care import Household, Payer, Refund, Taxation, refund_of
from app.estimates.complaints import NEEDED_HERE
from app.estimates.definition import Asked, Estimate
from app.estimates.fields import YearMonth, Yen, first_day, needed_where
from app.estimates.telling import Circumstances, Told
from app.japan.spoken import Yen as SpokenYen
from app.language import Message, noted


class AskedPayer(Asked):
    """`paid`: own share of the month. `income`: pensions and other 合計所得 a year; wanted where nobody is taxed."""

    paid: Yen
    income: Yen | None = None


def _with_incomes(payers: Any, info: ValidationInfo) -> Any:
    if info.data.get("taxation") is Taxation.UNTAXED and any(payer.income is None for payer in payers):
        raise PydanticCustomError(NEEDED_HERE + "_income", "incomes are needed")
    return payers


class AskedRefund(Asked):
    """`taxable_income`: the highest 課税所得 of anybody of 65 or more; wanted where somebody is taxed."""

    taxation: Taxation
    taxable_income: Annotated[Yen | None, needed_where("taxation", "taxed"), Field(validate_default=True)] = (
        None
    )
    payers: Annotated[
        tuple[AskedPayer, ...], Field(min_length=1, max_length=10), AfterValidator(_with_incomes)
    ]
    month: YearMonth | None = None


def tell(asked: AskedRefund, circumstances: Circumstances) -> Told:
    payers = tuple(Payer(each.paid, each.income or 0) for each in asked.payers)
    household = Household(asked.taxation, payers, asked.taxable_income or 0)
    found = refund_of(household, first_day(asked.month, circumstances.today), circumstances.by_town)
    figures = {"level": found.level.value, "paid_yen": found.paid, "cap_yen": found.cap}
    together = (noted("1か月の自己負担"), noted("{yen}", yen=SpokenYen(found.paid)))
    if found.shares is None:
        return Told(
            noted("ここでは計算できません。"),
            ((noted("そうなる理由"), found.reason), together),
            (found,),
            {**figures, "total_yen": None},
            worked_out=False,
        )
    return Told(
        noted("もどる見込みは、{yen}です。", yen=SpokenYen(sum(found.shares))),
        ((noted("そうなる理由"), found.reason), together, *_shares(found)),
        (found,),
        {**figures, "total_yen": sum(found.shares)},
    )


def _shares(found: Refund) -> tuple[tuple[Message, Message], ...]:
    """By person, where there are several."""
    shares = found.shares or ()
    if len(shares) < 2:
        return ()
    return tuple(
        (noted("{number}人目", number=number), noted("{yen}", yen=SpokenYen(share)))
        for number, share in enumerate(shares, 1)
    )


HIGH_COST_CARE = Estimate("high_cost_care", AskedRefund, tell)
