"""The process that opens strangers' files: `python -m app.files.image_child`, one file per process.

It lives for one file, within limits of memory and time, without our settings, our keys or our database.
Whatever a hostile file does here ends with this process.
"""

import resource
import sys

from app.files.child_protocol import (
    GivenBack,
    Sanitised,
    Task,
    Why,
    answer_to_bytes,
    refusal_to_bytes,
    task_from_bytes,
)
from app.files.pdf_cleaning import clean_pdf
from app.files.picture_cleaning import clean_picture


def main() -> None:
    task, content = task_from_bytes(sys.stdin.buffer.read())
    _limit_itself(task)
    sys.stdout.buffer.write(_answer(task, content))
    sys.stdout.buffer.flush()


def _answer(task: Task, content: bytes) -> bytes:
    try:
        return answer_to_bytes(_sanitised(task, content))
    except GivenBack as given_back:
        return refusal_to_bytes(given_back.why)
    except (MemoryError, RecursionError):
        return refusal_to_bytes(Why.TOO_DEMANDING)
    except Exception:  # a hostile file may raise anything, and its words must not reach a log
        return refusal_to_bytes(Why.BROKEN)


def _sanitised(task: Task, content: bytes) -> Sanitised:
    clean = clean_pdf if task.media_type == "application/pdf" else clean_picture
    return clean(content, task)


def _limit_itself(task: Task) -> None:
    """No core dump of somebody's photo, no file written, no more memory or time than agreed."""
    limits = {
        resource.RLIMIT_AS: task.memory_bytes,
        resource.RLIMIT_CPU: task.cpu_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
