"""Mail over the town's SMTP server."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.health import Health
from app.language import Language
from app.notices.channel import NotNow, OutgoingMail, Undeliverable
from app.notices.settings import NoticesSettings

# Deliberately loose: old addresses of Japanese mobile carriers break RFC 5321 (a..b@, a.@) and work.
_USABLE = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]{1,253}", re.ASCII | re.IGNORECASE)
_TAGS = {Language.JAPANESE: "ja", Language.EASY: "ja", Language.ENGLISH: "en"}
_FOR_GOOD = 500


class EmailChannel:
    """One connection per mail: a connection kept open is a connection found closed."""

    def __init__(self, settings: NoticesSettings) -> None:
        self.settings = settings

    def deliver(self, mail: OutgoingMail) -> None:
        if not _USABLE.fullmatch(mail.to_address):
            raise Undeliverable("not an address")
        message = message_of(mail, self.settings.from_address)
        try:
            with self._connected() as server:
                server.send_message(message, self.settings.from_address, [mail.to_address])
        except smtplib.SMTPRecipientsRefused as refused:
            raise _judged(max(code for code, _ in refused.recipients.values())) from None
        except smtplib.SMTPDataError as refused:
            raise _judged(refused.smtp_code) from None
        except (smtplib.SMTPException, OSError) as broken:
            # Also a refused sender or password: our settings are wrong, not the address.
            raise NotNow(_word_for(broken)) from None

    def health(self) -> Health:
        try:
            with self._connected() as server:
                server.noop()
        except (smtplib.SMTPException, OSError) as broken:
            return Health(False, _word_for(broken))
        return Health(True, f"{self.settings.smtp_host}:{self.settings.smtp_port}")

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server = self._open()
        try:
            if self.settings.smtp_security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.settings.smtp_username:
                server.login(self.settings.smtp_username, self.settings.smtp_password.get_secret_value())
            yield server
            # The mail is accepted by now: a server that hangs on leaving must not make us send it again.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _open(self) -> smtplib.SMTP:
        host, port, timeout = self.settings.smtp_host, self.settings.smtp_port, self.settings.timeout_seconds
        if self.settings.smtp_security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=timeout)


def message_of(mail: OutgoingMail, from_address: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = from_address
    message["To"] = mail.to_address
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    # The same for every try: mail programs and people recognise a repetition.
    message["Message-ID"] = f"<{mail.id}@{from_address.rpartition('@')[2]}>"
    message["Content-Language"] = _TAGS[mail.language]
    # RFC 3834: no holiday replies, please.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="base64")
    return message


def _judged(code: int) -> NotNow | Undeliverable:
    """4xx is later (full, too many), 5xx never. The server's words are left out: they repeat the address."""
    return Undeliverable(f"SMTP {code}") if code >= _FOR_GOOD else NotNow(f"SMTP {code}")


def _word_for(broken: Exception) -> str:
    if isinstance(broken, smtplib.SMTPResponseException):
        return f"SMTP {broken.smtp_code}"
    if isinstance(broken, TimeoutError | smtplib.SMTPServerDisconnected):
        return "no answer"
    return type(broken).__name__
