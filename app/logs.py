"""Whatever is logged, by us or by a library → one line of JSON without anybody's personal data.

Our own messages are English and carry ids, so Japanese text in a log is always something a person
typed: it is masked as a whole, and with it every name and address. What can also be written in ASCII is
masked by its shape; names of foreign residents are in capitals, as in the register. Exceptions are told
by type and place: their words and their locals stay where they are.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any, TextIO
from uuid import UUID, uuid4

_ROOT = Path(__file__).resolve().parents[1]

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

# Tried in this order at every position; a UUID is ours and stays, all the rest is masked.
_SHAPES = re.compile(
    r"""
    (?P<id>\b(?i:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b)
  | (?P<secret>\b(?i:(?:set-)?cookie\s*[=:].*
      | (?:bearer|basic)\s+\S+
      | (?:code|state)=\S+
      | (?:authorization|password|passwd|secret|token|pin)["']?\s*[=:]\s*
        (?:"[^"]*" | '[^']*' | (?:(?:bearer|basic)\s+)?[^\s,;}\]]+)))
  | (?P<email>(?<![^\s<>"'(),:;@])[^\s<>"'(),:;@]+@[^\s<>"'(),:;@]+)
  | (?P<query>\?\S+)
  | (?P<text>(?:(?<![A-Za-z0-9-])[A-Za-z0-9-]+)?[^\x00-\x7f]\S*
      (?:\s+(?:[\d-]*[^\x00-\x7f]\S* | [\dA-Z-]+(?!\S)))*)
  | (?P<name>(?<!\w)[A-Z]{2,}(?:\s+[A-Z]{2,}(?!\w))+)
  | (?P<key>(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,})
  | (?P<number>\+?\d(?:[\s().-]{0,2}\d){6,})
    """,
    re.VERBOSE,
)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


@contextmanager
def request_id(given: str | None = None) -> Iterator[str]:
    """Everything logged inside carries this id: `given` if it is a UUID, else a new one."""
    try:
        chosen = str(UUID(given)) if given else str(uuid4())
    except ValueError:
        chosen = str(uuid4())
    token = _request_id.set(chosen)
    try:
        yield chosen
    finally:
        _request_id.reset(token)


def current_request_id() -> str | None:
    return _request_id.get()


def redacted(said: str) -> str:
    """The same sentence with every value that could be a person's replaced by what kind of value it was."""
    return _SHAPES.sub(_masked, said)


def _masked(found: re.Match[str]) -> str:
    kind = found.lastgroup or "text"
    if kind == "id" or (kind == "number" and _IP.match(found[0])):
        return found[0]
    return f"[{kind}]"


class JsonLines(logging.Formatter):
    """One record → one line; whatever is in it, the line stays one line and printable ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(_message_of(record)),
        }
        if current_request_id():
            line["request_id"] = current_request_id()
        extra = {name: value for name, value in vars(record).items() if name not in _OWN}
        line |= {redacted(name): _told(value) for name, value in extra.items() if name not in line}
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _chain_of(record.exc_info[1])
        return json.dumps(line)


def configure(level: int | str = logging.INFO, stream: TextIO | None = None) -> None:
    """Sends every logger, warning and uncaught exception through `JsonLines`; stderr by default.

    Servers and libraries must not bring handlers of their own (uvicorn: `log_config=None`).
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.captureWarnings(capture=True)
    # Otherwise a record that cannot be formatted is printed raw, arguments and all.
    logging.raiseExceptions = False
    # Addresses with queries stand in the first two at INFO; the others count every step of setting up.
    for name in ("httpx", "httpcore", "dbos", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda uncaught: _log_uncaught(
        uncaught.exc_type, uncaught.exc_value or uncaught.exc_type(), uncaught.exc_traceback
    )


def _log_uncaught(kind: type[BaseException], value: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("app").critical("uncaught exception", exc_info=(kind, value, traceback))


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _told(value: Any) -> Any:
    """A simple value, redacted; of anything else only what it is, for its repr may show anybody's data."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 1_000_000 else "[number]"
    if isinstance(value, str | UUID):
        return redacted(str(value))
    return f"<{type(value).__name__}>"


def _chain_of(exception: BaseException) -> list[dict[str, Any]]:
    """The exception, what caused it, and so on; each by its type, its error number and its frames."""
    chain: list[dict[str, Any]] = []
    current: BaseException | None = exception
    while current is not None and len(chain) < 10:
        told: dict[str, Any] = {"type": f"{type(current).__module__}.{type(current).__qualname__}"}
        # Numbers of the operating system and of the database: they say what went wrong, never with what.
        for name in ("errno", "sqlstate"):
            if getattr(current, name, None) is not None:
                told[name] = _told(getattr(current, name))
        told["frames"] = [
            f"{_shown(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in walk_tb(current.__traceback__)
        ][-30:]
        chain.append(told)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain


def _shown(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
