"""ClamAV: its daemon, spoken to over a socket."""

import socket
from contextlib import closing

from app.files.virus_scan import Finding, Verdict
from app.health import Health

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


class Clamd:
    """A `VirusScan`. `address` is host:port, or the path of a Unix socket; `StreamMaxLength` of the daemon
    must be above our limit for a file, or large files wait for ever.
    """

    def __init__(self, address: str, patience_seconds: float = 20) -> None:
        self._address = address
        self._patience_seconds = patience_seconds

    def scan(self, content: bytes) -> Verdict:
        try:
            answer = self._ask(b"zINSTREAM\0", _in_chunks(content))
        except OSError as failure:
            return Verdict(Finding.UNAVAILABLE, f"clamd: {type(failure).__name__}")
        if answer == "stream: OK":
            return Verdict(Finding.CLEAN)
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return Verdict(Finding.INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
        return Verdict(Finding.UNAVAILABLE, f"clamd: {answer or 'no answer'}")

    def health(self) -> Health:
        try:
            answer = self._ask(b"zPING\0", b"")
        except OSError as failure:
            return Health(ok=False, detail=f"ウイルス検査(clamd)が答えません({type(failure).__name__})。")
        if answer != "PONG":
            return Health(ok=False, detail="ウイルス検査(clamd)の答えがおかしいです。")
        return Health(ok=True, detail="ウイルス検査(clamd)が答えています。")

    def _ask(self, command: bytes, body: bytes) -> str:
        with closing(self._connected()) as connection:
            connection.sendall(command + body)
            answer = b""
            while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
                part = connection.recv(_LONGEST_ANSWER)
                if not part:
                    break
                answer += part
        return answer.partition(b"\0")[0].decode(errors="replace").strip()

    def _connected(self) -> socket.socket:
        if not self._address.startswith("/"):
            host, _, port = self._address.rpartition(":")
            return socket.create_connection((host, int(port)), timeout=self._patience_seconds)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self._patience_seconds)
        try:
            connection.connect(self._address)
        except OSError:
            connection.close()
            raise
        return connection


def _in_chunks(content: bytes) -> bytes:
    """Each chunk after its length in four bytes; a length of zero ends the stream."""
    chunks = [content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK)]
    return b"".join(len(chunk).to_bytes(4, "big") + chunk for chunk in [*chunks, b""])
