"""Sends one code to the address that is to be proven; nothing of it is kept once it is on its way."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth.contact_codes import LASTS
from app.auth.contact_models import ContactKind
from app.auth.contact_queries import find_code
from app.auth.sent_codes import shown
from app.database import Database
from app.language import Language
from app.notices.channel import NoticeChannel, OutgoingMail, Undeliverable
from app.notices.wording import Letterhead, code_wording_of

Written = tuple[ContactKind, OutgoingMail]


class Sealed(Protocol):
    """A row that holds a code until it has been sent."""

    code: Any


class SmsChannel(NoticeChannel, Protocol):
    """The way out to telephones; where a town has none, it is not offered."""

    @property
    def is_offered(self) -> bool: ...


@dataclass(frozen=True)
class Ways:
    """By what kind of address a message goes."""

    mail: NoticeChannel
    sms: SmsChannel

    def of(self, kind: ContactKind) -> NoticeChannel:
        return self.sms if kind is ContactKind.PHONE else self.mail


def deliver_code(
    database: Database, ways: Ways, code_id: UUID, letterhead: Letterhead, now: datetime
) -> None:
    """Does nothing for a code that was sent, used or has run out.

    Raises NotNow: the job comes again while the code still lives. What will never arrive is given up; whoever waits
    for it asks for another, and has read where to look.
    """
    written = _write(database, code_id, letterhead, now)
    send_and_forget(database, ways, written, lambda session: find_code(session, code_id))


def send_and_forget(
    database: Database, ways: Ways, written: Written | None, find: Callable[[Session], Sealed | None]
) -> None:
    """Where there is something to send. `find`: the row that held the code until now. Raises NotNow."""
    if written is None:
        return
    kind, message = written
    with suppress(Undeliverable):
        ways.of(kind).deliver(message)
    with database.write() as session:
        if row := find(session):
            row.code = None


def _write(database: Database, code_id: UUID, letterhead: Letterhead, now: datetime) -> Written | None:
    with database.read() as session:
        row = find_code(session, code_id)
        if row is None or row.code is None or row.used_at or now - row.created_at >= LASTS:
            return None
        language = Language(row.language)
        words = code_wording_of(row.kind.value, language, letterhead, shown(row.code))
        mail = OutgoingMail(row.id, row.target, words.subject, words.body, language, now)
        return row.kind, mail
