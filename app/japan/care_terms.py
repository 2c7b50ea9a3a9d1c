"""How long a certification of long-term care holds (要介護・要支援認定の有効期間) and when it can be renewed."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.japan.months import add_months, month_end
from app.japan.terms import CARE_DECISION

RENEWABLE_DAYS = 60


class Certification(StrEnum):
    NEW = "new"
    CHANGE = "change"  # 区分変更
    RENEWAL = "renewal"


@dataclass(frozen=True)
class MonthsAllowed:
    """What the board (介護認定審査会) may choose from, both ends included."""

    standard: int
    least: int
    most: int


@dataclass(frozen=True)
class Validity:
    """Both days included."""

    starts_on: date
    ends_on: date

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def months_allowed(kind: Certification, *, same_level: bool = False) -> MonthsAllowed:
    """介護保険法施行規則38条・41条・52条・55条. `same_level`: the renewal gives the level of before."""
    if kind is Certification.RENEWAL:
        return MonthsAllowed(12, 3, 48 if same_level else 36)
    return MonthsAllowed(6, 3, 12)


def validity(
    kind: Certification,
    applied_on: date,
    months: int,
    *,
    previous_until: date | None = None,
    same_level: bool = False,
) -> Validity:
    """From the application (介護保険法27条8項), a renewal from the day after the certification before (28条).

    `previous_until` is the last day of that one. Raises ValueError for a renewal without it, and for months that
    the board cannot choose.
    """
    allowed = months_allowed(kind, same_level=same_level)
    if not allowed.least <= months <= allowed.most:
        raise ValueError(f"{kind} holds {allowed.least} to {allowed.most} months, not {months}")
    if kind is not Certification.RENEWAL:
        return Validity(applied_on, valid_until(applied_on, months))
    if previous_until is None:
        raise ValueError("a renewal follows a certification")
    starts_on = previous_until + timedelta(days=1)
    return Validity(starts_on, valid_until(starts_on, months))


def valid_until(starts_on: date, months: int) -> date:
    """The rest of the first month, and so many months (施行規則38条1項・52条1項).

    The first month is one of them where the period starts on its first day (38条2項・52条2項).
    """
    return month_end(add_months(starts_on, months - (starts_on.day == 1)))


def renewable_from(valid_until_on: date) -> date:
    """有効期間の満了の日の60日前 (施行規則39条・53条); the last day to apply is the last day of the period."""
    return valid_until_on - timedelta(days=RENEWABLE_DAYS)


def can_renew_on(valid_until_on: date, day: date) -> bool:
    return renewable_from(valid_until_on) <= day <= valid_until_on


def decision_due_on(applied_on: date) -> date:
    """申請のあった日から30日以内 (介護保険法27条11項・32条); a closed day is no excuse for the office."""
    return CARE_DECISION.last_day(applied_on)
