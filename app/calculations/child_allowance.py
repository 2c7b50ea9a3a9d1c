"""Child allowance (児童手当法, as in force since October 2024): amounts, first month, month of payment.

A month is a date within it on the way in, and its first day on the way out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calculations.child_allowance_rates import rates_of
from app.calculations.effective import NOTHING_BY_TOWN, ByTown, Founded
from app.calculations.law_tables import ChildAllowance
from app.japan.ages import school_year_end_after
from app.japan.business_days import ClosedDays
from app.japan.claims import claim_deadline, first_month_paid, last_month_under_three, payment_month
from app.japan.spoken import Month
from app.language import Message, noted

_THIRD = 3


@dataclass(frozen=True)
class Child:
    """A child whom the claimant brings up.

    `supported`: 監護相当・生計費の負担についての確認書 says so; it matters only after the school year of 18.
    `excluded`: in a facility or with foster parents, or abroad for anything but study (3条1項, 3条3項).
    """

    birth_on: date
    name: str = ""
    supported: bool = False
    excluded: bool = False


class Standing(StrEnum):
    """What a child is to the calculation in one month."""

    UNDER_THREE = "under_three"
    THREE_AND_OVER = "three_and_over"
    COUNTED_ONLY = "counted_only"  # 大学生年代: no allowance, but a place in the order
    NOT_SUPPORTED = "not_supported"
    GROWN = "grown"
    NOT_YET = "not_yet"
    EXCLUDED = "excluded"


_PLACED = {Standing.UNDER_THREE, Standing.THREE_AND_OVER, Standing.COUNTED_ONLY}
_REASONS = {
    Standing.UNDER_THREE: noted("3歳未満・第{ordinal}子"),
    Standing.THREE_AND_OVER: noted("3歳以上・第{ordinal}子"),
    Standing.COUNTED_ONLY: noted("大学生年代(数えるだけ・第{ordinal}子)"),
    Standing.NOT_SUPPORTED: noted(
        "大学生年代(数えません)。生活費などを負担しているときは、"
        "「監護相当・生計費の負担についての確認書」を出してください。"
    ),
    Standing.GROWN: noted("22歳になった年度が終わったので、数えません。"),
    Standing.NOT_YET: noted("生まれた月の翌月分から数えます。"),
    Standing.EXCLUDED: noted("施設に入っているか、留学のほかの理由で外国に住んでいるので、数えません。"),
}


@dataclass(frozen=True)
class Line:
    """One child's part; `ordinal` is None for a child who is not counted."""

    child: Child
    standing: Standing
    ordinal: int | None
    yen: int
    reason: Message


@dataclass(frozen=True)
class Amount(Founded):
    """The allowance for one month, oldest child first."""

    month: date
    lines: tuple[Line, ...]

    @property
    def total_yen(self) -> int:
        return sum(line.yen for line in self.lines)


@dataclass(frozen=True)
class FirstMonth:
    """The first month paid. `deadline_on` is the last day to claim it (15日特例), closed days heeded."""

    deadline_on: date
    month: date
    within_deadline: bool
    reason: Message

    @property
    def paid_in(self) -> date:
        """The month in which it is paid (8条4項)."""
        return payment_month(self.month)


def monthly_amount(children: Iterable[Child], month: date, by_town: ByTown = NOTHING_BY_TOWN) -> Amount:
    """The allowance for that month (6条1項). Children of one birthday keep the order given, the register's.

    Raises NoRates for a month before October 2024.
    """
    first = month.replace(day=1)
    rates = rates_of(first, by_town)
    return Amount((rates,), first, tuple(_lines(children, first, rates.values)))


def _lines(children: Iterable[Child], month: date, rates: ChildAllowance) -> Iterator[Line]:
    counted = 0
    for child in sorted(children, key=lambda child: child.birth_on):
        standing = standing_of(child, month)
        placed = standing in _PLACED
        counted += placed
        reason = Message(_REASONS[standing].template, {"ordinal": counted} if placed else {})
        yield Line(child, standing, counted if placed else None, _yen(standing, counted, rates), reason)


def _yen(standing: Standing, ordinal: int, rates: ChildAllowance) -> int:
    if standing not in {Standing.UNDER_THREE, Standing.THREE_AND_OVER}:
        return 0
    if ordinal >= _THIRD:
        return rates.third_and_later
    return rates.under_three if standing is Standing.UNDER_THREE else rates.three_and_over


def standing_of(child: Child, month: date) -> Standing:
    """What the child is to the calculation in the month whose first day is given.

    Nobody counts in the month of birth: payment starts in the month after the claim (8条2項, 9条1項), and no
    claim comes before the birth.
    """
    if child.excluded:
        return Standing.EXCLUDED
    if month <= child.birth_on:
        return Standing.NOT_YET
    if month > school_year_end_after(child.birth_on, 18):
        return _standing_after_school(child, month)
    return (
        Standing.UNDER_THREE if month <= last_month_under_three(child.birth_on) else Standing.THREE_AND_OVER
    )


def _standing_after_school(child: Child, month: date) -> Standing:
    if month > school_year_end_after(child.birth_on, 22):
        return Standing.GROWN
    return Standing.COUNTED_ONLY if child.supported else Standing.NOT_SUPPORTED


def first_month(event_on: date, claimed_on: date, closed_days: ClosedDays, extend: bool = True) -> FirstMonth:
    """The first month paid after a birth or a move (8条2項・3項; for a further child 9条2項).

    `event_on` is the birth, or the moving-out date announced to the former municipality (転出予定日).
    `extend` moves a deadline on a closed day to the next open day (地方自治法4条の2第4項).
    """
    deadline_on = claim_deadline(event_on, closed_days, extend=extend)
    within = claimed_on <= deadline_on
    month = first_month_paid(event_on, claimed_on, deadline_on)
    return FirstMonth(deadline_on, month, within, _why(event_on, claimed_on, within, month))


def _why(event_on: date, claimed_on: date, within: bool, month: date) -> Message:
    if within:
        return noted(
            "期限に間に合うので、{event_month}の翌月、{month}分からです。",
            event_month=Month(event_on),
            month=Month(month),
        )
    return noted(
        "期限を過ぎたので、申請した{claim_month}の翌月、{month}分からです。",
        claim_month=Month(claimed_on),
        month=Month(month),
    )
