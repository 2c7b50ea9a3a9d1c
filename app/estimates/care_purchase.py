"""福祉用具・住宅改修: what is paid of a purchase or of works, and what may still follow."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.calculations.care_benefits import Benefit, CareLevel, WorksBefore, equipment_benefit, works_benefit
from app.estimates.definition import Asked, Estimate
from app.estimates.fields import Day, Yen, needed_where
from app.estimates.telling import Circumstances, Told
from app.japan.spoken import Yen as SpokenYen
from app.language import noted


class Kind(StrEnum):
    EQUIPMENT = "equipment"
    WORKS = "works"


class AskedPurchase(Asked):
    """`used`: what counted before, of this fiscal year or of this home. `tenths`: 負担割合.

    `level` now and `first_level` when the first works were begun, `moved`, `afresh_before` matter for works.
    """

    kind: Kind
    cost: Yen
    used: Yen
    tenths: Annotated[int, Field(ge=1, le=3)]
    level: Annotated[CareLevel | None, needed_where("kind", "works"), Field(validate_default=True)] = None
    first_level: CareLevel | None = None
    moved: bool = False
    afresh_before: bool = False
    day: Day | None = None


def tell(asked: AskedPurchase, circumstances: Circumstances) -> Told:
    found = _benefit(asked, circumstances)
    return Told(
        noted("支給の見込みは、{yen}です。", yen=SpokenYen(found.benefit)),
        (
            *((noted("そうなる理由"), reason) for reason in found.reasons),
            (noted("自分で払う額"), noted("{yen}", yen=SpokenYen(found.own))),
            (noted("このあと使える残り"), noted("{yen}", yen=SpokenYen(found.left))),
        ),
        (found,),
        {
            "eligible_yen": found.eligible,
            "benefit_yen": found.benefit,
            "own_yen": found.own,
            "left_yen": found.left,
        },
    )


def _benefit(asked: AskedPurchase, circumstances: Circumstances) -> Benefit:
    day, by_town = asked.day or circumstances.today, circumstances.by_town
    if asked.kind is Kind.EQUIPMENT or asked.level is None:
        return equipment_benefit(asked.used, asked.cost, asked.tenths, day, by_town)
    before = WorksBefore(asked.used, asked.first_level, asked.moved, asked.afresh_before)
    return works_benefit(before, asked.level, asked.cost, asked.tenths, day, by_town=by_town)


CARE_PURCHASE = Estimate("care_purchase", AskedPurchase, tell)
