"""Workers as real processes: `python -m tests.jobs.worker URL FOLDER NAME` runs jobs until killed.

Each job appends "start NAME id" to FOLDER/log, waits while FOLDER/hold exists, and appends "end NAME id".
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.jobs.kinds import CheckOnePayment, Job
from app.jobs.runner import JobRunner
from app.jobs.settings import JobsSettings

QUICK = JobsSettings(
    poll_seconds=0.05,
    concurrency=4,
    retry_after_seconds=(0, 0, 0, 0),
    takeover_seconds=1,
    stop_within_seconds=0,
    ticking=False,
)
ROOT = Path(__file__).parent.parent.parent


def until(wanted: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not wanted():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)


class Workers:
    """What the workers did so far, and the power to kill them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        (folder / "log").touch()

    def start(self, url: str, name: str) -> None:
        command = [sys.executable, "-m", "tests.jobs.worker", url, str(self.folder), name]
        with (self.folder / f"{name}.err").open("wb") as said:
            self.processes[name] = subprocess.Popen(command, cwd=ROOT, stderr=said)
        until(lambda: ["ready", name, "-"] in self.log() or self.processes[name].poll() is not None)

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.err").read_text()

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def kill_all(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def hold(self) -> None:
        (self.folder / "hold").touch()

    def release(self) -> None:
        (self.folder / "hold").unlink()

    def log(self) -> list[list[str]]:
        return [line.split() for line in (self.folder / "log").read_text().splitlines()]

    def did(self, what: str) -> list[tuple[str, str]]:
        """(worker, job) in the order written."""
        return [(name, job) for said, name, job in self.log() if said == what]


def main(url: str, folder: Path, name: str) -> None:
    log = os.open(folder / "log", os.O_WRONLY | os.O_APPEND)

    def say(what: str, job: str) -> None:
        os.write(log, f"{what} {name} {job}\n".encode())

    def run(job: Job) -> None:
        assert isinstance(job, CheckOnePayment)
        say("start", str(job.attempt_id))
        until(lambda: not (folder / "hold").exists(), 60)
        say("end", str(job.attempt_id))

    # Held by a name: a runner that nobody holds lets go of its lock.
    runner = JobRunner(url, run, QUICK, executor_id=None if url.startswith("sqlite") else name)
    runner.start()
    say("ready", "-")
    signal.pause()
    runner.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
