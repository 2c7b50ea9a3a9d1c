"""Several web processes on one port: children that share it, and a parent that starts a new one for each that dies.

SIGHUP renews them one after the other, and nobody waits.
"""

import socket
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from uvicorn.supervisors import Multiprocess

from app import logs
from app.main import create_app
from app.settings import Settings, lend_to_children

GIVE_UP_AFTER = 60
# A new process that is not ready by then is given up, and the old one stays.
READY_WITHIN = 30


def serve_in_several(settings: Settings, port: int, announce: Callable[[], None]) -> None:
    """Until a signal; `announce` is called when one of them answers. What each counts is added up in a folder."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-figures-") as folder, socket.socket() as door:
        lend_to_children("PROMETHEUS_MULTIPROC_DIR", folder)
        shared = settings.model_copy(update={"prometheus_multiproc_dir": Path(folder)})
        config = uvicorn.Config(
            partial(_child, shared),
            factory=True,
            workers=settings.processes,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=10,
            timeout_worker_healthcheck=READY_WITHIN,
        )
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((settings.address, port))
        threading.Thread(target=_announce_when_it_answers, args=(port, announce), daemon=True).start()
        Multiprocess(config, sockets=[door]).run()


def _child(settings: Settings) -> Any:
    """Runs in the new process, which knows nothing yet: its own engine, its own logs."""
    logs.configure()
    return create_app(settings)


def _announce_when_it_answers(port: int, announce: Callable[[], None]) -> None:
    until = time.monotonic() + GIVE_UP_AFTER
    while time.monotonic() < until:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).is_success:
                announce()
                return
        except httpx.TransportError:
            time.sleep(0.2)
