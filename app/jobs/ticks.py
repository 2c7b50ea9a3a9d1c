"""Work the clock asks for, in Japan's time."""

from dataclasses import dataclass

from app.jobs.kinds import CheckPayments, Job, LookForTrouble, RemindUnpaid, ScanWaiting, SweepDrafts


@dataclass(frozen=True)
class Tick:
    """`cron` in JST: minute, hour, day, month, weekday. `made_up`: done late if nothing ran at the time."""

    cron: str
    job: Job
    made_up: bool = True


TICKS = (
    Tick("* * * * *", CheckPayments(), made_up=False),
    Tick("*/5 * * * *", ScanWaiting(), made_up=False),
    Tick("* * * * *", LookForTrouble(), made_up=False),
    Tick("30 3 * * *", SweepDrafts()),
    # Mail that asks for money arrives when the town hall answers the telephone.
    Tick("0 9 * * *", RemindUnpaid()),
)
# The library keeps every finished job for ever; see app/jobs/upkeep.py.
UPKEEP_CRON = "10 4 * * *"
