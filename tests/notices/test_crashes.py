"""A worker killed at each line of a delivery: nothing lost, at most one repetition."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.database import Database
from app.notices.delivery import TRY_LASTS, deliver_notice
from app.notices.email import EmailChannel
from app.notices.kinds import NoticeState
from app.notices.queries import get_notice
from app.notices.settings import NoticesSettings
from app.sandboxes.mailbox.mails import Mailbox
from tests.conftest import NOW
from tests.notices.conftest import LETTERHEAD
from tests.notices.making import make_notice

pytestmark = pytest.mark.enable_socket

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def try_and_die(database: Database, settings: NoticesSettings) -> Iterator[Callable[[int, UUID], bool]]:
    """Deliver up to a line; whether the process was killed there."""
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.notices.crashing", url, str(settings.smtp_port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        orders, answers = process.stdin, process.stdout

        def deliver(line: int, notice_id: UUID) -> bool:
            orders.write(f"{line} {notice_id}\n")
            orders.flush()
            return answers.readline() == "killed\n"

        yield deliver
        orders.close()


def test_a_killed_delivery_is_neither_lost_nor_repeated_twice(
    database: Database, settings: NoticesSettings, mailbox: Mailbox, try_and_die: Callable[[int, UUID], bool]
) -> None:
    """I-50. Must catch: marking a notice as sent before it is; a notice stuck for ever in the moment of sending."""
    channel = EmailChannel(settings)
    line, killed, notices = 0, True, []
    while killed:
        line += 1
        notices.append(make_notice(database).id)
        killed = try_and_die(line, notices[-1])
        deliver_notice(database, channel, notices[-1], letterhead=LETTERHEAD, now=NOW + TRY_LASTS)
    assert line > 30
    received = Counter(mail.message_id for mail in mailbox.list_mails())
    counts = [received[f"<{notice_id}@town.example>"] for notice_id in notices]
    assert set(counts[:-1]) == {1, 2}
    assert counts[-1] == 1
    with database.read() as session:
        assert {get_notice(session, notice_id).state for notice_id in notices} == {NoticeState.SENT}
