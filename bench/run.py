"""`python3 dev.py bench`: the service beside its floor, in turns, on this machine, in about a minute.

Absolute times belong to the machine; the ratio to the floor and CPU time per request are what to compare.
One visitor at a time, one process, SQLite, without compression, jobs done elsewhere. At the end, several visitors
and PostgreSQL: what a second process adds.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.settings import Settings
from bench.client import Connection, Request, get, post, time_requests
from bench.processes import two_beside_one
from bench.server import Server, free_port
from bench.statements import look_inside
from bench.town import Town, build_town

ROUNDS = 6
SLICE = 1.0
SUBMISSIONS = 30
INSIDE = 30  # more drafts, submitted in this process
NO_JOBS = {"JOBS__EMBEDDED": "false"}


@dataclass
class Measured:
    """`per_round` are median seconds per request, in the order of the rounds. `end`: see `time_requests`."""

    name: str
    server: Server
    end: str
    ask: Callable[[], Request | None]
    floor: "Measured | None" = None
    taken: list[float] = field(default_factory=list)
    per_round: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def run(self, seconds: float) -> None:
        before = self.server.cpu_seconds
        taken = time_requests(self.server.port, self.ask, self.end, seconds)
        self.cpu += self.server.cpu_seconds - before
        self.taken += taken
        self.per_round.append(statistics.median(taken))

    @property
    def ratio(self) -> float | None:
        """Median over the rounds of our time divided by the floor's in the same round."""
        if self.floor is None:
            return None
        return statistics.median(a / b for a, b in zip(self.per_round, self.floor.per_round, strict=True))

    def report(self) -> dict[str, Any]:
        milliseconds = sorted(1000 * each for each in self.taken)
        return {
            "requests": len(milliseconds),
            "ratio_to_floor": round(self.ratio, 2) if self.ratio else None,
            "cpu_ms": round(1000 * self.cpu / len(milliseconds), 2),
            "median_ms": round(statistics.median(milliseconds), 2),
            "p95_ms": round(milliseconds[int(len(milliseconds) * 0.95)], 2),
        }


def what_is_measured(town: Town, service: Server, floor: Server) -> list[Measured]:
    ours, theirs = f"localhost:{service.port}", f"localhost:{floor.port}"
    sid, staff = f"sid={town.resident_cookie}", f"staff={town.staff_cookie}"
    fields = town.fields | {"form_token": town.form_token}
    shown = Measured("floor: show", floor, "", lambda: get("/show", theirs))
    saved = Measured("floor: save", floor, "/show", lambda: post("/save", theirs, fields))
    return [
        shown,
        Measured("show step", service, "", lambda: get(town.step_path, ours, sid), shown),
        saved,
        Measured("save step", service, "/check", lambda: post(town.step_path, ours, fields, sid), saved),
        Measured("submit", service, "/receipt", _submissions(town, service, sid), saved),
        Measured("staff queue", service, "", lambda: get("/staff/queue", ours, staff), shown),
    ]


def _submissions(town: Town, service: Server, cookie: str) -> Callable[[], Request | None]:
    """The next `SUBMISSIONS` drafts, then None until the next round."""
    host = f"localhost:{service.port}"
    connection = Connection(service.port)
    check = connection.ask(get(f"/apply/{town.submittable[0]}/check", host, cookie))
    connection.close()
    fields = check.hidden_fields | {"consent_truth": "yes"}
    drafts: Iterator[str] = iter(town.submittable)
    asked = 0

    def ask() -> Request | None:
        nonlocal asked
        asked += 1
        if asked % (SUBMISSIONS + 1) == 0:
            return None
        return post(f"/apply/{next(drafts)}/submit", host, fields, cookie)

    return ask


def measure(folder: Path) -> dict[str, Any]:
    port, floor_port = free_port(), free_port()
    settings = Settings(data=folder / "service", public_url=f"http://localhost:{port}")
    town = build_town(settings, ROUNDS * SUBMISSIONS + INSIDE)
    town.write(settings.data / "town.json")
    inside = look_inside(settings, town, [town.submittable.pop() for _ in range(INSIDE)])
    shutil.copytree(settings.data, folder / "floor")
    serve = ("-m", "app", "serve", "--no-sandboxes", "--data", str(settings.data), "--port", str(port))
    service = Server(folder / "service.log", port, *serve, **NO_JOBS)
    floor = Server(
        folder / "floor.log", floor_port, "-m", "bench.floor", str(folder / "floor"), str(floor_port)
    )
    try:
        service.wait("/healthz")
        floor.wait("/show")
        rows = what_is_measured(town, service, floor)
        in_turns(rows)
    finally:
        service.stop()
        floor.stop()
    return {
        "pages": {row.name: row.report() | {"statements": inside.statements.get(row.name)} for row in rows},
        "stages_ms": inside.stages,
        "worker": worker(folder / "worker.log", port, serve, town),
        "processes": two_beside_one(folder / "processes"),
    }


def in_turns(rows: list[Measured]) -> None:
    for number in range(ROUNDS):
        for row in rows if number % 2 == 0 else reversed(rows):
            row.run(SLICE)


def worker(log: Path, port: int, serve: tuple[str, ...], town: Town) -> dict[str, float]:
    """A worker as it is deployed, jobs included: time to its first answer, and memory after some use."""
    imports = Server(log, port, "-c", "import fastapi, sqlalchemy.orm, jinja2, pydantic, uvicorn").end()
    server = Server(log, port, *serve)
    try:
        ready = server.wait("/healthz")
        at_rest = server.megabytes
        asked = get(town.step_path, f"localhost:{port}", f"sid={town.resident_cookie}")
        time_requests(port, lambda: asked, "", 1.0)
        return {
            "start_seconds": round(ready, 2),
            "start_ratio_to_imports": round(ready / imports, 2),
            "megabytes_at_rest": round(at_rest),
            "megabytes_after_use": round(server.megabytes),
        }
    finally:
        server.stop()


def table(report: dict[str, Any]) -> str:
    heads = ("", "× floor", "CPU ms", "median ms", "p95 ms", "SQL", "requests")
    keys = ("ratio_to_floor", "cpu_ms", "median_ms", "p95_ms", "statements", "requests")
    lines = [heads, *((name, *(_cell(row[key]) for key in keys)) for name, row in report["pages"].items())]
    text = "\n".join(f"{first:<14}" + "".join(f"{cell:>11}" for cell in rest) for first, *rest in lines)
    facts, processes = report["worker"], report["processes"]
    return (
        f"{text}\n\n{stage_table(report['stages_ms'])}\n\n"
        f"start: {facts['start_seconds']} s to the first answer, "
        f"{facts['start_ratio_to_imports']} × importing its libraries\nmemory: {facts['megabytes_at_rest']} MB at rest, "
        f"{facts['megabytes_after_use']} MB after a second of use\n{processes_line(processes)}"
    )


def processes_line(processes: dict[str, Any]) -> str:
    if "missing" in processes:
        return f"two processes: not measured ({processes['missing']})"
    return (
        f"two processes: {processes['two_per_second']} pages saved a second on PostgreSQL, "
        f"{processes['ratio']} × one ({processes['one_per_second']}), on {processes['cores']} cores "
        "shared with the visitors and the database"
    )


def stage_table(stages: dict[str, dict[str, float]]) -> str:
    """Milliseconds of each stage inside the service; what a client and a socket cost is not in it."""
    names = sorted(
        {name for each in stages.values() for name in each}, key=lambda name: -_longest(stages, name)
    )
    rows = [("ms inside the service", *stages)]
    rows += [(name, *(f"{each.get(name, 0):.2f}" for each in stages.values())) for name in names]
    rows.append(("together", *(f"{sum(each.values()):.2f}" for each in stages.values())))
    return "\n".join(f"{first:<30}" + "".join(f"{cell:>13}" for cell in rest) for first, *rest in rows)


def _longest(stages: dict[str, dict[str, float]], name: str) -> float:
    return max(each.get(name, 0.0) for each in stages.values())


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as folder:
        report = measure(Path(folder))
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    print(table(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
