"""A server in a process of its own, and what the kernel knows of it."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from bench.client import Connection, get

TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Server:
    """Started when made, answering when `wait` returns."""

    def __init__(self, log: Path, port: int, *arguments: str, **environment: str) -> None:
        self.port, self._log = port, log
        self._started = time.perf_counter()
        env = {**os.environ, **environment}
        with log.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=env, stdout=said, stderr=said
            )

    def wait(self, path: str, seconds: float = 60) -> float:
        """Seconds from the start to the first answer. Raises RuntimeError with what it said last."""
        while time.perf_counter() - self._started < seconds and self._process.poll() is None:
            try:
                connection = Connection(self.port)
            except ConnectionRefusedError:
                time.sleep(0.02)
                continue
            answer = connection.ask(get(path, f"localhost:{self.port}"))
            connection.close()
            if answer.status == 200:
                return time.perf_counter() - self._started
            break
        raise RuntimeError(f"no server on port {self.port}: {self._log.read_text('utf-8')[-3000:]}")

    def end(self) -> float:
        """For a program that ends by itself: seconds until it has."""
        self._process.wait(60)
        return time.perf_counter() - self._started

    @property
    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def megabytes(self) -> float:
        """Resident memory now."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
