"""`python3 dev.py crash`: the service killed under load; nothing it has acknowledged may be lost or doubled.

A real service on this machine (with a worker and a PostgreSQL of its own, or on SQLite), residents who apply all the
time, and kills: SIGKILL for our processes, SIGQUIT for the whole of PostgreSQL, SIGKILL for one of its backends.
Half of them at drawn moments, half at the named ones of app/failpoints.py. Then mistakes are made on purpose, which
the comparison must find. What is killed is processes: that the disk itself keeps what it was told to sync is believed.
"""

import argparse
import json
import platform
import random
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crash.controls import CONTROLS, run_control
from crash.drill import Drill, a_drill
from crash.figures import upper_bound
from crash.full_disk import run_full_disk
from tests.postgres import PostgresMissing

LONGEST = 45.0


def run_drill(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    with a_drill(folder / "town", arguments.database, arguments.seed) as drill:
        drill.open()
        for number in range(arguments.n):
            drill.crash(number)
            if time.monotonic() - began > arguments.minutes * 60:
                break
            if (number + 1) % 25 == 0:
                _say(f"{number + 1} crashes, {len(drill.ledger.numbers)} acknowledged …")
        findings = drill.close()
    return _report(drill, findings.faults) | {
        "seconds": round(time.monotonic() - began),
        "messages_by_copies": findings.messages_by_copies,
        "numbers_skipped": findings.numbers_skipped,
        "files_without_row_removed_by_the_sweep": findings.files_swept,
    }


def _report(drill: Drill, faults: dict[str, list[str]]) -> dict[str, Any]:
    crashes, numbers = sum(drill.deaths.values()), len(drill.ledger.numbers)
    lost, doubled = len(faults.get("lost", ())), len(faults.get("doubled", ()))
    return {
        "crashes": crashes,
        "acknowledged": numbers,
        "acknowledged_with_payment": len(drill.ledger.paying),
        "photos_acknowledged": len(drill.ledger.photos),
        "lost": lost,
        "doubled": doubled,
        "faults": faults,
        "lost_or_doubled_at_most_per_acknowledgement_95": upper_bound(lost + doubled, numbers),
        "crash_that_loses_or_doubles_at_most_95": upper_bound(min(lost + doubled, crashes), crashes),
        "deaths": dict(drill.deaths),
        "points_nobody_came_past": dict(drill.missed),
        "visitors": dict(drill.ledger.counts),
        "slowest_refusal_seconds": round(drill.ledger.slowest_refusal, 2),
        "longest_start_seconds": round(drill.longest_start, 1),
    }


def run_all(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    report: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "database": arguments.database,
        "seed": arguments.seed,
        **run_drill(folder, arguments),
    }
    controls = () if arguments.no_controls else CONTROLS[arguments.database]
    report["controls"] = [
        run_control(control, folder / f"control-{number}", arguments.database, arguments.seed)
        for number, control in enumerate(controls)
    ]
    report["full_disk"] = run_full_disk(folder / "full")
    return report


def line(report: dict[str, Any]) -> str:
    missed = [each["mistake"] for each in report["controls"] if not each["found"]]
    controls = f"MISTAKES NOT FOUND: {missed}" if missed else f"{len(report['controls'])} mistakes found"
    return (
        f"{report['database']}: {report['crashes']} crashes, {report['acknowledged']} acknowledged, "
        f"{report['lost']} lost, {report['doubled']} doubled "
        f"(95 %: at most {report['lost_or_doubled_at_most_per_acknowledgement_95']:.1e} per acknowledgement, "
        f"{report['crash_that_loses_or_doubles_at_most_95']:.1%} of crashes); "
        f"messages by copies {report['messages_by_copies']}; {controls}; full disk: {report['full_disk']['result']}"
    )


def is_well(report: dict[str, Any]) -> bool:
    return (
        not report["faults"]
        and all(each["found"] for each in report["controls"])
        and (report["full_disk"]["result"] != "failed")
    )


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py crash", description=__doc__)
    parser.add_argument("--n", type=int, default=20, help="crashes (20); one takes about five seconds")
    parser.add_argument("--database", choices=sorted(CONTROLS), default="sqlite")
    parser.add_argument("--seed", type=int, help="the same seed draws the same moments")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--minutes", type=float, default=LONGEST, help="stop drilling after so long (45)")
    parser.add_argument("--no-controls", action="store_true", help="without the mistakes made on purpose")
    arguments = parser.parse_args()
    if arguments.seed is None:
        arguments.seed = random.SystemRandom().randrange(2**31)
    # Told to stop, it leaves nothing behind either.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with tempfile.TemporaryDirectory(prefix="madoguchi-crash-") as folder:
            report = run_all(Path(folder), arguments)
    except PostgresMissing as missing:
        _say(f"NOT RUN: {missing}")
        return 2
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    for name, found in report["faults"].items():
        _say(f"FAULT {name}: {len(found)}, such as {found[:3]}")
    _say(line(report))
    return 0 if is_well(report) else 1


if __name__ == "__main__":
    sys.exit(main())
