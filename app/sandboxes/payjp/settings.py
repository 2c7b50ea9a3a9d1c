"""How the sandbox provider is set up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app import clock


@dataclass(frozen=True)
class Rehearsal:
    """Where a rehearsal may differ from the real thing: its clock, and how long one must wait.

    `speed` divides the waits between notifications. A hanging answer hangs for `hang_seconds`.
    """

    now: Callable[[], datetime] = clock.now
    speed: float = 1.0
    hang_seconds: float = 60.0
    production: bool = False

    @property
    def retry_after(self) -> timedelta:
        """PAY.JP tries again after three minutes, three times."""
        return timedelta(minutes=3) / self.speed

    @property
    def late_by(self) -> timedelta:
        return timedelta(minutes=10) / self.speed


@dataclass(frozen=True)
class PayjpSandbox:
    """`public_url` is where browsers find the pages; notifications go to `webhook_url` and nowhere else."""

    public_url: str
    webhook_url: str
    webhook_token: str = field(repr=False)
    secret_key: str = field(repr=False)
    rehearsal: Rehearsal = field(default_factory=Rehearsal)
