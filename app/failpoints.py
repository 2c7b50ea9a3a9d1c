"""Places where a test may let the process die as in a power cut; elsewhere they do nothing."""

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

# Between the tap on 「この内容で申請する」 and the mail: every step after which a process may die.
POINTS = {
    "request_arriving": "C0: the head of a form has been received, its body not yet",
    "form_read": "C1: the body has been read",
    "stage_known": "C2: whether this form was sent before has been looked up",
    "answers_checked": "C3: everything that is asked has been answered",
    "file_half_written": "C4: an attachment lies on the disk under the name of a half one",
    "file_in_place": "C5: the attachment has its name, and both have reached the disk",
    "number_drawn": "C6: the running number is drawn, the application not yet changed",
    "application_written": "C7: the application and its version are written",
    "before_commit": "C8: the notice and its job are written, the audit entry not yet",
    "audit_written": "C8: everything is written, and nothing is committed",
    "commit_under_way": "C9: the database is committing",
    "before_response": "C10: the commit has come back, the answer has not left",
    "response_written": "C11: the answer has left",
    "notice_taken": "C12: a worker has taken the notice",
    "mail_handed_over": "C13: the mail server has it, which is not yet written down",
}


class _Armed(BaseSettings):
    """TEST_FAILPOINTS is a folder: a point is armed while a file of its name stands there."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    environment: str = "development"
    test_failpoints: Path | None = None


def reach(name: str) -> None:
    """Kills this process at once, without any cleaning up, where a test has armed `name`; never in production."""
    if _is_armed(name):
        os.kill(os.getpid(), signal.SIGKILL)


def reach_amid(name: str, work: Callable[[], object]) -> None:
    """As `reach`, but `work` has begun by then and is somewhere within its first two milliseconds."""
    if _is_armed(name):
        threading.Thread(target=work, daemon=True).start()
        time.sleep(time.monotonic_ns() % 2_000_000 / 1e9)
        os.kill(os.getpid(), signal.SIGKILL)


def _is_armed(name: str) -> bool:
    folder = _folder()
    return folder is not None and (folder / name).exists()


@cache
def _folder() -> Path | None:
    armed = _Armed()
    return None if armed.environment == "production" else armed.test_failpoints
