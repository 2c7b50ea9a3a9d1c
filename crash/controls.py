"""Mistakes made on purpose: the comparison must find each of them, or its zeros prove nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crash.drill import Drill, a_drill

CRASHES = 6


@dataclass(frozen=True)
class Control:
    """`switch`: a file among the fail points (tests/crash/program.py); `options`: PostgreSQL's."""

    name: str
    faults: tuple[str, ...]
    switch: str = ""
    options: str = ""
    victim: str = "web"


ANSWER_EARLY = Control("the answer leaves before the commit", ("lost",), switch="answer_early")
ENQUEUE_APART = Control(
    "the job is put down after the commit, not in it", ("messages_lost",), switch="enqueue_apart"
)
NO_SYNC = Control(
    "the database does not wait for the disk",
    ("lost",),
    options=" -c synchronous_commit=off -c wal_writer_delay=10000",
    victim="database",
)
CONTROLS = {
    "sqlite": (ANSWER_EARLY, ENQUEUE_APART),
    "postgresql": (ANSWER_EARLY, ENQUEUE_APART, NO_SYNC),
}


def run_control(control: Control, folder: Path, database: str, seed: int) -> dict[str, Any]:
    """`found`: whether the comparison saw it."""
    with a_drill(folder, database, seed, control.options) as drill:
        drill.open()
        for _ in range(CRASHES):
            drill.crash_under(control.switch, control.victim, with_mail=control.faults == ("messages_lost",))
        seen = _close(drill).get(control.faults[0], [])
    return {
        "mistake": control.name,
        "found": bool(seen),
        "acknowledged": len(drill.ledger.numbers),
        "faults": len(seen),
    }


def _close(drill: Drill) -> dict[str, list[str]]:
    return drill.close(patience=15).faults
