"""Notices of a case, and those that did not reach anybody."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.notices.kinds import NoticeState
from app.notices.models import Notice

# Longer than all tries of a delivery take: what is still waiting then was lost by somebody.
OVERDUE_AFTER = timedelta(hours=6)


def get_notice(session: Session, notice_id: UUID, *, to_change: bool = False) -> Notice:
    """`to_change` locks the row until the transaction ends. Raises NotFound."""
    notice = session.get(Notice, notice_id, with_for_update=True if to_change else None)
    if notice is None:
        raise NotFound
    return notice


def list_notices(session: Session, subject_id: UUID) -> Sequence[Notice]:
    """Of one case, the oldest first."""
    chosen = select(Notice).where(Notice.subject_id == subject_id)
    return session.scalars(chosen.order_by(Notice.created_at, Notice.id)).all()


def list_failed(session: Session, *, now: datetime, limit: int = 100) -> Sequence[Notice]:
    """「連絡が届いていません」: given up, or not sent long after it should have been. The oldest first."""
    chosen = select(Notice).where(_has_failed(now))
    return session.scalars(chosen.order_by(Notice.created_at, Notice.id).limit(limit)).all()


def count_failed(session: Session, *, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(Notice).where(_has_failed(now))) or 0


def count_unsent(session: Session) -> int:
    """Not yet on their way, or on it."""
    return session.scalar(select(func.count()).select_from(Notice).where(_waits())) or 0


def _waits() -> ColumnElement[bool]:
    return Notice.state.in_([NoticeState.CREATED, NoticeState.SENDING])


def _has_failed(now: datetime) -> ColumnElement[bool]:
    overdue = and_(_waits(), Notice.created_at < now - OVERDUE_AFTER)
    return or_(Notice.state == NoticeState.FAILED, overdue)
