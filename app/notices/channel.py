"""The way out to people, in our own words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.errors import MadoguchiError, Unavailable
from app.health import Health
from app.language import Language


class NotNow(Unavailable):
    """The provider is down, slow or busy: to be tried again. `reason` is for staff, without personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class Undeliverable(MadoguchiError):
    """This message will never reach this address. `reason` is for staff, without personal data."""

    message = "メールを送れませんでした。"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


@dataclass(frozen=True)
class OutgoingMail:
    """`id` is the notice's: the same for every try, so that a repetition can be recognised as one."""

    id: UUID
    to_address: str = field(repr=False)
    subject: str
    body: str
    language: Language
    at: datetime


class NoticeChannel(Protocol):
    def deliver(self, mail: OutgoingMail) -> None:
        """Returns when the provider has accepted it. Raises NotNow or Undeliverable."""

    def health(self) -> Health: ...
