"""SMS through a gateway that takes them as mail: the number is the address, the body is the message.

The rehearsal's gateway is the sandbox mailbox; its domain is no domain anywhere, and production refuses it.
"""

from app.health import Health
from app.notices.channel import NoticeChannel, OutgoingMail, Undeliverable


class MailToSms:
    """`domain` empty: the town sends none, and nobody is offered any. `mail` is the way to the gateway."""

    def __init__(self, mail: NoticeChannel, domain: str) -> None:
        self._mail, self._domain = mail, domain

    @property
    def is_offered(self) -> bool:
        return bool(self._domain)

    def deliver(self, message: OutgoingMail) -> None:
        """`to_address` is the number in digits. Raises NotNow or Undeliverable."""
        if not (self._domain and message.to_address.isdecimal()):
            raise Undeliverable("no SMS goes there")
        to = f"{message.to_address}@{self._domain}"
        self._mail.deliver(
            OutgoingMail(message.id, to, message.subject, message.body, message.language, message.at)
        )

    def health(self) -> Health:
        return self._mail.health() if self._domain else Health(True, "not used")
