"""The mails received, in a Maildir that any mail program can open."""

import mailbox
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from app.clock import JST
from app.errors import NotFound

SMS_DOMAIN = "sms.example"


@dataclass(frozen=True)
class ReceivedMail:
    """`is_repetition`: an earlier mail has the same Message-ID, as after a crash in the moment of sending."""

    key: str
    to_address: str
    subject: str
    sent_at: datetime | None
    message_id: str
    body: str
    is_repetition: bool = False

    @property
    def telephone(self) -> str | None:
        """The number, where the gateway would have made an SMS of it."""
        number, _, domain = self.to_address.partition("@")
        return number if domain == SMS_DOMAIN else None

    @property
    def shown_date(self) -> str:
        return "日時なし" if self.sent_at is None else f"{self.sent_at.astimezone(JST):%Y-%m-%d %H:%M}"


class Mailbox:
    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._maildir = mailbox.Maildir(folder, create=True)

    def add(self, content: bytes) -> None:
        self._maildir.add(content)

    def list_mails(self) -> list[ReceivedMail]:
        """The latest first."""
        seen: set[str] = set()
        mails: list[ReceivedMail] = []
        for key in sorted(self._maildir.keys(), key=_order_of):
            mail = self._read(key, seen)
            seen.add(mail.message_id)
            mails.append(mail)
        return mails[::-1]

    def get_mail(self, key: str) -> ReceivedMail:
        """Raises NotFound."""
        if key not in self._maildir:
            raise NotFound
        return self._read(key, set())

    def _read(self, key: str, seen: set[str]) -> ReceivedMail:
        message = message_from_bytes(self._maildir.get_bytes(key), EmailMessage, policy=default)
        text = message.get_body(("plain",))
        message_id = str(message["Message-ID"] or "")
        return ReceivedMail(
            key=key,
            to_address=str(message["To"] or ""),
            subject=str(message["Subject"] or ""),
            sent_at=parsedate_to_datetime(message["Date"]) if message["Date"] else None,
            message_id=message_id,
            body="" if text is None else str(text.get_content()),
            is_repetition=bool(message_id) and message_id in seen,
        )


def _order_of(key: str) -> list[int]:
    """A Maildir name begins with the second, microsecond, process and count of its making."""
    return [int(number) for number in re.findall(r"\d+", key)[:4]]
