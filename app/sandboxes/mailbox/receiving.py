"""The SMTP side: takes every mail, except for addresses made to be refused."""

import logging
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.errors import SandboxInProduction
from app.sandboxes.mailbox.mails import Mailbox
from app.sandboxes.mailbox.settings import MailboxSandbox

# What a real provider may say, to be rehearsed by writing to such an address.
ANSWERS = {
    "refused": "550 5.1.1 no such mailbox",
    "full": "452 4.2.2 mailbox full",
    "busy": "451 4.3.2 too many messages, try again later",
}
MAX_BYTES = 1_000_000


class MailReceiver:
    """Listens from `start` to `stop`, in a thread of its own. Raises SandboxInProduction."""

    def __init__(self, setting: MailboxSandbox) -> None:
        if setting.production:
            raise SandboxInProduction("the sandbox mailbox delivers to nobody")
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # the library tells every line it hears
        self._setting = setting
        self._mailbox = Mailbox(setting.folder)
        self._controller: Controller | None = None

    def start(self) -> None:
        host, port = self._setting.smtp_host, self._setting.smtp_port
        self._controller = Controller(self, hostname=host, port=port, data_size_limit=MAX_BYTES)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802  # the library's names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[Any]
    ) -> str:
        refusal = ANSWERS.get(address.partition("@")[0])
        if refusal is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # likewise
        content = envelope.content
        self._mailbox.add(content if isinstance(content, bytes) else (content or "").encode())
        return "250 OK"
