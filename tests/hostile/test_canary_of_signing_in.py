"""I-46, I-76. Somebody with an unmistakable card signs in, and fails to: nothing of it is seen where it must not be."""

import base64
import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from sqlalchemy import text

from app import logs
from app.auth.digital_auth import provider as adapter
from app.auth.jpki.profile import Purpose
from app.database import Base
from app.sandboxes.card.faults import Fault
from app.sandboxes.card.server import provider_of
from app.sandboxes.mailbox.mails import Mailbox
from app.sandboxes.ports import card_sandbox
from app.settings import ROOT
from tests.people import Resident
from tests.web.test_sign_in_gone_wrong import choose
from tests.world import World, a_world

WHO, PIN, SIGNING_PIN = "mizuno_yoko", "8642", "KANARIA8642ZX"
OWN_PIN = re.compile(rf"(?<![0-9A-Za-z]){PIN}(?![0-9A-Za-z])")
OF_A_REQUEST = ("code", "code_verifier", "client_assertion")
OF_AN_ANSWER = ("access_token", "id_token", "sub")


@dataclass
class Wire:
    """What passed between the service and the provider, where nobody else can look."""

    seen: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def listen(self, client: httpx.Client) -> None:
        client.event_hooks = {"request": [self._sent], "response": [self._answered]}

    def _sent(self, request: httpx.Request) -> None:
        sent = dict(parse_qsl(request.content.decode()))
        self._note({name: sent[name] for name in OF_A_REQUEST if name in sent})
        if "client_assertion" in sent:
            self._note({"jti": _claims_of(sent["client_assertion"])["jti"]})

    def _answered(self, response: httpx.Response) -> None:
        told = json.loads(response.read()) if response.is_success else {}
        self._note({name: told[name] for name in OF_AN_ANSWER if name in told})
        if "id_token" in told:
            self._note({"nonce": _claims_of(told["id_token"])["nonce"]})

    def _note(self, found: dict[str, Any]) -> None:
        self.kinds |= {*found}
        self.seen |= {str(value) for value in found.values()}


def _claims_of(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("town")
    people = (ROOT / "demo" / "households.yaml").read_text("utf-8")
    own = f'card: {{pin: "{PIN}", signing_pin: "{SIGNING_PIN}"}}'
    households = folder / "households.yaml"
    households.write_text(people.replace('card: {pin: "1101"}', own), "utf-8")
    with a_world(folder, jobs=False, households=households) as running:
        yield running


@pytest.fixture
def wire(world: World) -> Wire:
    listening = Wire()
    door: Any = world.office.doors.sign_in
    listening.listen(door._http)
    return listening


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    handlers, level = logging.root.handlers[:], logging.root.level
    written = io.StringIO()
    logs.configure(logging.DEBUG, written)
    yield written
    logging.captureWarnings(capture=False)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def serials(world: World) -> set[str]:
    cards, now = provider_of(card_sandbox(world.settings, world.ports)).cards, world.clock()
    found = [cards.certificate(cards.personas[WHO], purpose, now=now) for purpose in Purpose]
    numbers = [certificate.serial_number for certificate in found if certificate]
    assert len(numbers) == 2
    return {shown for number in numbers for shown in (str(number), f"{number:x}", f"{number:X}")}


def stored(world: World) -> str:
    """Every table as whoever steals the file reads it: sealed values stay sealed."""
    with world.office.database.engine.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))
        )


def walk(world: World, resident: Resident) -> list[str]:
    """Cancelled, refused in several ways, and let in at last; every page of the service on the way."""
    pages = []
    for fault in (Fault.CANCELLED, Fault.WRONG_NONCE, Fault.WRONG_SIGNATURE, Fault.SERVER_ERROR, Fault.NONE):
        choose(world, fault)
        resident.opens("/sign-in")
        resident.reads_card(WHO, PIN, expected=(200, 403, 503))
        pages.append(resident.answer.text)
    for path in ("/my", "/my/data", "/sign-in/return?code=x&state=y"):
        pages.append(resident.client.get(path).text)
    return pages


def test_a_card_leaves_no_trace(world: World, wire: Wire, stream: io.StringIO) -> None:
    """I-46, I-76. Must catch: a token, a PIN or a serial number in a log, a page, a mail, or an open column."""
    resident = Resident(world.url)
    pages = walk(world, resident)
    resident.close()
    assert "a sign-in came to nothing" in stream.getvalue()
    assert wire.kinds == {*OF_A_REQUEST, *OF_AN_ANSWER, "jti", "nonce"}
    secret = wire.seen | serials(world) | {SIGNING_PIN}
    mails = [mail.body for mail in Mailbox(world.settings.data / "mailbox").list_mails()]
    everywhere = {"logs": stream.getvalue(), "pages": "".join(pages), "mails": "".join(mails)}
    for place, content in {**everywhere, "tables": stored(world)}.items():
        assert [each for each in secret if each in content] == [], place
        assert not OWN_PIN.search(content), place


def test_nor_does_it_where_something_breaks(
    world: World, wire: Wire, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: a traceback with the words of the failure, or with what the adapter had in hand."""

    def fail(told: object) -> None:
        raise RuntimeError(f"{sorted(wire.seen)} {told}")

    monkeypatch.setattr(adapter, "read_basic_four", fail)
    resident = Resident(world.url)
    resident.opens("/sign-in")
    resident.reads_card(WHO, PIN, expected=500)
    resident.close()
    assert "unforeseen" in stream.getvalue()
    for content in (stream.getvalue(), resident.answer.text, stored(world)):
        assert [each for each in wire.seen if each in content] == []
        assert not OWN_PIN.search(content)
