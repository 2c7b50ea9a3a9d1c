"""The visit in front of a desk as one request sees it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.counter.identifying import is_resting
from app.counter.models import CounterVisit
from app.language import Language


@dataclass(frozen=True)
class Front:
    """Values, so that they outlive the transaction. `rests_at`: when the screen closes unless somebody is heard."""

    visit_id: UUID
    desk_id: UUID
    subject_id: UUID
    epoch: UUID
    language: Language
    mode: str
    changes: int
    rests_at: datetime
    is_resting: bool


def front_of(found: CounterVisit, paid: int, idle: timedelta, now: datetime) -> Front:
    """`paid` counts what has become of the fees, which changes without the visit."""
    return Front(
        visit_id=found.id,
        desk_id=found.desk_id,
        subject_id=found.subject_id,
        epoch=found.epoch,
        language=Language(found.language),
        mode=found.mode,
        changes=found.changes + paid,
        rests_at=found.last_seen_at + idle,
        is_resting=is_resting(found, idle, now),
    )
