"""Our side of the conversation with clamd, against a daemon that keeps strictly to its manual."""

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.files.clamd import Clamd
from app.files.virus_scan import EICAR, Finding


class Daemon(socketserver.StreamRequestHandler):
    """INSTREAM and PING as clamd(8) describes them; streams over 1 MB are too long for it."""

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._judged())

    def _judged(self) -> bytes:
        stream = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            stream += self.rfile.read(size)
        if len(stream) > 1024 * 1024:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in stream else b"stream: OK\0"


class UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@pytest.fixture(params=["tcp", "unix"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    path = str(tmp_path / "clamd.sock")
    is_unix = request.param == "unix"
    server: socketserver.BaseServer
    server = (
        UnixServer(path, Daemon) if is_unix else socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon)
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    port = "" if is_unix else server.server_address[1]  # type: ignore[index]  # of a TCP server
    yield path if is_unix else f"127.0.0.1:{port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_clean_file_of_many_chunks_is_clean(address: str) -> None:
    assert Clamd(address).scan(bytes(500_000)).finding is Finding.CLEAN
    assert Clamd(address).scan(b"").finding is Finding.CLEAN


def test_a_virus_across_two_chunks_is_found_and_named(address: str) -> None:
    """Must catch: leaving out a chunk, counting its length in the wrong order of bytes."""
    verdict = Clamd(address).scan(bytes(64 * 1024 - 30) + EICAR)
    assert (verdict.finding, verdict.detail) == (Finding.INFECTED, "Win.Test.EICAR_HDB-1")


def test_what_it_cannot_judge_is_not_called_clean(address: str) -> None:
    """Must catch: taking every answer without FOUND for a clean file."""
    verdict = Clamd(address).scan(bytes(1024 * 1024 + 1))
    assert verdict.finding is Finding.UNAVAILABLE
    assert "size limit" in verdict.detail


def test_health_asks_the_daemon(address: str) -> None:
    assert Clamd(address).health().ok


def test_a_daemon_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    for nowhere in ("127.0.0.1:1", str(tmp_path / "nothing.sock")):
        assert Clamd(nowhere).scan(b"content").finding is Finding.UNAVAILABLE
        assert not Clamd(nowhere).health().ok
