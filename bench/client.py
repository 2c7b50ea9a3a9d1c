"""One patient visitor on one connection: the shortest client that can tell time."""

import re
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

Request: TypeAlias = bytes
LIMIT = 60.0


@dataclass(frozen=True)
class Answer:
    """`location` is empty where there is none."""

    status: int
    location: str
    body: bytes

    @property
    def hidden_fields(self) -> dict[str, str]:
        """What the forms of the page carry unseen."""
        found = re.findall(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.body)
        return {name.decode(): value.decode() for name, value in found}


def get(path: str, host: str, cookie: str = "") -> Request:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode()


def post(path: str, host: str, fields: Mapping[str, str], cookie: str = "") -> Request:
    body = urlencode(fields)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: http://{host}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


class Connection:
    """Kept alive from one request to the next."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: Request) -> Answer:
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in head.splitlines()[1:])
        length = int(headers.get(b"content-length", b"0"))
        while len(body) < length:
            body += self._more()
        return Answer(int(head[9:12]), headers.get(b"location", b"").decode(), body)

    def _more(self) -> bytes:
        chunk = self._socket.recv(65536)
        if not chunk:
            raise ConnectionError("the server hung up")
        return chunk

    def close(self) -> None:
        self._socket.close()


def time_requests(port: int, ask: Callable[[], Request | None], end: str, seconds: float) -> list[float]:
    """Seconds of each request, until the time is up or there is nothing more to ask.

    `end`: how the address must end that the answer leads to; empty for a page. Raises RuntimeError otherwise.
    """
    connection = Connection(port)
    taken: list[float] = []
    until = time.perf_counter() + seconds
    while (started := time.perf_counter()) < until and (request := ask()) is not None:
        answer = connection.ask(request)
        taken.append(time.perf_counter() - started)
        if answer.status != (303 if end else 200) or not answer.location.endswith(end):
            raise RuntimeError(
                f"{answer.status} {answer.location}: {answer.body.decode('utf-8', 'replace')[:2000]}"
            )
    connection.close()
    return taken
