"""From the commit to the mailbox: jobs, delivery and SMTP together, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from app import clock
from app.database import Base, Database
from app.jobs.enqueue import enqueue
from app.jobs.kinds import DeliverNotice, Job
from app.jobs.queue import create_tables
from app.jobs.runner import JobRunner
from app.language import Language
from app.notices.delivery import deliver_notice
from app.notices.email import EmailChannel
from app.notices.kinds import NoticeKind, NoticeState
from app.notices.preparing import prepare_notice
from app.notices.queries import list_notices
from app.notices.settings import NoticesSettings
from app.sandboxes.mailbox.mails import Mailbox
from app.vault import Vault
from tests.jobs.worker import QUICK
from tests.notices.conftest import LETTERHEAD
from tests.postgres import PostgresServer, postgres

__all__ = ["postgres"]
pytestmark = pytest.mark.enable_socket

# Everything a person is known by here; `canary` stands in the address alone.
CANARY = (
    "金糸雀",
    "カナリア",
    "鳥籠町1-2-3",
    "0261-99-8888",
    "1990年",
    "1990-0",
    "平成2年",
    "123456789018",
    "canary",
)


class Surprise(Exception):
    """Whatever may go wrong between the work and the commit."""


@pytest.fixture(params=["sqlite", "postgresql"])
def journey_database(request: pytest.FixtureRequest, tmp_path: Path, vault: Vault) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'journey.db'}"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create_database()
    create_tables(url)
    opened = Database(url, vault)
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def runner(journey_database: Database, settings: NoticesSettings) -> Iterator[JobRunner]:
    def run(job: Job) -> None:
        assert isinstance(job, DeliverNotice)
        channel, now = EmailChannel(settings), clock.now()
        deliver_notice(journey_database, channel, job.notice_id, letterhead=LETTERHEAD, now=now)

    url = journey_database.engine.url.render_as_string(hide_password=False)
    runner = JobRunner(url, run, QUICK)
    runner.start()
    yield runner
    runner.stop()


def test_what_is_committed_arrives_and_what_is_rolled_back_does_not(
    journey_database: Database, runner: JobRunner, mailbox: Mailbox
) -> None:
    """Must catch: a lost mail, a ghost mail, and anything about the person on the postcard."""

    def tell(kind: NoticeKind, *, fail: bool = False) -> None:
        with journey_database.write() as session:
            notice = prepare_notice(
                session,
                kind,
                subject_id=case_id,
                reference_number="26-000123-X",
                to_address="canary@town.example",
                language=Language.JAPANESE,
                now=clock.now(),
            )
            enqueue(session, DeliverNotice(notice_id=notice.id))
            if fail:
                raise Surprise

    case_id = uuid4()
    with pytest.raises(Surprise):
        tell(NoticeKind.DECIDED, fail=True)
    for kind in NoticeKind:
        tell(kind)
    runner.drain(30)
    mails = mailbox.list_mails()
    assert len(mails) == len({mail.subject for mail in mails}) == len(NoticeKind)
    with journey_database.read() as session:
        assert {notice.state for notice in list_notices(session, case_id)} == {NoticeState.SENT}
    told = "".join(mail.subject + mail.body for mail in mails)
    assert [word for word in (*CANARY, str(case_id)) if word in told] == []
