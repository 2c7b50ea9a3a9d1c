"""What waits, what failed for good, and who fell silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.jobs.models import JobExecutor
from app.jobs.queue import QUEUE, RUN, RUN_ONCE, opened

PARKED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
LOOKED_AT = 1000


@dataclass(frozen=True)
class ParkedJob:
    """A job given up on, for a human to look at. The same job failing again and again is one entry.

    `ids` are the job's own fields, e.g. {"notice_id": "…"}; `run_ids` are for `retry_parked`.
    """

    kind: str
    ids: dict[str, str]
    failure: str
    times: int
    last_at: datetime
    run_ids: tuple[str, ...]


@dataclass(frozen=True)
class QueueState:
    """`oldest`: kind → since when the longest-waiting job of it could have started."""

    waiting: int
    oldest: Mapping[str, datetime]
    parked: int

    @property
    def oldest_due_at(self) -> datetime | None:
        return min(self.oldest.values(), default=None)


def list_parked(engine: Engine) -> list[ParkedJob]:
    """Newest first. Of jobs that come every minute, only those whose last run failed.

    Reads over a connection of its own, like `queue_state`.
    """
    with opened(_url_of(engine)) as client:
        parked = client.list_workflows(status=PARKED, name=RUN, sort_desc=True, limit=LOOKED_AT)
        recent = client.list_workflows(
            status=["SUCCESS", *PARKED], name=RUN_ONCE, sort_desc=True, limit=LOOKED_AT
        )
    failing = (list(takewhile(_is_parked, group)) for group in _by_job(recent))
    found = [_parked_of(group) for group in (*_by_job(parked), *failing) if group]
    return sorted(found, key=lambda job: job.last_at, reverse=True)


def queue_state(engine: Engine) -> QueueState:
    """For the health page and its alarms; counts stop at 1000."""
    with opened(_url_of(engine)) as client:
        due = client.list_workflows(status="ENQUEUED", queue_name=QUEUE, limit=LOOKED_AT, load_output=False)
    oldest: dict[str, int] = {}
    for run in due:
        kind = str(_payload_of(run).get("kind", "?"))
        due_at = max(run.created_at or 0, run.delay_until_epoch_ms or 0)
        oldest[kind] = min(due_at, oldest.get(kind, due_at))
    since = {kind: _instant_of(due_at) for kind, due_at in oldest.items()}
    return QueueState(len(due), since, parked=len(list_parked(engine)))


def list_silent_executors(session: Session, seconds: float) -> Sequence[str]:
    """Executors not heard of for so long, by the database's clock (PostgreSQL)."""
    quiet = JobExecutor.beat_at < func.now() - timedelta(seconds=seconds)
    return session.scalars(select(JobExecutor.id).where(quiet)).all()


def _url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _instant_of(epoch_ms: int) -> datetime:
    return datetime.fromtimestamp(epoch_ms / 1000, UTC)


def _payload_of(run: Any) -> dict[str, Any]:
    given = run.input["args"] if isinstance(run.input, dict) else ()
    return dict(given[0]) if given and isinstance(given[0], dict) else {}


def _is_parked(run: Any) -> bool:
    return run.status in PARKED


def _by_job(runs: list[Any]) -> list[list[Any]]:
    same: dict[str, list[Any]] = {}
    for run in runs:
        same.setdefault(str(_payload_of(run)), []).append(run)
    return list(same.values())


def _parked_of(group: list[Any]) -> ParkedJob:
    newest, payload = group[0], _payload_of(group[0])
    kind = str(payload.pop("kind", "?"))
    failure = "the process died each time" if newest.error is None else str(newest.error)
    last_at = max(run.completed_at or run.updated_at or 0 for run in group)
    ids = {key: str(value) for key, value in payload.items()}
    return ParkedJob(
        kind, ids, failure, len(group), _instant_of(last_at), tuple(run.workflow_id for run in group)
    )
