"""May they? Pure: a mandate as it stands, a deed, a procedure and the time → yes or no."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.clock import japan_date
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind
from app.mandates.lifecycle import MandateState


@dataclass(frozen=True)
class Power:
    """A mandate (代理権) as it stands at this moment. `until`: its last day."""

    mandate_id: UUID
    kind: MandateKind
    state: MandateState
    proxy_id: UUID | None
    areas: frozenset[MandateArea]
    deeds: frozenset[MandateDeed]
    since: date
    until: date


def holds(power: Power, now: datetime) -> bool:
    """Whether anything at all can be done with it: approved, taken by somebody, and within its days."""
    today = japan_date(now)
    return (
        power.state is MandateState.APPROVED
        and power.proxy_id is not None
        and power.since <= today <= power.until
    )


def may_act(power: Power, deed: MandateDeed, category: str, now: datetime) -> bool:
    """`category` is that of the procedure."""
    return holds(power, now) and deed in power.deeds and category in power.areas
