"""clamd's side of the socket as its manual describes it, with the EICAR test file for its only signature."""

import socketserver
import threading
from typing import Self

from app.errors import SandboxInProduction
from app.files.virus_scan import EICAR

SIGNATURE = "Eicar-Test-Signature"
STREAM_MAX_LENGTH = 25 * 1024 * 1024  # clamd's own default
_LONGEST_COMMAND = 64


class _Conversation(socketserver.StreamRequestHandler):
    """One command per connection. `zCOMMAND` ends with NUL, `nCOMMAND` with a line feed, and so does the answer."""

    server: "ClamdSandbox"
    timeout = 30

    def handle(self) -> None:
        if self.server.is_silent:
            return
        try:
            command, end = self._command()
            self.wfile.write(self._answer(command).encode() + end)
        except (OSError, EOFError):
            return  # they hung up, or said nothing for too long

    def _command(self) -> tuple[str, bytes]:
        first = self._read(1)
        end = {b"z": b"\0", b"n": b"\n"}.get(first, b"\n")
        said = b"" if first in b"zn" else first
        while not said.endswith(end) and len(said) < _LONGEST_COMMAND:
            said += self._read(1)
        return said.removesuffix(end).decode(errors="replace"), end

    def _answer(self, command: str) -> str:
        match command:
            case "PING":
                return "PONG"
            case "VERSION":
                return "ClamAV 0.0.0 (sandbox)"
            case "INSTREAM":
                return self._judge()
            case _:
                return "UNKNOWN COMMAND"

    def _judge(self) -> str:
        """What is too long is not read to its end: whoever sends it finds the line closed."""
        seen = bytearray()
        while size := int.from_bytes(self._read(4), "big"):
            if len(seen) + size > self.server.stream_max_length:
                return "INSTREAM size limit exceeded. ERROR"
            seen += self._read(size)
        return f"stream: {SIGNATURE} FOUND" if EICAR in seen else "stream: OK"

    def _read(self, size: int) -> bytes:
        read = self.rfile.read(size)
        if len(read) < size:
            raise EOFError
        return read


class ClamdSandbox(socketserver.ThreadingTCPServer):
    """Answers from `start` to `stop`, in threads of its own. Raises SandboxInProduction."""

    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(
        self, port: int, *, production: bool = False, stream_max_length: int = STREAM_MAX_LENGTH
    ) -> None:
        if production:
            raise SandboxInProduction("the sandbox virus scanner finds nothing but the EICAR test file")
        super().__init__(("127.0.0.1", port), _Conversation)
        self.stream_max_length = stream_max_length
        self.is_silent = False  # may be set at any time to rehearse: it then hangs up on everybody

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def start(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
