"""How jobs are run: pace, patience and where."""

from pydantic import BaseModel, ConfigDict, Field


class JobsSettings(BaseModel):
    """`embedded` runs the jobs inside the web process, which SQLite demands.

    A failing job waits `retry_after_seconds[n]` after its n-th failure, and is parked when the list is
    used up: the default gives five tries over four and a half hours, so that a provider may be down
    for four. An executor silent for `takeover_seconds` counts as dead (PostgreSQL).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    embedded: bool = True
    poll_seconds: float = Field(default=0.5, gt=0)
    concurrency: int = Field(default=4, ge=1)
    retry_after_seconds: tuple[float, ...] = (60, 300, 1800, 14400)
    takeover_seconds: float = Field(default=60, ge=1)
    stop_within_seconds: int = Field(default=30, ge=0)
    keep_done_days: int = Field(default=3, ge=1)
    keep_parked_days: int = Field(default=90, ge=1)
    ticking: bool = True
