"""罹災証明書の区分 (災害の被害認定基準): the class of a dwelling by 損害割合, as the town's survey finds it.

It is the survey that decides; what a resident thinks of the damage does not (自己判定方式 is for the last class only).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.calculations.effective import NOTHING_BY_TOWN, ByTown, Founded, table_on
from app.calculations.law_tables import DISASTER_DAMAGE
from app.language import Message, noted


class Damage(StrEnum):
    DESTROYED = "destroyed"
    LARGE_HALF = "large_half"
    MEDIUM_HALF = "medium_half"
    HALF = "half"
    NEAR_HALF = "near_half"
    LESS = "less"


NAMES = {
    Damage.DESTROYED: noted("全壊"),
    Damage.LARGE_HALF: noted("大規模半壊"),
    Damage.MEDIUM_HALF: noted("中規模半壊"),
    Damage.HALF: noted("半壊"),
    Damage.NEAR_HALF: noted("準半壊"),
    Damage.LESS: noted("準半壊に至らない（一部損壊）"),
}


@dataclass(frozen=True)
class Classified(Founded):
    damage: Damage
    name: Message
    reason: Message


def damage_class(percent: Decimal, day: date, by_town: ByTown = NOTHING_BY_TOWN) -> Classified:
    """`percent`: 損害割合 with its decimals. Raises ValueError beyond 0 to 100, NoTable before December 2020."""
    if not 0 <= percent <= 100:
        raise ValueError("損害割合 is 0 to 100 per cent")
    table = table_on(DISASTER_DAMAGE, day, by_town)
    for damage in Damage:
        least = getattr(table.values, damage.value, Decimal(0))
        if percent >= least:
            break
    if damage is Damage.LESS:
        reason = noted("損害割合が{below}％に届かないためです。", below=table.values.near_half)
    else:
        reason = noted("損害割合が{least}％以上のためです。", least=least)
    return Classified((table,), damage, NAMES[damage], reason)
