"""児童手当: how much a month, and from which month."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.calculations.child_allowance import Child, FirstMonth, first_month, monthly_amount
from app.estimates.definition import Asked, Estimate
from app.estimates.fields import Birth, Day, YearMonth, first_day
from app.estimates.telling import Circumstances, Figure, Told
from app.japan.claims import payment_month
from app.japan.spoken import Day as SpokenDay
from app.japan.spoken import Month, Yen
from app.language import Message, noted


class AskedChild(Asked):
    """`supported`: 監護相当・生計費の負担, after the school year of 18. `excluded`: in a facility, or abroad."""

    birth: Birth
    supported: bool = False
    excluded: bool = False


class AskedAllowance(Asked):
    """`event`: the birth, or the moving-out date announced; `claim`: when it is claimed, today where it is left out.

    `month`: whose amount is asked for; else the first month paid, else this month.
    """

    children: Annotated[tuple[AskedChild, ...], Field(min_length=1, max_length=10)]
    month: YearMonth | None = None
    event: Day | None = None
    claim: Day | None = None


def tell(asked: AskedAllowance, circumstances: Circumstances) -> Told:
    first = _first(asked, circumstances)
    month = first.month if first and asked.month is None else first_day(asked.month, circumstances.today)
    children = [
        Child(each.birth, supported=each.supported, excluded=each.excluded) for each in asked.children
    ]
    amount = monthly_amount(children, month, circumstances.by_town)
    counted = tuple(
        (
            noted("{day}生まれ", day=SpokenDay(line.child.birth_on)),
            noted("{yen}（{reason}）", yen=Yen(line.yen), reason=line.reason),
        )
        for line in amount.lines
    )
    paid = (noted("支払われる月"), noted("{month}", month=Month(payment_month(month))))
    return Told(
        noted("{month}分は、{yen}です。", month=Month(month), yen=Yen(amount.total_yen)),
        (*_when(first), *counted, paid),
        (amount,),
        {"month": f"{month:%Y-%m}", "total_yen": amount.total_yen, **_figures(first)},
    )


def _first(asked: AskedAllowance, circumstances: Circumstances) -> FirstMonth | None:
    if asked.event is None:
        return None
    claimed_on: date = asked.claim or circumstances.today
    return first_month(asked.event, claimed_on, circumstances.closed_days)


def _when(first: FirstMonth | None) -> tuple[tuple[Message, Message], ...]:
    if first is None:
        return ()
    return (
        (noted("請求の期限"), noted("{day}", day=SpokenDay(first.deadline_on))),
        (noted("もらえる最初の月"), noted("{month}分から", month=Month(first.month))),
        (noted("そうなる理由"), first.reason),
    )


def _figures(first: FirstMonth | None) -> dict[str, Figure]:
    if first is None:
        return {}
    return {
        "deadline": first.deadline_on.isoformat(),
        "first_month": f"{first.month:%Y-%m}",
        "paid_in": f"{first.paid_in:%Y-%m}",
    }


CHILD_ALLOWANCE = Estimate("child_allowance", AskedAllowance, tell)
