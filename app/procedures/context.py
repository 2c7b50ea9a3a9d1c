"""What rules may look at beside the answers: the day, the register, and the town's own settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.japan.business_days import ClosedDays


@dataclass(frozen=True)
class Context:
    """`today` in JST. `known`: term → value of the register. `parameters`: the town's, for this procedure."""

    today: date
    known: Mapping[str, Any] = field(default_factory=dict)
    closed_days: ClosedDays = field(default_factory=ClosedDays)
    parameters: Mapping[str, Any] = field(default_factory=dict)
