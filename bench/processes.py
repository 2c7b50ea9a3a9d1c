"""Two processes beside one: pages saved per second on PostgreSQL, by several visitors at once.

Both run all the time and are asked in turns, so that a busy moment of the machine meets both. The visitors and
PostgreSQL take their part of the same cores: with two cores, two processes cannot be twice one.
"""

import os
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.settings import Settings
from bench.client import Request, post, time_requests
from bench.server import Server, free_port
from bench.town import Town, build_town
from tests.postgres import PostgresMissing, running_postgres

VISITORS = 6
ROUNDS = 5
SLICE = 2.0


def two_beside_one(folder: Path) -> dict[str, Any]:
    """Pages saved per second by one and by two, and the median over the rounds of their ratio."""
    try:
        with running_postgres(durable=True) as server, _both(folder, server.create_database()) as both:
            return _in_turns(*both)
    except PostgresMissing as missing:
        return {"missing": str(missing)}


@contextmanager
def _both(folder: Path, url: str) -> Iterator[tuple[Server, Server, Town]]:
    folder.mkdir()
    ports = free_port(), free_port()
    told = Settings(data=folder, database_url=url, public_url=f"http://localhost:{ports[0]}")
    town = build_town(told, VISITORS)
    started = []
    try:
        for number, port in enumerate(ports, 1):
            serve = ("-m", "app", "serve", "--no-sandboxes", "--data", str(folder), "--port", str(port))
            settings = {"DATABASE_URL": url, "PROCESSES": str(number), "JOBS__EMBEDDED": "false"}
            started.append(Server(folder / f"{number}.log", port, *serve, **settings))
        for each in started:
            each.wait("/healthz")
        time.sleep(5)  # the second of two may still be starting
        yield started[0], started[1], town
    finally:
        for each in started:
            each.stop()


def _in_turns(one: Server, two: Server, town: Town) -> dict[str, Any]:
    seen: dict[Server, list[float]] = {one: [], two: []}
    for number in range(ROUNDS):
        for server in (one, two) if number % 2 == 0 else (two, one):
            seen[server].append(_saved_per_second(server, town))
    ratios = [b / a for a, b in zip(seen[one], seen[two], strict=True)]
    return {
        "one_per_second": round(statistics.median(seen[one])),
        "two_per_second": round(statistics.median(seen[two])),
        "ratio": round(statistics.median(ratios), 2),
        "cores": os.cpu_count(),
    }


def _saved_per_second(server: Server, town: Town) -> float:
    saved: list[int] = []

    def visit(draft: str) -> None:
        saved.append(_ask(server, _saving(server, town, draft)))

    visitors = [threading.Thread(target=visit, args=(draft,)) for draft in town.submittable[:VISITORS]]
    began = time.perf_counter()
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if len(saved) < VISITORS:
        raise RuntimeError("a visitor met an error")
    return sum(saved) / (time.perf_counter() - began)


def _saving(server: Server, town: Town, draft: str) -> Request:
    """Each visitor has a draft of their own; on one they would wait for each other."""
    path = town.step_path.replace(town.application_id, draft)
    fields = town.fields | {"form_token": town.form_token}
    return post(path, f"localhost:{server.port}", fields, f"sid={town.resident_cookie}")


def _ask(server: Server, request: Request) -> int:
    return len(time_requests(server.port, lambda: request, "/check", SLICE))
