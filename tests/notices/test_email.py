"""The mail channel against real SMTP servers, good and bad."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller

from app.language import Language
from app.notices.channel import NotNow, OutgoingMail, Undeliverable
from app.notices.email import EmailChannel
from app.notices.settings import NoticesSettings
from app.sandboxes.mailbox.mails import Mailbox
from tests.conftest import NOW
from tests.notices.certificates import certificate_for_localhost
from tests.notices.conftest import free_port

pytestmark = pytest.mark.enable_socket

MAIL = OutgoingMail(
    UUID("01970000-0000-7000-8000-000000000001"),
    "hanako@town.example",
    "【架空町】受付のお知らせ(受付番号 26-000123-X)",
    "届きました。\n髙﨑𠮷野\n",
    Language.JAPANESE,
    NOW,
)


def to(address: str) -> OutgoingMail:
    return replace(MAIL, to_address=address)


@contextmanager
def speaking(script: Callable[[socket.socket], None]) -> Iterator[NoticesSettings]:
    """A server that does with one connection whatever `script` says."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                script(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield NoticesSettings(smtp_port=listening.getsockname()[1], timeout_seconds=0.3)
        thread.join()


def test_a_mail_arrives_as_it_was_written(settings: NoticesSettings, mailbox: Mailbox) -> None:
    EmailChannel(settings).deliver(MAIL)
    (mail,) = mailbox.list_mails()
    assert (mail.to_address, mail.subject, mail.sent_at) == (MAIL.to_address, MAIL.subject, NOW)
    assert mail.body.replace("\r\n", "\n") == MAIL.body


def test_a_repetition_can_be_recognised(settings: NoticesSettings, mailbox: Mailbox) -> None:
    """Must catch: a new Message-ID for every try."""
    for _ in range(2):
        EmailChannel(settings).deliver(MAIL)
    assert [mail.message_id for mail in mailbox.list_mails()] == [f"<{MAIL.id}@town.example>"] * 2
    assert [mail.is_repetition for mail in mailbox.list_mails()] == [True, False]


@pytest.mark.parametrize("address", ["a..b@docomo.ne.jp", "hana.ko+x@town.example", "o'neil@town.example"])
def test_odd_but_living_addresses_are_written_to(
    address: str, settings: NoticesSettings, mailbox: Mailbox
) -> None:
    """Must catch: a strict reading of RFC 5321, which old addresses of mobile carriers do not pass."""
    EmailChannel(settings).deliver(to(address))
    assert [mail.to_address for mail in mailbox.list_mails()] == [address]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hanako",
        "花子@town.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example,c@d.example",
        "x,y@d.example",
    ],
)
def test_what_is_no_single_address_is_given_up_at_once(
    address: str, settings: NoticesSettings, mailbox: Mailbox
) -> None:
    """Must catch: a second recipient slipped in; a case of one word stopping the queue."""
    with pytest.raises(Undeliverable):
        EmailChannel(settings).deliver(to(address))
    assert mailbox.list_mails() == []


@pytest.mark.parametrize(
    ("address", "outcome", "reason"),
    [
        ("refused@town.example", Undeliverable, "SMTP 550"),
        ("full@town.example", NotNow, "SMTP 452"),
        ("busy@town.example", NotNow, "SMTP 451"),
    ],
)
def test_a_refusal_is_for_good_or_for_now(
    address: str,
    outcome: type[NotNow | Undeliverable],
    reason: str,
    settings: NoticesSettings,
    mailbox: Mailbox,
) -> None:
    """Must catch: writing for ever to nobody; giving up because a mailbox was full for an hour."""
    with pytest.raises((NotNow, Undeliverable)) as refusal:
        EmailChannel(settings).deliver(to(address))
    assert isinstance(refusal.value, outcome)
    assert refusal.value.reason == reason
    assert "town.example" not in str(refusal.value)
    assert mailbox.list_mails() == []


def test_a_server_that_is_down_is_tried_again_later() -> None:
    channel = EmailChannel(NoticesSettings(smtp_port=free_port()))
    with pytest.raises(NotNow) as failure:
        channel.deliver(MAIL)
    assert failure.value.reason == "ConnectionRefusedError"
    assert not channel.health().ok


def test_a_server_that_never_answers_is_tried_again_later() -> None:
    """Must catch: a missing time-out."""
    heard = threading.Event()

    def keep_silent(_caller: socket.socket) -> None:
        heard.wait()

    with speaking(keep_silent) as settings:
        with pytest.raises(NotNow) as failure:
            EmailChannel(settings).deliver(MAIL)
        heard.set()
    assert failure.value.reason == "no answer"


def test_a_server_that_turns_everybody_away_is_tried_again_later() -> None:
    turn_away = b"421 too many connections\r\n"
    with speaking(lambda caller: caller.sendall(turn_away)) as settings, pytest.raises(NotNow) as failure:
        EmailChannel(settings).deliver(MAIL)
    assert failure.value.reason == "SMTP 421"


def test_a_server_that_hangs_after_accepting_has_the_mail() -> None:
    """Must catch: sending again because saying goodbye failed."""
    said: list[str] = []
    gone = threading.Event()

    def accept_and_hang(caller: socket.socket) -> None:
        caller.sendall(b"220 here\r\n")
        for line in caller.makefile("rb"):
            said.append(line.decode().split()[0].upper() if line.split() else "")
            if said[-1] == "QUIT":
                gone.wait()
                return
            if said[-1] in ("EHLO", "MAIL", "RCPT", "."):
                caller.sendall(b"250 OK\r\n")
            if said[-1] == "DATA":
                caller.sendall(b"354 go on\r\n")

    with speaking(accept_and_hang) as settings:
        EmailChannel(settings).deliver(MAIL)
        gone.set()
    assert said[-2:] == [".", "QUIT"]


def test_health_names_the_server(settings: NoticesSettings, mailbox: Mailbox) -> None:
    assert EmailChannel(settings).health().ok
    assert mailbox.list_mails() == []


def test_without_encryption_nothing_is_sent_where_it_is_demanded(
    settings: NoticesSettings, mailbox: Mailbox
) -> None:
    """Must catch: falling back to clear text before a server, or a man in the middle, without STARTTLS."""
    with pytest.raises(NotNow):
        EmailChannel(settings.model_copy(update={"smtp_security": "starttls"})).deliver(MAIL)
    assert mailbox.list_mails() == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_encrypted_server_must_show_a_certificate_we_trust(
    security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: encryption without verification."""
    chain = certificate_for_localhost(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    received: list[str] = []

    class Taking:
        async def handle_DATA(self, _server: object, session: object, _envelope: object) -> str:  # noqa: N802
            received.append(str(getattr(session, "ssl", None) is not None))
            return "250 OK"

    wrapped = (
        {"tls_context": context, "require_starttls": True}
        if security == "starttls"
        else {"ssl_context": context}
    )
    server = Controller(Taking(), hostname="127.0.0.1", port=free_port(), **wrapped)
    server.start()
    try:
        channel = EmailChannel(
            NoticesSettings.model_validate({"smtp_port": server.port, "smtp_security": security})
        )
        with pytest.raises(NotNow):
            channel.deliver(MAIL)
        assert received == []
        monkeypatch.setenv("SSL_CERT_FILE", str(chain))
        channel.deliver(MAIL)
        assert len(received) == 1
    finally:
        server.stop()
