"""The process that opens strangers' files, when the file wins."""

import resource
import threading
from dataclasses import replace

import pytest

from app.errors import Unavailable
from app.files import images, refusals
from app.files.child_protocol import GivenBack, Sanitised, Why, answer_from_bytes, answer_to_bytes
from app.files.images import sanitise
from app.files.kinds import MEGABYTE, FileKind, FileLimits
from app.files.refusals import FileRefused
from tests.files import corpus

MADE = Sanitised("image/jpeg", b"copy", b"thumbnail", 4, 3)


def test_an_answer_arrives_as_it_was_sent() -> None:
    assert answer_from_bytes(answer_to_bytes(MADE)) == MADE
    paper = Sanitised("application/pdf", b"copy", pages=2)
    assert answer_from_bytes(answer_to_bytes(paper)) == paper


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{}\n",
        b"[]\n",
        b"not json\n",
        b'{"refused": "nonsense"}\n',
        answer_to_bytes(MADE)[:-1],
        answer_to_bytes(MADE) + b"x",
        answer_to_bytes(MADE)[:20],
    ],
)
def test_a_child_that_died_in_the_middle_made_nothing(said: bytes) -> None:
    """Must catch: storing half a copy as though it were whole."""
    with pytest.raises(GivenBack) as given_back:
        answer_from_bytes(said)
    assert given_back.value.why is Why.TOO_DEMANDING


def test_a_file_that_needs_too_much_memory_is_refused(limits: FileLimits) -> None:
    """I-09. Must catch: a child without a limit of memory."""
    content = corpus.png_of_zeros(7_000, 7_000)
    with pytest.raises(FileRefused) as refused:
        sanitise(FileKind.PNG, content, replace(limits, child_bytes=64 * MEGABYTE))
    assert refused.value.said == refusals.TOO_DEMANDING


@pytest.mark.parametrize("sleeping", [True, False], ids=["sleeps", "spins"])
def test_a_file_that_takes_too_long_is_refused(
    sleeping: bool, limits: FileLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-09. Must catch: a child that nobody stops, which would keep all others waiting."""
    program = "import time, sys; sys.stdin.buffer.read(); time.sleep(600)" if sleeping else "while True: pass"
    monkeypatch.setattr(images, "CHILD", ("-c", program))
    with pytest.raises(FileRefused) as refused:
        sanitise(FileKind.JPEG, corpus.photo(), replace(limits, child_seconds=1))
    assert refused.value.said == refusals.TOO_DEMANDING


def test_a_child_that_never_listens_blocks_nobody(
    limits: FileLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: writing more than a pipe holds to a child that is gone, without a thread for it."""
    monkeypatch.setattr(images, "CHILD", ("-c", "pass"))
    with pytest.raises(FileRefused):
        sanitise(FileKind.JPEG, corpus.photo() + bytes(5 * MEGABYTE), limits)


def test_a_child_that_says_too_much_is_not_listened_to(
    limits: FileLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: keeping in this process whatever the child chooses to say."""
    program = "import sys\nfor _ in range(300): sys.stdout.buffer.write(bytes(1048576))"
    monkeypatch.setattr(images, "CHILD", ("-c", program))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefused):
        sanitise(FileKind.JPEG, corpus.photo(), replace(limits, file_bytes=MEGABYTE))
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 50 * MEGABYTE


def test_the_child_knows_nothing_of_ours(limits: FileLimits, monkeypatch: pytest.MonkeyPatch) -> None:
    """Must catch: passing on our environment, in which the keys stand."""
    monkeypatch.setenv("MADOGUCHI_SECRET", "SECRET")
    program = (
        "import os, sys\n"
        "from app.files.child_protocol import *\n"
        "sys.stdin.buffer.read()\n"
        "told = ' '.join(os.environ).encode()\n"
        "sys.stdout.buffer.write(answer_to_bytes(Sanitised('image/jpeg', told)))"
    )
    monkeypatch.setattr(images, "CHILD", ("-c", program))
    assert b"MADOGUCHI" not in sanitise(FileKind.JPEG, corpus.photo(), limits).copy


def test_one_file_is_opened_at_a_time(limits: FileLimits) -> None:
    """Must catch: as many children as requests, each with a gigabyte of memory."""
    assert images._one_at_a_time.acquire(blocking=False)
    try:
        with pytest.raises(Unavailable):
            sanitise(FileKind.JPEG, corpus.photo(), replace(limits, child_seconds=0))
    finally:
        images._one_at_a_time.release()
    assert sanitise(FileKind.JPEG, corpus.photo(), limits).width == 640


def test_many_at_once_all_get_their_own_copy(limits: FileLimits) -> None:
    made: dict[int, int | None] = {}

    def send(width: int) -> None:
        made[width] = sanitise(FileKind.JPEG, corpus.photo(width, 50), limits).width

    senders = [threading.Thread(target=send, args=(100 + number,)) for number in range(5)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert made == {width: width for width in range(100, 105)}
