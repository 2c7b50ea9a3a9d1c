"""The month from which a benefit is paid or holds: claims, and how far back they reach."""

from datetime import date

from app.japan.business_days import ClosedDays
from app.japan.months import add_months, month_of
from app.japan.terms import CHILD_ALLOWANCE_CLAIM


def month_after(claimed_on: date) -> date:
    """認定の請求をした日の属する月の翌月 (児童手当法8条2項)."""
    return add_months(claimed_on, 1)


def claim_deadline(
    event_on: date, closed: ClosedDays, *, hindered_until: date | None = None, extend: bool = True
) -> date:
    """The last day for a claim to count from the month of the event (15日特例, 児童手当法8条3項・9条2項).

    `event_on` is the birth, or the moving-out date announced to the former municipality. `hindered_until` is the
    last day of a disaster or other hindrance, from whose end the days run instead. `extend` moves a closed last
    day to the next open one (地方自治法4条の2第4項); a town may have it otherwise.
    """
    counted_from = max(event_on, hindered_until or event_on)
    return CHILD_ALLOWANCE_CLAIM.last_day(counted_from, closed if extend else None)


def first_month_paid(event_on: date, claimed_on: date, deadline_on: date) -> date:
    """In time: as if claimed in the month of the event (8条3項). Later: the month after the claim (8条2項).

    A late claim in the month of the event gives the same month either way.
    """
    return month_after(event_on if claimed_on <= deadline_on else claimed_on)


def from_first_of_month(applied_on: date) -> date:
    """介護保険負担限度額認定 (介護保険法施行規則83条の6) holds, as municipalities handle it, from that day."""
    return month_of(applied_on)


def last_month_paid(ended_on: date) -> date:
    """児童手当を支給すべき事由が消滅した日の属する月 (児童手当法8条2項): that month is still paid."""
    return month_of(ended_on)


def last_month_under_three(birth: date) -> date:
    """The last month in which a child counts as under three (児童手当法6条1項): that of the third birthday.

    Three is reached on its eve, which for those born on the first of a month lies in the month before; the
    article therefore takes them as under three until three years have passed since the birth.
    """
    return date(birth.year + 3, birth.month, 1)


def payment_month(month: date) -> date:
    """Even months pay for the two months before them (児童手当法8条4項); arrears may come in any month."""
    return add_months(month, 1 if month.month % 2 else 2)
