"""A real SMTP server with a mailbox behind it, and a town that writes."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.notices.settings import NoticesSettings
from app.notices.wording import Letterhead
from app.sandboxes.mailbox.mails import Mailbox
from app.sandboxes.mailbox.receiving import MailReceiver
from app.sandboxes.mailbox.settings import MailboxSandbox

LETTERHEAD = Letterhead("架空町", "https://tetsuzuki.town.example/", "0261-00-0000")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def sandbox(tmp_path: Path) -> MailboxSandbox:
    return MailboxSandbox(tmp_path / "mails", smtp_port=free_port())


@pytest.fixture
def mailbox(sandbox: MailboxSandbox) -> Iterator[Mailbox]:
    """What was received so far."""
    receiver = MailReceiver(sandbox)
    receiver.start()
    yield Mailbox(sandbox.folder)
    receiver.stop()


@pytest.fixture
def settings(sandbox: MailboxSandbox) -> NoticesSettings:
    return NoticesSettings(smtp_port=sandbox.smtp_port, timeout_seconds=5)
