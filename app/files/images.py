"""A stranger's file → a copy that is safe to open, made in a process of its own, one at a time."""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.errors import Unavailable
from app.files import refusals
from app.files.child_protocol import GivenBack, Sanitised, Task, Why, answer_from_bytes, head_to_bytes
from app.files.kinds import FileKind, FileLimits
from app.files.refusals import FileRefused
from app.language import Message

CHILD = ("-m", "app.files.image_child")
_PROJECT = Path(__file__).resolve().parents[2]
# One arena of memory instead of one per thread, so that the limit of address space means memory.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
_PATIENCE = 6  # in the queue, counted in the longest time one file may take
_one_at_a_time = threading.Lock()


def sanitise(kind: FileKind, content: bytes, limits: FileLimits) -> Sanitised:
    """Raises FileRefused with what to do instead, Unavailable when too many are waiting."""
    task = Task(
        media_type=kind,
        pixels=limits.pixels_of(kind),
        pages=limits.pages,
        memory_bytes=limits.child_bytes,
        cpu_seconds=limits.child_seconds,
    )
    if not _one_at_a_time.acquire(timeout=_PATIENCE * limits.child_seconds):
        raise Unavailable
    try:
        return answer_from_bytes(_asked(task, content, limits))
    except GivenBack as given_back:
        raise FileRefused(_why(given_back.why, kind, limits)) from given_back
    except OSError as failure:
        raise Unavailable from failure
    finally:
        _one_at_a_time.release()


def _asked(task: Task, content: bytes, limits: FileLimits) -> bytes:
    """What the child answered; cut short when it died, was too slow or said too much."""
    most = 2 * limits.file_bytes + 64 * 1024
    with subprocess.Popen(  # noqa: S603  (our own program; the file goes in by its stdin)
        [sys.executable, *CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # may quote the file
        cwd=_PROJECT,
        env=_ENVIRONMENT,
    ) as child:
        watchdog = threading.Timer(limits.child_seconds, child.kill)
        watchdog.start()
        feeder = threading.Thread(target=_feed, args=(child.stdin, head_to_bytes(task), content))
        feeder.start()
        try:
            answer = child.stdout.read(most) if child.stdout else b""
        finally:
            watchdog.cancel()
            child.kill()
            feeder.join()
    return answer


def _feed(stdin: IO[bytes], *parts: bytes) -> None:
    # It may die over it: the missing answer says so.
    with suppress(BrokenPipeError):
        stdin.writelines(parts)
    with suppress(BrokenPipeError):
        stdin.close()


def _why(why: Why, kind: FileKind, limits: FileLimits) -> Message:
    if why is Why.BROKEN:
        return refusals.BROKEN_PDF if kind is FileKind.PDF else refusals.BROKEN_PICTURE
    if why is Why.TOO_MANY_PAGES:
        return refusals.too_many_pages(limits.pages)
    said = {
        Why.TOO_MANY_PIXELS: refusals.TOO_MANY_PIXELS,
        Why.LOCKED: refusals.LOCKED_PDF,
        Why.TOO_DEMANDING: refusals.TOO_DEMANDING,
    }
    return said[why]
