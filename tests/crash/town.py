"""The town as real processes, which can be killed and started again."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text

from app.sandboxes.mailbox.mails import Mailbox
from app.sandboxes.ports import Ports

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"\b\d\d-\d{6}-\w\b")


def until(wanted: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not wanted():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


class SaidNothing(AssertionError):
    """A process was gone before it had written a line. One that fails by itself says why."""


class Running(Protocol):
    """What is asked of a process."""

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int | None: ...
    def send_signal(self, number: int) -> None: ...


class Town:
    """`points` is the folder of fail points: a file in it arms the place of its name."""

    def __init__(self, folder: Path, ports: Ports, database_url: str = "") -> None:
        self.folder, self.ports = folder, ports
        self.points = folder / "points"
        self.points.mkdir()
        self.database_url = database_url or f"sqlite:///{folder / 'madoguchi.db'}"
        self.has_worker = bool(database_url)
        self.try_lasts = 1.0
        self.processes: dict[str, Running] = {}

    @property
    def url(self) -> str:
        return f"http://localhost:{self.ports.first}"

    def start(self) -> None:
        """Whatever is not running, and waits for it; once more where one is gone without a word."""
        try:
            self._start()
        except SaidNothing:
            self._start()

    def _start(self) -> None:
        self.processes = {name: each for name, each in self.processes.items() if each.poll() is None}
        if self.is_down("web"):
            self._run("web", "serve", "--port", str(self.ports.first), "--data", str(self.folder))
        if self.has_worker and self.is_down("worker"):
            until(self._answers)
            self._run("worker", "worker")
        until(self._answers)

    def kill(self, *names: str) -> None:
        for name in names or tuple(self.processes):
            process = self.processes.pop(name)
            process.send_signal(signal.SIGKILL)
            process.wait()

    def arm(self, point: str) -> None:
        (self.points / point).touch()

    def wait_for_death(self, name: str = "web") -> None:
        """Of a process that has reached an armed point. Then all are disarmed."""
        assert self.processes.pop(name).wait(timeout=120) == -signal.SIGKILL
        self.disarm()

    def disarm(self) -> None:
        for point in self.points.iterdir():
            point.unlink()

    def values(self, statement: str) -> list[object]:
        """Of one column, read past the service, as an auditor would."""
        engine = create_engine(self.database_url)
        try:
            with engine.connect() as connection:
                return list(connection.scalars(text(statement)))
        finally:
            engine.dispose()

    def mails_about(self, number: str) -> int:
        return self.numbers_in_mails().count(number)

    def numbers_in_mails(self) -> list[str]:
        """The 受付番号 that each mail names, repetitions included."""
        mails = Mailbox(self.folder / "mailbox").list_mails()
        return [found[0] for mail in mails if (found := NUMBER.search(mail.body))]

    def _run(self, name: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.crash.program", *arguments]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self._environment()}, stdout=log, stderr=log
            )

    def _environment(self) -> dict[str, str]:
        return {
            "TEST_FAILPOINTS": str(self.points),
            "TEST_TRY_LASTS": str(self.try_lasts),
            "DATABASE_URL": self.database_url,
            "DATA": str(self.folder),
            "PUBLIC_URL": self.url,
            "NOTICES__SMTP_PORT": str(self.ports.smtp),
            "PAYMENTS__API_BASE": self.ports.payments_url,
            "JOBS__EMBEDDED": "false" if self.has_worker else "true",
            "JOBS__POLL_SECONDS": "0.1",
            "JOBS__RETRY_AFTER_SECONDS": "[1,1,1,1,2,4,8,16,16]",
            "JOBS__TAKEOVER_SECONDS": "2",
            "JOBS__STOP_WITHIN_SECONDS": "0",
        }

    def is_down(self, name: str) -> bool:
        return name not in self.processes or self.processes[name].poll() is not None

    def _answers(self) -> bool:
        dead = [name for name, process in self.processes.items() if process.poll() is not None]
        if dead:
            said = (self.folder / f"{dead[0]}.log").read_text()[-2000:]
            raise AssertionError(said) if said else SaidNothing
        line = HTTPConnection("localhost", self.ports.first, timeout=5)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            line.close()
