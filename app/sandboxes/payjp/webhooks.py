"""Notifications to the merchant: sent by one thread, tried again three times, remembered over a restart."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta

import urllib3

from app.sandboxes.payjp.objects import Json, moment
from app.sandboxes.payjp.settings import PayjpSandbox
from app.sandboxes.payjp.store import Store

RETRIES = 3
MOST_WAITING = 1000
ANSWER_SECONDS = 10.0


class WebhookSender:
    """`start` and `stop` frame the life of the server; what is not sent by then waits for the next one."""

    def __init__(self, store: Store, setting: PayjpSandbox) -> None:
        self._store = store
        self._setting = setting
        self._http = urllib3.PoolManager(retries=False, timeout=ANSWER_SECONDS)
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tick: Callable[[], None]) -> None:
        """`tick` is called about once a second as well: time passes for sessions, too."""
        self._thread = threading.Thread(target=self._run, args=(tick,), name="payjp-webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._http.clear()

    def post(self, event: Json, *, times: int = 1, delay: timedelta = timedelta(0)) -> None:
        """More than a thousand waiting notifications are one too many: the new one is dropped."""
        due = moment(self._setting.rehearsal.now() + delay)
        with self._store.writing() as database:
            (waiting,) = database.execute("SELECT count(*) FROM delivery WHERE outcome IS NULL").fetchone()
            outcome = "dropped" if waiting + times > MOST_WAITING else None
            rows = [(event["id"], due, outcome)] * times
            database.executemany("INSERT INTO delivery (event_id, due, outcome) VALUES (?, ?, ?)", rows)
        self._wake.set()

    def drain(self, seconds: float = 10.0) -> bool:
        """Waits until nothing is due any more; whether it came to that."""
        tries = int(seconds / 0.01)
        pause = threading.Event()
        while self._next_due() is not None and tries:
            self._wake.set()
            pause.wait(0.01)
            tries -= 1
        return tries > 0

    def waiting_for(self, event_id: str) -> int:
        with self._store.writing() as database:
            waiting = "SELECT count(*) FROM delivery WHERE event_id = ? AND outcome IS NULL"
            return int(database.execute(waiting, (event_id,)).fetchone()[0])

    def _run(self, tick: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            self._wake.wait(1.0)
            self._wake.clear()
            tick()
            while not self._stopping.is_set() and (due := self._next_due()) is not None:
                self._deliver(*due)

    def _next_due(self) -> tuple[int, str, int] | None:
        now = moment(self._setting.rehearsal.now())
        with self._store.writing() as database:
            found: tuple[int, str, int] | None = database.execute(
                "SELECT seq, event_id, tries FROM delivery WHERE outcome IS NULL AND due <= ? "
                "ORDER BY due, seq LIMIT 1",
                (now,),
            ).fetchone()
        return found

    def _deliver(self, seq: int, event_id: str, tries: int) -> None:
        outcome = self._send(event_id)
        retry = not outcome.startswith("2") and tries < RETRIES
        due = moment(self._setting.rehearsal.now() + self._setting.rehearsal.retry_after)
        with self._store.writing() as database:
            database.execute(
                "UPDATE delivery SET tries = ?, due = ?, outcome = ? WHERE seq = ?",
                (tries + 1, due, None if retry else outcome, seq),
            )

    def _send(self, event_id: str) -> str:
        """The status of the answer, or what went wrong."""
        event = self._store.find("event", event_id)
        if event is None:
            return "gone"
        body = json.dumps(event | {"pending_webhooks": self.waiting_for(event_id)}, ensure_ascii=False)
        headers = {
            "Content-Type": "application/json",
            "X-Payjp-Webhook-Token": self._setting.webhook_token,
        }
        try:
            answer = self._http.request(
                "POST", self._setting.webhook_url, body=body.encode(), headers=headers, redirect=False
            )
        except urllib3.exceptions.HTTPError as failure:
            return type(failure).__name__
        return str(answer.status)
