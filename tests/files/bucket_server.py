"""An S3 server of other people's making (rclone), on a folder, over real HTTP."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from pydantic import SecretStr

from app.files.settings import BucketSettings

BUCKET = "attachments"
_ACCESS, _SECRET = "a-key-for-tests", "a-secret-for-tests"


def settings_for(port: int, *, bucket: str = BUCKET, secret: str = _SECRET) -> BucketSettings:
    return BucketSettings(
        f"http://127.0.0.1:{port}", bucket, "ap-northeast-1", SecretStr(_ACCESS), SecretStr(secret)
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """Objects are files in `folder`/`BUCKET`."""
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    program = shutil.which("rclone", path=str(Path(sys.executable).parent)) or "rclone"
    options = ["--addr", f"127.0.0.1:{port}", "--auth-key", f"{_ACCESS},{_SECRET}", "--config", ""]
    options += ["--dir-cache-time", "0s"]  # what a test does behind its back is seen at once
    server = subprocess.Popen(
        [program, "serve", "s3", *options, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(server, port)
        yield
    finally:
        server.kill()
        server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=2)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the S3 server did not start")
