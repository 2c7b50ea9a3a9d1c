"""The service as an operator starts it: a parent with its children, and what they said."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.settings import Settings
from tests.operations.commands import ROOT, environment


class Running:
    def __init__(self, process: subprocess.Popen[bytes], log: Path, url: str) -> None:
        self.process, self._log, self.url = process, log, url
        self.figures = log.parent

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8")

    @property
    def children(self) -> list[int]:
        """Those that serve; Python's own helper beside them is not one."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in listed if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def answers(self) -> bool:
        assert self.process.poll() is None, self.said[-3000:]
        try:
            return httpx.get(f"{self.url}/healthz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def until(self, wanted: Callable[[], bool], seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while not wanted():
            assert time.monotonic() < deadline, self.said[-3000:]
            time.sleep(0.1)


@contextmanager
def running(settings: Settings, log: Path, *arguments: str, **more: str) -> Iterator[Running]:
    port = settings.public_url.rpartition(":")[2]
    told = ["serve", "--port", port, "--data", str(settings.data), *arguments]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", *told],
            cwd=ROOT,
            env=environment(settings, **more),
            stdout=said,
            stderr=said,
        )
    started = Running(process, log, settings.public_url)
    try:
        started.until(started.answers)
        yield started
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
