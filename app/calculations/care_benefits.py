"""福祉用具購入費・住宅改修費: what of a purchase or of works at home is paid, and what may still follow.

介護保険法44条・45条・56条・57条, 施行規則72条・76条. Fractions of a yen are dropped from the benefit.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calculations.effective import NOTHING_BY_TOWN, ByTown, Founded, InForce, table_on
from app.calculations.law_tables import CARE_PURCHASES, CarePurchases
from app.japan.spoken import Yen
from app.language import Message, noted

LEVELS_UP = 3
_TENTHS = 10


class CareLevel(StrEnum):
    SUPPORT_1 = "support_1"
    SUPPORT_2 = "support_2"
    CARE_1 = "care_1"
    CARE_2 = "care_2"
    CARE_3 = "care_3"
    CARE_4 = "care_4"
    CARE_5 = "care_5"


# 介護の必要の程度の段階 (平成12年厚生省告示35号): two of the levels share one.
DEGREES = {
    CareLevel.SUPPORT_1: 1,
    CareLevel.SUPPORT_2: 2,
    CareLevel.CARE_1: 2,
    CareLevel.CARE_2: 3,
    CareLevel.CARE_3: 4,
    CareLevel.CARE_4: 5,
    CareLevel.CARE_5: 6,
}


@dataclass(frozen=True)
class Benefit(Founded):
    """Yen. `eligible` of the cost counts, `benefit` of that is paid, `own` of the cost is left to the person;
    `left` may still count afterwards.
    """

    cost: int
    eligible: int
    benefit: int
    left: int
    reasons: tuple[Message, ...]

    @property
    def own(self) -> int:
        return self.cost - self.benefit


@dataclass(frozen=True)
class WorksBefore:
    """Works at home before these: `used` of the limit where the person lives now, since the last start afresh.

    `first_level`: the level when the first works were begun, None where there were none. `moved`: to a home where
    there were none yet. `already_afresh`: the limit was given once more for three degrees before.
    """

    used: int = 0
    first_level: CareLevel | None = None
    moved: bool = False
    already_afresh: bool = False


def equipment_benefit(
    used: int, cost: int, share_tenths: int, bought_on: date, by_town: ByTown = NOTHING_BY_TOWN
) -> Benefit:
    """`used`: what counted since 1 April; `share_tenths`: 負担割合, 1 to 3. Raises NoTable before April 2000."""
    table = table_on(CARE_PURCHASES, bought_on, by_town)
    limit = table.values.equipment_a_year
    reason = noted("福祉用具は、4月から翌年3月までに{limit}までが対象です。", limit=Yen(limit))
    return _benefit(table, limit, used, cost, share_tenths, (reason,))


def works_benefit(
    before: WorksBefore,
    level: CareLevel | None,
    cost: int,
    share_tenths: int,
    begun_on: date,
    *,
    by_town: ByTown = NOTHING_BY_TOWN,
) -> Benefit:
    """`level`: when these works are begun, None where it is not known. Raises NoTable before April 2000."""
    table = table_on(CARE_PURCHASES, begun_on, by_town)
    limit = table.values.works_altogether
    afresh = _why_afresh(before, level)
    used = 0 if afresh else before.used
    whole = noted("住宅改修は、1つの住まいで合わせて{limit}までが対象です。", limit=Yen(limit))
    return _benefit(table, limit, used, cost, share_tenths, (whole, *afresh))


def _why_afresh(before: WorksBefore, level: CareLevel | None) -> tuple[Message, ...]:
    if before.moved:
        return (noted("引っ越したので、新しい住まいでもう一度使えます。"),)
    if before.already_afresh or before.first_level is None or level is None:
        return ()
    if has_become_much_heavier(before.first_level, level):
        return (noted("介護の段階が3つ以上上がったので、もう一度使えます(1回だけ)。"),)
    return ()


def has_become_much_heavier(first_level: CareLevel, level: CareLevel) -> bool:
    """三段階リセット: three degrees or more above what it was when the first works were begun."""
    return DEGREES[level] - DEGREES[first_level] >= LEVELS_UP


def _benefit(
    table: InForce[CarePurchases], limit: int, used: int, cost: int, share: int, reasons: tuple[Message, ...]
) -> Benefit:
    if not 1 <= share <= 3:
        raise ValueError("負担割合 is one, two or three tenths")
    left = max(0, limit - used)
    eligible = min(cost, left)
    benefit = eligible * (_TENTHS - share) // _TENTHS
    counted = noted(
        "すでに{used}を使ったので、今回は{eligible}が対象です。", used=Yen(used), eligible=Yen(eligible)
    )
    tenths = noted("負担割合が{share}割なので、{paid}割を支給します。", share=share, paid=_TENTHS - share)
    return Benefit((table,), cost, eligible, benefit, left - eligible, (*reasons, counted, tenths))
