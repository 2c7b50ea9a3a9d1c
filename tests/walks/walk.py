"""What a test must know of a procedure to walk it to its end: little, since the definition says the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Walk:
    """`person` of the demo register, None for a guest; `given` are answers that no sample would hit on.

    `others` are people who reach what `person` cannot (facts of the register), with the answers they keep to on
    every way. `along` are answers that belong to an answer: (question, value) → what must be said with it.
    `corrected` is the question an officer asks about, None where all that is asked comes from the register.
    `turned_away`: answers with which a stop holds, as `turned_away_as`, else as `person`.
    """

    person: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[tuple[str | None, Mapping[str, Any]], ...] = ()
    along: Mapping[tuple[str, Any], Mapping[str, Any]] = field(default_factory=dict)
    corrected: str = "applicant_phone"
    turned_away: Mapping[str, Any] | None = None
    turned_away_as: str | None = None
