"""One notice on its way: tried, tried again, given up, never sent twice without need."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database import Database
from app.errors import NotFound
from app.health import Health
from app.notices.channel import NotNow, OutgoingMail, Undeliverable
from app.notices.delivery import MAX_TRIES, TRY_LASTS, BeingSent, deliver_notice
from app.notices.email import EmailChannel
from app.notices.kinds import NoticeState
from app.notices.models import Notice
from app.notices.preparing import prepare_notice, send_again
from app.notices.queries import OVERDUE_AFTER, get_notice, list_failed, list_notices
from app.notices.settings import NoticesSettings
from app.sandboxes.mailbox.mails import Mailbox
from tests.conftest import NOW
from tests.notices.conftest import LETTERHEAD
from tests.notices.making import make_notice

LATER = NOW + timedelta(hours=1)


class Died(BaseException):
    """Stands for a process that ends in the middle."""


@dataclass
class Provider:
    """Does what it is told before it accepts a mail."""

    first: Callable[[], None] = lambda: None
    accepted: list[OutgoingMail] = field(default_factory=list)

    def deliver(self, mail: OutgoingMail) -> None:
        self.first()
        self.accepted.append(mail)

    def health(self) -> Health:
        return Health(True, "a provider made for tests")


def raising(error: BaseException) -> Callable[[], None]:
    def first() -> None:
        raise error

    return first


def deliver(database: Database, provider: Provider, notice: Notice, now: datetime = NOW) -> Notice:
    deliver_notice(database, provider, notice.id, letterhead=LETTERHEAD, now=now)
    return look_at(database, notice)


def look_at(database: Database, notice: Notice) -> Notice:
    with database.read() as session:
        found = get_notice(session, notice.id)
        session.expunge(found)
        return found


def failed(database: Database, now: datetime = NOW) -> list[Notice]:
    with database.read() as session:
        found = list(list_failed(session, now=now))
        session.expunge_all()
        return found


def test_a_notice_is_sent_once_however_often_the_job_runs(database: Database) -> None:
    """I-50. Must catch: a repeated job repeating the mail."""
    notice, provider = make_notice(database), Provider()
    for now in (NOW, LATER):
        assert deliver(database, provider, notice, now).state is NoticeState.SENT
    assert [mail.id for mail in provider.accepted] == [notice.id]
    assert look_at(database, notice).sent_at == NOW
    assert failed(database, LATER + OVERDUE_AFTER) == []


def test_two_runs_at_once_send_one_mail_and_no_transaction_is_open_meanwhile(database: Database) -> None:
    """Must catch: sending inside a transaction (on SQLite, the only writer's); two workers at one notice."""
    notice, provider = make_notice(database), Provider()

    def meanwhile() -> None:
        make_notice(database)
        with pytest.raises(BeingSent):
            deliver(database, Provider(), notice)

    provider.first = meanwhile
    assert deliver(database, provider, notice).attempts == 1
    assert len(provider.accepted) == 1


def test_a_provider_that_is_down_is_tried_five_times_and_then_staff_see_it(database: Database) -> None:
    """I-51. Must catch: trying for ever; giving up in silence."""
    notice, provider = make_notice(database), Provider(raising(NotNow("no answer")))
    for tried in range(1, MAX_TRIES):
        with pytest.raises(NotNow):
            deliver(database, provider, notice)
        assert look_at(database, notice).attempts == tried
        assert failed(database) == []
    assert deliver(database, provider, notice).state is NoticeState.FAILED
    assert [(each.id, each.failure) for each in failed(database)] == [(notice.id, "no answer")]
    provider.first = lambda: None
    assert deliver(database, provider, notice).state is NoticeState.FAILED
    assert provider.accepted == []


def test_a_provider_that_comes_back_gets_the_notice(database: Database) -> None:
    """I-51. Must catch: a notice given up, or not tried again, because the first tries failed."""
    notice, provider = make_notice(database), Provider(raising(NotNow("SMTP 421")))
    with pytest.raises(NotNow):
        deliver(database, provider, notice)
    provider.first = lambda: None
    sent = deliver(database, provider, notice, LATER)
    assert (sent.state, sent.attempts, sent.failure, sent.sent_at) == (NoticeState.SENT, 2, None, LATER)


def test_a_refused_address_is_given_up_at_once(database: Database) -> None:
    """Must catch: four more tries at a mailbox that does not exist, while staff know nothing."""
    notice = make_notice(database)
    deliver(database, Provider(raising(Undeliverable("SMTP 550"))), notice)
    assert [each.failure for each in failed(database)] == ["SMTP 550"]


def test_a_try_that_died_is_repeated_when_it_can_no_longer_be_running(database: Database) -> None:
    """Must catch: a notice left in SENDING for ever."""
    notice, provider = make_notice(database), Provider(raising(Died()))
    with pytest.raises(Died):
        deliver(database, provider, notice)
    provider.first = lambda: None
    with pytest.raises(BeingSent):
        deliver(database, provider, notice, NOW + TRY_LASTS - timedelta(seconds=1))
    assert deliver(database, provider, notice, NOW + TRY_LASTS).state is NoticeState.SENT
    assert len(provider.accepted) == 1


def test_five_tries_that_died_are_enough(database: Database) -> None:
    notice, provider = make_notice(database), Provider(raising(Died()))
    for tried in range(MAX_TRIES):
        with pytest.raises(Died):
            deliver(database, provider, notice, NOW + tried * TRY_LASTS)
    assert deliver(database, provider, notice, LATER).state is NoticeState.FAILED


def test_a_notice_nobody_took_is_seen_by_staff(database: Database) -> None:
    """Must catch: a lost job, of which no table but this one knows."""
    notice = make_notice(database)
    assert failed(database, NOW + OVERDUE_AFTER) == []
    assert [each.id for each in failed(database, NOW + OVERDUE_AFTER + timedelta(seconds=1))] == [notice.id]


def test_staff_can_have_a_failed_notice_sent_again(database: Database) -> None:
    notice, provider = make_notice(database), Provider(raising(Undeliverable("SMTP 554")))
    deliver(database, provider, notice)
    with database.write() as session:
        send_again(get_notice(session, notice.id, to_change=True), now=LATER)
    provider.first = lambda: None
    assert deliver(database, provider, notice, LATER).state is NoticeState.SENT
    with database.write() as session:
        send_again(get_notice(session, notice.id), now=LATER)
    assert look_at(database, notice).state is NoticeState.SENT


def test_the_address_is_readable_nowhere(
    database: Database, settings: NoticesSettings, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Must catch: addresses in clear in the database, in logs, or in what staff read about a failure."""
    caplog.set_level(logging.DEBUG)
    notice = make_notice(database, "refused@canary.example")
    deliver_notice(database, EmailChannel(settings), notice.id, letterhead=LETTERHEAD, now=NOW)
    assert [each.failure for each in failed(database)] == ["SMTP 550"]
    with database.engine.connect() as connection:
        assert "canary" not in str(connection.execute(text("SELECT * FROM notices")).all())
    assert "canary" not in caplog.text
    assert "canary" not in repr(OutgoingMail(notice.id, "x@canary.example", "", "", notice.language, NOW))


def test_the_notices_of_a_case_can_be_listed(database: Database) -> None:
    first, _ = make_notice(database), make_notice(database)
    with database.read() as session:
        assert [each.id for each in list_notices(session, first.subject_id)] == [first.id]
        with pytest.raises(NotFound):
            get_notice(session, uuid4())


@pytest.mark.parametrize(("kind", "language"), [("congratulations", "ja"), ("arrived", "fr")])
def test_a_notice_without_texts_cannot_be_prepared(database: Database, kind: str, language: str) -> None:
    """Must catch: a mistake found by the worker, when the case has long been committed."""
    with database.write() as session, pytest.raises(ValueError, match=f"{kind}|{language}"):
        prepare_notice(
            session,
            kind,
            subject_id=uuid4(),
            reference_number=None,
            to_address="hanako@town.example",
            language=language,
            now=NOW,
        )
