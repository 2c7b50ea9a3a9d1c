"""Our side of the conversation with clamd: against the rehearsal's daemon, against rude ones, and against Debian's."""

import os
import shutil
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.adapters import open_doors, vault_of
from app.errors import SandboxInProduction
from app.files.clamd import Clamd
from app.files.settings import FilesSettings
from app.files.virus_scan import EICAR, Finding, SandboxScan
from app.sandboxes.clamd.server import ClamdSandbox
from app.settings import Settings

MEGABYTE = 1024 * 1024
CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
# Signatures by hash are sold out once a file has something added; this one knows the body wherever it lies.
SIGNATURE = f"Eicar-Test:0:*:{EICAR.hex()}\n"


@pytest.fixture
def daemon() -> Iterator[ClamdSandbox]:
    opened = ClamdSandbox(0, stream_max_length=2 * MEGABYTE).start()
    yield opened
    opened.stop()


@contextmanager
def real_clamd(folder: Path, address: str) -> Iterator[None]:
    """Debian's daemon with one signature; the freshly installed one needs 300 MB of them from elsewhere."""
    (folder / "signatures").mkdir()
    (folder / "signatures" / "one.ndb").write_text(SIGNATURE)
    where = f"LocalSocket {address}" if address.startswith("/") else f"TCPAddr 127.0.0.1\nTCPSocket {address}"
    config = folder / "clamd.conf"
    config.write_text(
        f"{where}\nDatabaseDirectory {folder / 'signatures'}\nForeground yes\nStreamMaxLength 2M\n"
        f"LogFile {folder / 'log'}\nTemporaryDirectory {folder}\nMaxThreads 2\n"
    )
    folder.chmod(0o755)
    process = subprocess.Popen(
        [str(CLAMD), "--config-file", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not Clamd(address if address.startswith("/") else f"127.0.0.1:{address}").health().ok:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module", params=["sandbox", "debian-tcp", "debian-unix"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sandbox":
        opened = ClamdSandbox(0, stream_max_length=2 * MEGABYTE).start()
        yield opened.address
        opened.stop()
        return
    if CLAMD is None:
        pytest.skip("NO CLAMD: apt-get install -y --no-install-recommends clamav-daemon")
    folder = tmp_path_factory.mktemp("clamd")
    if request.param == "debian-unix":
        with real_clamd(folder, str(folder / "clamd.sock")):
            yield str(folder / "clamd.sock")
    else:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        with real_clamd(folder, port):
            yield f"127.0.0.1:{port}"


def test_a_clean_file_of_many_chunks_is_clean(address: str) -> None:
    assert Clamd(address).scan(os.urandom(500_000)).finding is Finding.CLEAN
    assert Clamd(address).scan(b"").finding is Finding.CLEAN


def test_a_virus_across_two_chunks_is_found_and_named(address: str) -> None:
    """Must catch: leaving out a chunk, counting its length in the wrong order of bytes."""
    verdict = Clamd(address).scan(bytes(64 * 1024 - 30) + EICAR)
    assert verdict.finding is Finding.INFECTED
    assert "eicar" in verdict.detail.lower()


def test_what_is_too_long_for_it_is_not_called_clean(address: str) -> None:
    """I-59e. Must catch: taking every answer without FOUND, or a line that was closed, for a clean file."""
    verdict = Clamd(address).scan(bytes(5 * MEGABYTE))
    assert verdict.finding is Finding.UNAVAILABLE
    assert Clamd(address).scan(b"still there").finding is Finding.CLEAN


def test_health_has_it_find_the_test_virus(address: str) -> None:
    assert Clamd(address).health().ok


def test_many_scans_at_once_do_not_mix(address: str) -> None:
    found: list[tuple[bool, bool]] = []

    def ask(is_bad: bool) -> None:
        verdict = Clamd(address).scan(bytes(100_000) + (EICAR if is_bad else b""))
        found.append((is_bad, verdict.finding is Finding.INFECTED))

    askers = [threading.Thread(target=ask, args=(number % 2 == 0,)) for number in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert sorted(found) == [(False, False)] * 4 + [(True, True)] * 4


def test_a_daemon_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    for nowhere in ("127.0.0.1:1", str(tmp_path / "nothing.sock")):
        assert Clamd(nowhere).scan(b"content").finding is Finding.UNAVAILABLE
        assert not Clamd(nowhere).health().ok


def _rude(behaviour: Callable[[socket.socket], None]) -> socketserver.ThreadingTCPServer:
    class Rude(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(100)
            behaviour(self.request)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Rude)
    server.daemon_threads, server.block_on_close = True, False
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def _dribble(line: socket.socket) -> None:
    for _ in range(200):
        line.sendall(b"x")
        time.sleep(0.05)


RUDE: dict[str, Callable[[socket.socket], None]] = {
    "says nothing": lambda line: time.sleep(10),
    "hangs up": lambda line: None,
    "an answer cut off": lambda line: line.sendall(b"stream: OK"),
    "an error": lambda line: line.sendall(b"stream: Can't allocate memory ERROR\0"),
    "clean of something else": lambda line: line.sendall(b"other: OK\0"),
    "noise": lambda line: line.sendall(os.urandom(5000)),
    "dribbles": _dribble,
}


@pytest.mark.parametrize("behaviour", RUDE.values(), ids=RUDE.keys())
def test_whatever_else_a_daemon_does_nothing_is_called_clean(
    behaviour: Callable[[socket.socket], None],
) -> None:
    """I-59e. Must catch: an answer cut off taken for whole, a daemon that keeps a request for ever."""
    server = _rude(behaviour)
    verdict = Clamd(f"127.0.0.1:{server.server_address[1]}", patience_seconds=0.5).scan(b"content")
    assert verdict.finding is Finding.UNAVAILABLE
    server.shutdown()
    server.server_close()


def test_a_daemon_without_signatures_is_not_well(daemon: ClamdSandbox) -> None:
    """Must catch: a scanner that answers PONG, calls everything clean, and shows green for months."""
    server = _rude(lambda line: line.sendall(b"PONG\0"))
    assert not Clamd(f"127.0.0.1:{server.server_address[1]}", patience_seconds=1).health().ok
    server.shutdown()
    server.server_close()
    assert Clamd(daemon.address).health().ok


def test_the_sandbox_answers_what_the_manual_knows(daemon: ClamdSandbox) -> None:
    for sent, answer in {
        b"zPING\0": b"PONG\0",
        b"nPING\n": b"PONG\n",
        b"zFOO\0": b"UNKNOWN COMMAND\0",
    }.items():
        with socket.create_connection(("127.0.0.1", daemon.server_address[1])) as line:
            line.sendall(sent)
            assert line.recv(100) == answer
    with pytest.raises(SandboxInProduction):
        ClamdSandbox(0, production=True)


def test_the_settings_choose_the_scanner(tmp_path: Path) -> None:
    for chosen, kind in (("sandbox", SandboxScan), ("clamd", Clamd)):
        settings = Settings(data=tmp_path, files=FilesSettings.model_validate({"virus_scan": chosen}))
        assert isinstance(open_doors(settings, vault_of(settings)).virus_scan, kind)
