"""Two hundred connections that send almost nothing: they cost the others nothing, and are let go in the end."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.crash.town import Town
from tests.people import Resident
from tests.scenarios import disaster
from tests.world import free_ports

HEAD = (
    "POST /keep-alive HTTP/1.1\r\nHost: localhost:{port}\r\n"
    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n--x\r\n"
)
MANY = 200


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("STALLED_SECONDS", "3")
    opened = Town(tmp_path_factory.mktemp("town"), free_ports())
    opened.start()
    yield opened
    opened.kill()


def test_stalled_uploads_hold_up_nobody_and_are_let_go(town: Town) -> None:
    """I-08. Must catch: a body read in one of the few threads, a socket kept for ever for somebody who is gone."""
    head = HEAD.format(port=town.ports.first).encode()
    with ExitStack() as open_lines:
        lines = [
            open_lines.enter_context(socket.create_connection(("127.0.0.1", town.ports.first)))
            for _ in range(MANY)
        ]
        for line in lines:
            line.sendall(head)
        with httpx.Client(base_url=town.url, timeout=30) as other:
            assert [other.get("/").status_code for _ in range(20)] == [200] * 20
        resident = Resident(town.url)
        disaster.arrive(resident)
        resident.close()
        answers = []
        for line in lines:
            line.settimeout(60)
            answers.append(line.recv(100)[:12])
        assert set(answers) == {b"HTTP/1.1 408"}


def test_a_slow_body_that_keeps_coming_is_taken(town: Town) -> None:
    """Must catch: a limit for the whole body, which shuts out whoever has a bad line."""
    with socket.create_connection(("127.0.0.1", town.ports.first)) as line:
        line.sendall(HEAD.format(port=town.ports.first).replace("1000000", "15").encode())
        for _ in range(5):
            line.settimeout(1)
            with pytest.raises(TimeoutError):
                line.recv(1)
            line.sendall(b"--")
        line.settimeout(60)
        assert not line.recv(100).startswith(b"HTTP/1.1 408")
