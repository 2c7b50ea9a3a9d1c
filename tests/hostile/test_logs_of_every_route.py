"""I-76. A person whose every value goes through every route, while all goes well and while all fails: no log has it."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from app import logs
from tests.hostile.furnished import NAME, Furnished, furnished_town
from tests.hostile.routes import Address, addresses_of
from tests.people import Visitor
from tests.test_logs import CANARY, PIECES
from tests.world import PASSWORD, World, a_world

OWN = {
    *NAME.split(),
    "若葉台",
    "みどり野ハイツ",
    "0000-0101",
    "yoko.mizuno",
    "たいせつなことば",
    "床.jpg",
    PASSWORD,
}
BOXES = (
    "q",
    "code",
    "phone",
    "login",
    "password",
    "name.family",
    "applicant_name.family",
    "message",
    "note",
    "words",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A town of its own: what is sent here may be taken."""
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def furnished(world: World) -> Iterator[Furnished]:
    with furnished_town(world) as everything:
        yield everything


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    handlers, level = logging.root.handlers[:], logging.root.level
    written = io.StringIO()
    logs.configure(logging.DEBUG, written)
    yield written
    logging.captureWarnings(capture=False)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def seen_in(stream: io.StringIO, more: set[str]) -> list[str]:
    text = ID.sub("", stream.getvalue())  # of a request: drawn by lot, digits of anybody's among them
    said = text + json.dumps([json.loads(line) for line in text.splitlines()], ensure_ascii=False)
    return sorted(piece for piece in PIECES | OWN | more if piece in said)


def asks(furnished: Furnished, address: Address, value: str) -> Any:
    """The route with the value in every place a visitor can put one: address, query, body, file name, headers."""
    visitor: Visitor = furnished.officer if address.is_for_staff else furnished.owner
    agent = f"x {value}".encode("ascii", "ignore").decode().strip()
    headers = {"User-Agent": agent, "Referer": "http://a.example/?q=taro"}
    path = furnished.fill(address)
    if address.method == "GET":
        return visitor.client.get(path, params=dict.fromkeys(address.query or ("x",), value), headers=headers)
    token = visitor.page.xpath("//input[@name='form_token']/@value")[0]
    sent = {"form_token": token, **dict.fromkeys(BOXES, value)}
    leaves = ("sign-out", "sign-in", "password", "disable", "accounts")
    if any(word in path for word in leaves):
        sent["form_token"] = "x"  # refused: the people of this test stay where they are
    files = [("photos", (f"{value}.jpg", b"\xff\xd8\xff", "image/jpeg"))] if "/files/" in path else None
    return visitor.client.post(path, data=sent, files=files, headers=headers, follow_redirects=False)


def test_no_route_logs_what_a_person_typed(world: World, furnished: Furnished, stream: io.StringIO) -> None:
    """I-76. Must catch: an address with its query, a body, a file name or a header written to a log."""
    values = list(CANARY.values())
    for index, address in enumerate(addresses_of(world.app)):
        furnished.come_in()
        asks(furnished, address, values[index % len(values)].replace("\n", " "))
    assert seen_in(stream, set()) == []


def test_no_route_logs_a_person_when_everything_fails(
    world: World, furnished: Furnished, stream: io.StringIO
) -> None:
    """I-76. Must catch: a traceback with its words, its locals or the values of a statement."""
    furnished.come_in()

    def fail(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if "web_session" not in statement and "staff_account" not in statement:
            raise RuntimeError(f"{CANARY['name']} {NAME} {values} {CANARY['individual_number']}")

    event.listen(world.office.database.engine, "before_cursor_execute", fail)
    failed = 0
    try:
        for address in addresses_of(world.app):
            answer = asks(furnished, address, CANARY["name"])
            failed += answer.status_code >= 500
            if "html" in answer.headers.get("content-type", ""):
                assert not [
                    piece for piece in PIECES | {NAME} if piece in answer.text and answer.status_code >= 500
                ]
    finally:
        event.remove(world.office.database.engine, "before_cursor_execute", fail)
    assert failed > 40
    assert "unforeseen" in stream.getvalue()
    assert seen_in(stream, set()) == []
