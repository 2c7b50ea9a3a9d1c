"""ClamAV: its daemon, spoken to over a socket (clamd(8), "COMMANDS")."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress

from app.files.virus_scan import EICAR, Finding, Verdict
from app.health import Health

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_TOO_LONG = "INSTREAM size limit exceeded"
_CONNECT_SECONDS = 3


class Clamd:
    """A `VirusScan`. `address` is host:port, or the path of a Unix socket. `StreamMaxLength` of the daemon must be
    above our limit for a file, or large files wait for ever; whoever looks at such a file is told so.

    A scan takes `patience_seconds` at most, however slowly the daemon speaks; a daemon that is not there is
    noticed much sooner, so that nobody's photo waits for it.
    """

    def __init__(self, address: str, patience_seconds: float = 20) -> None:
        self._address = address
        self._patience_seconds = patience_seconds

    def scan(self, content: bytes) -> Verdict:
        try:
            answer = self._ask(b"zINSTREAM\0", content)
        except OSError as failure:
            return Verdict(Finding.UNAVAILABLE, f"clamd: {type(failure).__name__}")
        return _verdict_of(answer)

    def health(self) -> Health:
        """A daemon that answers is not enough: one without signatures finds nothing, and says so of every file."""
        try:
            answer = self._ask(b"zPING\0")
        except OSError as failure:
            return Health(ok=False, detail=f"ウイルス検査(clamd)が答えません({type(failure).__name__})。")
        if answer != "PONG":
            return Health(ok=False, detail="ウイルス検査(clamd)の答えがおかしいです。")
        if self.scan(EICAR).finding is not Finding.INFECTED:
            return Health(
                ok=False,
                detail="ウイルス検査(clamd)が、試験用のウイルスを見つけません。定義を確かめてください。",
            )
        return Health(ok=True, detail="ウイルス検査(clamd)が答え、試験用のウイルスを見つけます。")

    def _ask(self, command: bytes, stream: bytes | None = None) -> str:
        """Empty when the daemon hung up before its answer was whole. Raises OSError."""
        deadline = time.monotonic() + self._patience_seconds
        with closing(self._connected()) as connection:
            # Whoever sends too much is hung up on, but told why first: the answer may still be there to read.
            with suppress(BrokenPipeError, ConnectionResetError):
                for part in (command, *(_in_chunks(stream) if stream is not None else ())):
                    connection.settimeout(_left_until(deadline))
                    connection.sendall(part)
            return _answer(connection, deadline)

    def _connected(self) -> socket.socket:
        patience = min(_CONNECT_SECONDS, self._patience_seconds)
        if not self._address.startswith("/"):
            host, _, port = self._address.rpartition(":")
            return socket.create_connection((host, int(port)), timeout=patience)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(patience)
        try:
            connection.connect(self._address)
        except OSError:
            connection.close()
            raise
        return connection


def _answer(connection: socket.socket, deadline: float) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(_left_until(deadline))
        part = connection.recv(_LONGEST_ANSWER)
        if not part:
            break
        answer += part
    # What does not end with the mark was cut off: "stream: OK" may be the beginning of anything.
    whole, mark, _ = answer.partition(b"\0")
    return whole.decode(errors="replace").strip() if mark else ""


def _left_until(deadline: float) -> float:
    """Raises TimeoutError when nothing is left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _verdict_of(answer: str) -> Verdict:
    """Clean is what is called clean, and nothing else."""
    if answer == "stream: OK":
        return Verdict(Finding.CLEAN)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict(Finding.INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if answer.startswith(_TOO_LONG):
        return Verdict(Finding.UNAVAILABLE, "clamd: StreamMaxLength is below the limit for a file")
    return Verdict(Finding.UNAVAILABLE, f"clamd: {answer or 'no answer'}")


def _in_chunks(content: bytes) -> Iterator[bytes | memoryview]:
    """Each chunk after its length in four bytes; a length of zero ends the stream."""
    view = memoryview(content)
    for at in range(0, len(content), _CHUNK):
        chunk = view[at : at + _CHUNK]
        yield len(chunk).to_bytes(4, "big")
        yield chunk
    yield bytes(4)
