"""One town under load, killed at moments that are drawn and at moments that are named, and started again."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.failpoints import POINTS
from crash.books import Books, Findings
from crash.processes import ForkedTown
from crash.visitors import Ledger, Visitor
from tests.crash.town import Town
from tests.postgres import OwnServer, own_server
from tests.world import free_ports

VISITORS = 5
STARTS = 3
TRY_LASTS = 8.0
PATIENCE = 6.0  # seconds until somebody comes past an armed point
LONG_WAY = 30.0  # seconds until somebody who signs in on the way has arrived
# Named moments of the worker lie in the worker's process, where there is one.
OF_THE_WORKER = {"notice_taken", "mail_handed_over"}
TAKEN_APART = ("web", "worker", "database", "web and database", "backend")


@dataclass
class Drill:
    """`deaths` counts what was killed where; `longest_start`: seconds until everything answered again."""

    town: Town
    server: OwnServer | None
    chance: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    visitors: list[Visitor] = field(default_factory=list)
    deaths: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    longest_start: float = 0.0

    def open(self) -> None:
        self.town.start()
        self.visitors = [
            Visitor(self.town.url, self.ledger, self.chance.randrange(2**32)) for _ in range(VISITORS)
        ]
        for visitor in self.visitors:
            visitor.start()

    def crash(self, number: int) -> None:
        """Every second death is at a named moment, all of them in turn."""
        time.sleep(self.chance.uniform(0.3, 2.0))
        points = [*POINTS]
        if number % 2 == 0:
            self._die_at(points[number // 2 % len(points)])
        else:
            choice = TAKEN_APART if self.server else TAKEN_APART[:1]
            self._kill(choice[number // 2 % len(choice)])
        self._start_again()

    def crash_under(self, switch: str, victim: str, *, with_mail: bool = False) -> None:
        """While a mistake is switched on, which is off again afterwards. `with_mail`: when one is owed a mail by it."""
        promised = self.ledger.paying if with_mail else self.ledger.numbers
        if switch:
            self.town.arm(switch)
        before = len(promised)
        _wait(lambda: len(promised) > before, LONG_WAY if with_mail else PATIENCE)
        time.sleep(0.5)
        self._kill(victim)
        self.town.disarm()
        self._start_again()

    def _start_again(self) -> None:
        began = time.monotonic()
        if self.server and self._is_database_down:
            self.server.start()
        self._start_the_town()
        self.longest_start = max(self.longest_start, time.monotonic() - began)

    def _start_the_town(self) -> None:
        """Again where a visitor's own end of a line happened to take the port that was free for a moment."""
        for _ in range(STARTS):
            try:
                self.town.start()
            except AssertionError:
                time.sleep(1)
            else:
                return
        self.town.start()

    def close(self, patience: float = 60) -> Findings:
        """Lets everybody finish, waits for the mail, and compares. Nothing is running afterwards."""
        for visitor in self.visitors:
            visitor.stop()
        for visitor in self.visitors:
            visitor.join(60)
        if any(visitor.is_alive() for visitor in self.visitors):
            self.ledger.wrong.append("somebody never got an answer")
        books = Books(self.town)
        try:
            _wait(lambda: not books.unsent(), patience)
            self.town.kill()
            return books.compare(self.ledger, sum(self.deaths.values()))
        finally:
            books.close()

    @property
    def _is_database_down(self) -> bool:
        return self.server is not None and not self.server.is_up

    def _die_at(self, point: str) -> None:
        name = "worker" if point in OF_THE_WORKER and self.town.has_worker else "web"
        self.town.arm(point)
        if _wait(lambda: self.town.is_down(name), PATIENCE):
            self.deaths[point] += 1
        else:
            self.missed[point] += 1
            self.town.kill(name)
            self.deaths[name] += 1
        self.town.disarm()

    def _kill(self, victim: str) -> None:
        self.deaths[victim] += 1
        if victim in {"web", "worker"}:
            self.town.kill(victim)
        if self.server and victim == "backend":
            self.server.kill_a_backend()
        if self.server and "database" in victim:
            self.server.kill()
            if "web" in victim:
                self.town.kill("web")
            time.sleep(self.chance.uniform(0, 0.5))


def _wait(wanted: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not wanted():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def a_drill(folder: Path, database: str, seed: int, options: str = "") -> Iterator[Drill]:
    """`options` are PostgreSQL's; without any it syncs as in production."""
    with ExitStack() as closing:
        server = closing.enter_context(own_server(options)) if database == "postgresql" else None
        folder.mkdir()
        town = ForkedTown(folder, free_ports(), server.url if server else "")
        # On a busy machine a mail may take a second, and would be taken for lost while it is being sent.
        town.try_lasts = TRY_LASTS
        closing.callback(town.kill)
        drill = Drill(town, server, random.Random(seed))
        closing.callback(lambda: [visitor.stop() for visitor in drill.visitors])
        yield drill
