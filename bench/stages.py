"""Where a request spends its time: the service in this process, with a stopwatch at the doors between its stages."""

import inspect
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import Any

from jinja2 import Template
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.database import Database
from app.vault import Vault
from app.web import entering, routing
from app.web.security import SecurityHeaders

WHOLE = "framework, headers, thread"
PAGE = "the page: rules, ORM"
# Who is timed, under which name. What a stage calls that has a name of its own is not counted in it.
DOORS: tuple[tuple[Any, str, str], ...] = (
    (SecurityHeaders, "__call__", WHOLE),
    (routing, "read_form", "read the form"),
    (routing, "serve", PAGE),
    (entering, "_identify", "who asks"),
    (entering, "_check_form", "whose form"),
    (Session, "flush", "write: ORM"),
    (Session, "commit", "write: ORM"),
    (Vault, "seal", "seal and open"),
    (Vault, "open", "seal and open"),
    (Template, "render", "draw"),
)
DRIVER, COMMIT = "SQL in the driver", "commit to the disk"


class Stopwatch:
    """Seconds per stage, each without the stages inside it; for one request at a time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.requests = 0
        self._inner: list[float] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            taken = time.perf_counter() - started
            self.seconds[name] += taken - self._inner.pop()
            if self._inner:
                self._inner[-1] += taken
            self.requests += name == WHOLE

    def timed(self, called: Callable[..., Any], name: str) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(called):

            @wraps(called)
            async def waits(*args: Any, **kwargs: Any) -> Any:
                with self.stage(name):
                    return await called(*args, **kwargs)

            return waits

        @wraps(called)
        def runs(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return called(*args, **kwargs)

        return runs

    def milliseconds(self) -> dict[str, float]:
        """Per request, the longest stage first."""
        ordered = sorted(self.seconds.items(), key=lambda stage: -stage[1])
        return {name: round(1000 * seconds / self.requests, 3) for name, seconds in ordered}


@contextmanager
def watching(watch: Stopwatch, database: Database) -> Iterator[None]:
    before = [(holder, name, getattr(holder, name)) for holder, name, _ in DOORS]
    for holder, name, stage in DOORS:
        setattr(holder, name, watch.timed(getattr(holder, name), stage))
    dialect, open_stages = database.engine.dialect, list[AbstractContextManager[None]]()
    do_commit = dialect.do_commit
    dialect.do_commit = watch.timed(do_commit, COMMIT)  # type: ignore[method-assign]  # put back below

    def begin(*_: Any) -> None:
        open_stages.append(watch.stage(DRIVER))
        open_stages[-1].__enter__()

    def end(*_: Any) -> None:
        open_stages.pop().__exit__(None, None, None)

    event.listen(database.engine, "before_cursor_execute", begin)
    event.listen(database.engine, "after_cursor_execute", end)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", begin)
        event.remove(database.engine, "after_cursor_execute", end)
        dialect.do_commit = do_commit  # type: ignore[method-assign]
        for holder, name, original in before:
            setattr(holder, name, original)


def time_stages(
    database: Database, asks: dict[str, Callable[[], Any]], times: int, before: int = 10
) -> dict[str, dict[str, float]]:
    """Page → stage → milliseconds per request, asked `before` times untimed and `times` times timed."""
    found: dict[str, dict[str, float]] = {}
    for page, ask in asks.items():
        for _ in range(before):
            ask()
        watch = Stopwatch()
        with watching(watch, database):
            for _ in range(times):
                ask()
        found[page] = watch.milliseconds()
    return found
