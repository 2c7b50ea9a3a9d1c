"""Which register is asked."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class PrefillSettings(BaseModel):
    """`source` is `rehearsal` (invented people, in `households`) or `none`; empty is none in production, else rehearsal.

    With `none` nothing is filled in for anybody, and everything can be filed by typing it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Literal["", "rehearsal", "none"] = ""

    def asks_rehearsal(self, *, production: bool) -> bool:
        return self.source == "rehearsal" or (self.source == "" and not production)

    def faults_in_production(self) -> list[str]:
        return ["PREFILL__SOURCE must not be rehearsal"] if self.source == "rehearsal" else []
