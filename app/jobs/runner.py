"""Runs jobs: inside the web process (SQLite) or in workers of their own (PostgreSQL)."""

import logging
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from dbos import DBOS

from app import clock
from app.database import new_id
from app.jobs.alone import only_one
from app.jobs.heartbeat import Heartbeat
from app.jobs.kinds import Job
from app.jobs.queue import APPLICATION, QUEUE, SCHEMA, SERIALIZER, VERSION, create_tables, opened
from app.jobs.settings import JobsSettings
from app.jobs.workflows import apply_schedules, register_run, register_schedules, take_over

# Connections beside those of the running jobs: poller, clock, delays, listener.
SPARE_CONNECTIONS = 6


class JobRunner:
    """Calls `run(job)` for every job, in threads; `run` opens its own transactions and may be called twice.

    One per process. On PostgreSQL each start is a new executor and the jobs of dead ones are taken over;
    on SQLite the one executor resumes its own.
    """

    def __init__(
        self,
        database_url: str,
        run: Callable[[Job], None],
        settings: JobsSettings | None = None,
        *,
        executor_id: str | None = None,
    ) -> None:
        self.database_url = database_url
        self.run = run
        self.settings = settings or JobsSettings()
        self.is_sqlite = database_url.startswith("sqlite")
        fresh = "embedded" if self.is_sqlite else f"{socket.gethostname()[:40]}-{new_id()}"
        self.executor_id = executor_id or fresh
        self._opened = ExitStack()

    def start(self) -> None:
        """Raises AlreadyRunning when another process runs the jobs of this SQLite database."""
        # The library refuses to start on a thread with an event loop, and web servers start us on one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self._start).result()

    def stop(self) -> None:
        """Waits for running jobs as long as the settings say; what is unfinished then runs again later."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self._opened.close).result()

    def drain(self, timeout_seconds: float) -> None:
        """For tests: wait until nothing is left, retries due meanwhile included. Raises TimeoutError."""
        deadline = time.monotonic() + timeout_seconds
        until_ms = (clock.now().timestamp() + timeout_seconds) * 1000
        with opened(self.database_url) as client:
            while True:
                active = client.list_workflows(
                    status=["ENQUEUED", "PENDING", "DELAYED"], load_input=False, load_output=False
                )
                left = [run for run in active if (run.delay_until_epoch_ms or 0) <= until_ms]
                if not left:
                    return
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{len(left)} jobs left")
                time.sleep(self.settings.poll_seconds)

    def _start(self) -> None:
        with ExitStack() as opening:
            if self.is_sqlite:
                opening.enter_context(only_one(self.database_url))
            create_tables(self.database_url)
            self._register_queue()
            if not self.is_sqlite:
                beating = Heartbeat(
                    self.database_url, self.executor_id, self.settings.takeover_seconds, take_over
                )
                beating.start()
                opening.callback(beating.stop)
            opening.callback(self._destroy)
            self._launch()
            self._opened = opening.pop_all()

    def _register_queue(self) -> None:
        # Before the launch, for the library looks for new queues only once a second.
        with opened(self.database_url) as client:
            client.register_queue(
                QUEUE,
                worker_concurrency=self.settings.concurrency,
                polling_interval_sec=self.settings.poll_seconds,
            )

    def _launch(self) -> None:
        _share_log()
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": self.database_url,
                "dbos_system_schema": SCHEMA,
                "sys_db_pool_size": self.settings.concurrency + SPARE_CONNECTIONS,
                "serializer": SERIALIZER,
                "application_version": VERSION,
                "executor_id": self.executor_id,
                # Messages between workflows, which we don't use; a stop waits for one interval.
                "notification_listener_polling_interval_sec": 0.1,
                "log_level": "WARNING",
            }
        )
        register_run(self.run, self.settings)
        schedules = register_schedules(self.database_url, self.settings)
        DBOS.launch()
        if self.settings.ticking:
            apply_schedules(schedules)

    def _destroy(self) -> None:
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=self.settings.stop_within_seconds)


def _share_log() -> None:
    # Left alone, the library writes to the console past everything that masks and formats our logs.
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
