"""Limits that others set us, and that we set others: each has a name, and one more than it is refused."""

from collections.abc import Callable
from unittest.mock import Mock
from uuid import uuid4

import anyio
import pytest
from starlette.requests import Request
from starlette.types import Message

from app.auth import kept_posts, passwords
from app.auth.kept_posts import MOST_BYTES, MOST_POSTS
from app.errors import Invalid, MadoguchiError, TooLarge, TooMany
from app.files.kinds import FileLimits, check_size
from app.files.settings import FilesSettings
from app.jobs.settings import JobsSettings
from app.notices.delivery import MAX_TRIES
from app.payments import payjp
from app.payments.gateway import MOST_YEN, UnreadableEvent
from app.payments.lines import PaymentLine
from app.payments.settings import PaymentsSettings
from app.payments.settlement import request_payment
from app.web.forms import MOST_FIELDS, MOST_PLAIN_BYTES, read_form
from tests.conftest import NOW

LIMITS: FileLimits = FilesSettings().limits


def take_form(body: bytes) -> None:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(body)).encode()),
    ]
    anyio.run(read_form, Request({"type": "http", "method": "POST", "headers": headers}, receive))


def take_event(size: int) -> None:
    settings = PaymentsSettings()
    token = {payjp.TOKEN_HEADER: settings.webhook_token.get_secret_value()}
    payjp.PayjpGateway(settings).read_event(token, b"{}".ljust(size))


def ask_for(yen: int) -> None:
    request_payment(Mock(), uuid4(), "26-000001-X", [PaymentLine("fee", 1, yen)], due_on=None, now=NOW)


def keep(size: int) -> None:
    kept_posts.keep(Mock(), "ab", "/apply/x", [("", "a" * size)], now=NOW)


def choose(size: int) -> None:
    if faults := passwords.faults_of("abcde" + "f" * (size - 5), ""):
        raise Invalid(faults[0])


TABLE: list[tuple[str, int, Callable[[int], None], type[MadoguchiError]]] = [
    ("bytes of a form", MOST_PLAIN_BYTES, lambda n: take_form(b"a=".ljust(n, b"b")), TooLarge),
    ("boxes of a form", MOST_FIELDS, lambda n: take_form(b"&".join([b"a=1"] * n)), Invalid),
    ("bytes of an attachment", LIMITS.file_bytes, lambda n: check_size(n, LIMITS), TooLarge),
    ("yen the provider takes", MOST_YEN, ask_for, Invalid),
    ("bytes of the provider's event", payjp._LONGEST_EVENT, take_event, UnreadableEvent),
    ("bytes kept after a session's end", MOST_BYTES, keep, TooLarge),
    ("characters of a password", passwords.MOST_CHARACTERS, choose, Invalid),
]


@pytest.mark.parametrize(
    ("most", "take", "refusal"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_limit_is_taken_and_one_more_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    take: Callable[[int], None],
    refusal: type[MadoguchiError],
) -> None:
    """I-53. Must catch: a limit that is not looked at, or one less than what is promised."""
    monkeypatch.setattr(payjp, "event_of", lambda event: event)
    monkeypatch.setattr(kept_posts.queries, "count_posts_since", lambda *_: 0)
    take(most)
    with pytest.raises(refusal):
        take(most + 1)


def test_what_is_kept_for_one_person_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """I-53. Must catch: a day in which anybody can fill the table."""
    monkeypatch.setattr(kept_posts.queries, "count_posts_since", lambda *_: MOST_POSTS - 1)
    keep(1)
    monkeypatch.setattr(kept_posts.queries, "count_posts_since", lambda *_: MOST_POSTS)
    with pytest.raises(TooMany):
        keep(1)


def test_a_notice_and_its_job_give_up_together() -> None:
    """I-51, I-53. Must catch: a job parked while its notice still counts as on its way, or the other way round."""
    waits = JobsSettings().retry_after_seconds
    assert len(waits) + 1 == MAX_TRIES
    assert sum(waits) >= 4 * 60 * 60
