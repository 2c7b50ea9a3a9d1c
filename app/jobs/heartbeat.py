"""Several hosts (PostgreSQL): each says that it lives, and takes over the jobs of those that fell silent."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import create_engine, delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.jobs.models import JobExecutor
from app.jobs.queries import list_silent_executors

logger = logging.getLogger(__name__)

BEATS_PER_TAKEOVER = 4
FORGOTTEN_AFTER = timedelta(days=1)


class Heartbeat:
    """Beats from `start` to `stop`; `take_over` gets the ids of silent executors, again and again."""

    def __init__(
        self,
        database_url: str,
        executor_id: str,
        takeover_seconds: float,
        take_over: Callable[[Sequence[str]], None],
    ) -> None:
        self.engine = create_engine(database_url, pool_size=1, max_overflow=0)
        self.executor_id = executor_id
        self.takeover_seconds = takeover_seconds
        self.take_over = take_over
        self.steady_since = time.monotonic()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, name="job-heartbeat", daemon=True)

    def start(self) -> None:
        """Writes the first beat before returning: no job is taken by an executor nobody has heard of."""
        self._beat()
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()
        self.engine.dispose()

    def _keep_beating(self) -> None:
        while not self._stopping.wait(self.takeover_seconds / BEATS_PER_TAKEOVER):
            try:
                self._beat()
                self._look_around()
            except Exception as error:  # a heart that stops for any reason makes others run our jobs
                logger.warning("heartbeat failed", extra={"failure": type(error).__name__})
                self.steady_since = time.monotonic()

    def _beat(self) -> None:
        row = insert(JobExecutor).values(id=self.executor_id, beat_at=func.now())
        with Session(self.engine) as session, session.begin():
            session.execute(row.on_conflict_do_update(index_elements=["id"], set_={"beat_at": func.now()}))

    def _look_around(self) -> None:
        # After an outage of the database everybody looks dead: give the others time to come back.
        if time.monotonic() - self.steady_since < self.takeover_seconds:
            return
        with Session(self.engine) as session, session.begin():
            silent = list_silent_executors(session, self.takeover_seconds)
        if silent:
            self.take_over(silent)
        # Kept for a day, in case one only slept and took another job before its next beat.
        old = delete(JobExecutor).where(JobExecutor.beat_at < func.now() - FORGOTTEN_AFTER)
        with Session(self.engine) as session, session.begin():
            session.execute(old)
