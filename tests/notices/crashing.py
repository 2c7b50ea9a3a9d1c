"""Deliveries in processes that die: `python -m tests.notices.crashing URL PORT` reads "line notice_id".

Each is tried in a fork that kills itself just before the given line of our own code is run; the answer is
"killed", or "survived" when there are fewer lines.
"""

import os
import signal
import sys
from types import FrameType
from typing import Any
from uuid import UUID

from app.database import Database
from app.notices import delivery, email
from app.notices.settings import NoticesSettings
from app.vault import Vault
from tests.conftest import NOW, TEST_KEY
from tests.notices.conftest import LETTERHEAD

WATCHED = {delivery.__file__, email.__file__}


def deliver_and_die(url: str, port: int, line: int, notice_id: UUID) -> None:
    passed = 0

    def watch(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal passed
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            passed += 1
            if passed == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return watch

    database = Database(url, Vault([TEST_KEY]))
    channel = email.EmailChannel(NoticesSettings(smtp_port=port))
    sys.settrace(watch)
    delivery.deliver_notice(database, channel, notice_id, letterhead=LETTERHEAD, now=NOW)
    sys.settrace(None)


def main(url: str, port: int) -> None:
    for order in sys.stdin:
        line, notice_id = order.split()
        child = os.fork()
        if child == 0:
            deliver_and_die(url, port, int(line), UUID(notice_id))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("survived\n" if status == 0 else "killed\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
