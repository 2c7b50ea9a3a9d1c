"""What the two processes say to each other: one line of JSON, then bytes.

    → {"media_type": …, "pixels": …, "pages": …, "memory_bytes": …, "cpu_seconds": …} ⏎ the file
    ← {"refused": why} ⏎
    ← {"media_type": …, "width": …, "height": …, "pages": …, "sizes": [n, m]} ⏎ copy, thumbnail

Imports nothing of ours: the child is to be up quickly and to know little.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why the child gives a file back."""

    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    LOCKED = "locked"
    TOO_DEMANDING = "too_demanding"


class GivenBack(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Task:
    """`memory_bytes` of address space and `cpu_seconds` end the child, `pixels` and `pages` the reading."""

    media_type: str
    pixels: int
    pages: int
    memory_bytes: int
    cpu_seconds: int


@dataclass(frozen=True)
class Sanitised:
    """A copy that is safe to open (無害化した写し): JPEG for a picture, with a thumbnail, else PDF.

    `width` and `height` are the copy's, upright; `pages` is None for a picture.
    """

    media_type: str
    copy: bytes
    thumbnail: bytes | None = None
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def head_to_bytes(task: Task) -> bytes:
    """What goes before the file: 20 MB are not copied to have a line in front of them."""
    return json.dumps(asdict(task)).encode() + b"\n"


def task_from_bytes(sent: bytes) -> tuple[Task, bytes]:
    head, _, content = sent.partition(b"\n")
    return Task(**json.loads(head)), content


def answer_to_bytes(made: Sanitised) -> bytes:
    head = {
        "media_type": made.media_type,
        "width": made.width,
        "height": made.height,
        "pages": made.pages,
        "sizes": [len(made.copy), len(made.thumbnail or b"")],
    }
    return json.dumps(head).encode() + b"\n" + made.copy + (made.thumbnail or b"")


def refusal_to_bytes(why: Why) -> bytes:
    return json.dumps({"refused": why}).encode() + b"\n"


def answer_from_bytes(sent: bytes) -> Sanitised:
    """Raises GivenBack: for a refusal, and as too demanding for whatever a dying child left unfinished."""
    line, _, body = sent.partition(b"\n")
    try:
        head = json.loads(line)
        if "refused" in head:
            raise GivenBack(Why(head["refused"]))
        copy_bytes, thumbnail_bytes = head.pop("sizes")
        made = Sanitised(copy=body[:copy_bytes], thumbnail=body[copy_bytes:] or None, **head)
    except (ValueError, KeyError, TypeError) as cause:
        raise GivenBack(Why.TOO_DEMANDING) from cause
    if len(body) != copy_bytes + thumbnail_bytes:
        raise GivenBack(Why.TOO_DEMANDING)
    return made
