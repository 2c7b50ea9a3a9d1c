"""児童扶養手当: how much a month."""

from typing import Annotated

from pydantic import Field

from app.calculations.single_parent_allowance import Claim, countable_income, monthly_allowance
from app.estimates.definition import Asked, Estimate
from app.estimates.fields import YearMonth, Yen, first_day
from app.estimates.telling import Circumstances, Told
from app.japan.spoken import Month
from app.japan.spoken import Yen as SpokenYen
from app.language import noted

People = Annotated[int, Field(ge=0, le=20)]


class AskedSupport(Asked):
    """`income`: 所得の合計額 of a year before the deductions of 施行令4条; `salary`: from salary or pension.

    `others_income`: the highest of the family living together, who have `others_dependants`.
    """

    income: Yen
    salary: bool
    dependants: People
    children: Annotated[int, Field(ge=1, le=10)]
    alimony: Yen = 0
    others_income: Yen | None = None
    others_dependants: People = 0
    month: YearMonth | None = None


def tell(asked: AskedSupport, circumstances: Circumstances) -> Told:
    income = countable_income(asked.income, from_salary_or_pension=asked.salary, alimony=asked.alimony)
    claim = Claim(income, asked.dependants, asked.children, asked.others_income, asked.others_dependants)
    month = first_day(asked.month, circumstances.today)
    found = monthly_allowance(claim, month, circumstances.by_town)
    counted = tuple((line.reason, noted("{yen}", yen=SpokenYen(line.yen))) for line in found.lines)
    return Told(
        noted("{month}分は、{yen}です。", month=Month(month), yen=SpokenYen(found.total_yen)),
        (
            (noted("くらべる所得"), noted("{yen}", yen=SpokenYen(income))),
            (noted("そうなる理由"), found.reason),
            *counted,
        ),
        (found,),
        {
            "month": f"{month:%Y-%m}",
            "total_yen": found.total_yen,
            "standing": found.standing.value,
            "countable_income": income,
        },
    )


SINGLE_PARENT_ALLOWANCE = Estimate("single_parent_allowance", AskedSupport, tell)
