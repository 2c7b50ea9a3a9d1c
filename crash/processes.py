"""The processes of a town as forks of one that has imported everything: a restart costs a tenth of the work.

Each has settings, connections and threads of its own, and dies as any other; only reading the code is spared.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess

from tests.crash import program
from tests.crash.town import Town

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["crash.processes", "app.main", "app.sandboxes.ports"])
_DIE_WITH_PARENT = 1


class Forked:
    """What a town asks of a process, as `subprocess.Popen` answers it."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self._process.pid and self._process.exitcode is None:
            os.kill(self._process.pid, number)


class ForkedTown(Town):
    def _run(self, name: str, *arguments: str) -> None:
        given = (str(self.folder / f"{name}.log"), self._environment(), arguments)
        process = _FORKS.Process(target=_become, args=given, daemon=True)
        process.start()
        self.processes[name] = Forked(process)


def _become(log: str, environment: Mapping[str, str], arguments: tuple[str, ...]) -> None:
    # Nobody is left behind when whoever started us is killed.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    descriptor = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    os.environ.update(environment)
    sys.argv = ["app", *arguments]
    program.run()
